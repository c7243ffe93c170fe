/**
 * Writes a paper as a tagged PDF: PDF/UA-1 (ISO 14289-1), A4, with our own fonts inside. Title, language, headings, lists, tables with their
 * heads, figures with their words and links are all told to a screen reader; page numbers and rules are artifacts it passes over.
 * The headings are bookmarks as well.
 */
import type { Block, Figure, Paper, Words } from './model.ts';
import { chartRoom, writeChart } from './pdf-chart.ts';
import { registerFonts } from './pdf-fonts.ts';
import type { TextStyle } from './pdf-lines.ts';
import {
  bodyWidth,
  drawArtifact,
  drawIn,
  type Element,
  INK,
  INK_2,
  LINE,
  leaveSpace,
  needRoom,
  openElement,
  PAGE,
  type Sheet,
  writeWords,
} from './pdf-sheet.ts';
import { writeTable } from './pdf-table.ts';

const BODY: TextStyle = { voice: 'serif', size: 10.5, leading: 16, colour: INK };
const TITLE: TextStyle = { voice: 'sans', bold: true, size: 26, leading: 30, colour: INK };
const SUBTITLE: TextStyle = { voice: 'sans', size: 11, leading: 16, colour: INK_2 };
const SMALL: TextStyle = { voice: 'sans', size: 9, leading: 13, colour: INK_2 };
/** With the space above it. A chapter of the paper is level 2 for the file: its title is level 1. */
const HEADINGS: Record<1 | 2 | 3, { style: TextStyle; space: number }> = {
  1: { style: { voice: 'sans', bold: true, size: 17, leading: 22, colour: INK }, space: 24 },
  2: { style: { voice: 'sans', bold: true, size: 12.5, leading: 17, colour: INK }, space: 16 },
  3: { style: { voice: 'sans', bold: true, size: 10.5, leading: 15, colour: INK }, space: 12 },
};

/** @throws TypeError when headings skip a level, a picture has no words, or a row has not as many cells as there are columns */
export async function writePaperPdf(paper: Paper): Promise<Buffer> {
  checkPaper(paper);
  const { default: PDFDocument } = await import('pdfkit');
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: PAGE.top, bottom: 0, left: PAGE.left, right: PAGE.right },
    pdfVersion: '1.7',
    subset: 'PDF/UA' as never,
    tagged: true,
    lang: paper.lang,
    displayTitle: true,
    bufferPages: true,
    info: { Title: paper.title, Author: paper.author ?? 'Oever', Creator: 'Oever' },
  });
  const chunks: Buffer[] = [];
  const ended = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  registerFonts(doc);
  const sheet: Sheet = { doc, y: PAGE.top };
  const root = doc.struct('Document');
  doc.addStructure(root);
  write(sheet, paper.title, { element: root, tag: 'H1', style: TITLE });
  if (paper.subtitle) {
    sheet.y += 6;
    write(sheet, paper.subtitle, { element: root, tag: 'P', style: SUBTITLE });
  }
  sheet.y += 10;
  const bookmarks = [doc.outline];
  for (const [index, block] of paper.blocks.entries()) {
    writeBlock(sheet, block, { root, bookmarks, next: paper.blocks[index + 1] });
    // A long paper takes seconds: others are served in between.
    if (index % 20 === 19) await new Promise((resolve) => setImmediate(resolve));
  }
  numberPages(sheet, paper);
  root.end();
  doc.end();
  return ended;
}

function checkPaper({ blocks }: Paper): void {
  let level = 0;
  for (const block of blocks) {
    if (block.kind === 'heading') {
      if (block.level > level + 1) throw new TypeError(`heading "${block.text}" skips a level`);
      level = block.level;
    } else if ((block.kind === 'figure' || block.kind === 'chart') && block.alt.trim() === '')
      throw new TypeError('a figure without words for who does not see it');
    else if (block.kind === 'table' && block.rows.some(({ length }) => length !== block.columns.length))
      throw new TypeError('a row with another number of cells than columns');
  }
}

type Place = { root: Element; bookmarks: PDFKit.PDFOutline[] /** What stands under this block. */; next: Block | undefined };

