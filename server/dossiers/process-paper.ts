/** A motivation or final report as a paper: PDF, Word file or page. */
import { dutchDayWithYear } from '../calendar/amsterdam.ts';
import { type Block, type Figure, heading, type Paper, paragraphs } from '../documents/model.ts';
import { CHAPTER_TITLE, type ChapterKey, chapterBlocks, type Instrument, PAPER_TITLE, type PaperKind } from './chapters.ts';
import type { DossierContent } from './content.ts';

/** As it is frozen: the words of each chapter, and the figures under them. */
export type ProcessPaperContent = {
  format: number;
  kind: PaperKind;
  number: number;
  instrument: Instrument | null;
  municipality: string;
  /** `own`: written by its makers; else made by the system. */
  chapters: { key: ChapterKey; text: string; own: boolean }[];
  dossier: DossierContent;
};

const INSTRUMENT: Record<Instrument, string> = { vision: 'omgevingsvisie', plan: 'omgevingsplan' };

/** @param publicUrl origin of the links; @param frozen false for a draft */
export function processPaper(content: ProcessPaperContent, { publicUrl, frozen }: { publicUrl: string; frozen: boolean }): Paper {
  const { kind, number, instrument, municipality, dossier } = content;
  const day = dutchDayWithYear(dossier.countedOn);
  return {
    title: `${PAPER_TITLE[kind]} ${dossier.trajectory.title}`,
    subtitle: `Gemeente ${municipality}${instrument ? `, bij de ${INSTRUMENT[instrument]}`.replace('de omgevingsplan', 'het omgevingsplan') : ''}. ${
      frozen ? `Versie ${number}, vastgelegd op ${day}. Deze tekst verandert niet meer.` : `Concept, met de stand van ${day}.`
    }`,
    lang: 'nl-NL',
    author: `Gemeente ${municipality}`,
    blocks: content.chapters.flatMap(({ key, text }) => [
      heading(1, CHAPTER_TITLE[key]),
      ...paragraphs(text),
      ...chapterBlocks(key, dossier, publicUrl),
    ]),
  };
}

/** A paper as a page shows it: our papers hold no pictures, and bytes do not belong in the data of a page. */
export type PaperOnPage = { title: string; blocks: Exclude<Block, Figure>[] };

export function onPage({ title, blocks }: Paper): PaperOnPage {
  return { title, blocks: blocks.filter((block): block is Exclude<Block, Figure> => block.kind !== 'figure') };
}
