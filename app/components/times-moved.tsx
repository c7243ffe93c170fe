import { useTranslation } from 'react-i18next';
import type { ResponseTimes } from '../../server/responses/figures.ts';
import { formatNumber, formatPercent } from '../format.ts';

/** Pauses and later dates, told apart from the figures they make look better. */
export function TimesMoved({ figures }: { figures: Pick<ResponseTimes, 'n' | 'paused' | 'extended' | 'onTimeFirst'> }) {
  const { t, i18n } = useTranslation('clocks');
  const { n, paused, extended, onTimeFirst } = figures;
  if (n === 0) return null;
  const number = (count: number) => formatNumber(count, i18n.language);
  return (
    <>
      <h3>{t('moved.title')}</h3>
      <p className="muted">
        {paused.answers === 0
          ? t('moved.paused_none')
          : t('moved.paused', { count: paused.answers, n: number(n), days: number(paused.days) })}{' '}
        {extended === 0 ? t('moved.extended_none') : t('moved.extended', { count: extended })}{' '}
        {t('moved.first', { share: formatPercent(onTimeFirst / n, i18n.language) })}
      </p>
    </>
  );
}
