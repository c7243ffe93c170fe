/** What an import did or would do, for a terminal. */

import type { PeerImport } from '../imports/import-peer.ts';
import type { ComparedBlock } from '../plan-texts/compare.ts';
import type { PlanImport } from '../plan-texts/import.ts';
import type { PlanImportPreview, SectionPreview } from '../plan-texts/import-preview.ts';

export function countSentence(name: string, { added, changed, removed, unchanged }: PlanImport): string {
  return `${name}: ${added} onderdelen nieuw, ${changed} gewijzigd, ${removed} vervallen, ${unchanged} gelijk gebleven.`;
}

export function unchangedSentence(name: string): string {
  return `${name} was al ingelezen. Er is niets veranderd.`;
}

export function peerSentence(name: string, { ideas, ballots, keptOnly, known, differ, unchanged }: PeerImport): string {
  if (unchanged) return unchangedSentence(name);
  const ballotWords = ballots > 0 ? ` en ${ballots} ${ballots === 1 ? 'stembiljet' : 'stembiljetten'}` : '';
  const parts = [
    `${name}: ${ideas} ${ideas === 1 ? 'idee' : 'ideeën'}${ballotWords} ingelezen.`,
    ...(keptOnly > 0 ? [`Alleen bewaard, want daar ingetrokken of afgekeurd: ${keptOnly}.`] : []),
    ...(known > 0 ? [`Al bekend, en hier gebleven zoals het was: ${known}.`] : []),
    ...(differ > 0 ? [`Daarvan staat in de bron nu iets anders: ${differ}.`] : []),
  ];
  return parts.join(' ');
}

const KINDS: Record<SectionPreview['kind'], string> = { new: 'nieuw', changed: 'gewijzigd', gone: 'vervalt', equal: 'gelijk' };

/** A line per section, under it what changes: `[-weg-]` and `{+erbij+}`. */
export function previewText(name: string, { sections, staying, counts }: PlanImportPreview): string {
  const lines = sections.map((section) => [`${KINDS[section.kind].padEnd(10)} ${section.heading}`, ...detailsOf(section)].join('\n'));
  const kept = staying.map((heading) => `${'blijft'.padEnd(10)} ${heading} (met de hand gemaakt, staat niet in het bestand)`);
  const { added, changed, removed, unchanged, moved } = counts;
  const total = `${name}: ${added} onderdelen zouden nieuw zijn, ${changed} gewijzigd, ${removed} vervallen, ${unchanged} gelijk gebleven${moved > 0 ? `; ${moved} verhuizen` : ''}.`;
  return [...lines, ...kept, '', total, 'Er is niets veranderd (--dry-run).'].join('\n');
}

function detailsOf(section: SectionPreview): string[] {
  const { oldHeading, moves, returns, blocks, written, keptAs, openProposals } = section;
  return [
    ...(returns ? ['komt terug, met zijn eerdere versies'] : []),
    ...(oldHeading ? [`heette: ${oldHeading}`] : []),
    ...(moves ? ['staat op een andere plaats in het plan'] : []),
    ...blocks.flatMap(blockLines),
    ...(written.length > 0 ? ['sinds de vorige keer inlezen schreven mensen:', ...written.flatMap(blockLines)] : []),
    ...(keptAs === null ? [] : [`de tekst van nu wordt eerst bewaard als versie ${keptAs}`]),
    ...(openProposals > 0 ? [`open voorstellen bij deze tekst: ${openProposals}`] : []),
  ].map((line) => `             ${line.replaceAll(/\n+/g, '\n             ')}`);
}

/** What stays is left out; a paragraph that only looks different says so. */
function blockLines({ kind, parts, was, marks }: ComparedBlock): string[] {
  if (kind === 'same') return was || marks.length > 0 ? [`andere opmaak: ${parts.map((part) => part.text).join('')}`] : [];
  if (kind === 'moved_away') return [];
  const words = parts.map((part) => (part.kind === 'same' ? part.text : part.kind === 'added' ? `{+${part.text}+}` : `[-${part.text}-]`));
  return [`${kind === 'moved' ? 'verplaatst: ' : ''}${words.join('')}`];
}
