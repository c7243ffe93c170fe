/** What reading in an edition would do to a plan: decided here once, for the preview and for the import itself. */
import { createHash } from 'node:crypto';
import type { JSONContent } from '@tiptap/core';
import type { Db } from '../context.ts';
import { type ReadContent, readContents } from './content-cache.ts';
import { readsTheSame } from './export-normal-form.ts';
import type { ParsedSection } from './import-headings.ts';
import { type Placed, type Places, type Present, placeSections } from './import-places.ts';
import { sectionHeading } from './rules.ts';

export type ComparedSection = {
  kind: 'new' | 'changed' | 'equal';
  place: Placed;
  /** Equal though the file is not the one last read in: people wrote it as the file has it. */
  isCaughtUp: boolean;
  /** Stands elsewhere among the sections that were there. */
  isMoved: boolean;
};

export type Comparison = Pick<Places, 'gone' | 'staying' | 'moves'> & {
  sections: ComparedSection[];
  /** Texts as they are now, by document id: of what changes or goes. */
  contents: ReadonlyMap<string, ReadContent>;
  /** The same as long as reading in the same edition would do the same to the same texts. */
  state: string;
};

/** Compares the sections of a file with the plan as it is now. */
export async function compareWithPlan(db: Db, trajectoryId: string, sections: readonly ParsedSection[]): Promise<Comparison> {
  const { placed, gone, staying, moves } = placeSections(sections, await listPresent(db, trajectoryId));
  const differing = placed.flatMap(({ present, section }) =>
    present && (present.removedAt !== null || present.sha256 !== section.sha256) ? [present] : [],
  );
  const contents = await readContents(db, [...differing, ...gone]);
  const imported = await readImported(db, differing);
  const moved = movedSections(placed);
  const compared = placed.map((place): ComparedSection => {
    const isMoved = moved.has(place);
    const { present, section } = place;
    if (!present || present.removedAt !== null) return { kind: 'new', place, isCaughtUp: false, isMoved };
    const last = imported.get(present.id);
    if (present.sha256 === section.sha256 || (last && saysTheSame(place, { ...present, ...last })))
      return { kind: 'equal', place, isCaughtUp: false, isMoved };
    const isEqual = saysTheSame(place, { ...present, content: contents.get(present.documentId)?.content ?? { type: 'doc' } });
    return { kind: isEqual ? 'equal' : 'changed', place, isCaughtUp: isEqual, isMoved };
  });
  return { sections: compared, gone, staying, moves, contents, state: stateOf(compared, { gone, moves }) };
}

function saysTheSame({ section, number, title }: Placed, present: Present & { content: JSONContent }): boolean {
  return (
    section.level === present.level &&
    sectionHeading({ number, title }) === sectionHeading(present) &&
    readsTheSame(section.content, present.content)
  );
}

/** What was last read in, by section: the same words again change nothing, from whatever kind of file they come. */
async function readImported(db: Db, sections: readonly Present[]): Promise<Map<string, { title: string; content: JSONContent }>> {
  const ids = sections.flatMap(({ id, sourceVersion }) => (sourceVersion === null ? [] : [id]));
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('section')
    .innerJoin('section_version', (join) =>
      join.onRef('section_version.section_id', '=', 'section.id').onRef('section_version.number', '=', 'section.source_version'),
    )
    .where('section.id', 'in', ids)
    .select(['section.id', 'section_version.title', 'section_version.content'])
    .execute();
  return new Map(rows.map(({ id, title, content }) => [id, { title, content: content as JSONContent }]));
}

/** Sections that are or were in the plan. */
async function listPresent(db: Db, trajectoryId: string): Promise<Present[]> {
  return db
    .selectFrom('section')
    .innerJoin('document', 'document.id', 'section.document_id')
    .where('section.trajectory_id', '=', trajectoryId)
    .select(['section.id', 'section.document_id as documentId', 'section.position', 'section.number', 'section.title', 'section.level'])
    .select(['section.source_key as key', 'section.source_sha256 as sha256', 'section.source_version as sourceVersion'])
    .select(['section.removed_at as removedAt', 'document.last_seq as seq'])
    .orderBy('section.position')
    .orderBy('section.id')
    .execute();
}

/** All but the longest row of sections that keep their order: moving these is the least that makes the new order out of the old. */
function movedSections(placed: readonly Placed[]): Set<Placed> {
  const there = placed.filter(({ present }) => present && present.removedAt === null);
  const was = there.map(({ present }) => present?.position ?? 0);
  const length: number[] = [];
  const before: number[] = [];
  let end = -1;
  for (const [index, position] of was.entries()) {
    length[index] = 1;
    before[index] = -1;
    for (let earlier = 0; earlier < index; earlier += 1) {
      if ((was[earlier] ?? 0) < position && (length[earlier] ?? 0) + 1 > (length[index] ?? 0)) {
        length[index] = (length[earlier] ?? 0) + 1;
        before[index] = earlier;
      }
    }
    if (end < 0 || (length[index] ?? 0) > (length[end] ?? 0)) end = index;
  }
  const moved = new Set(there);
  for (let index = end; index >= 0; index = before[index] ?? -1) {
    const keeps = there[index];
    if (keeps) moved.delete(keeps);
  }
  return moved;
}

/** A text that stays as it is may be written in meanwhile; one that would change or go may not. */
function stateOf(sections: readonly ComparedSection[], { gone, moves }: Pick<Places, 'gone' | 'moves'>): string {
  const said = {
    sections: sections.map(({ kind, place: { present, number, title, position, section } }) => [
      ...[kind, present?.id, kind === 'equal' ? null : present?.seq, number, title, section.level, position, section.sha256],
    ]),
    gone: gone.map(({ id, seq }) => [id, seq]),
    moves,
  };
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}
