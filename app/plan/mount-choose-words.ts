import type { ChooseWordsProps, WordsButton } from './words-button.ts';

/** On a text that is read: waits until somebody selects words in it, and only then fetches the button to react to them. */
export function mount(text: HTMLElement, props: ChooseWordsProps): void {
  let button: Promise<WordsButton> | null = null;
  document.addEventListener('selectionchange', () => {
    const selection = document.getSelection();
    if (!button && (!selection || selection.isCollapsed || !text.contains(selection.anchorNode))) return;
    button ??= import('./words-button.ts').then(({ createWordsButton }) => createWordsButton(text, props));
    button.then(
      ({ follow }) => follow(),
      (error: unknown) => {
        // The line may be back at the next selection.
        button = null;
        reportError(error);
      },
    );
  });
}
