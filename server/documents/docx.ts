/** Writes a paper as a Word file: real headings, lists and table heads a screen reader can walk, A4. */
import {
  AlignmentType,
  Document,
  ExternalHyperlink,
  Footer,
  HeadingLevel,
  ImageRun,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { docxStyles } from '../plan-texts/docx-styles.ts';
import { chartFigure } from './docx-chart.ts';
import type { Block, Chart, Figure, Paper, Table as PaperTable, Run, Words } from './model.ts';
import { runsOf } from './model.ts';

const LEVELS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;
const INDENT = { left: 500, hanging: 300 };

export async function writePaperDocx(paper: Paper): Promise<Buffer> {
  let lists = 0;
  const children: (Paragraph | Table)[] = [];
  for (const block of paper.blocks) {
    if (block.kind === 'list' && block.ordered) lists += 1;
    children.push(...writeBlock(block.kind === 'chart' ? await chartFigure(block) : block, lists));
  }
  const styles = docxStyles();
  const document = new Document({
    title: paper.title,
    creator: paper.author ?? 'Oever',
    lastModifiedBy: paper.author ?? 'Oever',
    styles: {
      ...styles,
      default: {
        ...styles.default,
        document: { ...styles.default?.document, run: { ...styles.default?.document?.run, language: { value: paper.lang } } },
      },
    },
    // A numbering of its own for each list, or the second would go on counting.
    numbering: {
      config: Array.from({ length: lists }, (_, index) => ({
        reference: `list-${index + 1}`,
        levels: [{ level: 0, format: LevelFormat.DECIMAL, text: '%1.', style: { paragraph: { indent: INDENT } } }],
      })),
    },
    sections: [
      {
        children: [
          new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(paper.title)] }),
          ...(paper.subtitle ? [new Paragraph({ style: 'Subtitle', children: [new TextRun(paper.subtitle)] })] : []),
          ...children,
        ],
        footers: { default: pageNumbers(paper) },
      },
    ],
  });
  return Packer.toBuffer(document);
}

function writeBlock(block: Exclude<Block, Chart>, list: number): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [new Paragraph({ heading: LEVELS[block.level], children: [new TextRun(block.text)] })];
    case 'paragraph':
      return [new Paragraph({ children: inline(block.words) })];
    case 'quote':
      return block.paragraphs.map((words) => new Paragraph({ children: inline(words), indent: { left: 400 } }));
    case 'list':
      return block.items.map(
        (words) =>
          new Paragraph({
            style: 'ListParagraph',
            children: inline(words),
            ...(block.ordered ? { numbering: { reference: `list-${list}`, level: 0 } } : { bullet: { level: 0 } }),
          }),
      );
    case 'table':
      return writeTable(block);
    case 'figure':
      return writeFigure(block);
  }
}

function writeTable({ caption, columns, rows, rowHeaders }: PaperTable): (Paragraph | Table)[] {
  const whole = columns.reduce((sum, { width = 1 }) => sum + width, 0);
  const cell = (words: Words, { column, bold }: { column: number; bold: boolean }) =>
    new TableCell({
      children: [
        new Paragraph({
          children: inline(words, bold),
          ...(columns[column]?.align === 'end' && { alignment: AlignmentType.END }),
        }),
      ],
      width: { size: Math.round((100 * (columns[column]?.width ?? 1)) / whole), type: WidthType.PERCENTAGE },
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
    });
  return [
    ...(caption ? [new Paragraph({ children: inline(caption), keepNext: true })] : []),
    new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      rows: [
        new TableRow({ tableHeader: true, children: columns.map(({ title }, column) => cell(title, { column, bold: true })) }),
        ...rows.map(
          (row) =>
            new TableRow({
              cantSplit: true,
              children: row.map((words, column) => cell(words, { column, bold: rowHeaders === true && column === 0 })),
            }),
        ),
      ],
    }),
  ];
}

/** Word counts pictures in pixels of 1/96 inch. */
const PIXELS_PER_POINT = 96 / 72;
const TEXT_WIDTH = 451;

function writeFigure({ image, type, alt, caption, ...size }: Figure): Paragraph[] {
  const scale = Math.min(1, TEXT_WIDTH / size.width) * PIXELS_PER_POINT;
  const picture = new ImageRun({
    type,
    data: Buffer.from(image),
    transformation: { width: Math.round(size.width * scale), height: Math.round(size.height * scale) },
    altText: { name: caption ?? alt, description: alt, title: caption ?? alt },
  });
  return [
    new Paragraph({ children: [picture], ...(caption && { keepNext: true }) }),
    ...(caption ? [new Paragraph({ style: 'Footer', children: inline(caption) })] : []),
  ];
}

function inline(words: Words, bold = false): ParagraphChild[] {
  return runsOf(words).flatMap((run): ParagraphChild[] =>
    run.href === undefined
      ? textRuns(run, bold)
      : [new ExternalHyperlink({ link: run.href, children: [new TextRun({ text: run.text, style: 'Hyperlink', bold })] })],
  );
}

function textRuns({ text, italic, strike, underline, ...run }: Run, bold: boolean): TextRun[] {
  return text.split('\n').map(
    (line, index) =>
      new TextRun({
        text: line,
        ...(index > 0 && { break: 1 }),
        ...((bold || run.bold) && { bold: true }),
        ...(italic && { italics: true }),
        ...(strike && { strike: true }),
        ...(underline && { underline: {} }),
      }),
  );
}

function pageNumbers({ title, lang }: Paper): Footer {
  const [page, of] = lang.startsWith('nl') ? ['bladzijde', 'van'] : ['page', 'of'];
  const children = [new TextRun({ children: [`${title}, ${page} `, PageNumber.CURRENT, ` ${of} `, PageNumber.TOTAL_PAGES] })];
  return new Footer({ children: [new Paragraph({ style: 'Footer', children })] });
}
