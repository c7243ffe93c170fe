/** A reply note as a paper: the same words as a Word file, a tagged PDF or a page. The municipality's papers are Dutch, whatever language the reader chose. */
import { dutchDayWithYear } from '../calendar/amsterdam.ts';
import { type Block, heading, labelled, link, type Paper, paragraph, paragraphs } from '../documents/model.ts';
import type { Outcome } from '../responses/response-rules.ts';
import { changesOf, countNote, type NoteAnswer, type NoteChange, type NoteContent, type NoteItem } from './rules.ts';

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
export function notePaper(content: NoteContent, { publicUrl, status }: { publicUrl: string; status: string }): Paper {
  const { items } = content;
  const period = `Ingekomen van ${dutchDayWithYear(content.periodFrom)} tot en met ${dutchDayWithYear(content.periodUntil)}`;
  const changes = changesOf(items);
  return {
    title: content.title,
    subtitle: `${content.trajectory.title}. ${period}. ${status}`,
    lang: 'nl-NL',
    blocks: [
      heading(1, 'In het kort'),
      ...paragraphs(content.introduction),
      ...summary(items),
      heading(1, 'Wat is er veranderd'),
      ...(changes.length === 0
        ? [paragraph('De plantekst is niet veranderd door de bijdragen.')]
        : changes.flatMap((change) => changed(change, content, publicUrl))),
      ...(content.ownChanges ? [heading(2, 'Wat de gemeente zelf verandert'), ...paragraphs(content.ownChanges)] : []),
      heading(1, 'Alle bijdragen en antwoorden'),
      ...items.flatMap((item) => answered(item, content, publicUrl)),
    ],
  };
}

function summary(items: readonly NoteItem[]): Block[] {
  const { outcomes, waiting } = countNote(items);
  const rows = [
    ...outcomes.map(({ outcome, count }) => [OUTCOME[outcome], String(count)]),
    ...(waiting > 0 ? [['Nog geen antwoord', String(waiting)]] : []),
  ];
  return [
    paragraph(`Er ${items.length === 1 ? 'kwam 1 bijdrage' : `kwamen ${items.length} bijdragen`} binnen.`),
    {
      kind: 'table',
      columns: [
        { title: 'Uitkomst', width: 4 },
        { title: 'Aantal', align: 'end' },
      ],
      rows,
      rowHeaders: true,
    },
  ];
}

function changed({ section, title, from, to, items }: NoteChange, content: NoteContent, publicUrl: string): Block[] {
  const numbers = items.map(({ number }) => number).join(', ');
  const words = from === null || to === null ? 'Lees dit deel van het plan' : 'Bekijk het verschil, woord voor woord';
  return [
    heading(2, `${section} ${title}`),
    paragraph(`Veranderd door ${items.length === 1 ? 'nummer' : 'de nummers'} ${numbers}.`),
    paragraph([link(words, changeUrl({ section, from, to }, content, publicUrl))]),
  ];
}

function answered({ number, kind, summary: asked, answer }: NoteItem, content: NoteContent, publicUrl: string): Block[] {
  return [
    heading(2, `${number}. ${KIND[kind] ?? kind}`),
    labelled('Bijdrage', inOneLine(asked)),
    ...(answer ? answerLines(answer, content, publicUrl) : [labelled('Antwoord', 'Nog niet gegeven.')]),
  ];
}

function answerLines(answer: NoteAnswer, content: NoteContent, publicUrl: string): Block[] {
  const { change, decision, authority } = answer;
  return [
    labelled('Antwoord', inOneLine(answer.summary)),
    ...(answer.motivation === answer.summary ? [] : paragraphs(answer.motivation)),
    ...(answer.nextStep ? [labelled('Hoe verder', inOneLine(answer.nextStep))] : []),
    labelled('Conclusie', `${OUTCOME[answer.outcome]}. Beantwoord op ${dutchDayWithYear(answer.answeredOn)}.`),
    change
      ? labelled('Wat verandert er', [link(`${change.section} ${change.title}`, changeUrl(change, content, publicUrl))])
      : labelled('Wat verandert er', 'De plantekst verandert niet.'),
    ...(decision ? [labelled('Besluit', named(decision.title, decision.url))] : []),
    ...(authority ? [labelled('Doorgestuurd naar', named(authority.name, authority.url))] : []),
  ];
}

function named(words: string, url: string) {
  return url ? [link(words, url)] : words;
}

function inOneLine(words: string): string {
  return words.replaceAll('\n', ' ');
}

function changeUrl(
  { section, from, to }: { section: string; from: number | null; to: number | null },
  { trajectory }: NoteContent,
  publicUrl: string,
): string {
  const page = `${publicUrl}/trajecten/${trajectory.slug}/plan/${encodeURIComponent(section)}`;
  return from === null || to === null ? page : `${page}/versies?van=${from}&naar=${to}`;
}
