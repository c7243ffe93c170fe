import { useTranslation } from 'react-i18next';
import { countWorkingDays } from '../../server/calendar/working-days.ts';
import type { ClockView } from '../../server/responses/clock-view.ts';
import { formatDayShort } from '../format.ts';
import { ClockBadge } from './clock-badge.tsx';

const HEIGHT = 24;
const WIDTH = 240;

/** The gauge with its words. `compact` leaves the line of dates under it out. */
export function ResponseClock({ clock, compact = false }: { clock: ClockView; compact?: boolean }) {
  const { t, i18n } = useTranslation('common');
  const who = [clock.handledBy.person, clock.handledBy.team].filter(Boolean).join(', ');
  return (
    <div className="klok">
      <div className="kl-t">
        <ClockBadge clock={clock} />
        <span className="muted num">{t('clock.day_of', { day: clock.day, term: clock.term })}</span>
      </div>
      <ClockGauge clock={clock} />
      {!compact && (
        <div className="kl-a">
          <span>{formatDayShort(clock.startedOn, i18n.language)}</span>
          <span>{t('clock.post', { day: formatDayShort(clock.dueOn, i18n.language) })}</span>
        </div>
      )}
      {!compact && who !== '' && (
        <p className="small muted kl-w">{t(clock.answeredOn ? 'clock.was_handled_by' : 'clock.handled_by', { who })}</p>
      )}
    </div>
  );
}

/** One tick per working day, every fifth taller, a post at the promise; hollow where the clock stood still, a dotted post where the promise first was. */
export function ClockGauge({ clock }: { clock: ClockView }) {
  const paused = new Set(clock.pausedDays);
  const elapsed = clock.day + clock.pausedDays.length;
  const post = clock.term + clock.pausedDays.filter((day) => day <= clock.term + paused.size).length;
  const firstTerm = clock.extended ? countWorkingDays(clock.startedOn, clock.firstDueOn) : null;
  const count = Math.max(post, elapsed) + Math.max(2, Math.round(clock.term / 4));
  const step = WIDTH / count;
  const x = (index: number) => index * step;
  const late = clock.state === 'overdue' || clock.state === 'answered_late';
  const behind = clock.state.startsWith('answered') ? 'g-ok' : clock.state === 'due_soon' ? 'g-bijna' : 'g-on';
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      {Array.from({ length: count }, (_, index) => {
        const day = index + 1;
        const isLate = late && day > post && day <= elapsed;
        const height = isLate ? 18 : day % 5 === 0 ? 13 : 8;
        const key = `d${day}`;
        if (paused.has(day))
          return <rect key={key} className="g-pz" x={x(index) + 1.5} y={HEIGHT - height - 0.5} width={2.8} height={height} />;
        if (day <= elapsed) {
          return (
            <rect
              key={key}
              className={isLate ? 'g-laat' : behind}
              x={x(index) + 1}
              y={HEIGHT - height}
              width={Math.min(3.8, step * 0.6)}
              height={height}
            />
          );
        }
        return <rect key={key} className="g-tick" x={x(index) + 2.4} y={HEIGHT - height} width={1.2} height={height} />;
      })}
      {firstTerm !== null && firstTerm < post && <path className="g-ext" d={`M${x(firstTerm).toFixed(1)} 0v${HEIGHT}`} />}
      <path className="g-post" d={`M${x(post).toFixed(1)} 0h1.8v24h-1.8zM${x(post).toFixed(1)} 0h-6v4.5h6z`} />
    </svg>
  );
}
