/**
 * Makes the editor look where the caret is. The browser tells it a little later than the caret moved: a word that comes in before that,
 * from a key or from somebody else, would put the caret back where it was, and what is typed next would land there.
 */
export function lookAtCaret(): void {
  document.dispatchEvent(new Event('selectionchange'));
}
