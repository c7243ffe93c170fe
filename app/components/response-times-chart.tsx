import { useTranslation } from 'react-i18next';
import type { ResponseTimes } from '../../server/responses/figures.ts';

/** Dots of one column before each dot stands for more answers. */
const HIGHEST = 18;

type Layout = { width: number; left: number; right: number; radius: number; className: string };

const WIDE: Layout = { width: 680, left: 12, right: 8, radius: 3.9, className: 'only-d' };
const NARROW: Layout = { width: 340, left: 2, right: 6, radius: 3, className: 'only-m' };

/** Dot strip: one dot is one answer, at the working days it took. A triangle was late. The words and the numbers stand beside it in text. */
export function ResponseTimesChart({ figures }: { figures: Pick<ResponseTimes, 'days' | 'promise' | 'n' | 'onTime'> }) {
  const { t } = useTranslation('answers');
  const { days, n, onTime } = figures;
  if (n === 0) return <p className="empty">{t('times.empty')}</p>;
  const promised = figures.promise?.workingDays ?? null;
  const largest = Math.max(...days.map(({ day }) => day), promised ?? 0);
  const last = Math.min(Math.max(largest, Math.ceil((promised ?? 10) * 1.4), 10), Math.max(40, (promised ?? 10) * 3));
  const columns = Array.from({ length: last + 1 }, (_, day) => {
    const here = days.filter((entry) => (day === last ? entry.day >= last : entry.day === day));
    return { day, onTime: sum(here.map((entry) => entry.onTime)), late: sum(here.map((entry) => entry.late)) };
  });
  const perDot = Math.max(1, Math.ceil(Math.max(...columns.map((column) => column.onTime + column.late)) / HIGHEST));
  const label = t('times.chart_label', { count: n, onTime });
  return (
    <figure className="strip">
      {[WIDE, NARROW].map((layout) => (
        <Strip
          key={layout.className}
          layout={layout}
          columns={columns}
          perDot={perDot}
          promised={promised}
          label={label}
          open={largest > last}
        />
      ))}
      <figcaption className="tiny">{perDot === 1 ? t('times.chart_caption') : t('times.chart_caption_many', { count: perDot })}</figcaption>
    </figure>
  );
}

type StripProps = {
  layout: Layout;
  columns: { day: number; onTime: number; late: number }[];
  perDot: number;
  promised: number | null;
  label: string;
  /** The last column holds everything longer too. */
  open: boolean;
};

function Strip({ layout, columns, perDot, promised, label, open }: StripProps) {
  const { t } = useTranslation('answers');
  const { width, left, right } = layout;
  const step = (width - left - right) / columns.length;
  const radius = Math.min(layout.radius, step * 0.42);
  const rise = radius * 2.4;
  const highest = Math.max(...columns.map((column) => Math.ceil(column.onTime / perDot) + Math.ceil(column.late / perDot)));
  const base = Math.max(72, 40 + highest * rise);
  const height = base + 40;
  const x = (day: number) => left + (day + 0.5) * step;
  const every = columns.length > 30 ? 10 : 5;
  const post = promised === null ? null : x(promised) + step / 2;
  return (
    <svg className={`chart ${layout.className}`} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {columns.flatMap((column) => {
        const circles = Math.ceil(column.onTime / perDot);
        const dots = circles + Math.ceil(column.late / perDot);
        return Array.from({ length: dots }, (_, index) => {
          const y = base - 8 - index * rise;
          const key = `${column.day}-${index}`;
          if (index < circles) return <circle key={key} cx={round(x(column.day))} cy={round(y)} r={round(radius)} fill="var(--water)" />;
          return <path key={key} d={triangle(x(column.day), y, radius)} fill="var(--danger)" />;
        });
      })}
      <line x1="0" x2={width} y1={base} y2={base} stroke="var(--ink)" strokeWidth="1.5" />
      {post !== null && (
        <>
          <line x1={round(post)} x2={round(post)} y1="12" y2={base} stroke="var(--ink)" strokeWidth="1.5" />
          <path d={`M${round(post)} 12h-9v6h9z`} fill="var(--ink)" />
          <text
            className="strong"
            x={round(post > width * 0.6 ? post - 14 : post + 8)}
            y="23"
            textAnchor={post > width * 0.6 ? 'end' : 'start'}
          >
            {t('times.promise_days', { count: promised ?? 0 })}
          </text>
        </>
      )}
      {columns
        .filter(({ day }) => day > 0 && day % every === 0)
        .map(({ day }) => (
          <text key={day} x={round(x(day))} y={base + 21} textAnchor="middle">
            {open && day === columns.length - 1 ? `${day}+` : day}
          </text>
        ))}
      <text x={width} y={height - 1} textAnchor="end">
        {t('times.working_days')}
      </text>
    </svg>
  );
}

/** A triangle of about the size of a dot. */
export function triangle(x: number, y: number, radius: number): string {
  const side = radius * 1.1;
  return `M${round(x)} ${round(y - side)}l${round(side)} ${round(side * 1.72)}h${round(-2 * side)}z`;
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
