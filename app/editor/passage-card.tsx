import type { Editor } from '@tiptap/core';
import { useState } from 'react';
import type { PassageThread } from '../../server/comments/passages.ts';
import type { Comment } from '../../server/comments/queries.ts';
import { Avatar } from '../components/avatar.tsx';
import { Icon } from '../components/icon.tsx';
import { formatDayShort, formatMoment } from '../format.ts';
import { paths } from '../paths.ts';
import { tell } from './api.ts';
import type { Placed } from './passage-marks.ts';
import type { PassageStore } from './passage-store.ts';
import { fill, type Reacting } from './props.ts';
import { SendForm, wordsFor } from './send-form.tsx';

type Props = {
  editor: Editor;
  store: PassageStore;
  reacting: Reacting;
  thread: PassageThread;
  /** As in the text; null when it is dealt with. */
  number: number | null;
  stands: Placed | null;
  active: boolean;
};

/** One comment on words with its replies. */
export function PassageCard({ editor, store, reacting, thread, number, stands, active }: Props) {
  const { texts, sectionId, mayComment } = reacting;
  const [replying, setReplying] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const state = stands?.state ?? thread.passage.state;
  const [range] = stands?.ranges ?? [];
  const of = <span className="sr">, {fill(texts.of, { name: nameOf(thread, reacting) })}</span>;

  function toWords(): void {
    const last = stands?.ranges.at(-1);
    if (range && last) editor.chain().focus().setTextSelection({ from: range.from, to: last.to }).scrollIntoView().run();
  }

  async function close(): Promise<void> {
    setWrong(null);
    try {
      await tell('comments.resolve', { commentId: thread.id, resolved: thread.resolved === null });
      await store.refresh();
    } catch (error) {
      setWrong(wordsFor(error, reacting));
    }
  }

  async function reply({ body }: { body: string }): Promise<void> {
    await tell('comments.create', { sectionId, parentId: thread.id, body });
    await store.refresh();
    setReplying(false);
  }

  return (
    <div className={`mc${number === null ? ' off' : ''}${active ? ' on' : ''}`} id={`reactie-${thread.id}`}>
      <div className="quoted">
        {number !== null && range && (
          <button type="button" className="fn" title={texts.to_words} onClick={toWords}>
            <span className="sr">{texts.to_words}: </span>
            {number}
          </button>
        )}
        <div>
          <p className={state === 'same' ? 'sr' : 'tiny'}>{texts[state === 'same' ? 'about' : state]}</p>
          <blockquote>{thread.passage.quote}</blockquote>
        </div>
      </div>
      <Said comment={thread} reacting={reacting} />
      {thread.replies.map((each) => (
        <Said key={each.id} comment={each} reacting={reacting} />
      ))}
      {thread.resolved && (
        <p className="tiny">
          {fill(texts[thread.resolved.by ? 'closed_by' : 'closed'], {
            name: thread.resolved.by ?? '',
            when: formatMoment(thread.resolved.at, reacting.locale, reacting.today),
          })}
        </p>
      )}
      {wrong && (
        <p className="err" role="alert">
          {wrong}
        </p>
      )}
      {replying ? (
        <SendForm
          reacting={reacting}
          label={texts.live.your_reply}
          submit={texts.live.place_reply}
          send={reply}
          onCancel={() => setReplying(false)}
        />
      ) : (
        <div className="mc-acts">
          {mayComment && !thread.hidden && (
            <button type="button" className="as-link" onClick={() => setReplying(true)}>
              {texts.live.reply}
              {of}
            </button>
          )}
          {thread.may.resolve && (
            <button type="button" className="as-link" onClick={() => void close()}>
              {thread.resolved ? texts.reopen : texts.close}
              {of}
            </button>
          )}
          {!thread.own && !thread.hidden && (
            <a className="as-link" href={paths.report('comment', thread.id)}>
              {texts.live.report}
              {of}
            </a>
          )}
        </div>
      )}
    </div>
  );
}

function nameOf({ author }: Comment, { texts }: Reacting): string {
  return author.anonymous ? texts.live.someone : author.name;
}

function Said({ comment, reacting }: { comment: Comment; reacting: Reacting }) {
  const { texts, path, today } = reacting;
  const { clock, author } = comment;
  if (comment.body === null) return <p className="muted">{texts.live.hidden}</p>;
  const name = nameOf(comment, reacting);
  return (
    <article className="cm">
      <Avatar name={name} staff={author.isStaff} />
      <div>
        <header>
          <b>{name}</b>
          {author.isStaff && `, ${texts.live.municipality}`}{' '}
          <span className="muted">{formatMoment(comment.createdAt, reacting.locale, today)}</span>
        </header>
        {comment.body.split('\n\n').map((paragraph, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of a text that does not change
          <p key={index}>{paragraph}</p>
        ))}
        {clock && (
          <p className="tiny">
            <a className="st bijna" href={`${path}#reactie-${comment.id}`}>
              <Icon name={clock.answeredOn ? 'circle-check' : 'hourglass'} />
              {clock.answeredOn ? texts.live.answered : fill(texts.live.answer_due, { day: formatDayShort(clock.dueOn, reacting.locale) })}
            </a>
          </p>
        )}
      </div>
    </article>
  );
}
