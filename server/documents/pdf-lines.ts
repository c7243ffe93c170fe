/** Breaking words into lines: pieces of text in one style each, measured with their own font. */
import type { Run } from './model.ts';
import { type Face, splitByFace } from './pdf-fonts.ts';

/** How a block looks. Sizes in points. */
export type TextStyle = { voice: 'sans' | 'serif'; bold?: boolean; size: number; leading: number; colour: string };

/** What is drawn at once; `run` is where it came from, so that a link over several lines stays one link. */
export type Piece = {
  text: string;
  face: Face;
  width: number;
  run: Run;
  actual?: string;
};

export type Line = { pieces: Piece[]; width: number };

/** @returns lines of at most `width` points, ragged right; at least one, also for no words */
export function breakLines(doc: PDFKit.PDFDocument, runs: readonly Run[], { style, width }: { style: TextStyle; width: number }): Line[] {
  const lines: Line[] = [{ pieces: [], width: 0 }];
  for (const word of words(doc, runs, style)) {
    if (word === 'break') {
      lines.push({ pieces: [], width: 0 });
      continue;
    }
    const line = lines.at(-1);
    // A space at the end of a line may stick out: it is not seen, but tells a reader that a word ended.
    if (line && line.width + word.visible <= width) add(line, word.pieces);
    else if (word.visible <= width) lines.push(add({ pieces: [], width: 0 }, word.pieces));
    else for (const piece of word.pieces) placeLong(doc, piece, { lines, width, size: style.size });
  }
  return lines;
}

type Word = { pieces: Piece[] /** Without the space after it. */; visible: number };

/** Everything that may not be parted: up to and with the next space, also when the style changes within it. */
function words(doc: PDFKit.PDFDocument, runs: readonly Run[], style: TextStyle): (Word | 'break')[] {
  const found: (Word | 'break')[] = [];
  let open: Word | null = null;
  for (const run of runs) {
    const face = faceOf(run, style);
    // After a hyphen or a slash a line may end as well.
    for (const part of run.text.match(/\n|[^\s/-]*[/-]+(?=\S)|[^\s]+[^\S\n]*|[^\S\n]+/gu) ?? []) {
      if (part === '\n') {
        open = null;
        found.push('break');
        continue;
      }
      const text = part.replace(/\s+$/u, ' ');
      const pieces = splitByFace(doc, text, face).map((faced) => ({ ...faced, run, width: measure(doc, faced, style.size) }));
      if (!open) {
        open = { pieces: [], visible: 0 };
        found.push(open);
      }
      open.visible = widthOf(open.pieces) + widthOf(pieces) - (text.endsWith(' ') ? measure(doc, { text: ' ', face }, style.size) : 0);
      open.pieces.push(...pieces);
      if (/[\s/-]$/u.test(text)) open = null;
    }
  }
  return found;
}

function faceOf({ bold, italic }: Run, style: TextStyle): Face {
  if (bold || style.bold) return style.voice === 'sans' ? 'sans-bold' : 'serif-bold';
  return italic ? 'serif-italic' : style.voice;
}

/** Per document, as its words come back again and again. In thousandths of the size. */
const widths = new WeakMap<PDFKit.PDFDocument, Map<string, number>>();

function measure(doc: PDFKit.PDFDocument, { text, face }: { text: string; face: Face }, size: number): number {
  const known = widths.get(doc) ?? new Map<string, number>();
  widths.set(doc, known);
  const key = `${face} ${text}`;
  let width = known.get(key);
  if (width === undefined) {
    width = doc.font(face, 1000).widthOfString(text);
    known.set(key, width);
  }
  return (width * size) / 1000;
}

function widthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { width }) => sum + width, 0);
}

function add(line: Line, pieces: readonly Piece[]): Line {
  for (const piece of pieces) {
    const last = line.pieces.at(-1);
    if (last && last.run === piece.run && last.face === piece.face && last.actual === undefined && piece.actual === undefined) {
      last.text += piece.text;
      last.width += piece.width;
    } else line.pieces.push({ ...piece });
    line.width += piece.width;
  }
  return line;
}

/** A web address longer than a line is broken wherever the line ends. */
function placeLong(doc: PDFKit.PDFDocument, piece: Piece, { lines, width, size }: { lines: Line[]; width: number; size: number }): void {
  for (const letter of piece.text) {
    const line = lines.at(-1);
    const part = { ...piece, text: letter, width: measure(doc, { text: letter, face: piece.face }, size) };
    if (line && (line.width + part.width <= width || line.pieces.length === 0)) add(line, [part]);
    else lines.push(add({ pieces: [], width: 0 }, [part]));
  }
}
