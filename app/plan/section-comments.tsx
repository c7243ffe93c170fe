import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { CommentThread as Thread } from '../../server/comments/queries.ts';
import type { SectionView } from '../../server/plan-texts/queries.ts';
import type { Promised } from '../../server/responses/queries.ts';
import { CommentForm } from '../ideas/comment-form.tsx';
import { type Answers, CommentThread } from '../ideas/comment-thread.tsx';
import type { LastResult } from '../ideas/last-result.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

type Props = {
  section: SectionView;
  path: string;
  comments: { items: Thread[]; nextCursor: string | null };
  answers: Answers;
  promise: Promised | null;
  lastResult: LastResult;
};

/** In the margin: what people say about a section. A question gets an answer clock. */
export function SectionComments({ section, path, comments, answers, promise, lastResult }: Props) {
  const { t } = useTranslation(['plan', 'errors']);
  const { actor } = useRootData();
  const { why } = section;
  return (
    <section className="marg" id="reacties" aria-labelledby="reacties-kop">
      <h2 id="reacties-kop">{t('plan:comments', { count: section.comments })}</h2>
      {comments.items.map((thread) => (
        <div className="mc" key={thread.id}>
          <CommentThread thread={thread} answers={answers} action={path} mayComment={why.comment === null} lastResult={lastResult} />
        </div>
      ))}
      {comments.nextCursor && (
        <p>
          <Link className="more" to={`${path}?na=${encodeURIComponent(comments.nextCursor)}#reacties`} rel="next">
            {t('plan:older_comments')}
          </Link>
        </p>
      )}
      <div className="own-comment" id="uw-reactie">
        {why.comment === null ? (
          <CommentForm action={`${path}#uw-reactie`} lastResult={lastResult} promise={actor?.isStaff ? null : promise} />
        ) : why.comment === 'sign_in_first' ? (
          <p>
            <Link to={paths.signIn(`${path}#uw-reactie`)}>{t('plan:sign_in_comment')}</Link>
          </p>
        ) : (
          <p className="note">{t(`errors:${why.comment}.text`)}</p>
        )}
      </div>
    </section>
  );
}
