/**
 * A paper of the municipality (a nota, a council dossier) as one plain description, written out as a page, a Word file or a tagged PDF:
 *
 * ```ts
 * const paper: Paper = { title: 'Nota 1', lang: 'nl-NL', blocks: [heading(1, 'In het kort'), paragraph('Er kwamen 3 bijdragen binnen.')] };
 * await writePaperPdf(paper);   // pdf.ts:  PDF/UA-1, A4, our own fonts
 * await writePaperDocx(paper);  // docx.ts: Word, with the styles of our other Word files
 * writePaperHtml(paper);        // html.ts: one file without anything from elsewhere
 * ```
 *
 * All three have the same words in the same order under the same headings, so a reader may choose any of them.
 */

/** A piece of text in one style. Without `href` it is just words. */
export type Run = { text: string; bold?: boolean; italic?: boolean; underline?: boolean; strike?: boolean; href?: string };

/** Words, or words in several styles; `\n` begins a new line. */
export type Words = string | readonly (string | Run)[];

export type Block =
  /** Level 1 is a chapter: the title of the paper stands above it. Levels may go down one at a time only, as PDF/UA and WCAG ask. */
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  | { kind: 'paragraph'; words: Words }
  /** Somebody else's words: the text of a plan, what a resident wrote. */
  | { kind: 'quote'; paragraphs: readonly Words[] }
  | { kind: 'list'; ordered?: boolean; items: readonly Words[] }
  | Table
  | Figure
  | Chart;

export type Table = {
  kind: 'table';
  /** What the table shows, in a sentence above it. */
  caption?: string;
  columns: readonly Column[];
  /** As many cells as columns; the first names the row when `rowHeaders`. */
  rows: readonly (readonly Words[])[];
  rowHeaders?: boolean;
};

/** `width` is a share of the whole, 1 when left out; `end` is for numbers. */
export type Column = { title: string; width?: number; align?: 'start' | 'end' };

export type Figure = {
  kind: 'figure';
  /** PNG or JPEG; a drawing in SVG goes through `sharp(svg, { density: 200 }).png()` first. */
  image: Uint8Array;
  type: 'png' | 'jpg';
  /** Size on paper in points (1/72 inch); the text is 451 wide, what is wider is made smaller. */
  width: number;
  height: number;
  /** What there is to see, for who does not see it. */
  alt: string;
  caption?: string;
};

/** Bars, drawn by each writer in its own way. The table with the same figures belongs right under it. */
export type Chart = {
  kind: 'chart';
  /** What is to be seen, in one sentence. */
  conclusion: string;
  /** The figures in words, for who does not see them. */
  alt: string;
  bars: readonly Bar[];
};

/** `value` null: too few to tell, `shown` says so. `goal` is a post at what was aimed for, in the same measure. `tone` never says anything the words do not. */
export type Bar = { label: string; value: number | null; shown: string; goal?: number; tone?: 'plain' | 'good' | 'bad' | 'open' };

export type Paper = {
  title: string;
  subtitle?: string;
  /** BCP 47, such as `nl-NL`. */
  lang: string;
  /** Who publishes it, in the properties of the file. */
  author?: string;
  blocks: readonly Block[];
};

export function heading(level: 1 | 2 | 3, text: string): Block {
  return { kind: 'heading', level, text };
}

export function paragraph(words: Words): Block {
  return { kind: 'paragraph', words };
}

/** A paragraph for each line with something on it; lines that begin with a dash are a list. */
export function paragraphs(text: string): Block[] {
  const blocks: Block[] = [];
  let items: string[] | null = null;
  for (const line of text.split(/\n+/).filter(Boolean)) {
    const item = /^[-–•]\s+(.*)$/u.exec(line)?.[1];
    if (item === undefined) blocks.push(paragraph(line));
    else if (items) items.push(item);
    else {
      items = [item];
      blocks.push({ kind: 'list', items });
    }
    if (item === undefined) items = null;
  }
  return blocks;
}

/** `Antwoord: …` with the label in bold. */
export function labelled(label: string, words: Words): Block {
  return paragraph([{ text: `${label}: `, bold: true }, ...(typeof words === 'string' ? [words] : words)]);
}

export function link(text: string, href: string): Run {
  return { text, href };
}

/** The words as runs, without empty ones. */
export function runsOf(words: Words): Run[] {
  return (typeof words === 'string' ? [words] : words)
    .map((part) => (typeof part === 'string' ? { text: part } : part))
    .filter(({ text }) => text !== '');
}

/** The words without their styles. */
export function plainWords(words: Words): string {
  return runsOf(words)
    .map(({ text }) => text)
    .join('');
}
