import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Metric } from '../../server/agreements/queries.ts';
import type { Gate } from '../../server/gates/queries.ts';
import { Icon } from '../components/icon.tsx';
import { formatDay } from '../format.ts';
import { paths } from '../paths.ts';

/** On the page of a trajectory: what was agreed and decided, and the ways to both. */
export function TrajectoryAgreements({ slug, metrics, gates }: { slug: string; metrics: readonly Metric[]; gates: readonly Gate[] }) {
  const { t, i18n } = useTranslation('agreements');
  const standing = metrics.filter(({ state }) => state !== 'dropped');
  const count = (states: readonly Metric['state'][]) => standing.filter(({ state }) => states.includes(state)).length;
  const next = gates.find(({ state }) => state === 'open' || state === 'to_come');
  const last = gates.filter(({ decision }) => decision !== null).at(-1);
  if (standing.length === 0 && !next && !last) return null;
  return (
    <section className="wrap sec-tight" aria-labelledby="afgesproken">
      <h2 id="afgesproken">{t('trajectory.title')}</h2>
      <p>
        {standing.length === 0
          ? t('trajectory.metrics_none')
          : t('trajectory.metrics', { count: standing.length, met: count(['met']), missed: count(['missed', 'unmeasured']) })}{' '}
        {last?.decision && t('trajectory.gate_last', { verdict: t(`gates.verdict.${last.decision.verdict}`), phase: last.phase.title })}{' '}
        {next && t('trajectory.gate_next', { phase: next.phase.title, day: formatDay(next.phase.endsOn, i18n.language) })}
      </p>
      <ul className="stack" style={{ marginTop: 12 }}>
        <li>
          <Link className="more" to={paths.agreements(slug)}>
            {t('all')} <Icon name="arrow-right" />
          </Link>
        </li>
        <li>
          <Link className="more" to={paths.gates(slug)}>
            {t('gates.see')} <Icon name="arrow-right" />
          </Link>
        </li>
      </ul>
    </section>
  );
}

/** Above the river when a verdict lacks: why nothing is open, and for how long. */
export function LateGate({ slug, gates }: { slug: string; gates: readonly Gate[] }) {
  const { t } = useTranslation('agreements');
  const late = gates.find(({ state }) => state === 'late');
  if (!late) return null;
  return (
    <div className="wrap">
      <p className="late-gate">
        <Icon name="triangle-alert" />
        <span>
          <b>{t('gates.headline.late', { phase: late.phase.title, count: late.daysLate })}.</b> {t('gates.banner_late')}{' '}
          <Link to={paths.gates(slug)}>{t('gates.see')}</Link>
        </span>
      </p>
    </div>
  );
}
