import { EditorContent, useEditor } from '@tiptap/react';
import { useEffect, useId, useRef, useState, useSyncExternalStore } from 'react';
import { type Connection, openConnection } from './connection.ts';
import { editorExtensions } from './extensions.ts';
import { LinkForm } from './link-form.tsx';
import { Presence, usePresence } from './presence.tsx';
import { type EditorProps, fill } from './props.ts';
import { StatusLine } from './status-line.tsx';
import { Toolbar } from './toolbar.tsx';

/** One section, written by several people at once. */
export function LiveEditor(props: EditorProps) {
  const [connection] = useState<Connection>(() => openConnection(props));
  useEffect(() => () => connection.stop(), [connection]);
  return <Sheet {...props} connection={connection} />;
}

function Sheet({ connection, title, name, staff = false, locale, texts, history }: EditorProps & { connection: Connection }) {
  const line = useSyncExternalStore(connection.subscribe, connection.line);
  const bar = useRef<HTMLDivElement>(null);
  const helpId = useId();
  const [linking, setLinking] = useState(false);
  // Before the text has come in there is nothing to write on; without the pen there is only reading.
  const editable = line.rights === 'write' && (line.status === 'online' || line.status === 'offline');
  const me = { name, staff };
  const others = usePresence(connection, me);

  const editor = useEditor({
    extensions: editorExtensions(connection, name),
    editable,
    injectCSS: false,
    // The page's policy allows no script or style that it did not name.
    enableContentCheck: true,
    editorProps: {
      attributes: {
        class: 'prose',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': fill(texts.text_label, { title }),
        'aria-describedby': helpId,
      },
      handleDOMEvents: {
        keydown(_, event) {
          if (event.altKey && event.key === 'F10') {
            bar.current?.querySelector<HTMLButtonElement>('button[tabindex="0"]')?.focus();
            event.preventDefault();
            return true;
          }
          // Tab leaves the text, as everywhere on the site; ProseMirror would indent a list with it.
          return event.key === 'Tab';
        },
      },
    },
  });
  useEffect(() => {
    if (editor.isEditable !== editable) editor.setEditable(editable, false);
    editor.view.dom.setAttribute('aria-readonly', String(!editable));
  }, [editor, editable]);

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would name its buttons as form fields
    <div className="ed" role="group" aria-label={texts.group}>
      <div className="ed-bar">
        <Toolbar editor={editor} texts={texts} disabled={!editable} barRef={bar} linkOpen={linking} onLink={() => setLinking(!linking)} />
        <Presence others={others} me={{ ...me, present: editable }} texts={texts} />
      </div>
      {linking && editable && <LinkForm editor={editor} texts={texts} onDone={() => setLinking(false)} />}
      <EditorContent editor={editor} className="ed-text" />
      <p className="sr" id={helpId}>
        {texts.help}
      </p>
      <StatusLine line={line} texts={texts} locale={locale} history={history} />
    </div>
  );
}
