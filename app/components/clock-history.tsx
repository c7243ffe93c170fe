import { useTranslation } from 'react-i18next';
import type { ClockView, ClockViewEvent } from '../../server/responses/clock-view.ts';
import { formatDayShort, toDay } from '../format.ts';

/** What happened to the clock, in words, in order; a stretch of standing still has a dotted line. Who picked it up is not news for a reader. */
export function ClockHistory({ clock }: { clock: ClockView }) {
  const { t, i18n } = useTranslation('common');
  const told = clock.events.filter(({ kind }) => kind !== 'assigned' && kind !== 'acknowledged');
  return (
    <ol className="hist">
      {told.map((event, index) => (
        <li key={`${event.at}${event.kind}`} className={className(event, index === told.length - 1)}>
          <span className="pt0" />
          <span>
            <b>{t(`clock.event.${event.kind}`)}</b>
            <br />
            <span className="d">{details(event)}</span>
          </span>
        </li>
      ))}
    </ol>
  );

  function details({ at, data }: ClockViewEvent): string {
    const parts = [formatDayShort(toDay(at), i18n.language)];
    if (typeof data.dueOn === 'string') parts.push(t('clock.due_by', { day: formatDayShort(data.dueOn, i18n.language) }));
    if (typeof data.rating === 'number') parts.push(t('clock.rating', { rating: data.rating }));
    const reasons = Array.isArray(data.reasons) ? data.reasons.filter((reason): reason is string => typeof reason === 'string') : [];
    const sentence = typeof data.reason === 'string' ? data.reason : reasons.join('. ');
    return [parts.join(', '), sentence].filter(Boolean).join('. ');
  }
}

function className({ kind }: ClockViewEvent, last: boolean): string | undefined {
  if (kind === 'paused') return 'pz';
  if (kind === 'answered') return 'f sq';
  return kind === 'started' || last ? 'f' : undefined;
}
