/** A plan as a Word file: real headings, lists and links, in Dutch, that reads back as exactly the same text (see `normalForm`). */
import type { JSONContent } from '@tiptap/core';
import {
  AlignmentType,
  Bookmark,
  Document,
  ExternalHyperlink,
  Footer,
  HeadingLevel,
  type ILevelsOptions,
  type IParagraphOptions,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  TextRun,
} from 'docx';
import { MARK_PREFIX, nestedHeadingStyle, nestedParagraphStyle } from './docx-marks.ts';
import { docxStyles, NESTED_STYLES } from './docx-styles.ts';
import { normalForm } from './export-normal-form.ts';
import type { WrittenSection } from './markdown-write.ts';
import { sectionHeading } from './rules.ts';

const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
] as const;
/** A list in a list counts two levels of the schema's sixteen, so lists go eight deep. */
const LIST_LEVELS = 9;
/** In twentieths of a point: half a centimetre and a bit. */
const INDENT = 360;

export type DocxSection = WrittenSection & { id: string };
export type DocxPlan = { title: string; subtitle: string; sections: readonly DocxSection[] };

type Lists = { count: number; starts: Set<number> };

/** @param subtitle one line under the title: which state of the plan this is */
export async function writeDocx({ title, subtitle, sections }: DocxPlan): Promise<Buffer> {
  const lists: Lists = { count: 0, starts: new Set() };
  const children = [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(title)] }),
    new Paragraph({ style: 'Subtitle', children: [new TextRun(subtitle)] }),
    ...sections.flatMap((section) => writeSection(section, lists)),
  ];
  const document = new Document({
    title,
    creator: 'Oever',
    lastModifiedBy: 'Oever',
    styles: docxStyles(),
    numbering: {
      config: [
        { reference: 'punten', levels: levels((level) => ({ level, format: LevelFormat.BULLET, text: level % 2 === 0 ? '•' : '–' })) },
        ...[...lists.starts].map((start) => ({
          reference: `nummers-${start}`,
          levels: levels((level) => ({ level, format: LevelFormat.DECIMAL, text: `%${level + 1}.`, start })),
        })),
      ],
    },
    sections: [{ children, footers: { default: pageNumbers(title) } }],
  });
  return Packer.toBuffer(document);
}

function levels(level: (index: number) => Pick<ILevelsOptions, 'level' | 'format' | 'text' | 'start'>): ILevelsOptions[] {
  return Array.from({ length: LIST_LEVELS }, (_, index) => ({
    ...level(index),
    alignment: AlignmentType.LEFT,
    style: { paragraph: { indent: { left: INDENT * (index + 1), hanging: INDENT } } },
  }));
}

function pageNumbers(title: string): Footer {
  return new Footer({
    children: [
      new Paragraph({
        style: 'Footer',
        children: [new TextRun({ children: [`${title}, bladzijde `, PageNumber.CURRENT, ' van ', PageNumber.TOTAL_PAGES] })],
      }),
    ],
  });
}

function writeSection({ id, number, title, level, content }: DocxSection, lists: Lists): Paragraph[] {
  const bookmark = new Bookmark({
    id: `${MARK_PREFIX}${id.replaceAll('-', '')}`,
    children: [new TextRun(sectionHeading({ number, title }))],
  });
  const blocks = normalForm(content).content ?? [];
  // An empty section is one empty paragraph, and that is what an empty place reads back as.
  const isEmpty = blocks.length === 1 && blocks[0]?.type === 'paragraph' && !blocks[0].content;
  return [
    new Paragraph({ heading: HEADINGS[level - 1] ?? HeadingLevel.HEADING_3, children: [bookmark] }),
    ...(isEmpty ? [] : blocks.flatMap((block) => writeBlock(block, { section: level, depth: -1, lists }))),
  ];
}

/** `section`: level of the section; `depth`: of the list item it stands in, -1 outside lists. */
type Place = { section: number; depth: number; lists: Lists };

function writeBlock(block: JSONContent, place: Place): Paragraph[] {
  const { section, depth, lists } = place;
  switch (block.type) {
    case 'heading': {
      const level = Number(block.attrs?.level ?? 2);
      return depth >= 0
        ? [paragraph(block, { style: NESTED_STYLES.id(nestedHeadingStyle(level, depth)) })]
        : [paragraph(block, { heading: HEADINGS[section + level - 2] ?? HeadingLevel.HEADING_6 })];
    }
    case 'bulletList':
      return writeItems(block, { ...place, depth: depth + 1, reference: 'punten' });
    case 'orderedList': {
      const start = Number(block.attrs?.start ?? 1);
      lists.starts.add(start);
      return writeItems(block, { ...place, depth: depth + 1, reference: `nummers-${start}` });
    }
    default:
      return [paragraph(block, depth >= 0 ? { style: NESTED_STYLES.id(nestedParagraphStyle(depth)) } : {})];
  }
}

/** Every list is a list of its own, so that two behind each other stay two. */
function writeItems(list: JSONContent, { reference, ...place }: Place & { reference: string }): Paragraph[] {
  place.lists.count += 1;
  const numbering = { reference, instance: place.lists.count, level: place.depth };
  return (list.content ?? []).flatMap(({ content = [] }) => {
    const [first, ...more] = content;
    return [paragraph(first ?? {}, { style: 'ListParagraph', numbering }), ...more.flatMap((block) => writeBlock(block, place))];
  });
}

function paragraph({ content = [] }: JSONContent, options: IParagraphOptions): Paragraph {
  return new Paragraph({ ...options, children: writeInline(content) });
}

function writeInline(nodes: readonly JSONContent[]): ParagraphChild[] {
  return nodes.map((node) => {
    if (node.type === 'hardBreak') return new TextRun({ break: 1 });
    const marks = node.marks ?? [];
    const has = (type: string) => marks.some((mark) => mark.type === type);
    const href = marks.find((mark) => mark.type === 'link')?.attrs?.href;
    const run = new TextRun({ text: node.text ?? '', bold: has('bold'), italics: has('italic'), ...(href && { style: 'Hyperlink' }) });
    return href ? new ExternalHyperlink({ link: String(href), children: [run] }) : run;
  });
}
