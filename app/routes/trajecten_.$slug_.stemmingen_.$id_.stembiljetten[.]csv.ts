import type { LoaderFunctionArgs } from '@remix-run/node';
import { stringify } from 'csv-stringify/sync';
import { api } from '../api.server.ts';

/** The anonymous ballots of a closed voting for a spreadsheet: a row per ballot, a column per option with its place (ranked), points, or 1. */
export async function loader(args: LoaderFunctionArgs) {
  const { slug = '', id = '' } = args.params;
  const call = api(args);
  const voting = await call.votings.get({ id });
  if (voting.trajectory.slug !== slug) throw new Response(null, { status: 404 });
  const { items } = await call.votings.ballots({ votingId: id });
  const cellOf = ({ choices, points }: (typeof items)[number], optionId: string) => {
    const index = choices.indexOf(optionId);
    if (index === -1) return null;
    return voting.ballotType === 'ordinal' ? index + 1 : (points?.[index] ?? 1);
  };
  const rows = [
    ['stembiljet', ...voting.options.map(({ publicId, title }) => `${publicId}. ${title}`)],
    ...items.map((ballot) => [ballot.voterId, ...voting.options.map((option) => cellOf(ballot, option.id))]),
  ];
  // escape_formulas: a spreadsheet must not run the title of an idea.
  const csv = stringify(rows, { escape_formulas: true, record_delimiter: 'windows' });
  return new Response(csv, {
    headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="stembiljetten-${id}.csv"` },
  });
}
