import type { TFunction } from 'i18next';
import type { ClockView } from '../../server/responses/clock-view.ts';
import { formatDayShort } from '../format.ts';
import type { IconName } from './icon.tsx';
import type { Tone } from './status-badge.tsx';

/** What a clock says: its tone, its shape and its words. `t` of namespace `common`. */
export function clockWords(clock: ClockView, t: TFunction<'common'>, locale: string): { tone: Tone; icon: IconName; words: string } {
  const dueOn = formatDayShort(clock.dueOn, locale);
  switch (clock.state) {
    case 'answered_on_time':
      return { tone: 'ok', icon: 'circle-check', words: t('clock.answered_on_time', { day: clock.day }) };
    case 'answered_late':
      return { tone: 'laat', icon: 'triangle-alert', words: t('clock.answered_late', { count: clock.daysLate }) };
    case 'overdue':
      return { tone: 'laat', icon: 'triangle-alert', words: t('clock.overdue', { count: clock.daysLate }) };
    case 'paused':
      return { tone: 'pauze', icon: 'circle-pause', words: t('clock.paused') };
    case 'due_soon':
      return {
        tone: 'bijna',
        icon: 'hourglass',
        words: clock.daysLeft === 0 ? t('clock.due_today') : t('clock.due_soon', { count: clock.daysLeft }),
      };
    case 'running':
      return clock.extended
        ? { tone: 'verlengd', icon: 'calendar-plus-2', words: t('clock.extended', { dueOn }) }
        : { tone: 'wacht', icon: 'clock-3', words: t('clock.running', { dueOn }) };
  }
}
