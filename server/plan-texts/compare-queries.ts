/** Two texts beside each other, of one section or of the whole plan: saved ones, or the one of now. */
import type { JSONContent } from '@tiptap/core';
import type { Context, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { getReadableTrajectory } from '../trajectories/queries.ts';
import { type ComparedBlock, compareContents, compareWords, isUnchanged } from './compare.ts';
import { cleanContent } from './content.ts';
import { readContents } from './content-cache.ts';
import { type PlanSection, type PlanVersionEntry, readPlanAt, readPlanStates } from './plan-states.ts';
import { findReadableSection } from './queries.ts';
import { sectionHeading } from './rules.ts';
import { listSectionRows } from './section-rows.ts';
import type { DiffPart } from './text-diff.ts';

type Viewer = Pick<Context, 'db' | 'actor' | 'now'>;

/** A saved version by its number, or the text as it stands now. */
export type Side = number | 'now';

export type SectionComparison = {
  from: Side;
  to: Side;
  /** The title with what changed in it; null when it stayed. */
  title: DiffPart[] | null;
  blocks: ComparedBlock[];
  unchanged: boolean;
};

/**
 * What changed in a section between two of its versions, in reading order.
 * @throws DomainError `not_found`
 */
export async function compareSection(
  context: Viewer,
  { sectionId, from, to }: { sectionId: string; from: Side; to: Side },
): Promise<SectionComparison> {
  const { documentId } = await findReadableSection(context, sectionId);
  const read = async (side: Side) =>
    side === 'now' ? readNow(context.db, { sectionId, documentId }) : readVersion(context.db, { sectionId, number: side });
  const [before, after] = await Promise.all([read(from), read(to)]);
  return { from, to, ...compareTexts(before, after) };
}

type Said = { title: string; content: JSONContent };

async function readVersion(db: Db, { sectionId, number }: { sectionId: string; number: number }): Promise<Said> {
  const row = await db
    .selectFrom('section_version')
    .where('section_id', '=', sectionId)
    .where('number', '=', number)
    .select(['title', 'content'])
    .executeTakeFirst();
  if (!row) throw new DomainError('not_found');
  return { title: row.title, content: cleanContent(row.content as JSONContent) };
}

async function readNow(db: Db, { sectionId, documentId }: { sectionId: string; documentId: string }): Promise<Said> {
  const row = await db
    .selectFrom('section')
    .innerJoin('document', 'document.id', 'section.document_id')
    .where('section.id', '=', sectionId)
    .select(['section.title', 'document.last_seq as seq'])
    .executeTakeFirstOrThrow();
  const read = (await readContents(db, [{ documentId, seq: row.seq }])).get(documentId);
  return { title: row.title, content: read?.content ?? { type: 'doc' } };
}

function compareTexts(before: Said, after: Said): Omit<SectionComparison, 'from' | 'to'> {
  const blocks = compareContents(before.content, after.content);
  const title = before.title === after.title ? null : compareWords(before.title, after.title);
  return { title, blocks, unchanged: title === null && isUnchanged(blocks) };
}

export type PlanSide = { number: number | null; createdAt: string | null; notes: string[] };
export type ComparedSection = {
  sectionId: string;
  number: string;
  heading: string;
  level: number;
  kind: 'same' | 'changed' | 'added' | 'removed';
  title: DiffPart[] | null;
  blocks: ComparedBlock[];
};
export type PlanComparison = {
  trajectory: { id: string; slug: string; title: string };
  states: PlanVersionEntry[];
  from: PlanSide;
  to: PlanSide;
  sections: ComparedSection[];
};

/**
 * What changed in the whole plan between two of its states.
 * @throws DomainError `not_found`
 */
export async function comparePlan(
  context: Viewer,
  { trajectory: slug, from, to }: { trajectory: string; from: Side; to: Side },
): Promise<PlanComparison> {
  const { db, actor, now } = context;
  const { id, title } = await getReadableTrajectory(db, { slug, actor, now });
  const states = await readPlanStates(db, id);
  const read = async (side: Side): Promise<{ side: PlanSide; sections: PlanSection[] }> => {
    if (side === 'now') return { side: { number: null, createdAt: null, notes: [] }, sections: await readPlanNow(db, id) };
    const state = states[side - 1];
    if (!state) throw new DomainError('not_found');
    const { number, createdAt, notes } = state;
    return { side: { number, createdAt, notes }, sections: await readPlanAt(db, id, { until: new Date(createdAt) }) };
  };
  const [before, after] = await Promise.all([read(from), read(to)]);
  return {
    trajectory: { id, slug, title },
    states: states.reverse(),
    from: before.side,
    to: after.side,
    sections: compareSections(before.sections, after.sections),
  };
}

/** The plan as it stands now, in the same shape as its states. */
export async function readPlanNow(db: Db, trajectoryId: string): Promise<PlanSection[]> {
  const rows = await listSectionRows(db, trajectoryId);
  const contents = await readContents(db, rows);
  return rows.map((row) => ({
    sectionId: row.id,
    number: row.number,
    heading: sectionHeading(row),
    level: row.level,
    position: row.position,
    title: row.title,
    content: contents.get(row.documentId)?.content ?? { type: 'doc' },
    version: 0,
  }));
}

function compareSections(before: readonly PlanSection[], after: readonly PlanSection[]): ComparedSection[] {
  const then = new Map(before.map((section) => [section.sectionId, section]));
  const now = new Set(after.map((section) => section.sectionId));
  const gone = before.filter((section) => !now.has(section.sectionId));
  return [...after, ...gone]
    .sort((one, other) => one.position - other.position)
    .map((section) => {
      const { sectionId, number, heading, level } = section;
      const was = then.get(sectionId);
      const isGone = !now.has(sectionId);
      const nothing = { title: section.title, content: { type: 'doc' } };
      const compared = compareTexts(was ?? nothing, isGone ? nothing : section);
      const kind = isGone ? 'removed' : !was ? 'added' : compared.unchanged ? 'same' : 'changed';
      return { sectionId, number, heading, level, kind, title: compared.title, blocks: kind === 'same' ? [] : compared.blocks };
    });
}
