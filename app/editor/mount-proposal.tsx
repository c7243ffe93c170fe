import { createRoot } from 'react-dom/client';
import { ProposalEditor } from './proposal-editor.tsx';
import type { ProposalEditorProps } from './proposal-props.ts';

/** Puts the editor in the place of the plain field, with the faults that stood there. */
export function mount(element: HTMLElement, props: ProposalEditorProps): void {
  const faults = [...element.querySelectorAll('.err')].map((fault) => fault.textContent ?? '');
  createRoot(element).render(<ProposalEditor {...props} faults={faults} />);
}
