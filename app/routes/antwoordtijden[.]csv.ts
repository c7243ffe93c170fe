import type { LoaderFunctionArgs } from '@remix-run/node';
import { stringify } from 'csv-stringify/sync';
import { api } from '../api.server.ts';
import { readTimesQuery } from '../components/times-query.server.ts';

/** The figures of the page as CSV: the whole, each month, each team. Too few answers to compare leave their figures empty. */
export async function loader(args: LoaderFunctionArgs) {
  const figures = await api(args).figures.responseTimes(readTimesQuery(args.request));
  type Row = { n: number; onTime: number; onTimeShare: number | null; median: number | null; p90: number | null };
  const row = (kind: string, name: string, { n, onTime, onTimeShare, median, p90 }: Row, told = true) => ({
    soort: kind,
    naam: name,
    van: figures.from,
    tot_en_met: figures.to,
    antwoorden: n,
    op_tijd: told ? onTime : null,
    aandeel_op_tijd: onTimeShare === null ? null : Math.round(onTimeShare * 10_000) / 10_000,
    helft_binnen_werkdagen: median,
    negen_van_tien_binnen_werkdagen: p90,
  });
  const rows = [
    row('totaal', figures.trajectory?.title ?? 'alle trajecten', figures),
    ...figures.months.map((month) => row('maand', month.month, month)),
    ...figures.kinds.map((kind) => row('soort bijdrage', kind.kind, kind, kind.enough)),
    ...figures.trajectories.map((one) => row('traject', one.title, one, one.enough)),
    ...figures.teams.map((team) => row('afdeling', team.name ?? '', team, team.enough)),
  ];
  // escape_formulas: a spreadsheet must not run the name of a team.
  const csv = stringify(rows, { header: true, escape_formulas: true, record_delimiter: 'windows' });
  return new Response(csv, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="antwoordtijden-${figures.to}.csv"`,
    },
  });
}
