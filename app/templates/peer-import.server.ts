import { type ActionFunctionArgs, data } from '@remix-run/node';
import type { PeerImport } from '../../server/imports/import-peer.ts';
import { api, refusalOf, toResponse } from '../api.server.ts';
import { readForm } from '../read-form.server.ts';

const SYSTEMS = ['decidim', 'polis', 'openstad'] as const;

export type PeerAnswer = {
  system: string;
  result: PeerImport | null;
  /** A key of a text per field. */
  fields: Record<string, string>;
  /** What is wrong in the file, in Dutch, and where; line 0 when it has no lines. */
  fault: { line: number; message: string } | null;
};

/** Takes the files of another system. */
export async function importFromPeer(args: ActionFunctionArgs) {
  const trajectory = args.params.slug ?? '';
  // Before a file is read: who may not, sends it for nothing.
  await api(args).peers.list({ trajectory });
  const form = await readForm(args.request);
  const answer = (given: Partial<PeerAnswer>, status = 400) =>
    data({ system: String(form.get('system') ?? ''), result: null, fields: {}, fault: null, ...given } satisfies PeerAnswer, { status });
  const system = SYSTEMS.find((known) => known === form.get('system'));
  if (!system) return answer({ fields: { system: 'reach:error.system' } });
  const file = await fileOf(form.get('file'));
  if (!file) return answer({ fields: { file: 'reach:error.file_missing' } });
  const votes = system === 'polis' ? await fileOf(form.get('votes')) : null;
  try {
    return answer({ result: await args.context.api.peers.import({ trajectory, system, file, votes }) }, 200);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.code === 'unreadable_file') {
      const { line, message } = refusal.details as { line: number; message: string };
      return answer({ fault: { line, message } });
    }
    // Without fields: more bytes than the procedure takes at all.
    if (refusal?.code === 'invalid') return answer({ fields: refusal.details.fields ?? { file: 'reach:error.file_large' } });
    throw toResponse(error, args);
  }
}

async function fileOf(sent: FormDataEntryValue | null) {
  if (!(sent instanceof File) || sent.size === 0) return null;
  return { name: sent.name.slice(-200), base64: Buffer.from(await sent.arrayBuffer()).toString('base64') };
}
