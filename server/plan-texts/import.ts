import { ImportError } from '../cli/import-error.ts';
import type { Context, Tx } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { assertCan } from '../permissions.ts';
import { lockPlan } from './commands.ts';
import { contentText } from './content.ts';
import { createDocument, editDocument } from './documents.ts';
import { readPlanFile } from './import-file.ts';
import { type Placed, type Places, type Present, placeSections } from './import-places.ts';
import { applyContent } from './replace-text.ts';
import { readLine, SECTION_LIMITS } from './rules.ts';
import { keepVersion } from './versions.ts';

/** Sections counted. */
export type PlanImport = { added: number; changed: number; removed: number; unchanged: number };

type Plan = { trajectoryId: string; note: string; noteBefore: string };

/**
 * Puts a Markdown plan into sections. A section is the same as before when its number or heading is: only what reads differently gets a new version, what is
 * new is opened for writing, what is gone leaves the plan (its history stays), and sections made by hand stay behind the imported ones. What residents wrote
 * since the last version is kept as a version first.
 * @param name of the file, for the notes on the versions
 * @throws ImportError for a file that is refused whole, or an unknown trajectory; nothing is written then
 */
export async function importPlanText(
  context: Context,
  { file, trajectorySlug, name }: { file: string | Uint8Array; trajectorySlug: string; name: string },
): Promise<PlanImport> {
  const sections = readPlanFile(file);
  const trajectory = await context.db.selectFrom('trajectory').where('slug', '=', trajectorySlug).select('id').executeTakeFirst();
  if (!trajectory) throw new ImportError({ line: 1, message: `Er is geen traject met de naam ${trajectorySlug}.` });
  // Without an actor this is the command line, whose operator holds the database; the API never comes here.
  if (context.actor) assertCan(context.actor, 'section.import', { trajectoryId: trajectory.id }, context);
  const source = readLine(name, { field: 'name', max: SECTION_LIMITS.note - 50 });
  const plan = { trajectoryId: trajectory.id, note: `Ingelezen uit ${source}`, noteBefore: `Stand vóór het inlezen van ${source}` };
  return context.db.transaction().execute(async (tx) => {
    await lockPlan(tx, plan.trajectoryId);
    const { placed, gone, moves } = placeSections(sections, await listPresent(tx, plan.trajectoryId));
    await removeSections(tx, gone, context.now);
    await moveSections(tx, moves);
    const counts = { added: 0, changed: 0, removed: gone.length, unchanged: 0 };
    for (const place of placed) counts[await writeSection(tx, context, { plan, place })] += 1;
    if (counts.added + counts.changed + counts.removed > 0) {
      await recordEvent(tx, context, {
        kind: 'plan_text.imported',
        trajectoryId: plan.trajectoryId,
        subjectKind: 'trajectory',
        subjectId: plan.trajectoryId,
        data: { file: source, ...counts },
      });
    }
    return counts;
  });
}

/** Sections that are or were in the plan. */
async function listPresent(tx: Tx, trajectoryId: string): Promise<Present[]> {
  return tx
    .selectFrom('section')
    .where('trajectory_id', '=', trajectoryId)
    .select(['id', 'document_id as documentId', 'position', 'number'])
    .select(['source_key as key', 'source_sha256 as sha256', 'removed_at as removedAt'])
    .execute();
}

async function removeSections(tx: Tx, gone: readonly Present[], now: Date): Promise<void> {
  if (gone.length === 0) return;
  const ids = gone.map((section) => section.id);
  await tx.updateTable('section').set({ removed_at: now }).where('id', 'in', ids).execute();
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

async function writeSection(
  tx: Tx,
  context: Context,
  { plan, place }: { plan: Plan; place: Placed },
): Promise<'added' | 'changed' | 'unchanged'> {
  const { section, present } = place;
  if (!present) {
    await addSection(tx, context, { plan, place });
    return 'added';
  }
  if (present.removedAt === null && present.sha256 === section.sha256) return 'unchanged';
  await keepVersion(tx, context, { sectionId: present.id, note: plan.noteBefore });
  await editDocument({ db: tx, now: context.now }, present.documentId, context.actor?.id ?? null, (doc) =>
    applyContent(doc, section.content),
  );
  await tx
    .updateTable('section')
    .set({
      title: section.title,
      level: section.level,
      source_sha256: section.sha256,
      number: place.number,
      position: place.position,
      removed_at: null,
    })
    .where('id', '=', present.id)
    .execute();
  await keepVersion(tx, context, { sectionId: present.id, note: plan.note });
  return present.removedAt ? 'added' : 'changed';
}

async function addSection(tx: Tx, { actor, now }: Context, { plan, place }: { plan: Plan; place: Placed }): Promise<void> {
  const { section, number, position } = place;
  const documentId = await createDocument(tx, { content: section.content, authorId: actor?.id ?? null, now });
  const { id } = await tx
    .insertInto('section')
    .values({
      trajectory_id: plan.trajectoryId,
      document_id: documentId,
      position,
      level: section.level,
      number,
      title: section.title,
      policy: 'open',
      source_key: section.key,
      source_sha256: section.sha256,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('section_version')
    .values({
      section_id: id,
      number: 1,
      seq: 1,
      title: section.title,
      content: JSON.stringify(section.content),
      text: contentText(section.content),
      note: plan.note,
      created_by_id: actor?.id ?? null,
      created_at: now,
    })
    .execute();
}
