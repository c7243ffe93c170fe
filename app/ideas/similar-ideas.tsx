import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';

type Similar = { number: number; title: string; supportCount: number };

/**
 * What others proposed before that looks like what is being written; `similar` is null when nobody asked yet. With JavaScript it follows the title while somebody
 * types (islands/similar.ts); without it there is a button.
 */
export function LiveSimilarIdeas({ slug, similar, fieldId }: { slug: string; similar: readonly Similar[] | null; fieldId: string }) {
  const { t } = useTranslation('ideas');
  const texts = {
    title: t('similar.title'),
    explain: t('similar.explain'),
    none: t('similar.none'),
    found_one: t('similar.found_one'),
    found_other: t('similar.found_other'),
    supporters_one: t('similar.supporters_one'),
    supporters_other: t('similar.supporters_other'),
  };
  return (
    <div data-island="similar" data-props={JSON.stringify({ slug, path: paths.ideas(slug), fieldId, texts })}>
      <SimilarIdeas slug={slug} similar={similar} />
    </div>
  );
}

function SimilarIdeas({ slug, similar }: { slug: string; similar: readonly Similar[] | null }) {
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
