import type { Editor } from '@tiptap/core';
import { type FormEvent, useId, useState } from 'react';
import { isAllowedUrl } from '../../server/plan-texts/urls.ts';
import type { EditorTexts } from './props.ts';

/** Makes, changes or takes away the link under the cursor. */
export function LinkForm({ editor, texts, onDone }: { editor: Editor; texts: EditorTexts; onDone: () => void }) {
  const existing: unknown = editor.getAttributes('link').href;
  const [address, setAddress] = useState(typeof existing === 'string' ? existing : '');
  const [wrong, setWrong] = useState(false);
  const id = useId();

  function save(event: FormEvent): void {
    event.preventDefault();
    const href = /^[\w.-]+\.[a-z]{2,}(\/|$)/i.test(address.trim()) ? `https://${address.trim()}` : address.trim();
    if (!isAllowedUrl(href)) {
      setWrong(true);
      return;
    }
    const chain = editor.chain().focus().extendMarkRange('link');
    // Without words to link, the address itself is the text.
    if (editor.state.selection.empty && !existing)
      chain.insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }).run();
    else chain.setLink({ href }).run();
    onDone();
  }

  function remove(): void {
    editor.chain().focus().extendMarkRange('link').unsetLink().run();
    onDone();
  }

  return (
    <form className="ed-link" onSubmit={save} noValidate onKeyDown={(event) => event.key === 'Escape' && onDone()}>
      <label className="lab" htmlFor={id}>
        {texts.link_address}
      </label>
      <p className="hint" id={`${id}-hint`}>
        {texts.link_hint}
      </p>
      {wrong && (
        <p className="err" id={`${id}-error`} role="alert">
          {texts.link_wrong}
        </p>
      )}
      <div className="ed-link-row">
        <input
          id={id}
          className="inp"
          type="url"
          inputMode="url"
          value={address}
          aria-invalid={wrong}
          aria-describedby={`${id}-hint${wrong ? ` ${id}-error` : ''}`}
          // biome-ignore lint/a11y/noAutofocus: the person just asked for this field
          autoFocus
          onChange={(event) => setAddress(event.target.value)}
        />
        <button type="submit" className="btn s">
          {texts.link_save}
        </button>
        {typeof existing === 'string' && (
          <button type="button" className="btn sec-b s" onClick={remove}>
            {texts.link_remove}
          </button>
        )}
        <button type="button" className="btn ghost s" onClick={onDone}>
          {texts.link_cancel}
        </button>
      </div>
    </form>
  );
}
