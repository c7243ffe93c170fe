import { type ChosenWords, chosenWords } from './chosen-words.ts';

export type ChooseWordsProps = {
  /** Of the section. */
  path: string;
  /** Characters a comment can be about. */
  most: number;
  texts: { react: string; told: string; long: string };
};

export type WordsButton = {
  /** The selection changed. */
  follow(): void;
};

/** As long as somebody is still selecting, nothing comes in their way. */
const REST_MS = 250;
const GAP = 6;

/**
 * A link beside selected words, to the form that reacts to them. It takes no focus and no selection away; in the order of the page it stands in the paragraph
 * of the words, so Tab goes there. Whoever hears the page is told once that it is there.
 */
export function createWordsButton(text: HTMLElement, { path, most, texts }: ChooseWordsProps): WordsButton {
  const place = document.createElement('span');
  place.className = 'words-at no-print';
  const told = document.createElement('span');
  told.className = 'sr';
  told.setAttribute('role', 'status');
  text.after(told);
  let timer = 0;
  // A finger that presses the link lets go of the selection first.
  let pressed = false;
  place.addEventListener('pointerdown', () => {
    pressed = true;
  });
  document.addEventListener('pointerup', () => {
    setTimeout(() => {
      pressed = false;
    }, REST_MS);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') place.remove();
    const link = place.isConnected && place.querySelector('a');
    // Nothing has the focus while one selects: the first Tab goes to what is new, and on from there.
    if (!link || event.key !== 'Tab' || event.shiftKey || document.activeElement !== document.body) return;
    event.preventDefault();
    link.focus();
  });

  function show(words: ChosenWords): void {
    const link = document.createElement('a');
    link.className = 'btn s';
    link.href = `${path}?${new URLSearchParams({ reactie: String(words.block), woorden: words.quote, plek: String(words.at) })}#bij-alinea`;
    link.textContent = texts.react;
    const long = document.createElement('span');
    long.className = 'words-long';
    long.textContent = texts.long;
    place.replaceChildren(words.quote.length > most ? long : link);
    words.last.insertBefore(place, words.last.querySelector(':scope > .blk-act'));
    put(place, words);
    if (told.textContent === '') told.textContent = texts.told;
  }

  return {
    follow() {
      clearTimeout(timer);
      if (pressed || place.contains(document.activeElement)) return;
      const words = chosenWords(text, document.getSelection());
      if (words) timer = window.setTimeout(() => show(words), REST_MS);
      else place.remove();
    },
  };
}

/** Under the end of the words, within the width of the text. */
function put(place: HTMLElement, { range, last }: ChosenWords): void {
  const end = [...range.getClientRects()].filter(({ width }) => width > 0).at(-1) ?? range.getBoundingClientRect();
  const box = last.getBoundingClientRect();
  const left = Math.min(
    end.right - place.offsetWidth / 2,
    document.documentElement.clientWidth - place.offsetWidth - GAP,
    box.right - place.offsetWidth,
  );
  place.style.left = `${Math.max(0, left - box.left)}px`;
  place.style.top = `${end.bottom - box.top + GAP}px`;
}
