import type { JSONContent } from '@tiptap/core';
import { EditorContent, useEditor } from '@tiptap/react';
import { useId, useLayoutEffect, useRef, useState } from 'react';
import { paragraphs } from '../../server/plan-texts/content.ts';
import { lookAtCaret } from './caret.ts';
import { LinkForm } from './link-form.tsx';
import type { ProposalEditorProps } from './proposal-props.ts';
import { positionInLines } from './text-places.ts';
import { Toolbar } from './toolbar.tsx';
import { writtenExtensions } from './written-extensions.ts';

/** `caret`: where to go on in the text, its lines counted as in the plain field; null when somebody is busy elsewhere on the page. */
type Props = ProposalEditorProps & { faults: string[]; caret: number | null };

/** A text of one's own, by the schema of plan texts, with nobody else in it: what is typed goes along with the form. */
export function ProposalEditor({ content, field, id, label, hint, texts, faults, caret }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  const [linking, setLinking] = useState(false);
  const [typed, setTyped] = useState<JSONContent>(content);
  const helpId = useId();
  const labelId = useId();
  const editor = useEditor({
    extensions: writtenExtensions({ alone: true }),
    content,
    injectCSS: false,
    enableContentCheck: true,
    onUpdate: ({ editor: now }) => setTyped(now.getJSON()),
    editorProps: {
      attributes: {
        id,
        class: 'prose',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-labelledby': labelId,
        'aria-describedby': helpId,
        'aria-invalid': String(faults.length > 0),
      },
      handleDOMEvents: {
        keydown(_, event) {
          if (!event.isComposing) lookAtCaret();
          if (event.altKey && event.key === 'F10') {
            bar.current?.querySelector<HTMLButtonElement>('button[tabindex="0"]')?.focus();
            event.preventDefault();
            return true;
          }
          return event.key === 'Tab';
        },
      },
    },
  });
  useLayoutEffect(() => {
    if (caret === null) return;
    // Its own command "focus" waits for the next frame, and what is typed until then is lost.
    editor.commands.setTextSelection(positionInLines(editor.state.doc, caret));
    editor.view.focus();
  }, [editor, caret]);
  return (
    <div className={faults.length > 0 ? 'field has-err' : 'field'}>
      <span className="lab" id={labelId}>
        {label}
      </span>
      <div id={helpId}>
        <p className="hint for-keys">{hint}</p>
        {faults.map((fault) => (
          <p className="err" key={fault}>
            <span>{fault}</span>
          </p>
        ))}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would name its buttons as form fields */}
      <div className="ed ed-own" role="group" aria-label={label}>
        <div className="ed-bar">
          <Toolbar editor={editor} texts={texts} disabled={false} barRef={bar} linkOpen={linking} onLink={() => setLinking(!linking)} />
        </div>
        {linking && <LinkForm editor={editor} texts={texts} onDone={() => setLinking(false)} />}
        <EditorContent editor={editor} className="ed-text" />
      </div>
      <input type="hidden" name={field} value={paragraphs(typed).join('\n')} />
      <input type="hidden" name="content" value={JSON.stringify(typed)} />
    </div>
  );
}
