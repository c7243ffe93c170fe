import { useState } from 'react';
import { remembers, rememberThat } from './memory.ts';
import type { EditorTexts } from './props.ts';

const KEY = 'oever-editor-hint';

/** The first time: what writing together is. Closed once, it does not come back in this browser. */
export function FirstTimeHint({ texts, mayComment }: { texts: EditorTexts; mayComment: boolean }) {
  const [shown, setShown] = useState(() => !remembers(KEY, 'seen'));
  if (!shown) return null;
  return (
    <section className="ed-hint" aria-label={texts.hint.title}>
      <p>
        <b>{texts.hint.title}.</b> {texts.hint.text} {mayComment && texts.hint.comment}
      </p>
      <button
        type="button"
        className="btn sec-b s"
        onClick={() => {
          rememberThat(KEY, 'seen');
          setShown(false);
        }}
      >
        {texts.hint.close}
      </button>
    </section>
  );
}
