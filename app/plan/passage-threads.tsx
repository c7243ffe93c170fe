import { useTranslation } from 'react-i18next';
import type { PassageThread, SectionPassages } from '../../server/comments/passages.ts';
import type { CommentThread as Thread } from '../../server/comments/queries.ts';
import { formatMoment } from '../format.ts';
import { type Answers, CommentThread } from '../ideas/comment-thread.tsx';
import type { LastResult } from '../ideas/last-result.ts';
import { useRootData } from '../root-data.ts';

type Props = { action: string; answers: Answers; mayComment: boolean; lastResult: LastResult };

/** Comments on words, numbered as in the text; those that are dealt with at the end, folded. */
export function PassageThreads({ passages, ...props }: Props & { passages: SectionPassages }) {
  const { t } = useTranslation('passages');
  const { open, resolved } = passages;
  return (
    <>
      {open.map((thread, index) => (
        <OnWords key={thread.id} thread={thread} number={index + 1} {...props} />
      ))}
      {resolved.length > 0 && (
        <details className="closed-threads">
          <summary>{t('closed_threads', { count: resolved.length })}</summary>
          {resolved.map((thread) => (
            <OnWords key={thread.id} thread={thread} number={null} {...props} />
          ))}
        </details>
      )}
    </>
  );
}

function OnWords({ thread, number, ...props }: Props & { thread: PassageThread; number: number | null }) {
  return (
    <div className={number === null ? 'mc off' : 'mc'}>
      <QuotedWords thread={thread} number={number} />
      <CommentThread thread={thread} {...props} />
      <CloseThread thread={thread} {...props} />
    </div>
  );
}

function QuotedWords({ thread, number }: { thread: PassageThread; number: number | null }) {
  const { t } = useTranslation('passages');
  const { quote, state } = thread.passage;
  const marked = number !== null && state !== 'gone';
  return (
    <div className="quoted">
      {marked && (
        <a className="fn" href={`#woorden-${thread.id}`} title={t('to_words')}>
          <span className="sr">{t('to_words')}: </span>
          {number}
        </a>
      )}
      <div>
        <p className={state === 'same' ? 'sr' : 'tiny'}>{t(state === 'same' ? 'about' : state)}</p>
        <blockquote>{quote}</blockquote>
      </div>
    </div>
  );
}

/** Closes a comment, or opens it again; says who closed it. */
export function CloseThread({ thread, action }: { thread: Thread; action: string }) {
  const { t, i18n } = useTranslation('passages');
  const { today } = useRootData();
  const { resolved, may, author } = thread;
  const when = resolved && formatMoment(resolved.at, i18n.language, today);
  return (
    <>
      {resolved && <p className="tiny">{resolved.by ? t('closed_by', { name: resolved.by, when }) : t('closed', { when })}</p>}
      {may.resolve && (
        <form method="post" action={`${action}#reacties`} className="close-thread">
          <input type="hidden" name="intent" value="resolve" />
          <input type="hidden" name="commentId" value={thread.id} />
          <button type="submit" className="as-link" name="resolved" value={resolved ? 'nee' : 'ja'}>
            {resolved ? t('reopen') : t('close')}
            <span className="sr">, {t('of', { name: author.name })}</span>
          </button>
        </form>
      )}
    </>
  );
}
