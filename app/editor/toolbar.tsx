import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import { Icon, type IconName } from '../components/icon.tsx';
import type { EditorTexts } from './props.ts';

type Tool = {
  name: 'bold' | 'italic' | 'heading' | 'list' | 'link' | 'comment' | 'undo';
  icon: IconName;
  active: boolean | null;
  /** Null: not possible now. */
  act: (() => void) | null;
};

/** Formatting, by the keyboard pattern of a toolbar: one stop for Tab, arrows between the buttons, Escape back to the text. */
export function Toolbar(props: {
  editor: Editor;
  texts: EditorTexts;
  disabled: boolean;
  barRef: RefObject<HTMLDivElement>;
  linkOpen: boolean;
  onLink: () => void;
  commentOpen?: boolean;
  /** Null: not possible now. Left out where there is nobody to comment with. */
  onComment?: (() => void) | null;
}) {
  const { editor, texts, disabled, barRef, linkOpen, onLink, commentOpen = false, onComment } = props;
  const [current, setCurrent] = useState(0);
  const active = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      heading: now.isActive('heading'),
      list: now.isActive('bulletList'),
      link: now.isActive('link'),
    }),
  });
  const writing = (act: () => void) => (disabled ? null : act);
  const tools: Tool[] = [
    { name: 'bold', icon: 'bold', active: active.bold, act: writing(() => editor.chain().focus().toggleBold().run()) },
    { name: 'italic', icon: 'italic', active: active.italic, act: writing(() => editor.chain().focus().toggleItalic().run()) },
    {
      name: 'heading',
      icon: 'heading',
      active: active.heading,
      act: writing(() => editor.chain().focus().toggleHeading({ level: 3 }).run()),
    },
    { name: 'list', icon: 'list', active: active.list, act: writing(() => editor.chain().focus().toggleBulletList().run()) },
    { name: 'link', icon: 'link', active: active.link || linkOpen, act: writing(onLink) },
    ...(onComment === undefined ? [] : [{ name: 'comment', icon: 'message-square-plus', active: commentOpen, act: onComment } as const]),
    { name: 'undo', icon: 'undo-2', active: null, act: writing(() => editor.chain().focus().undo().run()) },
  ];

  function move(event: KeyboardEvent<HTMLDivElement>): void {
    const steps: Record<string, number> = { ArrowRight: current + 1, ArrowLeft: current - 1, Home: 0, End: tools.length - 1 };
    const step = steps[event.key];
    if (event.key === 'Escape') editor.commands.focus();
    else if (step !== undefined) {
      const next = (step + tools.length) % tools.length;
      setCurrent(next);
      barRef.current?.querySelectorAll('button')[next]?.focus();
    } else return;
    event.preventDefault();
  }

  return (
    <div ref={barRef} className="ed-tools" role="toolbar" aria-label={texts.toolbar} onKeyDown={move}>
      {tools.map(({ name, icon, active: pressed, act }, index) => (
        <button
          key={name}
          type="button"
          className="icon-btn"
          aria-label={texts[name]}
          title={name === 'undo' ? texts.undo_hint : texts[name]}
          aria-disabled={act === null || undefined}
          tabIndex={index === current ? 0 : -1}
          onFocus={() => setCurrent(index)}
          // The selection in the text stays where it is.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => act?.()}
          {...(pressed === null ? {} : { 'aria-pressed': pressed })}
        >
          <Icon name={icon} />
        </button>
      ))}
    </div>
  );
}
