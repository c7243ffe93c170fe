import type { Editor } from '@tiptap/core';
import { type ReactNode, useEffect, useState } from 'react';
import type * as Y from 'yjs';
import { type Anchor, anchorAt, findAnchors, PASSAGE_LIMITS } from '../../server/comments/anchor.ts';
import { readLetters } from '../../server/comments/letters.ts';
import { paths } from '../paths.ts';
import { RefusedError, tell } from './api.ts';
import { markPending, toBase64 } from './passage-marks.ts';
import type { PassageStore } from './passage-store.ts';
import type { Reacting } from './props.ts';
import { SendForm, type Words } from './send-form.tsx';
import { toLetters } from './text-places.ts';

/** The chosen words; without any, those of the paragraph the cursor is in. Null in an empty one. */
export function chosenAnchor(editor: Editor, doc: Y.Doc): Anchor | null {
  const { selection } = editor.state;
  const { $from, empty } = selection;
  const letters = readLetters(doc);
  const range = toLetters(editor.state.doc, letters, empty ? { from: $from.start(), to: $from.end() } : selection);
  return range && anchorAt(letters, range);
}

type Props = { editor: Editor; doc: Y.Doc; anchor: Anchor; store: PassageStore; reacting: Reacting; onDone: (message: ReactNode) => void };

/** Writes a comment about words, which stay marked meanwhile and may go on changing. */
export function CommentOnWords({ editor, doc, anchor, store, reacting, onDone }: Props) {
  const { texts, sectionId } = reacting;
  const [quote] = useState(anchor.quote);
  useEffect(() => {
    markPending(editor.view, anchor);
    return () => {
      if (!editor.isDestroyed) markPending(editor.view, null);
    };
  }, [editor, anchor]);

  async function send({ body, isQuestion, readers }: Words): Promise<void> {
    const [found] = findAnchors(doc, [anchor]);
    const [first, last] = [found?.segments[0], found?.segments.at(-1)];
    if (!first || !last) throw new RefusedError('invalid', { quote: 'passages:error.words_gone' });
    const { blocks } = readLetters(doc);
    const now = found?.segments.map(({ block, from, to }) => blocks[block]?.text.slice(from, to)).join('\n') ?? '';
    if (now.length > PASSAGE_LIMITS.quote) throw new RefusedError('invalid', { quote: 'passages:error.words_long' });
    const passage = { quote: now, start: toBase64(anchor.start), end: toBase64(anchor.end), block: first.block + 1 };
    if (readers === 'gemeente') {
      const { contributionId } = await tell<{ contributionId: string }>('staffOnly.send', { form: 'comment', sectionId, body, passage });
      onDone(
        <>
          {texts.live.sent_staff} <a href={paths.receipt(contributionId)}>{texts.live.sent_staff_link}</a>
        </>,
      );
      return;
    }
    await tell('comments.create', { sectionId, body, isQuestion, showName: readers === 'ja', passage });
    await store.refresh();
    onDone(texts.live.sent);
  }

  return (
    <section className="ed-link" aria-label={texts.live.form}>
      <SendForm reacting={reacting} label={texts.live.body} submit={texts.live.submit} asks send={send} onCancel={() => onDone('')}>
        <div className="quoted">
          <div>
            <p className="lab">{texts.live.form}</p>
            <blockquote>{quote}</blockquote>
          </div>
        </div>
      </SendForm>
    </section>
  );
}
