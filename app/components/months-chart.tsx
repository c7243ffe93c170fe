import { useTranslation } from 'react-i18next';
import type { ResponseTimes } from '../../server/responses/figures.ts';
import { formatMonth, formatPercent } from '../format.ts';
import { round, triangle } from './response-times-chart.tsx';

type Month = { month: string; share: number | null };

type Layout = { width: number; height: number; left: number; right: number; base: number; every: number; className: string };

const TOP = 16;
const WIDE: Layout = { width: 720, height: 230, left: 44, right: 650, base: 190, every: 1, className: 'only-d' };
const NARROW: Layout = { width: 340, height: 210, left: 40, right: 282, base: 170, every: 3, className: 'only-m' };

/** Share on time per month, against what was promised. A circle kept the promise, a triangle did not; the table under it says the same. */
export function MonthsChart({ figures }: { figures: Pick<ResponseTimes, 'months' | 'to' | 'promise'> }) {
  const { t, i18n } = useTranslation('answers');
  const months = lastTwelve(figures);
  const known = months.filter((month) => month.share !== null);
  const first = known[0];
  const last = known.at(-1);
  if (!first || !last) return <p className="empty">{t('times.empty')}</p>;
  const target = figures.promise ? figures.promise.targetPercent / 100 : null;
  const words = (month: Month) => ({
    month: formatMonth(month.month, i18n.language),
    share: formatPercent(month.share ?? 0, i18n.language),
  });
  const label =
    known.length === 1
      ? t('times.months_label_one', words(first))
      : t('times.months_label', {
          from: words(first).month,
          fromShare: words(first).share,
          to: words(last).month,
          toShare: words(last).share,
        });
  return (
    <>
      {[WIDE, NARROW].map((layout) => (
        <Line key={layout.className} layout={layout} months={months} target={target} label={label} />
      ))}
      <details className="ftab">
        <summary>{t('times.as_table')}</summary>
        <table className="tbl">
          <thead>
            <tr>
              <th scope="col">{t('times.month')}</th>
              <th scope="col" className="r">
                {t('times.answers')}
              </th>
              <th scope="col" className="r">
                {t('times.half_within')}
              </th>
              <th scope="col" className="r">
                {t('times.on_time')}
              </th>
            </tr>
          </thead>
          <tbody>
            {figures.months.map((month) => (
              <tr key={month.month}>
                <td>{formatMonth(month.month, i18n.language)}</td>
                <td className="r">{month.n}</td>
                <td className="r">{month.median}</td>
                <td className="r">{formatPercent(month.onTimeShare ?? 0, i18n.language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

function Line({ layout, months, target, label }: { layout: Layout; months: Month[]; target: number | null; label: string }) {
  const { t, i18n } = useTranslation('answers');
  const { left, right, base } = layout;
  const shares = months.flatMap(({ share }) => (share === null ? [] : [share]));
  const floor = Math.floor(Math.min(...shares, (target ?? 0.9) - 0.2) * 10) / 10;
  const x = (index: number) => left + (index * (right - left)) / (months.length - 1);
  const y = (share: number) => base - ((share - floor) / (1 - floor)) * (base - TOP);
  const stepPercent = 1 - floor > 0.5 ? 25 : 10;
  const grid = [];
  for (let percent = 100; percent >= floor * 100 - 0.001; percent -= stepPercent) grid.push(percent / 100);
  const lastIndex = months.findLastIndex(({ share }) => share !== null);
  const last = months[lastIndex]?.share ?? 0;
  const kept = (share: number) => target === null || share >= target;
  return (
    <svg className={`chart ${layout.className}`} viewBox={`0 0 ${layout.width} ${layout.height}`} role="img" aria-label={label}>
      {grid.map((share) => (
        <g key={share}>
          <line x1={left} x2={right} y1={round(y(share))} y2={round(y(share))} stroke="var(--line)" />
          <text x="0" y={round(y(share) + 5)}>
            {formatPercent(share, i18n.language)}
          </text>
        </g>
      ))}
      {target !== null && (
        <>
          <line x1={left} x2={right} y1={round(y(target))} y2={round(y(target))} stroke="var(--ink)" strokeWidth="1.5" />
          {(lastIndex < months.length - 2 || Math.abs(y(target) - y(last)) > 16) && (
            <text className="strong" x={right + 10} y={round(y(target) + 5)}>
              {t('times.promise')}
            </text>
          )}
        </>
      )}
      <path d={pathOf(months, x, y)} fill="none" stroke="var(--water)" strokeWidth="2.5" />
      {months.map(({ month, share }, index) => {
        if (share === null) return null;
        if (kept(share)) return <circle key={month} cx={round(x(index))} cy={round(y(share))} r="4.5" fill="var(--water)" />;
        return <path key={month} d={triangle(x(index), y(share), 5)} fill="var(--danger)" />;
      })}
      <text className={kept(last) ? 'value kept' : 'value broken'} x={round(x(lastIndex) + 12)} y={round(y(last) + 6)}>
        {formatPercent(last, i18n.language)}
      </text>
      {months.map(({ month }, index) =>
        (months.length - 1 - index) % layout.every === 0 ? (
          <text key={month} x={round(x(index))} y={base + 32} textAnchor="middle">
            {formatMonth(month, i18n.language, 'short')}
          </text>
        ) : null,
      )}
    </svg>
  );
}

/** Joins months that follow each other; a month without answers leaves a gap. */
function pathOf(months: Month[], x: (index: number) => number, y: (share: number) => number): string {
  let path = '';
  months.forEach(({ share }, index) => {
    if (share === null) return;
    const joined = months[index - 1]?.share !== null && index > 0;
    path += `${joined ? 'L' : 'M'}${round(x(index))} ${round(y(share))}`;
  });
  return path;
}

function lastTwelve({ months, to }: Pick<ResponseTimes, 'months' | 'to'>): Month[] {
  const shares = new Map(months.map((month) => [month.month, month.onTimeShare]));
  const number = Number(to.slice(0, 4)) * 12 + Number(to.slice(5, 7)) - 1;
  return Array.from({ length: 12 }, (_, index) => {
    const at = number - 11 + index;
    const month = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
    return { month, share: shares.get(month) ?? null };
  });
}
