import { ImportError } from '../cli/import-error.ts';
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { assertCan } from '../permissions.ts';
import { lockPlan } from './commands.ts';
import { createDocument, editDocument } from './documents.ts';
import { type ComparedSection, compareWithPlan } from './import-compare.ts';
import type { ParsedSection } from './import-headings.ts';
import type { Placed, Places, Present } from './import-places.ts';
import { readPlanFile } from './import-thread.ts';
import { applyContent } from './replace-text.ts';
import { readLine, SECTION_LIMITS } from './rules.ts';
import { keepVersion } from './versions.ts';
import { writeVersion } from './write-version.ts';

/** Sections counted. */
export type PlanImport = { added: number; changed: number; removed: number; unchanged: number };

type Notes = { source: string; note: string; noteBefore: string };

/**
 * Puts a Markdown or Word plan into sections; see `importSections`.
 * @param name of the file, for the notes on the versions
 * @throws ImportError for a file that is refused whole, or an unknown trajectory; nothing is written then
 */
export async function importPlanText(
  context: Context,
  { file, trajectorySlug, name }: { file: string | Uint8Array; trajectorySlug: string; name: string },
): Promise<PlanImport> {
  const { sections } = await readPlanFile(file);
  const trajectoryId = await findTrajectoryId(context, trajectorySlug);
  return importSections(context, { trajectoryId, sections, name, expectedState: null });
}

/** For the command line. @throws ImportError for a trajectory that is not there */
export async function findTrajectoryId({ db }: Pick<Context, 'db'>, slug: string): Promise<string> {
  const trajectory = await db.selectFrom('trajectory').where('slug', '=', slug).select('id').executeTakeFirst();
  if (!trajectory) throw new ImportError({ line: 0, message: `Er is geen traject met de naam ${slug}.` });
  return trajectory.id;
}

/**
 * Makes the plan what a file says. A section is the same as before when its mark, number or heading is: only what reads differently gets a new version, what is
 * new is opened for writing, what is gone leaves the plan (its history stays), and sections made by hand that the file does not have stay behind the others. What
 * people wrote in a text that changes or goes is kept as a version first.
 * @param expectedState of the comparison somebody agreed to; null takes the plan as it is
 * @throws DomainError `stale` when the plan is not what they saw any more; `not_allowed`
 */
export async function importSections(
  context: Context,
  {
    trajectoryId,
    sections,
    name,
    expectedState,
  }: { trajectoryId: string; sections: readonly ParsedSection[]; name: string; expectedState: string | null },
): Promise<PlanImport> {
  // Without an actor this is the command line, whose operator holds the database; the API never comes here without one.
  if (context.actor) assertCan(context.actor, 'section.import', { trajectoryId }, context);
  const source = readLine(name, { field: 'name', max: SECTION_LIMITS.note - 50 });
  const notes = { source, note: `Ingelezen uit ${source}`, noteBefore: `Stand vóór het inlezen van ${source}` };
  return context.db.transaction().execute(async (tx) => {
    await lockPlan(tx, trajectoryId);
    await lockTexts(tx, trajectoryId);
    const comparison = await compareWithPlan(tx, trajectoryId, sections);
    if (expectedState !== null && expectedState !== comparison.state) throw new DomainError('stale');
    await removeSections(tx, context, { gone: comparison.gone, notes });
    await moveSections(tx, comparison.moves);
    const counts = { added: 0, changed: 0, removed: comparison.gone.length, unchanged: 0 };
    let isCaughtUp = false;
    for (const compared of comparison.sections) {
      counts[await writeSection(tx, context, { trajectoryId, notes, compared })] += 1;
      isCaughtUp ||= compared.isCaughtUp;
    }
    if (counts.added + counts.changed + counts.removed + comparison.moves.length > 0 || isCaughtUp) {
      await recordEvent(tx, context, {
        kind: 'plan_text.imported',
        trajectoryId,
        subjectKind: 'trajectory',
        subjectId: trajectoryId,
        data: { file: source, ...counts },
      });
    }
    return counts;
  });
}

