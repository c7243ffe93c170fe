/**
 * The chapters of the two papers that account for a process, in the order the law and the by-laws ask for them, with the words the system makes of the figures. Pure.
 *
 * - Motivation: goes with the decision on an omgevingsvisie (Omgevingsbesluit 10.7) or an omgevingsplan (10.2). Each duty has a chapter of its own: how the early
 *   involvement was announced (10.2 lid 1), how citizens, companies, organisations and other authorities were involved and what came of it (lid 2, first sentence), and
 *   how the municipality's own participation policy was followed (lid 2, second sentence).
 * - Final report (eindverslag): the procedure that was followed, what was brought in, and a reasoned reaction to it, as participation by-laws ask.
 */
import { dutchDayWithYear } from '../calendar/amsterdam.ts';
import type { Block } from '../documents/model.ts';
import {
  answerBlocks,
  commitmentBlocks,
  councilBlocks,
  metricBlocks,
  minorityBlocks,
  promiseBlocks,
  reachBlocks,
  themeBlocks,
  votingBlocks,
} from './blocks.ts';
import type { DossierContent } from './content.ts';
import { sectionBlocks } from './section-blocks.ts';
import * as say from './sentences.ts';
import { counted, inSentence, listed } from './words.ts';

export type PaperKind = 'motivation' | 'final_report';
export type Instrument = 'vision' | 'plan';

export const CHAPTERS = {
  motivation: ['basis', 'announced', 'involved', 'collected', 'done', 'not_done', 'policy'],
  final_report: ['occasion', 'promised', 'involved', 'collected', 'done', 'not_done', 'grade', 'agreements', 'next'],
} as const satisfies Record<PaperKind, readonly string[]>;

export type ChapterKey = (typeof CHAPTERS)[PaperKind][number];

export const CHAPTER_TITLE: Record<ChapterKey, string> = {
  basis: 'Waarom deze motivering',
  announced: 'Hoe wij het vooraf aankondigden',
  policy: 'Hoe wij ons participatiebeleid volgden',
  occasion: 'Aanleiding en kader',
  promised: 'Vooraf beloofde invloed',
  involved: 'Wie deed mee',
  collected: 'Wat is opgehaald',
  done: 'Wat deden wij ermee',
  not_done: 'Wat niet, en waarom',
  grade: 'Rapportcijfer',
  agreements: 'Afspraken vooraf en resultaat',
  next: 'Vervolg',
};

export const PAPER_TITLE: Record<PaperKind, string> = { motivation: 'Motivering participatie', final_report: 'Eindverslag' };

const BASIS: Record<Instrument, string> = {
  vision: `Dit hoort bij het besluit over de omgevingsvisie. De wet vraagt drie dingen (Omgevingsbesluit, artikel 10.7):
- Hoe burgers, bedrijven, maatschappelijke organisaties en bestuursorganen bij de voorbereiding zijn betrokken. Dat staat onder “Wie deed mee”.
- Wat de resultaten daarvan zijn. Dat staat onder “Wat is opgehaald”, “Wat deden wij ermee” en “Wat niet, en waarom”.
- Hoe de gemeente haar eigen participatiebeleid heeft gevolgd. Dat staat in het laatste hoofdstuk.`,
  plan: `Dit hoort bij het besluit over het omgevingsplan. De wet vraagt vier dingen (Omgevingsbesluit, artikel 10.2):
- Eerste lid: vooraf aankondigen hoe iedereen wordt betrokken. Dat staat onder “Hoe wij het vooraf aankondigden”.
- Tweede lid: hoe burgers, bedrijven, maatschappelijke organisaties en bestuursorganen bij de voorbereiding zijn betrokken. Dat staat onder “Wie deed mee”.
- Tweede lid: wat de resultaten daarvan zijn. Dat staat onder “Wat is opgehaald”, “Wat deden wij ermee” en “Wat niet, en waarom”.
- Tweede lid: hoe de gemeente haar eigen participatiebeleid heeft gevolgd. Dat staat in het laatste hoofdstuk.`,
};

