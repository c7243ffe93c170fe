import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { SectionPassages } from '../../server/comments/passages.ts';
import type { CommentThread as Thread } from '../../server/comments/queries.ts';
import type { SectionView } from '../../server/plan-texts/queries.ts';
import type { Promised } from '../../server/responses/queries.ts';
import { CommentForm } from '../ideas/comment-form.tsx';
import { type Answers, CommentThread } from '../ideas/comment-thread.tsx';
import type { LastResult } from '../ideas/last-result.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';
import { PhaseAsks } from '../visibility/phase-asks.tsx';
import { CloseThread, PassageThreads } from './passage-threads.tsx';

type Props = {
  section: SectionView;
  path: string;
  passages: SectionPassages;
  comments: { items: Thread[]; nextCursor: string | null };
  answers: Answers;
  promise: Promised | null;
  lastResult: LastResult;
};

/** In the margin: what people say about words of a section, and about the whole of it. A question gets an answer clock. */
export function SectionComments({ section, path, passages, comments, answers, promise, lastResult }: Props) {
  const { t } = useTranslation(['plan', 'passages', 'errors']);
  const { actor } = useRootData();
  const { why } = section;
  const parts = { action: path, answers, mayComment: why.comment === null, lastResult };
  const onWords = passages.open.length + passages.resolved.length > 0;
  const older = `${path}${path.includes('?') ? '&' : '?'}na=${encodeURIComponent(comments.nextCursor ?? '')}#reacties`;
  return (
    <section className="marg" id="reacties" aria-labelledby="reacties-kop">
      <h2 id="reacties-kop">{t('plan:comments', { count: section.comments })}</h2>
      {/* While one writes, the editor shows these itself, as they come in. */}
      <div className="marg-words" id="op-woorden">
        <PassageThreads passages={passages} {...parts} />
      </div>
      {onWords && <h3>{t('passages:general')}</h3>}
      {comments.items.map((thread) => (
        <div className={thread.resolved ? 'mc off' : 'mc'} key={thread.id}>
          <CommentThread thread={thread} {...parts} />
          <CloseThread thread={thread} action={path} />
        </div>
      ))}
      {comments.nextCursor && (
        <p>
          <Link className="more" to={older} rel="next">
            {t('plan:older_comments')}
          </Link>
        </p>
      )}
      <div className="own-comment" id="uw-reactie">
        <PhaseAsks level={section.asks.comment} why={why.comment} />
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