/** Sections before documents, as adopting a proposal does. Until the end nobody's words can come between what is kept and what is written over it. */
async function lockTexts(tx: Tx, trajectoryId: string): Promise<void> {
  const sections = await tx
    .selectFrom('section')
    .where('trajectory_id', '=', trajectoryId)
    .orderBy('id')
    .select('document_id')
    .forNoKeyUpdate()
    .execute();
  if (sections.length === 0) return;
  const documents = sections.map((section) => section.document_id);
  await tx.selectFrom('document').where('id', 'in', documents).orderBy('id').select('id').forUpdate().execute();
}

async function removeSections(tx: Tx, context: Context, { gone, notes }: { gone: readonly Present[]; notes: Notes }): Promise<void> {
  for (const { id } of gone) await keepBefore(tx, context, { sectionId: id, notes });
  if (gone.length === 0) return;
  const ids = gone.map((section) => section.id);
  await tx.updateTable('section').set({ removed_at: context.now }).where('id', 'in', ids).execute();
}

/** A moment earlier than the import, so that the plan as it was is a state of its own, with what goes now still in it. */
async function keepBefore(tx: Tx, context: Context, { sectionId, notes }: { sectionId: string; notes: Notes }): Promise<void> {
  const before = new Date(context.now.getTime() - 1);
  await keepVersion(tx, { actor: context.actor, now: before }, { sectionId, note: notes.noteBefore });
}

/** By way of places nobody has: two sections never stand at one place, not even for a moment. */
async function moveSections(tx: Tx, moves: Places['moves']): Promise<void> {
  for (const { id, position } of moves) await tx.updateTable('section').set({ position: -position }).where('id', '=', id).execute();
  if (moves.length === 0) return;
  const ids = moves.map((move) => move.id);
  await tx
    .updateTable('section')
    .set((eb) => ({ position: eb.neg('position') }))
    .where('id', 'in', ids)
    .execute();
}

type Writing = { trajectoryId: string; notes: Notes };

async function writeSection(
  tx: Tx,
  context: Context,
  { compared, ...writing }: Writing & { compared: ComparedSection },
): Promise<'added' | 'changed' | 'unchanged'> {
  const { kind, place, isCaughtUp } = compared;
  const { section, present } = place;
  if (!present) {
    await addSection(tx, context, { ...writing, place });
    return 'added';
  }
  if (kind === 'equal') {
    if (isCaughtUp) await tx.updateTable('section').set({ source_sha256: section.sha256 }).where('id', '=', present.id).execute();
    return 'unchanged';
  }
  await keepBefore(tx, context, { sectionId: present.id, notes: writing.notes });
  await editDocument({ db: tx, now: context.now }, present.documentId, context.actor?.id ?? null, (doc) =>
    applyContent(doc, section.content),
  );
  await tx
    .updateTable('section')
    .set({
      title: place.title,
      level: section.level,
      source_key: place.key,
      source_sha256: section.sha256,
      number: place.number,
      position: place.position,
      removed_at: null,
    })
    .where('id', '=', present.id)
    .execute();
  const { number } = await keepVersion(tx, context, { sectionId: present.id, note: writing.notes.note });
  await tx.updateTable('section').set({ source_version: number }).where('id', '=', present.id).execute();
  return present.removedAt ? 'added' : 'changed';
}

async function addSection(tx: Tx, context: Context, { trajectoryId, notes, place }: Writing & { place: Placed }): Promise<void> {
  const { actor, now } = context;
  const { section, key, number, title, position } = place;
  const documentId = await createDocument(tx, { content: section.content, authorId: actor?.id ?? null, now });
  const { id } = await tx
    .insertInto('section')
    .values({
      trajectory_id: trajectoryId,
      document_id: documentId,
      position,
      level: section.level,
      number,
      title,
      policy: 'open',
      source_key: key,
      source_sha256: section.sha256,
      source_version: 1,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await writeVersion(tx, context, {
    section: { id, documentId, title },
    last: null,
    content: section.content,
    seq: 1,
    note: notes.note,
    cause: 'person',
  });
}
