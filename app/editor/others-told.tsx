import { useEffect, useState } from 'react';
import type * as Y from 'yjs';
import type { Locale } from '../../server/web/locale.ts';
import type { Connection } from './connection.ts';
import { toWriter } from './extensions.ts';
import { remembers, rememberThat } from './memory.ts';
import { createTeller, editIn, sentenceFor } from './others-edits.ts';
import type { EditorTexts } from './props.ts';

const KEY = 'oever-editor-announce';

/** Tells a screen reader what others write, and lets its user put that off. */
export function OthersTold({ connection, texts, locale }: { connection: Connection; texts: EditorTexts; locale: Locale }) {
  const [on, setOn] = useState(() => !remembers(KEY, 'off'));
  const [sentence, setSentence] = useState('');
  const { doc, provider } = connection;

  useEffect(() => {
    if (!on) return;
    const teller = createTeller((edits) => setSentence(sentenceFor(edits, texts.announce, locale)));
    const nameOf = (client: number) => toWriter(client, provider.awareness.getStates().get(client)?.user)?.name ?? texts.announce.someone;
    const hear = (transaction: Y.Transaction) => {
      // What came in with the text itself was written before.
      if (transaction.origin !== provider || !provider.synced) return;
      const edit = editIn(transaction, nameOf);
      if (edit) teller.hear(edit);
    };
    doc.on('afterTransaction', hear);
    return () => {
      doc.off('afterTransaction', hear);
      teller.stop();
    };
  }, [on, doc, provider, texts, locale]);

  return (
    <>
      <label className="ed-switch">
        <input
          type="checkbox"
          role="switch"
          checked={on}
          aria-checked={on}
          onChange={(event) => {
            rememberThat(KEY, event.target.checked ? 'on' : 'off');
            setOn(event.target.checked);
            setSentence('');
          }}
        />
        {texts.announce.switch}
      </label>
      <span className="sr" role="status">
        {sentence}
      </span>
    </>
  );
}
