/** Text of other systems as people here would have typed it: no HTML, at most as long as fits. */
import { characterCount, cleanLine, cleanLines } from '../text/clean-text.ts';

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  euro: '€',
  eacute: 'é',
  euml: 'ë',
  iuml: 'ï',
};

/** The words of HTML, a paragraph or point on a line of its own. What is no HTML stays as it is. */
export function plainText(html: string): string {
  const words = /<[a-z][^>]*>/i.test(html)
    ? html
        .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, '')
        .replace(/<br\s*\/?>/gi, '\n')
        .replace(/<li\b[^>]*>/gi, '\n- ')
        .replace(/<\/(p|div|h[1-6]|ul|ol|blockquote|tr)>/gi, '\n\n')
        .replace(/<[^>]+>/g, '')
    : html;
  return words.replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

const TITLE = { min: 3, max: 120 };
const BODY = { min: 10, max: 5000 };

/**
 * A title and an explanation as an idea here has them. A title too long is cut at a word, and stands in full above the explanation; an explanation too short says where
 * it came from.
 * @returns null when there are no words at all
 */
export function ideaWords({ title, body, from }: { title: string; body: string; from: string }): { title: string; body: string } | null {
  const full = cleanLine(plainText(title)) ?? '';
  const explained = (cleanLines(plainText(body)) ?? '').trim();
  const head = characterCount(full) >= TITLE.min ? full : (cleanLine(explained) ?? '');
  if (characterCount(head) < TITLE.min) return null;
  const told =
    characterCount(explained) >= BODY.min ? explained : `${explained ? `${explained}\n\n` : ''}Overgenomen uit ${from}, zonder uitleg.`;
  if (characterCount(head) <= TITLE.max) return { title: head, body: cut(told, BODY.max) };
  return { title: cut(head, TITLE.max), body: cut(explained.startsWith(head) ? told : `${head}\n\n${told}`, BODY.max) };
}

/** Cuts at a word where there is one, with an ellipsis, to at most `max` characters (code points). */
export function cut(text: string, max: number): string {
  const characters = Array.from(text);
  if (characters.length <= max) return text;
  const start = characters.slice(0, max - 1).join('');
  const word = start.replace(/\s+\S*$/u, '');
  return `${word.length > start.length / 2 ? word : start}…`;
}
