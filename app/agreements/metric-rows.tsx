import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Metric } from '../../server/agreements/queries.ts';
import { StatusBadge } from '../components/status-badge.tsx';
import { formatDay, formatNumber } from '../format.ts';
import { paths } from '../paths.ts';
import { MetricGauge } from './metric-gauge.tsx';
import { countedAt, STATE_LOOK } from './metric-words.ts';

/** What was agreed, one below the other: the goal, how it stands on a gauge, and where the figure comes from. */
export function MetricRows({ metrics, slug }: { metrics: readonly Metric[]; slug: string }) {
  return (
    <ul className="rows metrics">
      {metrics.map((metric) => (
        <li key={metric.id} className={metric.state === 'dropped' ? 'dropped' : undefined}>
          <MetricHead metric={metric} slug={slug} />
          <div>
            <MetricGauge metric={metric} />
            <MetricFigures metric={metric} />
          </div>
          <MetricSource metric={metric} slug={slug} />
        </li>
      ))}
    </ul>
  );
}

function MetricHead({ metric, slug }: { metric: Metric; slug: string }) {
  const { t } = useTranslation('agreements');
  return (
    <div>
      <h2>
        <Link to={paths.metric(slug, metric.number)}>{metric.name}</Link>
      </h2>
      <p className="mt-st">
        <MetricBadge state={metric.state} />
        {metric.amended && <span className="small muted">{t('changed_later')}</span>}
      </p>
    </div>
  );
}

export function MetricBadge({ state }: { state: Metric['state'] }) {
  const { t } = useTranslation('agreements');
  const { tone, icon } = STATE_LOOK[state];
  return (
    <StatusBadge tone={tone} icon={icon} boxed>
      {t(`state.${state}`)}
    </StatusBadge>
  );
}

/** Measured, target and where it began, in words and figures. */
export function MetricFigures({ metric }: { metric: Metric }) {
  const { t, i18n } = useTranslation('agreements');
  const { unit, value, baseline, target, direction } = metric;
  const number = (amount: number) => formatNumber(amount, i18n.language);
  return (
    <dl className="mt-f">
      <div>
        <dt>{t('now')}</dt>
        <dd className="mt-now">{value === null ? t('not_yet') : t('value', { value: number(value.value), unit })}</dd>
      </div>
      <div>
        <dt>{t('goal')}</dt>
        <dd>{t(direction, { target: number(target), unit })}</dd>
      </div>
      <div>
        <dt>{t('was')}</dt>
        <dd>{baseline === null ? t('unknown') : number(baseline)}</dd>
      </div>
    </dl>
  );
}

/** When it is judged, who measures, and from what; a figure Oever counts says so and leads to what it counts. */
export function MetricSource({ metric, slug }: { metric: Metric; slug: string }) {
  const { t, i18n } = useTranslation('agreements');
  const { derived, value } = metric;
  return (
    <div className="small mt-src">
      <p>
        {t('by')} <b>{formatDay(metric.measureOn, i18n.language)}</b>
      </p>
      <p className="muted">
        {metric.source}. {metric.owner}.
      </p>
      {value && <p className="muted">{t(value.counted ? 'counted' : 'entered', { day: formatDay(value.measuredOn, i18n.language) })}</p>}
      {derived && <Link to={countedAt(derived, slug)}>{t(`count_link.${derived}`)}</Link>}
      {value?.note && <p className="quote mt-note">{value.note}</p>}
    </div>
  );
}
