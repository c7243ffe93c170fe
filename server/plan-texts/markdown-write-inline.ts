/** Words and their formatting as Markdown. CommonMark 0.31, section 6.2: whether `**` opens or closes depends on the characters around it. */
import type { JSONContent } from '@tiptap/core';

/** A character of the text as it is written, or a sign of ours. */
type Letter = { source: string; character: string | null; opens?: boolean };

const ORDER = ['link', 'bold', 'italic'] as const;
const SIGN = { bold: '**', italic: '_' } as const;
const isWordLetter = (character: string) => /^[\p{L}\p{N}]$/u.test(character) && character.length === 1;

/** @param oneLine a heading, where a line break is written as `<br>` */
export function writeInline(content: readonly JSONContent[], { oneLine }: { oneLine: boolean }): string {
  const lines: JSONContent[][] = [[]];
  for (const node of content) {
    if (node.type === 'hardBreak') lines.push([]);
    else lines.at(-1)?.push(node);
  }
  const written = lines.map((line) => writeLine(line, oneLine));
  const lastWords = written.findLastIndex((line) => line !== '');
  return written
    .map((line, index) => {
      if (index === written.length - 1) return line;
      // A backslash at the very end of a paragraph is just a backslash.
      return oneLine || index >= lastWords ? `${line}<br>` : `${line}\\\n`;
    })
    .join('');
}

function writeLine(nodes: readonly JSONContent[], oneLine: boolean): string {
  const letters: Letter[] = [];
  let open: JSONContent['marks'] = [];
  for (const { text = '', marks = [] } of nodes) {
    const wanted = ORDER.flatMap((type) => marks.filter((mark) => mark.type === type));
    const same = wanted.findIndex((mark, index) => JSON.stringify(mark) !== JSON.stringify(open?.[index]));
    const keep = same < 0 ? wanted.length : same;
    close(letters, open.slice(keep));
    for (const mark of wanted.slice(keep)) letters.push(sign(mark.type === 'link' ? '[' : SIGN[mark.type as keyof typeof SIGN], true));
    open = wanted;
    for (const character of text) letters.push({ source: escaped(character, oneLine), character });
  }
  close(letters, open);
  return joinLetters(letters, oneLine);
}

function close(letters: Letter[], marks: NonNullable<JSONContent['marks']>): void {
  for (const mark of [...marks].reverse()) {
    letters.push(sign(mark.type === 'link' ? `](${writeAddress(String(mark.attrs?.href ?? ''))})` : SIGN[mark.type as keyof typeof SIGN]));
  }
}

function sign(source: string, opens = false): Letter {
  return { source, character: null, opens };
}

function escaped(character: string, oneLine: boolean): string {
  return /[\\`*_[\]<]/.test(character) || (oneLine && character === '#') ? `\\${character}` : character;
}

function writeAddress(url: string): string {
  if (/^[^<>()\\\s]+$/.test(url) && !/&[#\w]+;/.test(url)) return url;
  return `<${url.replaceAll('&', '&amp;').replace(/[\\<>]/g, '\\$&')}>`;
}

function joinLetters(letters: Letter[], oneLine: boolean): string {
  // What is encoded for one sign changes what its neighbour sees.
  while (encodeAround(letters));
  encodeSpace(letters[0]);
  encodeSpace(letters.at(-1));
  for (const [index, letter] of letters.entries()) {
    const next = letters[index + 1];
    if (letter.source === '!' && next?.source === '[') letter.source = '\\!';
    if (letter.source === '&' && next && (next.source.startsWith('&') || /^[#\p{L}\p{N}]/u.test(next.source))) letter.source = '\\&';
  }
  return oneLine ? letters.map(({ source }) => source).join('') : escapeLineStart(letters);
}

/**
 * A sign opens or closes by what stands on its two sides: a letter on the inner side always works for `**`, other signs there want white space or punctuation on
 * the outer side, and `_` wants that always.
 * @returns whether something was encoded
 */
function encodeAround(letters: Letter[]): boolean {
  const before = letters.map(({ source }) => source).join('');
  for (const [index, { source, character, opens }] of letters.entries()) {
    if (character !== null || (source !== '**' && source !== '_')) continue;
    const step = opens ? 1 : -1;
    const inner = letters[index + step];
    const outer = letters[index - step];
    const innerIsWord = inner?.character != null && inner.source === inner.character && isWordLetter(inner.character);
    if (inner?.character && !innerIsWord) encodeUnlessAscii(inner);
    if (outer?.character && (source === '_' || !innerIsWord)) encodeOuter(outer);
  }
  return letters.map(({ source }) => source).join('') !== before;
}

/** Punctuation of ASCII is punctuation to every reader of Markdown; of other signs one cannot be sure, and written as `&#x20ac;` they are. */
function encodeUnlessAscii(letter: Letter): void {
  if (letter.character && !/^[!-/:-@[-`{-~]$/.test(letter.character)) encode(letter);
}

function encodeOuter(letter: Letter): void {
  if (letter.character && letter.character !== ' ' && letter.character !== '\u00a0') encodeUnlessAscii(letter);
}

function encodeSpace(letter: Letter | undefined): void {
  if (letter?.character === ' ') encode(letter);
}

function encode(letter: Letter): void {
  letter.source = `&#${letter.character?.codePointAt(0)};`;
}

/** What would start a heading, a list, a quotation or a line under a heading is none of these. */
function escapeLineStart(letters: readonly Letter[]): string {
  const line = letters.map(({ source }) => source).join('');
  const first = letters[0];
  if (first?.character && first.source === first.character && /^[#>+=~-]/.test(first.source)) return `\\${line}`;
  return line.replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}
