/** A reply note as a Word file: real headings and a table of contents a screen reader can walk, in Dutch, A4. */
import {
  Document,
  ExternalHyperlink,
  Footer,
  HeadingLevel,
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
import { dutchDayWithYear } from '../calendar/amsterdam.ts';
import { docxStyles } from '../plan-texts/docx-styles.ts';
import type { Outcome } from '../responses/response-rules.ts';
import { changesOf, countNote, type NoteAnswer, type NoteChange, type NoteContent, type NoteItem } from './rules.ts';

/** The municipality's papers are Dutch, whatever language the reader chose for the site. */
const OUTCOME: Record<Outcome, string> = {
  adopted: 'Overgenomen',
  partly: 'Deels overgenomen',
  not_adopted: 'Niet overgenomen',
  already_arranged: 'Al geregeld',
  outside_scope: 'Hoort niet bij dit traject',
  referred: 'Doorgestuurd',
  no_action_asked: 'Uitleg, er verandert niets',
};

const KIND: Record<string, string> = {
  idea: 'Idee',
  question: 'Vraag',
  change_proposal: 'Tekstvoorstel',
  formal_view: 'Zienswijze',
  challenge: 'Uitdaging',
  complaint: 'Klacht',
};

/** @param publicUrl origin of the links; @param status a line under the title: published when, or not yet */
export async function writeNoteDocx(content: NoteContent, { publicUrl, status }: { publicUrl: string; status: string }): Promise<Buffer> {
  const { items } = content;
  const period = `Ingekomen van ${dutchDayWithYear(content.periodFrom)} tot en met ${dutchDayWithYear(content.periodUntil)}`;
  const changes = changesOf(items);
  const children: (Paragraph | Table)[] = [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(content.title)] }),
    new Paragraph({ style: 'Subtitle', children: [new TextRun(`${content.trajectory.title}. ${period}. ${status}`)] }),
    heading(1, 'In het kort'),
    ...paragraphs(content.introduction),
    ...summary(items),
    heading(1, 'Wat is er veranderd'),
    ...(changes.length === 0
      ? [text('De plantekst is niet veranderd door de bijdragen.')]
      : changes.flatMap((change) => changed(change, content, publicUrl))),
    ...(content.ownChanges ? [heading(2, 'Wat de gemeente zelf verandert'), ...paragraphs(content.ownChanges)] : []),
    heading(1, 'Alle bijdragen en antwoorden'),
    ...items.flatMap((item) => answered(item, content, publicUrl)),
  ];
  const document = new Document({
    title: content.title,
    creator: 'Oever',
    lastModifiedBy: 'Oever',
    styles: docxStyles(),
    sections: [{ children, footers: { default: pageNumbers(content.title) } }],
  });
  return Packer.toBuffer(document);
}

function summary(items: readonly NoteItem[]): (Paragraph | Table)[] {
  const { outcomes, waiting } = countNote(items);
  const rows = [
    ...outcomes.map(({ outcome, count }) => [OUTCOME[outcome], count] as const),
    ...(waiting > 0 ? [['Nog geen antwoord', waiting] as const] : []),
  ];
  const cell = (words: string, bold = false) =>
    new TableCell({
      children: [new Paragraph({ children: [new TextRun({ text: words, bold })] })],
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
    });
  return [
    text(`Er ${items.length === 1 ? 'kwam 1 bijdrage' : `kwamen ${items.length} bijdragen`} binnen.`),
    new Table({
      width: { size: 60, type: WidthType.PERCENTAGE },
      rows: [
        new TableRow({ tableHeader: true, children: [cell('Uitkomst', true), cell('Aantal', true)] }),
        ...rows.map(([words, count]) => new TableRow({ children: [cell(words), cell(String(count))] })),
      ],
    }),
  ];
}

function changed({ section, title, from, to, items }: NoteChange, content: NoteContent, publicUrl: string): Paragraph[] {
  const numbers = items.map(({ number }) => number).join(', ');
  return [
    heading(2, `${section} ${title}`),
    text(`Veranderd door ${items.length === 1 ? 'nummer' : 'de nummers'} ${numbers}.`),
    linked(
      [],
      changeUrl({ section, from, to }, content, publicUrl),
      from === null || to === null ? 'Lees dit deel van het plan' : 'Bekijk het verschil, woord voor woord',
    ),
  ];
}

function answered({ number, kind, summary: asked, answer }: NoteItem, content: NoteContent, publicUrl: string): Paragraph[] {
  return [
    heading(2, `${number}. ${KIND[kind] ?? kind}`),
    labelled('Bijdrage', asked),
    ...(answer ? answerLines(answer, content, publicUrl) : [labelled('Antwoord', 'Nog niet gegeven.')]),
  ];
}

function answerLines(answer: NoteAnswer, content: NoteContent, publicUrl: string): Paragraph[] {
  const { change, decision, authority } = answer;
  return [
    labelled('Antwoord', answer.summary),
    ...(answer.motivation === answer.summary ? [] : paragraphs(answer.motivation)),
    ...(answer.nextStep ? [labelled('Hoe verder', answer.nextStep)] : []),
    labelled('Conclusie', `${OUTCOME[answer.outcome]}. Beantwoord op ${dutchDayWithYear(answer.answeredOn)}.`),
    change
      ? linked(
          [new TextRun({ text: 'Wat verandert er: ', bold: true })],
          changeUrl(change, content, publicUrl),
          `${change.section} ${change.title}`,
        )
      : labelled('Wat verandert er', 'De plantekst verandert niet.'),
    ...(decision ? [named('Besluit', decision.title, decision.url)] : []),
    ...(authority ? [named('Doorgestuurd naar', authority.name, authority.url)] : []),
  ];
}

function changeUrl(
  { section, from, to }: { section: string; from: number | null; to: number | null },
  { trajectory }: NoteContent,
  publicUrl: string,
): string {
  const page = `${publicUrl}/trajecten/${trajectory.slug}/plan/${encodeURIComponent(section)}`;
  return from === null || to === null ? page : `${page}/versies?van=${from}&naar=${to}`;
}

function heading(level: 1 | 2, words: string): Paragraph {
  return new Paragraph({ heading: level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2, children: [new TextRun(words)] });
}

function text(words: string): Paragraph {
  return new Paragraph({ children: [new TextRun(words)] });
}

function paragraphs(words: string): Paragraph[] {
  return words.split(/\n+/).filter(Boolean).map(text);
}

function labelled(label: string, words: string): Paragraph {
  return new Paragraph({ children: [new TextRun({ text: `${label}: `, bold: true }), new TextRun(words.replaceAll('\n', ' '))] });
}

function named(label: string, words: string, url: string): Paragraph {
  return url ? linked([new TextRun({ text: `${label}: `, bold: true })], url, words) : labelled(label, words);
}

function linked(before: ParagraphChild[], link: string, words: string): Paragraph {
  return new Paragraph({
    children: [...before, new ExternalHyperlink({ link, children: [new TextRun({ text: words, style: 'Hyperlink' })] })],
  });
}

function pageNumbers(title: string): Footer {
  const children = [new TextRun({ children: [`${title}, bladzijde `, PageNumber.CURRENT, ' van ', PageNumber.TOTAL_PAGES] })];
  return new Footer({ children: [new Paragraph({ style: 'Footer', children })] });
}
