import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Idea } from '../../server/ideas/queries.ts';
import { IdeaRow } from './idea-row.tsx';

/** What a list says when there is nothing in it, and what to do about it. */
export type EmptyList = { text: string; to?: string; action?: string };

type Props = {
  ideas: readonly { idea: Idea; pin?: number | undefined }[];
  /** Address of the first page, on later pages. */
  first: string | null;
  next: string | null;
  empty: EmptyList;
  showTrajectory?: boolean;
};

export function IdeaList({ ideas, first, next, empty, showTrajectory = false }: Props) {
  const { t } = useTranslation('ideas');
  if (ideas.length === 0) {
    return (
      <div className="empty">
        <p>{empty.text}</p>
        {empty.to && empty.action && (
          <Link className="btn sec-b s" to={empty.to}>
            {empty.action}
          </Link>
        )}
      </div>
    );
  }
  return (
    <>
      <ul className="rows">
        {ideas.map(({ idea, pin }) => (
          <IdeaRow key={idea.id} idea={idea} pin={pin} showTrajectory={showTrajectory} />
        ))}
      </ul>
      {(first || next) && (
        <p className="btns pages">
          {next && (
            <Link className="btn sec-b" to={next} rel="next">
              {t('list.next')}
            </Link>
          )}
          {first && (
            <Link className="btn ghost" to={first}>
              {t('list.first')}
            </Link>
          )}
        </p>
      )}
    </>
  );
}
