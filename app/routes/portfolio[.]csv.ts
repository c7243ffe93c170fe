import type { LoaderFunctionArgs } from '@remix-run/node';
import { stringify } from 'csv-stringify/sync';
import { api } from '../api.server.ts';
import { readPortfolioSearch } from '../portfolio/portfolio-search.ts';

/** The portfolio as a table, a row per trajectory. Shares between 0 and 1, days as dates; what is not known is empty. */
export async function loader(args: LoaderFunctionArgs) {
  const { items, on } = await api(args).portfolio.get(readPortfolioSearch(args.request));
  const rows = items.map((row) => ({
    traject: row.slug,
    titel: row.title,
    stand: row.state,
    gestopt_op: row.stoppedOn,
    themas: row.themes.join('|'),
    invloed: row.level,
    fase: row.phase?.title,
    fase_tot_en_met: row.phase?.endsOn,
    besluit_na_fase: row.gate?.phase,
    besluit_uiterlijk: row.gate?.due,
    besluit_dagen_te_laat: row.gate?.daysLate,
    laatste_besluit: row.lastVerdict?.verdict,
    laatste_besluit_op: row.lastVerdict?.decidedOn,
    afspraken: row.metrics.agreed,
    afspraken_gehaald: row.metrics.met,
    afspraken_niet_gehaald: row.metrics.missed,
    antwoorden: row.answers.n,
    aandeel_op_tijd: row.answers.onTimeShare === null ? null : Math.round(row.answers.onTimeShare * 10_000) / 10_000,
    helft_binnen_werkdagen: row.answers.median,
    wachten_te_lang: row.answers.overdue,
    deelnemers: row.reach.participants,
    doel_deelnemers: row.reach.target,
    toezeggingen_open: row.commitments.open,
    toezeggingen_te_laat: row.commitments.late,
    bijdragen_per_maand: row.trend.map(({ month, contributions }) => `${month}:${contributions}`).join('|'),
    aandacht: row.troubles.join('|'),
  }));
  // escape_formulas: a spreadsheet must not run the title of a trajectory.
  const csv = stringify(rows, { header: true, escape_formulas: true, record_delimiter: 'windows' });
  return new Response(csv, {
    headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="portfolio-${on}.csv"` },
  });
}
