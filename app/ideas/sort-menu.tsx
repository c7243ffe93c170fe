import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../components/icon.tsx';
import { type ListChoice, listAddress, SORT_WORDS } from './list-search.ts';

/** Which order the list is in, and the others behind it. */
export function SortMenu({ path, choice }: { path: string; choice: ListChoice }) {
  const { t } = useTranslation('ideas');
  return (
    <details className="sort-menu">
      <summary>
        <span className="muted">{t('sort.label')} </span>
        <span className="chosen">{t(`sort.${choice.sort}`)}</span>
        <Icon name="chevron-down" />
      </summary>
      <ul>
        {SORT_WORDS.map((sort) => (
          <li key={sort}>
            <Link to={listAddress(path, { ...choice, sort })} {...(sort === choice.sort ? { 'aria-current': 'true' as const } : {})}>
              {t(`sort.${sort}`)}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
