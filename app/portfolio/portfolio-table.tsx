import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { PortfolioRow } from '../../server/portfolio/queries.ts';
import { StatusBadge } from '../components/status-badge.tsx';
import { formatDayShort, formatNumber, formatPercent } from '../format.ts';
import { paths } from '../paths.ts';
import { Trend } from './trend.tsx';

/** All trajectories, a row each; on a phone each is a list of its own. */
export function PortfolioTable({ items, caption }: { items: readonly PortfolioRow[]; caption: string }) {
  const { t } = useTranslation('council');
  const columns = ['trajectory', 'phase', 'gate', 'metrics_col', 'answers', 'reach', 'trend'] as const;
  return (
    <table className="tbl fold folio">
      <caption className="sr">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th scope="col" key={column}>
              {t(`portfolio.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((row) => (
          <tr key={row.slug}>
            <Name row={row} />
            <Phase row={row} />
            <GateCell row={row} />
            <MetricsCell row={row} />
            <Answers row={row} />
            <Reach row={row} />
            <td data-l={t('portfolio.trend')}>
              <Trend months={row.trend} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Cell = { row: PortfolioRow };

function Name({ row }: Cell) {
  const { t } = useTranslation(['council', 'trajectories']);
  return (
    <td>
      <Link to={paths.trajectory(row.slug)}>
        <b>{row.title}</b>
      </Link>
      <span className="line">
        {row.state === 'stopped' ? (
          <StatusBadge tone="pauze">{t('trajectories:trajectory_state.stopped')}</StatusBadge>
        ) : row.troubles.length === 0 ? (
          <StatusBadge tone="ok">{t('council:portfolio.on_course')}</StatusBadge>
        ) : (
          row.troubles.map((trouble) => (
            <StatusBadge key={trouble} tone="laat">
              {t(`council:portfolio.trouble.${trouble}`)}
            </StatusBadge>
          ))
        )}
      </span>
    </td>
  );
}

function Phase({ row: { phase, state } }: Cell) {
  const { t, i18n } = useTranslation(['council', 'trajectories']);
  return (
    <td data-l={t('council:portfolio.phase')}>
      <span>
        {phase ? phase.title : t(`trajectories:trajectory_state.${state}`)}
        {phase && <span className="line muted">{t('council:portfolio.until', { day: formatDayShort(phase.endsOn, i18n.language) })}</span>}
      </span>
    </td>
  );
}

function GateCell({ row: { gate, lastVerdict, slug } }: Cell) {
  const { t, i18n } = useTranslation(['council', 'agreements']);
  return (
    <td data-l={t('council:portfolio.gate')}>
      <span>
        <Link to={paths.gates(slug)}>
          {gate
            ? gate.state === 'late'
              ? t('council:portfolio.late', { count: gate.daysLate })
              : t('council:portfolio.due', { day: formatDayShort(gate.due, i18n.language) })
            : lastVerdict
              ? t('council:portfolio.last', { verdict: t(`agreements:gates.verdict.${lastVerdict.verdict}`), phase: lastVerdict.phase })
              : t('council:portfolio.no_gate')}
        </Link>
        {gate && lastVerdict && (
          <span className="line muted">
            {t('council:portfolio.last', { verdict: t(`agreements:gates.verdict.${lastVerdict.verdict}`), phase: lastVerdict.phase })}
          </span>
        )}
      </span>
    </td>
  );
}

function MetricsCell({ row: { metrics, slug } }: Cell) {
  const { t } = useTranslation('council');
  return (
    <td data-l={t('portfolio.metrics_col')}>
      <span>
        {metrics.agreed > 0 && (
          <span className="dots" aria-hidden="true">
            {marksOf(metrics).map(({ key, kind }) => (
              <i key={key} className={kind} />
            ))}
          </span>
        )}
        <Link to={paths.agreements(slug)}>{metrics.agreed === 0 ? t('portfolio.no_metrics') : t('portfolio.metrics_sum', metrics)}</Link>
      </span>
    </td>
  );
}

/** A mark per agreement: a dot when met, a triangle when not, hollow while there is time. */
function marksOf(metrics: PortfolioRow['metrics']): { key: string; kind: string }[] {
  return (['met', 'missed', 'open'] as const).flatMap((kind) =>
    Array.from({ length: metrics[kind] }, (_, index) => ({ key: `${kind}${index + 1}`, kind })),
  );
}

function Answers({ row: { answers, slug } }: Cell) {
  const { t, i18n } = useTranslation('council');
  const { n, onTimeShare, median, overdue } = answers;
  return (
    <td data-l={t('portfolio.answers')}>
      <span>
        {n === 0 || onTimeShare === null ? (
          <span className="muted">{t('portfolio.no_answers')}</span>
        ) : (
          <Link to={`${paths.responseTimes()}?traject=${encodeURIComponent(slug)}`}>
            {t('portfolio.on_time', { share: formatPercent(onTimeShare, i18n.language) })}
          </Link>
        )}
        {median !== null && <span className="line muted">{t('portfolio.median', { count: median })}</span>}
        {overdue > 0 && <span className="line">{t('portfolio.overdue', { count: overdue })}</span>}
      </span>
    </td>
  );
}

function Reach({ row: { reach } }: Cell) {
  const { t, i18n } = useTranslation('council');
  const number = (value: number) => formatNumber(value, i18n.language);
  return (
    <td data-l={t('portfolio.reach')}>
      <span className="num">
        {t('portfolio.people', { number: number(reach.participants) })}
        {reach.target !== null && <span className="line muted">{t('portfolio.of_target', { target: number(reach.target) })}</span>}
      </span>
    </td>
  );
}
