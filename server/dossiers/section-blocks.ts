/** What changed in the text, as blocks of a paper: per section the differences, who they came from, and why residents were not followed. Pure. */
import { type Block, heading, labelled, link, paragraph, type Run } from '../documents/model.ts';
import type { ComparedBlock } from '../plan-texts/compare.ts';
import type { DossierContent, SectionChange, Source } from './content.ts';
import { counted, FATE, number, OUTCOME, oneLine, pageOf, SOURCE } from './words.ts';

export function sectionBlocks(content: DossierContent, publicUrl: string): Block[] {
  const { sections } = content;
  if (sections.all === 0) return [];
  return [
    ...sections.changed.flatMap((section) => changedBlocks(section, publicUrl)),
    paragraph([
      link('Begintekst, tekst van bewoners en vastgestelde tekst naast elkaar', `${pageOf(content, publicUrl)}/plan/van-start-tot-besluit`),
    ]),
  ];
}

function changedBlocks(
  { heading: title, fate, writers, residents, adopted, from, notFollowed, note }: SectionChange,
  publicUrl: string,
): Block[] {
  return [
    heading(2, title),
    paragraph(
      `${FATE[fate]}. ${writers === 0 ? 'Niemand schreef zelf in dit onderdeel.' : `${counted(writers, 'mens schreef', 'mensen schreven')} zelf mee.`}`,
    ),
    ...differenceBlocks('Van begintekst naar tekst van bewoners', residents),
    ...differenceBlocks('Van tekst van bewoners naar vastgestelde tekst', adopted),
    ...(from.length > 0 ? [paragraph([{ text: 'Komt van', bold: true }]), sourceList(from, publicUrl)] : []),
    ...(notFollowed.length > 0 ? [paragraph([{ text: 'Niet gevolgd', bold: true }]), sourceList(notFollowed, publicUrl)] : []),
    ...(note ? [labelled('Bij het vaststellen', oneLine(note))] : []),
    ...(needsReason({ fate, notFollowed, note }) ? [labelled('Reden om bewoners niet te volgen', 'Die staat er niet bij.')] : []),
  ];
}

/** Residents were not followed, and nobody wrote down why. */
export function needsReason({ fate, notFollowed, note }: Pick<SectionChange, 'fate' | 'notFollowed' | 'note'>): boolean {
  return (
    (fate === 'reverted' || fate === 'partly' || fate === 'removed') && note === '' && !notFollowed.some(({ reason }) => reason !== '')
  );
}

function sourceList(sources: readonly Source[], publicUrl: string): Block {
  return {
    kind: 'list',
    items: sources.map(({ kind, title, path, outcome, supports, against, reason }) => [
      path === null ? SOURCE[kind] : link(kind === 'change_proposal' ? title : `${SOURCE[kind]}: ${title}`, `${publicUrl}${path}`),
      `. ${OUTCOME[outcome]}.`,
      ...(supports === null
        ? []
        : [` ${against === null ? `${number(supports)} steun` : `${number(supports)} voor, ${number(against)} tegen`}.`]),
      ...(reason ? [` ${oneLine(reason)}`] : []),
    ]),
  };
}

/** Only what changed: what stayed stands in the plan. */
function differenceBlocks(title: string, blocks: readonly ComparedBlock[] | null): Block[] {
  const changed = (blocks ?? []).filter(({ kind }) => kind !== 'same' && kind !== 'moved_away');
  if (changed.length === 0) return [];
  return [
    paragraph([{ text: title, bold: true }]),
    {
      kind: 'quote',
      paragraphs: changed.map(({ kind, parts }) => [
        ...(kind === 'moved' ? [{ text: 'Verplaatst: ', italic: true }] : []),
        ...parts.map(
          (part): Run => ({
            text: part.text,
            ...(part.kind === 'added' ? { underline: true } : part.kind === 'removed' ? { strike: true } : {}),
          }),
        ),
      ]),
    },
  ];
}
