import { Link } from '@remix-run/react';
import { Children, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../format.ts';
import { paths } from '../paths.ts';

/** What the links of a dossier lead to: of a frozen one to what had come in by then. */
export type Behind = { slug: string; until: string | null };

/** A numbered part: its question on the left, what was found on the right. */
export function Part({ number, id, title, children }: { number: number; id: string; title: string; children: ReactNode }) {
  return (
    <section className="rd-part" aria-labelledby={id}>
      <h2 id={id}>
        <span aria-hidden="true">{number}</span>
        {title}
      </h2>
      <div className="rd-in">{children}</div>
    </section>
  );
}

/** The finding of a part, in one sentence. */
export function Finding({ children }: { children: ReactNode }) {
  return <p className="rd-finding">{children}</p>;
}

/** A number that leads to what it counts. */
export function Counted({ value, to, label }: { value: number; to: string | null; label?: string }) {
  const { i18n } = useTranslation();
  const words = formatNumber(value, i18n.language);
  // Of nothing there is no list.
  if (to === null || value === 0) return <span className="num">{words}</span>;
  return (
    <Link className="num" to={to}>
      {words}
      {label && <span className="sr"> {label}</span>}
    </Link>
  );
}

/** The list behind a figure of contributions. */
export function listOf({ slug, until }: Behind, filter: Record<string, string | number>): string {
  const search = new URLSearchParams(
    Object.entries({ ...filter, ...(until === null ? {} : { tot: until }) }).map(([key, value]) => [key, String(value)]),
  );
  return paths.countedContributions(slug, search.size === 0 ? '' : `?${search}`);
}

export type Bar = { key: string; label: ReactNode; value: number | null; shown: ReactNode; tone?: 'taken' | 'refused' | 'open' };

/** Bars and their table in one: a row has its words, a bar drawn by the server, and the number. `value` null: too few people to tell. */
export function BarTable({ caption, columns, bars }: { caption: string; columns: readonly [string, string]; bars: readonly Bar[] }) {
  const { t } = useTranslation('dossiers');
  const most = Math.max(1, ...bars.map(({ value }) => value ?? 0));
  return (
    <table className="tbl rd-bars">
      <caption>{caption}</caption>
      <thead className="sr">
        <tr>
          <th scope="col">{columns[0]}</th>
          <th scope="col">{columns[1]}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ key, label, value, shown, tone = 'open' }) => (
          <tr key={key}>
            <th scope="row">{label}</th>
            <td>
              <svg className={`rd-bar ${tone}`} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <line x1="0" x2="100" y1="9.5" y2="9.5" />
                {value !== null && <rect width={Math.round((value / most) * 1000) / 10} height="10" />}
              </svg>
              <span className="rd-amount">{value === null ? t('few') : shown}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One dot per seat: filled for, hollow against. The words stand beside it. */
export function Seats({ votesFor, votesAgainst }: { votesFor: number; votesAgainst: number }) {
  const all = votesFor + votesAgainst;
  const perRow = Math.max(1, Math.min(14, all));
  const height = Math.ceil(all / perRow) * 15 + 1;
  const renderSeat = (_: unknown, index: number): ReactNode => (
    <circle
      className={index < votesFor ? 'rd-for' : 'rd-against'}
      cx={6 + (index % perRow) * 15}
      cy={7 + Math.floor(index / perRow) * 15}
      r="5"
    />
  );
  return (
    <svg
      className="rd-seats"
      viewBox={`0 0 ${perRow * 15} ${height}`}
      width={perRow * 15}
      height={height}
      aria-hidden="true"
      focusable="false"
    >
      {Children.toArray(Array.from({ length: all }, renderSeat))}
    </svg>
  );
}
