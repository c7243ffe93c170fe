import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';

type Similar = { number: number; title: string; supportCount: number };

/** What others proposed before that looks like what is being written; null when nobody asked yet. */
export function SimilarIdeas({ slug, similar }: { slug: string; similar: readonly Similar[] | null }) {
  const { t } = useTranslation('ideas');
  if (similar === null) return null;
  if (similar.length === 0) {
    return (
      <p className="note" role="status">
        {t('similar.none')}
      </p>
    );
  }
  return (
    <div className="similar" role="status">
      <p>
        <b>{t('similar.title')}</b> {t('similar.explain')}
      </p>
      <ul>
        {similar.map(({ number, title, supportCount }) => (
          <li key={number}>
            <Link to={paths.idea(slug, number)}>{title}</Link>{' '}
            <span className="muted">{t('similar.supporters', { count: supportCount })}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
