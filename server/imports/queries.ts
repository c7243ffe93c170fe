import type { Context } from '../context.ts';
import { PEER_NAMES } from './peer-idea.ts';

/** Where an idea came from when it was read in from another system; null for one that was proposed here. What is kept of its row is not for the page. */
export async function findPeerSource(
  { db }: Pick<Context, 'db'>,
  { ideaId }: { ideaId: string },
): Promise<{ system: string; url: string | null; supports: number | null } | null> {
  const row = await db
    .selectFrom('peer_row')
    .innerJoin('peer_import', 'peer_import.id', 'peer_row.import_id')
    .where('idea_id', '=', ideaId)
    .select(['system', 'url', 'supports'])
    .executeTakeFirst();
  return row ? { ...row, system: PEER_NAMES[row.system] } : null;
}
