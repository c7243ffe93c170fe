/** A table in a PDF: its heads are told to who hears it, and seen again on every page. */
import { runsOf, type Table, type Words } from './model.ts';
import { breakLines, type Line, type TextStyle } from './pdf-lines.ts';
import {
  bodyWidth,
  drawArtifact,
  drawLine,
  type Element,
  INK,
  INK_2,
  LINE,
  leaveSpace,
  needRoom,
  openElement,
  PAGE,
  roomLeft,
  type Sheet,
  turnPage,
  writeWords,
} from './pdf-sheet.ts';

const CELL: TextStyle = { voice: 'sans', size: 9.5, leading: 13.5, colour: INK };
const HEAD: TextStyle = { ...CELL, bold: true };
const CAPTION: TextStyle = { voice: 'sans', size: 9.5, leading: 14, colour: INK_2 };
const PAD = 5;
const GAP = 12;

type Box = { left: number; width: number; align: 'start' | 'end' };

export function writeTable(sheet: Sheet, table: Table, parent: Element): void {
  const element = openElement(sheet, 'Table', parent);
  const boxes = layColumns(sheet, table);
  leaveSpace(sheet, 6);
  needRoom(sheet, (table.caption ? CAPTION.leading : 0) + 3 * (CELL.leading + 2 * PAD));
  if (table.caption) {
    const caption = openElement(sheet, 'Caption', element);
    writeWords(sheet, table.caption, { element: caption, tag: 'Caption', style: CAPTION });
    caption.end();
    sheet.y += 4;
  }
  const heads = table.columns.map(({ title }) => title);
  const head = openElement(sheet, 'THead', element);
  writeRow(sheet, heads, { boxes, parent: head, scopes: heads.map(() => 'Column' as const), repeat: null });
  head.end();
  const body = openElement(sheet, 'TBody', element);
  for (const row of table.rows) {
    const scopes = row.map((_, index) => (table.rowHeaders && index === 0 ? ('Row' as const) : null));
    writeRow(sheet, row, { boxes, parent: body, scopes, repeat: heads });
  }
  body.end();
  element.end();
  sheet.y += 12;
}

function layColumns(sheet: Sheet, { columns }: Table): Box[] {
  const room = bodyWidth(sheet) - GAP * (columns.length - 1);
  const widths = shareRoom(
    columns.map(({ title, width = 1 }) => ({ share: width, least: longestWord(sheet, title) })),
    room,
  );
  let left = PAGE.left;
  return columns.map(({ align = 'start' }, index) => {
    const width = widths[index] ?? 0;
    const box = { left, width, align };
    left += width + GAP;
    return box;
  });
}

type Asked = { share: number; least: number };

/** By the shares, but no column so narrow that a word of its head is broken; when not even that fits, by the shares alone. */
function shareRoom(columns: readonly Asked[], room: number): number[] {
  const narrow = new Set<number>();
  for (;;) {
    const left = columns.reduce((sum, { least }, index) => sum - (narrow.has(index) ? least : 0), room);
    const shares = columns.reduce((sum, { share }, index) => sum + (narrow.has(index) ? 0 : share), 0);
    if (left <= 0 || shares === 0) return columns.map(({ share }) => (share / columns.reduce((sum, own) => sum + own.share, 0)) * room);
    const widths = columns.map(({ share, least }, index) => (narrow.has(index) ? least : (share / shares) * left));
    const next = columns.findIndex(({ least }, index) => !narrow.has(index) && (widths[index] ?? 0) < least);
    if (next === -1) return widths;
    narrow.add(next);
  }
}

function longestWord({ doc }: Sheet, title: string): number {
  return (
    Math.max(
      ...title.split(/\s+/u).map((word) => breakLines(doc, runsOf(word), { style: HEAD, width: Number.POSITIVE_INFINITY })[0]?.width ?? 0),
    ) + 1
  );
}

