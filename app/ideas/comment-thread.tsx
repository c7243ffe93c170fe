import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Comment, CommentThread as Thread } from '../../server/comments/queries.ts';
import { Avatar } from '../components/avatar.tsx';
import { ClockBadge } from '../components/clock-badge.tsx';
import { StatusBadge } from '../components/status-badge.tsx';
import { formatMoment } from '../format.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';
import { CommentForm } from './comment-form.tsx';
import type { LastResult } from './last-result.ts';

type Props = {
  thread: Thread;
  action: string;
  mayComment: boolean;
  lastResult: LastResult;
};

/** A comment with its replies, and a place to reply. */
export function CommentThread({ thread, action, mayComment, lastResult }: Props) {
  const { t } = useTranslation('ideas');
  const refused = lastResult?.initialValue?.parentId === thread.id;
  return (
    <CommentText comment={thread}>
      {mayComment && !thread.hidden && (
        <details className="reply" open={refused}>
          <summary>
            {t('comment.reply')} <span className="sr">{t('comment.reply_to', { name: thread.author.name })}</span>
          </summary>
          <CommentForm action={action} parentId={thread.id} lastResult={lastResult} promise={null} />
        </details>
      )}
      {thread.replies.map((reply) => (
        <CommentText key={reply.id} comment={reply} />
      ))}
    </CommentText>
  );
}

function CommentText({ comment, children }: { comment: Comment; children?: ReactNode }) {
  const { t, i18n } = useTranslation('ideas');
  const { today, actor } = useRootData();
  const { author } = comment;
  const name = author.anonymous ? t('author.anonymous') : author.name;
  if (comment.body === null) {
    return (
      <article className="cm" id={`reactie-${comment.id}`}>
        <span className="av" aria-hidden="true" />
        <div>
          <p className="muted">{t('comment.hidden')}</p>
          {children}
        </div>
      </article>
    );
  }
  return (
    <article className="cm" id={`reactie-${comment.id}`}>
      <Avatar name={name} staff={author.isStaff} />
      <div>
        <header>
          <b>{name}</b>
          {author.role !== 'resident' && `, ${t(`role.${author.role}`)}`}{' '}
          <span className="muted">{formatMoment(comment.createdAt, i18n.language, today)}</span>
        </header>
        {comment.body.split('\n\n').map((paragraph, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of a text that does not change
          <p key={index}>{paragraph}</p>
        ))}
        <div className="a">
          {comment.stance !== 'neutral' && <StatusBadge tone="neutraal">{t(`stance.${comment.stance}`)}</StatusBadge>}
          {comment.isQuestion && !comment.clock && <StatusBadge tone="neutraal">{t('comment.question')}</StatusBadge>}
          {comment.clock && <ClockBadge clock={comment.clock} />}
          {actor && !comment.own && (
            <Link to={paths.report('comment', comment.id)}>
              {t('comment.report')}
              <span className="sr"> {t('comment.report_of', { name })}</span>
            </Link>
          )}
        </div>
        {children}
      </div>
    </article>
  );
}
