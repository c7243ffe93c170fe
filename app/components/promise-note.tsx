import { useTranslation } from 'react-i18next';
import type { Promised } from '../../server/responses/queries.ts';
import { formatDay } from '../format.ts';
import { termWords } from '../policies/policy-words.ts';
import { Icon } from './icon.tsx';

/** The promise and the present practice, shown before somebody sends anything. Nothing when nothing is promised. */
export function PromiseNote({ promise }: { promise: Promised | null }) {
  const { t, i18n } = useTranslation(['answers', 'clocks']);
  if (!promise) return null;

  /** The date, or what the term waits for. */
  function promised({ dueOn, startEvent, term, supportThreshold }: Promised): string {
    if (dueOn !== null) return t('promise.due', { day: formatDay(dueOn, i18n.language) });
    return t(`clocks:promise.${startEvent === 'submitted' ? 'handed_over' : startEvent}`, {
      term: termWords(term, i18n.getFixedT(i18n.language, 'policies')),
      threshold: supportThreshold,
    });
  }

  return (
    <p className="promise">
      <Icon name="clock-3" />
      <span>
        <b>{promised(promise)}</b>
        {promise.medianDays === null
          ? t('promise.no_practice')
          : promise.medianDays === 0
            ? t('promise.practice_same_day')
            : t('promise.practice', { count: promise.medianDays })}
      </span>
    </p>
  );
}
