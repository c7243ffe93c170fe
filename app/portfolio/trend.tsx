import { useTranslation } from 'react-i18next';
import type { PortfolioRow } from '../../server/portfolio/queries.ts';
import { formatMonth } from '../format.ts';

const STEP = 17;
const HEIGHT = 34;

/** What came in per month: a stroke each on one bank, with the whole in words. */
export function Trend({ months }: { months: PortfolioRow['trend'] }) {
  const { t, i18n } = useTranslation('council');
  const most = Math.max(1, ...months.map(({ contributions }) => contributions));
  const [first, last] = [months[0], months.at(-1)];
  if (!first || !last) return null;
  const total = months.reduce((sum, { contributions }) => sum + contributions, 0);
  const label = t('portfolio.trend_label', {
    from: first.contributions,
    fromMonth: formatMonth(first.month, i18n.language),
    to: last.contributions,
    toMonth: formatMonth(last.month, i18n.language),
  });
  return (
    <span className="trend">
      <svg viewBox={`0 0 ${months.length * STEP} ${HEIGHT}`} width={months.length * STEP} height={HEIGHT} role="img" aria-label={label}>
        {months.map(({ month, contributions }, index) => {
          const height = contributions === 0 ? 1 : Math.max(3, Math.round((contributions / most) * (HEIGHT - 3)));
          return <rect key={month} x={index * STEP + 4} y={HEIGHT - 2 - height} width="5" height={height} />;
        })}
        <line x1="0" x2={months.length * STEP} y1={HEIGHT - 1} y2={HEIGHT - 1} />
      </svg>
      <span className="line muted">{t('portfolio.total', { count: total })}</span>
    </span>
  );
}