/** The words of a chapter as the system makes them: what stands there until somebody writes their own. */
export function generatedText(key: ChapterKey, content: DossierContent, instrument: Instrument | null): string {
  const { trajectory, phases } = content;
  switch (key) {
    case 'basis':
      return `${BASIS[instrument ?? 'vision']}\n\n${asked(content)}`;
    case 'announced':
      return announced(content);
    case 'policy':
      return `${say.promiseSentence(content)} Elke belofte stond bij het begin van de fase op de website.\n\nLees hieronder per fase de belofte en wat er binnenkwam. ${say.speedSentence(content)} ${say.metricsSentence(content)}`;
    case 'occasion':
      return `${trajectory.lead}\n\n${asked(content)}`;
    case 'promised':
      return `${say.promiseSentence(content)} Bewoners hadden invloed op ${inSentence(trajectory.influenceSubject)}.`;
    case 'involved':
      return `${say.reachSentence(content)} ${say.channelSentence(content)}\n\n${ways(content)}`;
    case 'collected':
      return `Er ${content.tally.received === 1 ? 'kwam 1 bijdrage' : `kwamen ${counted(content.tally.received, '', 'bijdragen')}`} binnen en ${counted(content.comments, 'reactie', 'reacties')}. ${say.themesSentence(content)}`;
    case 'done':
      return `${say.answersSentence(content)} ${say.speedSentence(content)}\n\n${say.sectionsSentence(content)}${content.votings.map((voting) => `\n\n${say.votingSentence(voting)}`).join('')}`;
    case 'not_done': {
      const refused = content.tally.outcomes.find(({ outcome }) => outcome === 'not_adopted')?.count ?? 0;
      const deviations = content.council.reduce((sum, { decision }) => sum + (decision?.deviations.length ?? 0), 0);
      return `${refused === 0 ? 'Er is geen bijdrage die wij niet overnamen.' : `${counted(refused, 'bijdrage namen wij niet over', 'bijdragen namen wij niet over')}. Bij elk antwoord staat waarom.`} ${say.minoritySentence(content)}${
        deviations === 0
          ? ''
          : `\n\nOp ${counted(deviations, 'punt koos', 'punten koos')} de raad anders dan bewoners vroegen. De reden staat bij het besluit.`
      }`;
    }
    case 'grade':
      return say.gradeSentence(content);
    case 'agreements':
      return say.metricsSentence(content);
    case 'next': {
      const next = phases.filter(({ state }) => state !== 'over');
      const after =
        next.length === 0
          ? 'Alle fasen zijn voorbij.'
          : `Hierna volgt: ${listed(next.map(({ title, endsOn }) => `${title} (tot en met ${dutchDayWithYear(endsOn)})`))}.`;
      return `${trajectory.stop ? `Het traject is gestopt op ${dutchDayWithYear(trajectory.stop.on)}. ${trajectory.stop.account}` : after}\n\n${say.commitmentsSentence(content)} ${say.councilSentence(content)}`;
    }
  }
}

function asked({ trajectory }: DossierContent): string {
  return `De vraag was: ${trajectory.question} Het besluit is aan ${inSentence(trajectory.decisionMaker)}.${
    trajectory.fixedPoints.length === 0 ? '' : ` Dit stond al vast: ${trajectory.fixedPoints.join(' ')}`
  }`;
}

/** What a notice of participation says: who, about what, when, the roles, and where to read more (Omgevingsbesluit 5.3). */
function announced({ trajectory, phases }: DossierContent): string {
  const [first] = phases;
  const day = first ? ` De eerste fase, ${first.title}, begon op ${dutchDayWithYear(first.startsOn)}.` : '';
  return `Dit stond op de pagina van het traject.${day}\n\n- Waarover: ${trajectory.question}\n- Waar: ${trajectory.areaName || 'de hele gemeente'}.\n- Invloed op: ${inSentence(trajectory.influenceSubject)}.\n- Wie beslist: ${inSentence(trajectory.decisionMaker)}.\n- Wanneer: ${
    phases.length === 0
      ? 'dat was nog niet bekend'
      : listed(
          phases.map(({ title, startsOn, endsOn }) => `${title} (${dutchDayWithYear(startsOn)} tot en met ${dutchDayWithYear(endsOn)})`),
        )
  }.`;
}

function ways({ reach, phases }: DossierContent): string {
  const open = phases.filter(({ state }) => state !== 'to_come').map(({ title }) => title);
  const meetings =
    reach.meetings.length === 0
      ? ''
      : ` Er ${reach.meetings.length === 1 ? 'was 1 bijeenkomst' : `waren ${reach.meetings.length} bijeenkomsten`}.`;
  return `Iedereen kon meedoen op deze website, op papier en op bijeenkomsten.${meetings}${open.length === 0 ? '' : ` De fasen waren: ${listed(open)}.`}`;
}

/** The figures under the words of a chapter; these cannot be rewritten. */
export function chapterBlocks(key: ChapterKey, content: DossierContent, publicUrl: string): Block[] {
  switch (key) {
    case 'policy':
      return [...promiseBlocks(content), ...metricBlocks(content)];
    case 'promised':
      return promiseBlocks(content);
    case 'involved':
      return reachBlocks(content);
    case 'collected':
      return themeBlocks(content);
    case 'done':
      return [...answerBlocks(content), ...content.votings.flatMap(votingBlocks), ...sectionBlocks(content, publicUrl)];
    case 'not_done':
      return minorityBlocks(content, publicUrl);
    case 'agreements':
      return metricBlocks(content);
    case 'next':
      return [...commitmentBlocks(content), ...councilBlocks(content)];
    case 'basis':
    case 'announced':
    case 'occasion':
    case 'grade':
      return [];
  }
}

export function isChapter(kind: PaperKind, key: string): key is ChapterKey {
  return (CHAPTERS[kind] as readonly string[]).includes(key);
}
