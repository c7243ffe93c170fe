/** What a page gives the editor island, as JSON in `data-props`. */
import type nl from '../i18n/nl/editor.json';

/** All of `app/i18n/{nl,en}/editor.json`: the page sends the language it is in. */
export type EditorTexts = typeof nl;

export type EditorProps = {
  documentId: string;
  /** Without a slash at the end: `/collab`. */
  websocketPath: string;
  /** Number and title of the section, for the label of the text field. */
  title: string;
  /** Of the person who writes. */
  name: string;
  staff?: boolean;
  locale: 'nl' | 'en';
  texts: EditorTexts;
  /** Link at the end of the status line. */
  history?: { href: string; text: string };
};

/** A text with its holes filled. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}
