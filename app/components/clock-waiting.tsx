import { useTranslation } from 'react-i18next';
import type { WaitingStart } from '../../server/responses/clock-start.ts';
import { formatDay } from '../format.ts';
import { termWords } from '../policies/policy-words.ts';

/** Where the clock would be: what it waits for. */
export function ClockWaiting({ waiting }: { waiting: WaitingStart }) {
  const { t, i18n } = useTranslation('clocks');
  const { waitsFor, term, phaseEndsOn } = waiting;
  const text = waitsFor === 'phase_closed' && phaseEndsOn === null ? 'waiting.phase_closed_undated' : (`waiting.${waitsFor}` as const);
  return (
    <div className="side-block">
      <h2>{t('waiting.title')}</h2>
      <p>
        {t(text, {
          term: termWords(term, i18n.getFixedT(i18n.language, 'policies')),
          day: phaseEndsOn ? formatDay(phaseEndsOn, i18n.language) : '',
        })}
      </p>
    </div>
  );
}
