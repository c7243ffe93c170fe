import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { IdeaDetail } from '../../server/ideas/queries.ts';
import { paths } from '../paths.ts';

/** For officials: on to writing the answer, to what is carried out, or to the idea that is the same as this one. */
export function OfficialActions({ idea }: { idea: IdeaDetail }) {
  const { t } = useTranslation(['ideas', 'following']);
  if (!idea.may.respond && !idea.may.merge) return null;
  return (
    <section className="side-block idea-acts" aria-labelledby="voor-ambtenaren">
      <h2 id="voor-ambtenaren">{t('official.title')}</h2>
      {idea.may.respond && (
        <p>
          <Link className="more" to={paths.answer(idea.id)}>
            {t('official.answer')}
          </Link>
        </p>
      )}
      {idea.may.merge && (
        <p>
          <Link className="more" to={paths.ideaMerge(idea.trajectory.slug, idea.number)}>
            {t('following:merge.propose')}
          </Link>
        </p>
      )}
    </section>
  );
}
