import type { LoaderFunctionArgs } from '@remix-run/node';
import { api } from '../api.server.ts';

/** The anonymous ballots of a closed voting, to recount (pabulib.org/format). */
export async function loader(args: LoaderFunctionArgs) {
  const { slug = '', id = '' } = args.params;
  const call = api(args);
  const voting = await call.votings.get({ id });
  if (voting.trajectory.slug !== slug) throw new Response(null, { status: 404 });
  const { text } = await call.votings.ballotFile({ votingId: id });
  return new Response(text, {
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Disposition': `attachment; filename="stembiljetten-${id}.pb"` },
  });
}
