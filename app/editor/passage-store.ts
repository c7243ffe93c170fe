/** Comments on words of the text, as the server has them. */
import type { SectionPassages } from '../../server/comments/passages.ts';
import { ask } from './api.ts';

const EVERY_MS = 12_000;

export type PassageStore = {
  get(): SectionPassages;
  subscribe(listener: () => void): () => void;
  refresh(): Promise<void>;
  stop(): void;
};

/** Starts with what the page had, and looks again while somebody looks at it. */
export function createPassageStore({ sectionId, initial }: { sectionId: string; initial: SectionPassages }): PassageStore {
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
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    },
  };
}
