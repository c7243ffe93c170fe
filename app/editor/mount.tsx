import { createRoot } from 'react-dom/client';
import { LiveEditor } from './live-editor.tsx';
import type { EditorProps } from './props.ts';

/** Puts the editor where the page showed the text to read, which stays there until the text to write has come in: on a slow line there is no empty sheet. */
export function mount(element: HTMLElement, props: EditorProps): void {
  const toRead = [...element.children];
  const place = document.createElement('div');
  element.append(place);
  const onOpen = () => {
    for (const child of toRead) child.remove();
  };
  createRoot(place).render(<LiveEditor {...props} onOpen={onOpen} />);
}