type RowPlace = {
  boxes: readonly Box[];
  parent: Element;
  /** Of each cell: what it heads, or null for a cell that heads nothing. */
  scopes: readonly ('Column' | 'Row' | null)[];
  /** The heads to draw again on a new page. */
  repeat: readonly string[] | null;
};

/** A row goes to the next page whole, unless it is longer than a page. */
function writeRow(sheet: Sheet, cells: readonly Words[], { boxes, parent, scopes, repeat }: RowPlace): void {
  const styles = scopes.map((scope) => (scope ? HEAD : CELL));
  const lines = boxes.map(({ width }, index) => {
    return breakLines(sheet.doc, runsOf(cells[index] ?? ''), { style: styles[index] ?? CELL, width });
  });
  const count = Math.max(...lines.map(({ length }) => length));
  const row = openElement(sheet, 'TR', parent);
  const elements = boxes.map((_, index) => {
    const scope = scopes[index];
    return openElement(sheet, scope ? 'TH' : 'TD', row, scope ? { scope } : {});
  });
  const height = count * CELL.leading + 2 * PAD;
  const pageRoom = sheet.doc.page.height - PAGE.top - PAGE.bottom - 4 * CELL.leading;
  if (roomLeft(sheet) < Math.min(height, pageRoom)) nextPage(sheet, { boxes, repeat });
  let done = 0;
  while (done < count) {
    const fitting = Math.max(1, Math.floor((roomLeft(sheet) - 2 * PAD) / CELL.leading));
    const now = Math.min(fitting, count - done);
    const top = sheet.y + PAD;
    // Cell by cell, so that the order of the words in the file is the order of reading.
    boxes.forEach((box, index) => {
      const style = styles[index] ?? CELL;
      (lines[index] ?? []).slice(done, done + now).forEach((line, place) => {
        const tag = scopes[index] ? 'TH' : 'TD';
        const left = leftOf(sheet, line, box);
        if (line.pieces.length > 0)
          drawLine(sheet, line, { element: elements[index] ?? null, tag, style, left, top: top + place * CELL.leading });
      });
    });
    sheet.y += now * CELL.leading + 2 * PAD;
    done += now;
    ruleBelow(sheet, scopes[0] === 'Column');
    if (done < count) nextPage(sheet, { boxes, repeat });
  }
  row.end();
}

/** Figures end at the same place, whether or not a space follows them in the file. */
function leftOf({ doc }: Sheet, line: Line, { left, width, align }: Box): number {
  if (align === 'start') return left;
  const last = line.pieces.at(-1);
  const space = last?.text.endsWith(' ') ? doc.font(last.face, CELL.size).widthOfString(' ') : 0;
  return left + width - line.width + space;
}

function nextPage(sheet: Sheet, { boxes, repeat }: { boxes: readonly Box[]; repeat: readonly string[] | null }): void {
  turnPage(sheet);
  if (!repeat) return;
  const lines = boxes.map(({ width }, index) => breakLines(sheet.doc, runsOf(repeat[index] ?? ''), { style: HEAD, width }));
  drawArtifact(sheet, 'Pagination', () => {
    boxes.forEach((box, index) => {
      (lines[index] ?? []).forEach((line, place) => {
        const top = sheet.y + PAD + place * HEAD.leading;
        drawLine(sheet, line, { element: null, tag: 'Artifact', style: HEAD, left: leftOf(sheet, line, box), top });
      });
    });
  });
  sheet.y += Math.max(...lines.map(({ length }) => length)) * HEAD.leading + 2 * PAD;
  ruleBelow(sheet, true);
}

function ruleBelow(sheet: Sheet, strong: boolean): void {
  const { doc, y } = sheet;
  drawArtifact(sheet, 'Layout', () => {
    doc
      .lineWidth(strong ? 1 : 0.5)
      .strokeColor(strong ? INK : LINE)
      .moveTo(PAGE.left, y)
      .lineTo(doc.page.width - PAGE.right, y)
      .stroke();
  });
}
