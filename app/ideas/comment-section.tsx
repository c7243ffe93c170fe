import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { CommentThread as Thread } from '../../server/comments/queries.ts';
import type { Stances } from '../../server/comments/stances.ts';
import type { IdeaDetail } from '../../server/ideas/queries.ts';
import type { Promised } from '../../server/responses/queries.ts';
import { formatNumber } from '../format.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';
import { PhaseAsks } from '../visibility/phase-asks.tsx';
import { CommentForm } from './comment-form.tsx';
import { type Answers, CommentThread } from './comment-thread.tsx';
import type { LastResult } from './last-result.ts';

type Props = {
  idea: IdeaDetail;
  comments: { items: Thread[]; nextCursor: string | null };
  /** People for and against; null where that is not known. */
  stances: Stances | null;
  answers: Answers;
  /** Not the first page. */
  paged: boolean;
  promise: Promised | null;
  lastResult: LastResult;
};

export function CommentSection({ idea, comments, stances, answers, paged, promise, lastResult }: Props) {
  const { t, i18n } = useTranslation(['ideas', 'errors', 'following', 'identity']);
  const { actor } = useRootData();
  const path = paths.idea(idea.trajectory.slug, idea.number);
  return (
    <section className="comments" aria-labelledby="reacties">
      <div className="sec-head">
        <h2 id="reacties">{t('comment.count', { count: idea.commentCount, number: formatNumber(idea.commentCount, i18n.language) })}</h2>
        {comments.items.length > 1 && <span className="small muted">{t('comment.order')}</span>}
      </div>
      {stances && stances.for + stances.against > 0 && (
        <p className="stances">
          <span>
            <b>{formatNumber(stances.for, i18n.language)}</b> {t('following:stance.people_for', { count: stances.for })}
          </span>
          <span>
            <b>{formatNumber(stances.against, i18n.language)}</b> {t('following:stance.people_against', { count: stances.against })}
          </span>
        </p>
      )}
      {comments.items.map((thread) => (
        <CommentThread
          key={thread.id}
          thread={thread}
          answers={answers}
          action={path}
          mayComment={idea.may.comment}
          lastResult={lastResult}
        />
      ))}
      {(comments.nextCursor || paged) && (
        <p className="btns pages">
          {comments.nextCursor && (
            <Link className="btn sec-b s" to={`${path}?na=${encodeURIComponent(comments.nextCursor)}#reacties`} rel="next">
              {t('comment.next')}
            </Link>
          )}
          {paged && (
            <Link className="btn ghost s" to={`${path}#reacties`}>
              {t('comment.first')}
            </Link>
          )}
        </p>
      )}
      <div className="own-comment" id="uw-reactie">
        <PhaseAsks level={idea.asks.comment} why={idea.why.comment} />
        {idea.may.comment ? (
          <CommentForm
            action={`${path}#uw-reactie`}
            lastResult={lastResult}
            promise={actor?.isStaff ? null : promise}
            asksStance={!actor?.isStaff}
          />
        ) : idea.why.comment === 'sign_in_first' ? (
          <p>
            <Link className="btn sec-b" to={paths.signIn(`${path}#uw-reactie`)}>
              {t('comment.sign_in')}
            </Link>{' '}
            {(idea.asks.comment === 'none' || idea.asks.comment === 'email') && (
              <Link className="btn ghost" to={paths.onceComment(idea.trajectory.slug, idea.number)}>
                {t('identity:once.offer')}
              </Link>
            )}
          </p>
        ) : (
          <p className="note">{idea.why.comment === 'read_only' ? t('comment.closed') : t(`errors:${idea.why.comment}.text`)}</p>
        )}
      </div>
    </section>
  );
}
