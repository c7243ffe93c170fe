/** What a page gives the editor island, as JSON in `data-props`. */

import type { SectionPassages } from '../../server/comments/passages.ts';
import type { Locale } from '../../server/web/locale.ts';
import type nl from '../i18n/nl/editor.json';
import type passages from '../i18n/nl/passages.json';

/** All of `app/i18n/{nl,en}/editor.json`: the page sends the language it is in. */
export type EditorTexts = typeof nl;
/** All of `app/i18n/{nl,en}/passages.json`. */
export type PassageTexts = typeof passages;

export type EditorProps = {
  documentId: string;
  /** Without a slash at the end: `/collab`. */
  websocketPath: string;
  /** Number and title of the section, for the label of the text field. */
  title: string;
  /** Of the person who writes. */
  name: string;
  staff?: boolean;
  locale: Locale;
  texts: EditorTexts;
  /** Link at the end of the status line. */
  history?: { href: string; text: string };
  reacting: Reacting;
};

/** Comments on words, beside the text. */
export type Reacting = {
  locale: Locale;
  sectionId: string;
  /** As they were when the page was made. */
  initial: SectionPassages;
  texts: PassageTexts;
  /** Of all comments on the section when the page was made. */
  total: number;
  mayComment: boolean;
  /** The day, in words, on which a question asked now is answered; null when nothing is promised. */
  answerDay: string | null;
  /** The municipality's today: YYYY-MM-DD. */
  today: string;
  /** Of the section to read. */
  path: string;
  /** The faults of a field, in words, by their key. */
  faults: Record<string, string>;
  /** The choice of who reads a comment; null for staff, who always show their name. */
  readers: { legend: string; hint: string; options: Record<Readers, string> } | null;
};

/** Everybody with the writer's name, everybody without, or the municipality alone; as in the form of the page. */
export type Readers = 'ja' | 'nee' | 'gemeente';

/** A text with its holes filled. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}
