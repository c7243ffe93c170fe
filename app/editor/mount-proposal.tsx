import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { ProposalEditor } from './proposal-editor.tsx';
import type { ProposalEditorProps } from './proposal-props.ts';

/**
 * Puts the editor in the place of the plain field, with the faults that stood there. Who was quicker than this script keeps what they have: a field in which
 * something was typed stays, for it works too, and a caret that stood in it stands in the editor at the same letter.
 */
export function mount(element: HTMLElement, props: ProposalEditorProps): void {
  const plain = element.querySelector('textarea');
  if (plain && plain.value !== plain.defaultValue) return;
  const caret = plain && plain === document.activeElement ? plain.selectionStart : null;
  const faults = [...element.querySelectorAll('.err')].map((fault) => fault.textContent ?? '');
  const root = createRoot(element);
  // At once: a letter typed in between would be in neither.
  flushSync(() => root.render(<ProposalEditor {...props} faults={faults} caret={caret} />));
}
