import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Comment, CommentThread as Thread } from '../../server/comments/queries.ts';
import type { AnswerWithVersions } from '../../server/responses/answers.ts';
import { Avatar } from '../components/avatar.tsx';
import { ClockBadge } from '../components/clock-badge.tsx';
import { OfficialAnswer } from '../components/official-answer.tsx';
import { SourceLine } from '../components/source-line.tsx';
import { StatusBadge } from '../components/status-badge.tsx';
import { formatMoment, formatNumber } from '../format.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';
import { CommentForm } from './comment-form.tsx';
import type { LastResult } from './last-result.ts';

/** Answers of the municipality to questions, by contribution. */
export type Answers = Record<string, AnswerWithVersions>;

type Props = {
  thread: Thread;
  answers: Answers;
  action: string;
  mayComment: boolean;
  lastResult: LastResult;
};

/** A comment with its replies, and a place to reply. */
export function CommentThread({ thread, answers, action, mayComment, lastResult }: Props) {
  const { t, i18n } = useTranslation('ideas');
  const refused = lastResult?.initialValue?.parentId === thread.id;
  const reply = mayComment && !thread.hidden && (
    <details className="reply" open={refused}>
      <summary>
        {t('comment.reply')} <span className="sr">{t('comment.reply_to', { name: thread.author.name })}</span>
      </summary>
      <CommentForm action={action} parentId={thread.id} lastResult={lastResult} promise={null} />
    </details>
  );
  return (
    <CommentText comment={thread} answers={answers} actions={reply}>
      {thread.replies.map((each) => (
        <CommentText key={each.id} comment={each} answers={answers} />
      ))}
      {thread.more && (
        <p>
          <Link className="more" to={paths.thread(thread.id, thread.more.cursor)}>
            {t('comment.more_replies', { count: thread.more.count, number: formatNumber(thread.more.count, i18n.language) })}
          </Link>
        </p>
      )}
    </CommentText>
  );
}

type TextProps = { comment: Comment; answers: Answers; actions?: ReactNode; children?: ReactNode };

function CommentText({ comment, answers, actions, children }: TextProps) {
  const { t, i18n } = useTranslation('ideas');
  const { today, actor } = useRootData();
  const { author } = comment;
  const name = author.anonymous ? t('author.anonymous') : author.name;
  const answer = comment.contributionId === null ? undefined : answers[comment.contributionId];
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
        <SourceLine source={comment.source} />
        {comment.body.split('\n\n').map((paragraph, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of a text that does not change
          <p key={index}>{paragraph}</p>
        ))}
        <div className="a">
          {comment.stance !== 'neutral' && <StatusBadge tone="neutraal">{t(`stance.${comment.stance}`)}</StatusBadge>}
          {comment.isQuestion && <span>{t('comment.question')}</span>}
          {comment.clock && <ClockBadge clock={comment.clock} />}
          {actions}
          {actor && !comment.own && (
            <Link to={paths.report('comment', comment.id)}>
              {t('comment.report')}
              <span className="sr"> {t('comment.report_of', { name })}</span>
            </Link>
          )}
        </div>
        {answer && <OfficialAnswer response={answer} clock={comment.clock} />}
        {children}
      </div>
    </article>
  );
}
