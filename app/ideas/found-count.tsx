import { useTranslation } from 'react-i18next';
import { formatNumber } from '../format.ts';
import type { ListChoice } from './list-search.ts';

/** See `MOST_COUNTED` in `server/ideas/list.ts`. */
const MOST_COUNTED = 10_000;

/** How many ideas the choice finds. What a search finds is counted up to ten thousand. */
export function FoundCount({ total, choice }: { total: number; choice: ListChoice }) {
  const { t, i18n } = useTranslation('ideas');
  const searched = choice.query !== '' || choice.answers.length > 0;
  if (searched && total > MOST_COUNTED) return <b>{t('list.count_more', { number: formatNumber(MOST_COUNTED, i18n.language) })}</b>;
  return <b>{t('list.count', { count: total, number: formatNumber(total, i18n.language) })}</b>;
}
