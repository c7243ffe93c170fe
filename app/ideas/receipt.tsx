import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { IdeaDetail } from '../../server/ideas/queries.ts';
import { formatDay } from '../format.ts';
import { paths } from '../paths.ts';

/** After proposing: that it arrived, when the answer comes, and what others proposed before that looks like it. */
export function Receipt({ idea, similar }: { idea: IdeaDetail; similar: readonly { number: number; title: string }[] }) {
  const { t, i18n } = useTranslation('ideas');
  return (
    <div className="done" role="status">
      <p>
        <b>{t('receipt.title')}</b>{' '}
        {idea.clock ? t('receipt.due', { day: formatDay(idea.clock.dueOn, i18n.language) }) : t('receipt.no_clock')}
      </p>
      {similar.length > 0 && (
        <>
          <p>{t('receipt.similar')}</p>
          <ul>
            {similar.map(({ number, title }) => (
              <li key={number}>
                <Link to={paths.idea(idea.trajectory.slug, number)}>{title}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
