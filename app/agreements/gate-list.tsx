import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gate } from '../../server/gates/queries.ts';
import type { GateState } from '../../server/gates/rules.ts';
import type { IconName } from '../components/icon.tsx';
import { StatusBadge, type Tone } from '../components/status-badge.tsx';
import { formatDay, formatNumber } from '../format.ts';
import { paths } from '../paths.ts';
import { STATE_LOOK } from './metric-words.ts';

const LOOK: Record<GateState, { tone: Tone; icon?: IconName }> = {
  to_come: { tone: 'neutraal' },
  open: { tone: 'bijna' },
  late: { tone: 'laat' },
  decided: { tone: 'ok' },
  decided_late: { tone: 'laat' },
  skipped: { tone: 'pauze' },
  none: { tone: 'neutraal' },
};

/** The gates down the river: what was decided after each phase, why, and how the agreements stood. `form` stands under the one that can be decided. */
export function GateList({ gates, slug, form }: { gates: readonly Gate[]; slug: string; form: (gate: Gate) => ReactNode }) {
  const { t, i18n } = useTranslation('agreements');
  const day = (value: string) => formatDay(value, i18n.language);
  const late = gates.some(({ state }) => state === 'late');
  return (
    <ol className="gates">
      {gates.map((gate) => (
        <li key={gate.phase.id} className={`gate ${gate.state}`} id={`fase-${gate.phase.id}`}>
          <div className="gate-h">
            <h2>{gate.phase.title}</h2>
            {gate.state !== 'skipped' && gate.state !== 'none' && (
              <p className="small muted">{t('gates.due', { day: day(gate.phase.endsOn) })}</p>
            )}
            <StatusBadge {...LOOK[gate.state]} boxed>
              {t(`gates.state.${gate.state}`)}
            </StatusBadge>
          </div>
          <div>
            {gate.state === 'late' && <p className="gate-late">{t('gates.late', { count: gate.daysLate })}</p>}
            {gate.decision ? <Decided gate={gate} slug={slug} /> : <p className="muted">{notYet(gate)}</p>}
            {form(gate)}
          </div>
        </li>
      ))}
    </ol>
  );

  function notYet({ state, heldBy }: Gate): string | null {
    if (state === 'skipped') return t('gates.skipped');
    if (state === 'none') return t('gates.none');
    return state === 'to_come' && heldBy && late ? t('gates.waits', { phase: heldBy.title }) : null;
  }
}

function Decided({ gate: { decision, state, daysLate }, slug }: { gate: Gate; slug: string }) {
  const { t, i18n } = useTranslation('agreements');
  if (!decision) return null;
  const number = (value: number) => formatNumber(value, i18n.language);
  return (
    <>
      <p className="verdict">{t(`gates.verdict.${decision.verdict}`)}</p>
      <p className="small muted">{t(`gates.verdict_means.${decision.verdict}`)}</p>
      <p className="quote">{decision.reason}</p>
      {state === 'decided_late' && <p className="gate-late">{t('gates.decided_late', { count: daysLate })}</p>}
      <dl className="mt-f">
        <div>
          <dt>{t('gates.decided_on')}</dt>
          <dd>
            {[formatDay(decision.decidedOn, i18n.language), decision.by && t('gates.by', { who: decision.by })].filter(Boolean).join(', ')}
          </dd>
        </div>
        <div>
          <dt>{t('gates.owner')}</dt>
          <dd>{decision.owner}</dd>
        </div>
        <div>
          <dt>{t('gates.next')}</dt>
          <dd>{formatDay(decision.nextOn, i18n.language)}</dd>
        </div>
      </dl>
      <details className="ftab">
        <summary>{t('gates.metrics')}</summary>
        {decision.metrics.length === 0 ? (
          <p className="muted small">{t('gates.no_metrics')}</p>
        ) : (
          <table className="tbl">
            <thead>
              <tr>
                <th scope="col">{t('gates.metric')}</th>
                <th scope="col">{t('gates.value')}</th>
                <th scope="col">{t('gates.goal')}</th>
              </tr>
            </thead>
            <tbody>
              {decision.metrics.map((metric) => (
                <tr key={metric.number}>
                  <td>
                    <Link to={paths.metric(slug, metric.number)}>{metric.name}</Link>
                  </td>
                  <td>
                    {metric.value !== null && <>{t('value', { value: number(metric.value), unit: metric.unit })} </>}
                    <StatusBadge {...STATE_LOOK[metric.state as keyof typeof STATE_LOOK]}>
                      {t(`state.${metric.state as keyof typeof STATE_LOOK}`)}
                    </StatusBadge>
                  </td>
                  <td>{t(metric.direction, { target: number(metric.target), unit: metric.unit })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </details>
      {decision.verdict === 'stop' && (
        <p>
          <Link to={paths.trajectory(slug)}>{t('gates.account')}</Link>
        </p>
      )}
    </>
  );
}
