/**
 * Invisible marks around what comes out of a catalogue, so that afterwards it can be told from what people wrote (`languages-in-html.ts`). They are code points for
 * private use and never leave the server.
 */
import type { InitOptions, PostProcessorModule } from 'i18next';

/** Around a text of the catalogue, and around what was filled in in it. */
export const OURS = '\uE000';
export const OURS_END = '\uE001';
export const FILLED_IN = '\uE002';
export const FILLED_IN_END = '\uE003';

export const MARK = /[\uE000-\uE003]/;

/** For attributes and other places where only the words count. */
export function withoutMarks(text: string): string {
  return text.replace(/[\uE000-\uE003]/g, '');
}

/** For an instance of i18next, together with `MARKING`. */
export const marker: PostProcessorModule = {
  type: 'postProcessor',
  name: 'marks',
  process: (text: unknown) => (typeof text === 'string' ? OURS + text + OURS_END : text) as string,
};

export const MARKING = {
  postProcess: ['marks'],
  // React escapes; this only says what was filled in.
  interpolation: { escapeValue: true, escape: (value: string) => FILLED_IN + value + FILLED_IN_END },
} satisfies InitOptions;
