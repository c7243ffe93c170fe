/** Comments on words of the text, as the server has them. */
import type { SectionPassages } from '../../server/comments/passages.ts';
import { ask } from './api.ts';

/** In case no word came that something changed. */
const EVERY_MS = 30_000;
/** Not all who have a text open ask at the same moment. */
const SPREAD_MS = 400;

export type PassageStore = {
  get(): SectionPassages;
  subscribe(listener: () => void): () => void;
  refresh(): Promise<void>;
  stop(): void;
};

type Options = { sectionId: string; initial: SectionPassages; onChange: (listener: () => void) => () => void };

/** Starts with what the page had, and looks again while somebody looks at it. */
export function createPassageStore({ sectionId, initial, onChange }: Options): PassageStore {
  const listeners = new Set<() => void>();
  let passages = initial;
  let said = JSON.stringify(initial);

  async function refresh(): Promise<void> {
    const news = await ask<SectionPassages>('comments.passages', { sectionId });
    const now = JSON.stringify(news);
    if (now === said) return;
    said = now;
    passages = news;
    for (const listener of listeners) listener();
  }

  function look(): void {
    if (document.visibilityState !== 'visible') return;
    // Without a connection the status line says so already; the next look is soon.
    refresh().catch(() => undefined);
  }

  let soon: ReturnType<typeof setTimeout> | undefined;
  const stopHearing = onChange(() => {
    soon ??= setTimeout(() => {
      soon = undefined;
      look();
    }, Math.random() * SPREAD_MS);
  });
  const timer = setInterval(look, EVERY_MS);
  document.addEventListener('visibilitychange', look);
  return {
    get: () => passages,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh,
    stop() {
      stopHearing();
      clearTimeout(soon);
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    },
  };
}
