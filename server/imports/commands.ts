/** Reading in from another system by who leads a trajectory; the operator does the same from the command line. */
import { ImportError } from '../cli/import-error.ts';
import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { requireActor } from '../permissions.ts';
import { getReadableTrajectory } from '../trajectories/queries.ts';
import { importPolis, importProposals, type PeerImport } from './import-peer.ts';
import type { PeerSystem } from './peer-idea.ts';

/** Of one file. An export of a large platform is some megabytes. */
export const PEER_BYTES = 5 * 1024 * 1024;

export type PeerFile = { name: string; bytes: Uint8Array };

/**
 * All or nothing; the same file again changes nothing.
 * @param votes of Polis only
 * @throws DomainError `not_found`, `sign_in_first`, `not_allowed`, `invalid` with the file at fault, `unreadable_file` `{ line, message }`: 0 for a file without lines
 */
export async function importFromPeer(
  context: Context,
  { trajectory: slug, system, file, votes }: { trajectory: string; system: PeerSystem; file: PeerFile; votes: PeerFile | null },
): Promise<PeerImport> {
  const { id: trajectoryId } = await getReadableTrajectory(context.db, { slug, actor: context.actor, now: context.now });
  requireActor(context.actor, 'peer.import', { trajectoryId }, context);
  for (const [field, sent] of [
    ['file', file],
    ['votes', votes],
  ] as const)
    if (sent && sent.bytes.length > PEER_BYTES) throw new DomainError('invalid', { fields: { [field]: 'reach:error.file_large' } });
  if (file.bytes.length === 0) throw new DomainError('invalid', { fields: { file: 'reach:error.file_missing' } });
  if (system === 'polis' && (!votes || votes.bytes.length === 0))
    throw new DomainError('invalid', { fields: { votes: 'reach:error.votes_missing' } });
  try {
    const named = { trajectorySlug: slug, name: file.name };
    return system === 'polis' && votes
      ? await importPolis(context, { ...named, comments: file.bytes, votes: votes.bytes })
      : await importProposals(context, { ...named, system: system === 'openstad' ? 'openstad' : 'decidim', file: file.bytes });
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    throw new DomainError('unreadable_file', { line: error.line, message: error.message });
  }
}
