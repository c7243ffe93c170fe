import { useTranslation } from 'react-i18next';
import type { Gate } from '../../server/gates/queries.ts';
import { formatDay } from '../format.ts';

/** The finding: what is late, else what was decided last. */
export function GateHeadline({ gates, stopped }: { gates: readonly Gate[]; stopped: boolean }) {
  const { t, i18n } = useTranslation('agreements');
  return <h1 className="find">{words()}</h1>;

  function words(): string {
    const late = gates.find(({ state }) => state === 'late');
    if (late) return t('gates.headline.late', { phase: late.phase.title, count: late.daysLate });
    if (stopped) return t('gates.headline.stopped');
    const last = gates.filter(({ decision }) => decision !== null).at(-1);
    if (last?.decision) return t('gates.headline.last', { verdict: t(`gates.verdict.${last.decision.verdict}`), phase: last.phase.title });
    const first = gates.find(({ state }) => state === 'open' || state === 'to_come');
    return first ? t('gates.headline.next', { day: formatDay(first.phase.endsOn, i18n.language) }) : t('gates.headline.none');
  }
}