function writeBlock(sheet: Sheet, block: Block, { root, bookmarks, next }: Place): void {
  switch (block.kind) {
    case 'heading': {
      const { style, space } = HEADINGS[block.level];
      leaveSpace(sheet, space);
      // Never a heading alone at the foot of a page.
      needRoom(sheet, style.leading + (next?.kind === 'chart' ? chartRoom(sheet, next) : 3 * BODY.leading));
      bookmarks.length = block.level;
      bookmarks.push((bookmarks[block.level - 1] ?? sheet.doc.outline).addItem(block.text));
      write(sheet, block.text, { element: root, tag: `H${block.level + 1}`, style });
      sheet.y += 4;
      return;
    }
    case 'paragraph':
      write(sheet, block.words, { element: root, tag: 'P', style: BODY });
      sheet.y += 7;
      return;
    case 'quote':
      writeQuote(sheet, block.paragraphs, root);
      return;
    case 'list':
      writeList(sheet, block, root);
      return;
    case 'table':
      writeTable(sheet, block, root);
      return;
    case 'figure':
      writeFigure(sheet, block, root);
      return;
    case 'chart':
      writeChart(sheet, block, root);
  }
}

/** Words in an element of their own. */
function write(
  sheet: Sheet,
  words: Words,
  { element: parent, tag, style, left }: { element: Element; tag: string; style: TextStyle; left?: number },
): void {
  const element = openElement(sheet, tag, parent);
  writeWords(sheet, words, { element, tag, style, ...(left !== undefined && { left }) });
  element.end();
}

function writeQuote(sheet: Sheet, paragraphs: readonly Words[], root: Element): void {
  const quote = openElement(sheet, 'BlockQuote', root);
  for (const words of paragraphs) {
    write(sheet, words, { element: quote, tag: 'P', style: BODY, left: PAGE.left + 18 });
    sheet.y += 5;
  }
  quote.end();
  sheet.y += 4;
}

const INDENT = 20;

function writeList(sheet: Sheet, { ordered, items }: { ordered?: boolean; items: readonly Words[] }, root: Element): void {
  const list = openElement(sheet, 'L', root);
  items.forEach((words, index) => {
    needRoom(sheet, BODY.leading);
    const item = openElement(sheet, 'LI', list);
    const label = openElement(sheet, 'Lbl', item);
    drawIn(sheet, { element: label, tag: 'Lbl' }, () => {
      const sign = ordered ? `${index + 1}.` : '•';
      sheet.doc
        .font('serif', BODY.size)
        .fillColor(INK)
        .text(sign, PAGE.left + 4, sheet.y + BODY.leading * 0.72, { lineBreak: false, baseline: 'alphabetic' });
    });
    label.end();
    write(sheet, words, { element: item, tag: 'LBody', style: BODY, left: PAGE.left + INDENT });
    item.end();
    sheet.y += 3;
  });
  list.end();
  sheet.y += 5;
}

function writeFigure(sheet: Sheet, { image, alt, caption, ...size }: Figure, root: Element): void {
  const scale = Math.min(1, bodyWidth(sheet) / size.width, (sheet.doc.page.height - PAGE.top - PAGE.bottom - 60) / size.height);
  const [width, height] = [size.width * scale, size.height * scale];
  leaveSpace(sheet, 6);
  needRoom(sheet, height + (caption ? 2 * SMALL.leading : 0));
  const { y } = sheet;
  const figure = openElement(sheet, 'Figure', root, { alt, bbox: [PAGE.left, y, PAGE.left + width, y + height] });
  drawIn(sheet, { element: figure, tag: 'Figure' }, () => sheet.doc.image(Buffer.from(image), PAGE.left, y, { width, height }));
  sheet.y += height + 5;
  figure.end();
  if (caption) write(sheet, caption, { element: root, tag: 'Caption', style: SMALL });
  sheet.y += 10;
}

/** At the foot of each page, once it is known how many there are. */
function numberPages(sheet: Sheet, { title, lang }: Paper): void {
  const { doc } = sheet;
  const { start, count } = doc.bufferedPageRange();
  const [page, of] = lang.startsWith('nl') ? ['bladzijde', 'van'] : ['page', 'of'];
  for (let index = start; index < start + count; index += 1) {
    doc.switchToPage(index);
    const y = doc.page.height - PAGE.bottom + 26;
    const right = doc.page.width - PAGE.right;
    drawArtifact(sheet, 'Pagination', () => {
      doc.lineWidth(0.5).strokeColor(LINE).moveTo(PAGE.left, y).lineTo(right, y).stroke();
      doc.font('sans', SMALL.size).fillColor(SMALL.colour);
      const number = `${page} ${index - start + 1} ${of} ${count}`;
      const options = { lineBreak: false };
      doc.text(number, right - doc.widthOfString(number), y + 8, options);
      doc.text(shorten(doc, title, bodyWidth(sheet) - 110), PAGE.left, y + 8, options);
    });
  }
}

function shorten(doc: PDFKit.PDFDocument, text: string, width: number): string {
  if (doc.widthOfString(text) <= width) return text;
  let end = text.length;
  while (end > 0 && doc.widthOfString(`${text.slice(0, end)}…`) > width) end -= 1;
  return `${text.slice(0, end).trimEnd()}…`;
}
