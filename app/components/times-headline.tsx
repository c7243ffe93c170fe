import { useTranslation } from 'react-i18next';
import type { ResponseTimes } from '../../server/responses/figures.ts';
import { formatNumber, formatPercent } from '../format.ts';

/** The finding as a headline: how many of our answers were late, and whether that is what we promised. */
export function TimesHeadline({ figures }: { figures: ResponseTimes }) {
  const { t } = useTranslation('answers');
  const { n, onTime, promise } = figures;
  return (
    <div className="ath">
      <h1>{headline()}</h1>
      <p className="lead">
        {promise && t('times.lead_promise', { term: term(promise), target: promise.targetPercent })}{' '}
        {n === 0
          ? t('times.lead_empty')
          : promise
            ? t(onTime / n >= promise.targetPercent / 100 ? 'times.lead_kept' : 'times.lead_broken')
            : t('times.lead_no_promise')}
      </p>
    </div>
  );

  function headline(): string {
    if (n === 0) return t('times.headline_empty');
    const late = n - onTime;
    if (late === 0) return t('times.headline_good', { count: n });
    // Of a hundred once there are that many; a single late answer never rounds away.
    return n < 100
      ? t('times.headline_late', { count: late, n })
      : t('times.headline_late', { count: Math.max(1, Math.round((late / n) * 100)), n: 100 });
  }

  function term({ workingDays, weeks, days }: NonNullable<ResponseTimes['promise']>): string {
    if (workingDays !== null) return t('times.term_working_days', { count: workingDays });
    return weeks !== null ? t('times.term_weeks', { count: weeks }) : t('times.term_days', { count: days ?? 0 });
  }
}

/** Promise, median, ninetieth percentile and share on time, of the past year. */
export function KeyFigures({ figures }: { figures: ResponseTimes }) {
  const { t, i18n } = useTranslation('answers');
  const { promise, median, p90, onTimeShare } = figures;
  const days = (count: number | null) =>
    count === null ? null : { value: formatNumber(count, i18n.language), unit: t('times.unit_working_days', { count }) };
  const promised =
    promise &&
    (promise.workingDays !== null
      ? days(promise.workingDays)
      : promise.weeks !== null
        ? { value: formatNumber(promise.weeks, i18n.language), unit: t('times.unit_weeks', { count: promise.weeks }) }
        : { value: formatNumber(promise.days ?? 0, i18n.language), unit: t('times.unit_days', { count: promise.days ?? 0 }) });
  const figuresShown = [
    { label: t('times.our_promise'), figure: promised, missing: t('times.differs') },
    { label: t('times.half'), figure: days(median) },
    { label: t('times.most'), figure: days(p90) },
    { label: t('times.share'), figure: onTimeShare === null ? null : { value: formatPercent(onTimeShare, i18n.language), unit: null } },
  ];
  return (
    <dl className="kpi">
      {figuresShown.map(({ label, figure, missing = t('times.none') }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {figure ? (
              <>
                {figure.value} {figure.unit && <small>{figure.unit}</small>}
              </>
            ) : (
              <small>{missing}</small>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
