/** The sheets of a PDF: where the next line goes, when a new page begins, and which words belong to which part of the structure. */
import { plainWords, runsOf, type Words } from './model.ts';
import { breakLines, type Line, type Piece, type TextStyle } from './pdf-lines.ts';

export const PAGE = { left: 72, right: 72, top: 64, bottom: 76 };
export const INK = '#14231d';
export const INK_2 = '#43524a';
export const LINE = '#d9d6ca';
const LINK = '#1f5f86';

export type Element = PDFKit.PDFStructureElement;

/** `doc` with a place on its page. */
export type Sheet = { doc: PDFKit.PDFDocument; y: number };

export function bodyWidth({ doc }: Sheet): number {
  return doc.page.width - PAGE.left - PAGE.right;
}

export function roomLeft({ doc, y }: Sheet): number {
  return doc.page.height - PAGE.bottom - y;
}

export function atTop({ y }: Sheet): boolean {
  return y <= PAGE.top;
}

export function turnPage(sheet: Sheet): void {
  sheet.doc.addPage();
  sheet.y = PAGE.top;
}

/** Goes to the next page when this much does not fit any more. */
export function needRoom(sheet: Sheet, height: number): void {
  if (roomLeft(sheet) < height && !atTop(sheet)) turnPage(sheet);
}

/** White space, but not at the top of a page. */
export function leaveSpace(sheet: Sheet, height: number): void {
  if (!atTop(sheet)) sheet.y += height;
}

/** Begins a part of the structure under another one; end it with `end()` when its words are drawn. */
export function openElement(sheet: Sheet, type: string, parent: Element, options: ElementOptions = {}): Element {
  const element = sheet.doc.struct(type, options as PDFKit.Mixins.StructureElementOptions);
  parent.add(element);
  return element;
}

/** `scope` is of a heading cell, `bbox` of a figure: [left, top, right, bottom] on the page. */
export type ElementOptions = { title?: string; alt?: string; scope?: 'Column' | 'Row'; bbox?: [number, number, number, number] };

/** Draws what belongs to an element. */
export function drawIn({ doc }: Sheet, { element, tag }: { element: Element; tag: string }, draw: () => void): void {
  const content = doc.markStructureContent(tag);
  draw();
  doc.endMarkedContent();
  element.add(content);
}

/** Draws what says nothing: rules, page numbers, a repeated head of a table. */
export function drawArtifact({ doc }: Sheet, type: 'Layout' | 'Pagination', draw: () => void): void {
  doc.markContent('Artifact', { type });
  draw();
  doc.endMarkedContent();
}

type TextPlace = { element: Element; tag: string; style: TextStyle; left?: number; width?: number };

/** Words over as many lines and pages as they need. */
export function writeWords(sheet: Sheet, words: Words, { element, tag, style, left = PAGE.left, width }: TextPlace): void {
  const room = width ?? sheet.doc.page.width - PAGE.right - left;
  const lines = breakLines(sheet.doc, runsOf(words), { style, width: room });
  lines.forEach((line, index) => {
    // Two lines at least stay together at the foot and at the head of a page.
    const together = index === 0 || index === lines.length - 2 ? Math.min(2, lines.length - index) : 1;
    needRoom(sheet, together * style.leading);
    drawLine(sheet, line, { element, tag, style, left, top: sheet.y });
    sheet.y += style.leading;
  });
}

/** One line; its links get a part of the structure of their own, as PDF/UA 7.18.5 asks. */
export function drawLine(
  sheet: Sheet,
  line: Line,
  { element, tag, style, left, top }: { element: Element | null; tag: string; style: TextStyle; left: number; top: number },
): void {
  let x = left;
  for (const group of byRun(line.pieces)) {
    const from = x;
    const { run } = group[0] as Piece;
    const draw = () => {
      for (const piece of group) {
        drawPiece(sheet, piece, { style, x, top, last: piece === line.pieces.at(-1) });
        x += piece.width;
      }
    };
    if (element === null) draw();
    else if (run.href === undefined) drawIn(sheet, { element, tag }, draw);
    else {
      const link = openElement(sheet, 'Link', element);
      drawIn(sheet, { element: link, tag: 'Link' }, draw);
      sheet.doc.link(from, top, x - from, style.leading, run.href, {
        structParent: link,
        Contents: new String(`${plainWords([run])} (${run.href})`),
      } as unknown as PDFKit.Mixins.AnnotationOption);
      link.end();
    }
  }
}

function byRun(pieces: readonly Piece[]): Piece[][] {
  const groups: Piece[][] = [];
  for (const piece of pieces) {
    const last = groups.at(-1);
    if (last?.[0] && last[0].run.href === piece.run.href) last.push(piece);
    else groups.push([piece]);
  }
  return groups;
}

function drawPiece(
  { doc }: Sheet,
  { text, face, width, run, actual }: Piece,
  { style, x, top, last }: { style: TextStyle; x: number; top: number; last: boolean },
): void {
  const baseline = top + style.leading * 0.72;
  const colour = run.href === undefined ? style.colour : LINK;
  doc.font(face, style.size).fillColor(colour);
  if (actual !== undefined) doc.markContent('Span', { actual });
  doc.text(text, x, baseline, { lineBreak: false, baseline: 'alphabetic' });
  if (actual !== undefined) doc.endMarkedContent();
  if (run.href === undefined && !run.underline && !run.strike) return;
  // Not under the space a line ends with.
  const inked = last ? doc.widthOfString(text.trimEnd()) : width;
  if (run.strike) rule(doc, { x, y: baseline - style.size * 0.28, width: inked, colour });
  if (run.href !== undefined || run.underline) rule(doc, { x, y: baseline + 1.8, width: inked, colour });
}

function rule(doc: PDFKit.PDFDocument, { x, y, width, colour }: { x: number; y: number; width: number; colour: string }): void {
  doc
    .lineWidth(0.6)
    .strokeColor(colour)
    .moveTo(x, y)
    .lineTo(x + width, y)
    .stroke();
}
