/** A chart in a PDF: drawn, so that it stays sharp at any size, inside one figure with its words. */
import { BAR_HEIGHT, CHART_WIDTH, LABEL_SIZE, layChart, type PlacedBar } from './chart.ts';
import { type Chart, runsOf } from './model.ts';
import { breakLines, type TextStyle } from './pdf-lines.ts';
import {
  drawIn,
  drawLine,
  type Element,
  INK,
  INK_2,
  leaveSpace,
  needRoom,
  openElement,
  PAGE,
  type Sheet,
  writeWords,
} from './pdf-sheet.ts';

const LABEL: TextStyle = { voice: 'sans', size: LABEL_SIZE, leading: LABEL_SIZE, colour: INK };
const SHOWN: TextStyle = { ...LABEL, bold: true };
const CONCLUSION: TextStyle = { voice: 'sans', size: 9.5, leading: 14, colour: INK_2 };
/** Above the first words. */
const PAD = 6;
/** Around the bars: white above and the conclusion under them. */
const AROUND = PAD + 3 * CONCLUSION.leading;

/** How much of a page a chart begins with. */
export function chartRoom(sheet: Sheet, chart: Chart): number {
  return layChart({ ...chart, bars: chart.bars.slice(0, mostBars(sheet, chart)) }).height + AROUND;
}

/** A chart of more bars than a page holds goes on as the next figure: the structure of a PDF knows no figure over two pages. */
export function writeChart(sheet: Sheet, chart: Chart, root: Element): void {
  const most = mostBars(sheet, chart);
  for (let from = 0; from < chart.bars.length; from += most) {
    const bars = chart.bars.slice(from, from + most);
    drawChart(sheet, { ...chart, bars }, { root, last: from + most >= chart.bars.length });
  }
}

function mostBars({ doc }: Sheet, chart: Chart): number {
  return Math.max(1, Math.floor((doc.page.height - PAGE.top - PAGE.bottom - AROUND) / (layChart(chart).height / chart.bars.length)));
}

function drawChart(sheet: Sheet, chart: Chart, { root, last }: { root: Element; last: boolean }): void {
  const { height, bars } = layChart(chart);
  leaveSpace(sheet, PAD);
  needRoom(sheet, height + AROUND);
  const top = sheet.y;
  const figure = openElement(sheet, 'Figure', root, { alt: chart.alt, bbox: [PAGE.left, top, PAGE.left + CHART_WIDTH, top + height] });
  drawIn(sheet, { element: figure, tag: 'Figure' }, () => {
    for (const bar of bars) drawBar(sheet, bar, top);
  });
  figure.end();
  sheet.y += height + 2;
  if (last) {
    const caption = openElement(sheet, 'Caption', root);
    writeWords(sheet, chart.conclusion, { element: caption, tag: 'Caption', style: CONCLUSION });
    caption.end();
  }
  sheet.y += 6;
}

function drawBar(sheet: Sheet, bar: PlacedBar, top: number): void {
  const { doc } = sheet;
  drawWords(sheet, bar.label, { style: LABEL, left: PAGE.left, baseline: top + bar.labelY });
  doc.rect(PAGE.left, top + bar.y, Math.max(1, bar.width), BAR_HEIGHT).fill(bar.colour);
  if (bar.goalX !== null) {
    const x = PAGE.left + bar.goalX;
    doc
      .lineWidth(1.4)
      .strokeColor(INK)
      .moveTo(x, top + bar.y - 3)
      .lineTo(x, top + bar.y + BAR_HEIGHT + 3)
      .stroke();
  }
  drawWords(sheet, bar.shown, { style: SHOWN, left: PAGE.left + bar.shownX, baseline: top + bar.shownY });
}

function drawWords(sheet: Sheet, words: string, { style, left, baseline }: { style: TextStyle; left: number; baseline: number }): void {
  const [line] = breakLines(sheet.doc, runsOf(words), { style, width: CHART_WIDTH });
  // A line is placed by its top; its letters stand at this part of its leading.
  if (line) drawLine(sheet, line, { element: null, tag: 'Figure', style, left, top: baseline - style.leading * 0.72 });
}
