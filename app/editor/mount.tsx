import { createRoot } from 'react-dom/client';
import { LiveEditor } from './live-editor.tsx';
import type { EditorProps } from './props.ts';

/** Puts the editor where the page showed the text to read. */
export function mount(element: HTMLElement, props: EditorProps): void {
  createRoot(element).render(<LiveEditor {...props} />);
}
