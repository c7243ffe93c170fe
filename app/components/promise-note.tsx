import { useTranslation } from 'react-i18next';
import type { Promised } from '../../server/responses/queries.ts';
import { formatDay } from '../format.ts';
import { Icon } from './icon.tsx';

/** The promise and the present practice, shown before somebody sends anything. Nothing when nothing is promised. */
export function PromiseNote({ promise }: { promise: Promised | null }) {
  const { t, i18n } = useTranslation('answers');
  if (!promise) return null;
  return (
    <p className="promise">
      <Icon name="clock-3" />
      <span>
        <b>{t('promise.due', { day: formatDay(promise.dueOn, i18n.language) })}</b>
        {promise.medianDays === null
          ? t('promise.no_practice')
          : promise.medianDays === 0
            ? t('promise.practice_same_day')
            : t('promise.practice', { count: promise.medianDays })}
      </span>
    </p>
  );
}
