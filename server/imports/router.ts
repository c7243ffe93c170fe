import { z } from 'zod';
import { procedure, router } from '../trpc.ts';
import { importFromPeer, PEER_BYTES } from './commands.ts';
import { findPeerSource, listPeerImports } from './queries.ts';

const slug = z.string().min(1).max(100);
/** Somewhat more than fits, so that a file that is too large hears just that. Bytes travel as base64. */
const file = z.object({ name: z.string().max(300), base64: z.string().max(Math.ceil((PEER_BYTES * 4) / 3) * 2) });
const bytesOf = ({ name, base64 }: z.output<typeof file>) => ({ name, bytes: new Uint8Array(Buffer.from(base64, 'base64')) });

/** What came from other participation systems. */
export const peersRouter = router({
  sourceOf: procedure.input(z.object({ ideaId: z.uuid() })).query(({ ctx, input }) => findPeerSource(ctx, input)),
  list: procedure.input(z.object({ trajectory: slug })).query(({ ctx, input }) => listPeerImports(ctx, input)),
  import: procedure
    .input(z.object({ trajectory: slug, system: z.enum(['decidim', 'polis', 'openstad']), file, votes: file.nullish() }))
    .mutation(({ ctx, input: { file: sent, votes, ...input } }) =>
      importFromPeer(ctx, { ...input, file: bytesOf(sent), votes: votes ? bytesOf(votes) : null }),
    ),
});
