import type { LoaderFunctionArgs } from '@remix-run/node';
import { api } from '../api.server.ts';

/** A closed voting with its anonymous ballots as a chain, for `controleer-stemming.mjs`. */
export async function loader(args: LoaderFunctionArgs) {
  const { slug = '', id = '' } = args.params;
  const call = api(args);
  const voting = await call.votings.get({ id });
  if (voting.trajectory.slug !== slug) throw new Response(null, { status: 404 });
  const { text } = await call.votings.chainFile({ votingId: id });
  return new Response(text, {
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Content-Disposition': `attachment; filename="stemming-${id}.json"` },
  });
}
