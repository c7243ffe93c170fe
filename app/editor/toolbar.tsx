import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import { Icon } from '../components/icon.tsx';
import type { EditorTexts } from './props.ts';

type Tool = { name: 'bold' | 'italic' | 'heading' | 'list' | 'link' | 'undo'; active: boolean | null; act: () => void };

/** Formatting, by the keyboard pattern of a toolbar: one stop for Tab, arrows between the buttons, Escape back to the text. */
export function Toolbar(props: {
  editor: Editor;
  texts: EditorTexts;
  disabled: boolean;
  barRef: RefObject<HTMLDivElement>;
  linkOpen: boolean;
  onLink: () => void;
}) {
  const { editor, texts, disabled, barRef, linkOpen, onLink } = props;
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
  const tools: Tool[] = [
    { name: 'bold', active: active.bold, act: () => editor.chain().focus().toggleBold().run() },
    { name: 'italic', active: active.italic, act: () => editor.chain().focus().toggleItalic().run() },
    { name: 'heading', active: active.heading, act: () => editor.chain().focus().toggleHeading({ level: 3 }).run() },
    { name: 'list', active: active.list, act: () => editor.chain().focus().toggleBulletList().run() },
    { name: 'link', active: active.link || linkOpen, act: onLink },
    { name: 'undo', active: null, act: () => editor.chain().focus().undo().run() },
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
      {tools.map(({ name, active: pressed, act }, index) => (
        <button
          key={name}
          type="button"
          className="icon-btn"
          aria-label={texts[name]}
          title={name === 'undo' ? texts.undo_hint : texts[name]}
          aria-disabled={disabled || undefined}
          tabIndex={index === current ? 0 : -1}
          onFocus={() => setCurrent(index)}
          // The selection in the text stays where it is.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => !disabled && act()}
          {...(pressed === null ? {} : { 'aria-pressed': pressed })}
        >
          <Icon name={name === 'undo' ? 'undo-2' : name} />
        </button>
      ))}
    </div>
  );
}
