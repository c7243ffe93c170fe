import { EditorContent, useEditor, useEditorState } from '@tiptap/react';
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Anchor } from '../../server/comments/anchor.ts';
import { LOCALES, type Locale } from '../../server/web/locale.ts';
import { lookAtCaret } from './caret.ts';
import { CommentOnWords, chosenAnchor } from './comment-on-words.tsx';
import { type Connection, openConnection } from './connection.ts';
import { editorExtensions } from './extensions.ts';
import { FirstTimeHint } from './hint.tsx';
import { LinkForm } from './link-form.tsx';
import { OthersTold } from './others-told.tsx';
import { PassageList } from './passage-list.tsx';
import { createPassageStore, type PassageStore } from './passage-store.ts';
import { Presence, usePresence } from './presence.tsx';
import { type EditorProps, fill } from './props.ts';
import { countCharacters, roomLeft } from './room-left.ts';
import { StatusLine } from './status-line.tsx';
import { Toolbar } from './toolbar.tsx';

/** Room that the toolbar takes, which stays in sight: the caret must not go under it. */
const UNDER_BAR = { top: 76, right: 8, bottom: 24, left: 8 };

const SETTLE_MS = 50;

/** `onOpen`: the text has come in. */
type Props = EditorProps & { onOpen: () => void };

/** One section, written by several people at once. */
export function LiveEditor(props: Props) {
  const [connection] = useState<Connection>(() => openConnection(props));
  const [store] = useState<PassageStore>(() => createPassageStore({ ...props.reacting, onChange: connection.onMargin }));
  useEffect(
    () => () => {
      connection.stop();
      store.stop();
    },
    [connection, store],
  );
  return <Sheet {...props} connection={connection} store={store} />;
}

/** What is open under the toolbar. */
type Panel = { kind: 'link' } | { kind: 'comment'; anchor: Anchor } | null;

function Sheet(props: Props & { connection: Connection; store: PassageStore }) {
  const { connection, store, title, name, staff = false, locale, texts, history, reacting, onOpen } = props;
  const line = useSyncExternalStore(connection.subscribe, connection.line);
  const bar = useRef<HTMLDivElement>(null);
  const helpId = useId();
  const [panel, setPanel] = useState<Panel>(null);
  const [said, setSaid] = useState<ReactNode>('');
  // Before the text has come in there is nothing to write on; without the pen there is only reading.
  const here = line.status === 'online' || line.status === 'offline';
  const editable = line.rights === 'write' && here;
  const [open, setOpen] = useState(false);
  useLayoutEffect(() => {
    if (!here || open) return;
    setOpen(true);
    onOpen();
  }, [here, open, onOpen]);
  const me = { name, staff };
  const others = usePresence(connection, me);
  const react = useRef<() => void>(() => {});

  const editor = useEditor({
    extensions: editorExtensions(connection, { name, store }),
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
      scrollMargin: UNDER_BAR,
      scrollThreshold: UNDER_BAR,
      handleDOMEvents: {
        keydown(_, event) {
          if (!event.isComposing) lookAtCaret();
          if (event.altKey && event.key === 'F10') {
            selectionSettled(() => bar.current?.querySelector<HTMLButtonElement>('button[tabindex="0"]')?.focus());
            event.preventDefault();
            return true;
          }
          if (event.altKey && (event.ctrlKey || event.metaKey) && event.code === 'KeyM') {
            selectionSettled(() => react.current());
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
  const room = useEditorState({ editor, selector: ({ editor: now }) => roomLeft(countCharacters(now.state.doc)) });

  react.current = () => {
    if (!reacting.mayComment || !here) return;
    const anchor = chosenAnchor(editor, connection.doc);
    setSaid(anchor ? '' : reacting.texts.live.select_first);
    if (anchor) setPanel({ kind: 'comment', anchor });
  };
  function done(message: ReactNode = ''): void {
    setPanel(null);
    setSaid(message);
    editor.commands.focus();
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would name its buttons as form fields
    <div className={open ? 'ed' : 'ed opening'} role="group" aria-label={texts.group}>
      <div className="ed-bar">
        <Toolbar
          editor={editor}
          texts={texts}
          disabled={!editable}
          barRef={bar}
          linkOpen={panel?.kind === 'link'}
          onLink={() => setPanel(panel?.kind === 'link' ? null : { kind: 'link' })}
          commentOpen={panel?.kind === 'comment'}
          onComment={reacting.mayComment && here ? () => (panel?.kind === 'comment' ? done() : react.current()) : null}
        />
        <Presence others={others} me={{ ...me, present: editable }} texts={texts} />
      </div>
      {panel?.kind === 'link' && editable && <LinkForm editor={editor} texts={texts} onDone={() => setPanel(null)} />}
      {panel?.kind === 'comment' && (
        <CommentOnWords {...{ editor, store, reacting }} doc={connection.doc} anchor={panel.anchor} onDone={done} />
      )}
      <p className="ed-said" role="status">
        {said}
      </p>
      {editable && <FirstTimeHint texts={texts} mayComment={reacting.mayComment} />}
      <EditorContent editor={editor} className="ed-text" />
      <p className="sr" id={helpId}>
        {texts.help}
      </p>
      <p className="ed-room" role="status">
        {room === null ? '' : room === 0 ? texts.room.none : fill(texts.room.little, { count: roundDown(room, locale) })}
      </p>
      <StatusLine line={line} texts={texts} locale={locale} history={history}>
        <OthersTold connection={connection} texts={texts} locale={locale} />
      </StatusLine>
      {open && <PassageList editor={editor} store={store} reacting={reacting} />}
    </div>
  );
}

/** The browser tells the editor a little later that the selection moved; the next key must not lose the last word chosen. */
function selectionSettled(act: () => void): void {
  setTimeout(act, SETTLE_MS);
}

/** In hundreds: a number that changes with every letter would be read aloud with every letter. */
function roundDown(room: number, locale: Locale): string {
  const shown = room < 100 ? room : Math.floor(room / 100) * 100;
  return shown.toLocaleString(LOCALES[locale].tag);
}
