import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { CommentThread as Thread } from '../../server/comments/queries.ts';
import type { ChangeProposal } from '../../server/plan-texts/change-proposal-queries.ts';
import type { Promised } from '../../server/responses/queries.ts';
import { CommentForm } from '../ideas/comment-form.tsx';
import { type Answers, CommentThread } from '../ideas/comment-thread.tsx';
import type { LastResult } from '../ideas/last-result.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

type Props = {
  proposal: ChangeProposal;
  path: string;
  comments: { items: Thread[]; nextCursor: string | null };
  answers: Answers;
  promise: Promised | null;
  lastResult: LastResult;
};

/** What people say about a proposal. A question gets an answer clock of its own. */
export function ProposalComments({ proposal, path, comments, answers, promise, lastResult }: Props) {
  const { t } = useTranslation(['plan', 'proposals', 'ideas', 'errors']);
  const { actor } = useRootData();
  const why = proposal.why.comment;
  return (
    <section className="comments" id="reacties" aria-labelledby="reacties-kop">
      <div className="sec-head">
        <h2 id="reacties-kop">{t('plan:comments', { count: proposal.comments })}</h2>
      </div>
      {comments.items.map((thread) => (
        <CommentThread key={thread.id} thread={thread} answers={answers} action={path} mayComment={why === null} lastResult={lastResult} />
      ))}
      {comments.nextCursor && (
        <p className="btns pages">
          <Link className="btn sec-b s" to={`${path}?na=${encodeURIComponent(comments.nextCursor)}#reacties`} rel="next">
            {t('plan:older_comments')}
          </Link>
        </p>
      )}
      <div className="own-comment" id="uw-reactie">
        {why === null ? (
          <CommentForm action={`${path}#uw-reactie`} lastResult={lastResult} promise={actor?.isStaff ? null : promise} />
        ) : why === 'sign_in_first' ? (
          <p>
            <Link className="btn sec-b" to={paths.signIn(`${path}#uw-reactie`)}>
              {t('plan:sign_in_comment')}
            </Link>
          </p>
        ) : (
          <p className="note">{why === 'read_only' ? t('proposals:comments_closed') : t(`errors:${why}.text`)}</p>
        )}
      </div>
    </section>
  );
}
