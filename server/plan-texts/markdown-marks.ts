/** What our own Markdown says in comments, which nobody sees who reads the text as a page: which section a heading is, and what Markdown has no sign for. */

export const SECTION_MARK = /^<!-- onderdeel (\S+) -->$/;
/** Behind a heading within a text whose level the number of `#` cannot say. */
export const HEADING_MARK = /^<!-- kop ([2-4]) -->$/;
export const EMPTY_PARAGRAPH = '<!-- lege regel -->';
/** A file with a marked section is one of ours. */
export const OURS = /^<!-- onderdeel \S+ -->$/m;

export function sectionMark(number: string): string {
  return `<!-- onderdeel ${encodeURIComponent(number).replaceAll('--', '-%2D')} -->`;
}
