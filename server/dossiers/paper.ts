/** A frozen dossier as a paper: PDF, Word file or page. */
import { amsterdamDay, dutchDayWithYear } from '../calendar/amsterdam.ts';
import { type Block, heading, type Paper, paragraph } from '../documents/model.ts';
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
import type { DossierContent, DossierVersion } from './content.ts';
import { sectionBlocks } from './section-blocks.ts';
import * as say from './sentences.ts';
import { counted, inSentence } from './words.ts';

/** @param publicUrl origin of the links */
export function dossierPaper(
  content: DossierContent,
  { version, publicUrl, municipality }: { version: DossierVersion; publicUrl: string; municipality: string },
): Paper {
  const { trajectory } = content;
  const part = (title: string, sentence: string, blocks: readonly Block[]): Block[] => [
    heading(1, title),
    ...(sentence ? [paragraph(sentence)] : []),
    ...blocks,
  ];
  return {
    title: `Dossier ${trajectory.title}, versie ${version.number}`,
    subtitle: `Gemeente ${municipality}. Stand van ${dutchDayWithYear(content.countedOn)}.${version.council ? ` Voor het raadsbesluit: ${version.council.title}.` : ''}`,
    lang: 'nl-NL',
    author: `Gemeente ${municipality}`,
    blocks: [
      heading(1, 'Wat is er gevraagd'),
      paragraph(trajectory.question),
      paragraph(
        `Bewoners hadden invloed op ${inSentence(trajectory.influenceSubject)}. Het besluit is aan ${inSentence(trajectory.decisionMaker)}.`,
      ),
      ...(trajectory.fixedPoints.length > 0
        ? [paragraph('Dit stond al vast:'), { kind: 'list' as const, items: trajectory.fixedPoints }]
        : []),
      ...(trajectory.stop ? [paragraph(`Gestopt op ${dutchDayWithYear(trajectory.stop.on)}. ${trajectory.stop.account}`)] : []),
      ...part('Belofte en praktijk', say.promiseSentence(content), promiseBlocks(content)),
      ...part('Wie deed mee', say.reachSentence(content), [paragraph(say.channelSentence(content)), ...reachBlocks(content)]),
      ...part('Waar het over ging', say.themesSentence(content), themeBlocks(content)),
      ...part('Minderheidsstandpunten', say.minoritySentence(content), minorityBlocks(content, publicUrl)),
      ...part('Wat veranderde er in de tekst, en door wie', say.sectionsSentence(content), sectionBlocks(content, publicUrl)),
      ...part('Antwoorden', `${say.answersSentence(content)} ${say.speedSentence(content)}`, answerBlocks(content)),
      heading(1, 'Stemmingen'),
      ...(content.votings.length === 0 ? [paragraph('Er was geen stemming.')] : []),
      ...content.votings.flatMap((voting) => [heading(2, voting.title), paragraph(say.votingSentence(voting)), ...votingBlocks(voting)]),
      ...part('Afspraken vooraf en resultaat', say.metricsSentence(content), metricBlocks(content)),
      ...part('Cijfer van deelnemers', say.gradeSentence(content), []),
      ...part('Toezeggingen', say.commitmentsSentence(content), commitmentBlocks(content)),
      ...part('De raad', say.councilSentence(content), councilBlocks(content)),
      heading(1, 'Over dit dossier'),
      paragraph(
        `Dit is versie ${version.number}. Deze versie verandert niet meer. Er ${content.comments === 1 ? 'was' : 'waren'} op die dag ook ${counted(content.comments, 'reactie', 'reacties')}. Controlegetal (SHA-256) van het JSON-bestand: ${version.sha256}${version.takenOut ? `. Woorden weggehaald op ${dutchDayWithYear(amsterdamDay(new Date(version.takenOut.at)))}; het controlegetal van de tekst van ervoor is ${version.takenOut.sha256}` : ''}`,
      ),
    ],
  };
}
