/** Numbered versions: what a section said at a moment, and who had written it. */
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { lockPlan, lockSection } from './commands.ts';
import { loadDocument } from './documents.ts';
import { readLine, SECTION_LIMITS } from './rules.ts';
import { documentJson } from './schema.ts';
import { findLastVersion, type VersionCause, writeVersion } from './write-version.ts';

/**
 * Keeps the section as it is now as a version. When nothing was written since the last one, that one is given back, unless it came by itself: then this one gives
 * the same text a name.
 * @throws DomainError `not_found`, `invalid` without a note
 */
export async function saveVersion(context: Context, { sectionId, note }: { sectionId: string; note: string }): Promise<{ number: number }> {
  const words = readLine(note, { field: 'note', max: SECTION_LIMITS.note });
  return context.db.transaction().execute(async (tx) => {
    const section = await lockSection(tx, sectionId);
    requireActor(context.actor, 'section.save_version', { trajectoryId: section.trajectoryId }, context);
    const kept = await keepVersion(tx, context, { sectionId, note: words, isNamed: true });
    if (kept.isNew) {
      await recordEvent(tx, context, {
        kind: 'section.version_saved',
        trajectoryId: section.trajectoryId,
        subjectKind: 'section',
        subjectId: sectionId,
        data: { number: kept.number },
      });
    }
    return { number: kept.number };
  });
}

/**
 * Keeps every section in which something was written since the last version somebody made: together they are one numbered state of the plan.
 * @returns how many sections had changed; with 0 there is no new state
 * @throws DomainError `not_found`, `invalid` without a note
 */
export async function savePlanVersion(
  context: Context,
  { trajectoryId, note }: { trajectoryId: string; note: string },
): Promise<{ sections: number }> {
  const words = readLine(note, { field: 'note', max: SECTION_LIMITS.note });
  return context.db.transaction().execute(async (tx) => {
    requireActor(context.actor, 'section.save_version', { trajectoryId }, context);
    await lockPlan(tx, trajectoryId);
    const rows = await tx
      .selectFrom('section')
      .where('trajectory_id', '=', trajectoryId)
      .where('removed_at', 'is', null)
      .orderBy('position')
      .select('id')
      .execute();
    let sections = 0;
    for (const { id } of rows) if ((await keepVersion(tx, context, { sectionId: id, note: words, isNamed: true })).isNew) sections += 1;
    if (sections > 0) {
      await recordEvent(tx, context, {
        kind: 'plan_text.version_saved',
        trajectoryId,
        subjectKind: 'trajectory',
        subjectId: trajectoryId,
        data: { sections },
      });
    }
    return { sections };
  });
}

/**
 * Within a transaction in which the right to was checked. The section's row is held, so numbers follow each other.
 * @param isNamed a person gives it its note: text that only came in a version by itself is kept again, under that name
 * @throws DomainError `not_found`
 */
export async function keepVersion(
  tx: Tx,
  context: Pick<Context, 'actor' | 'now'>,
  { sectionId, note, cause = 'person', isNamed = false }: { sectionId: string; note: string; cause?: VersionCause; isNamed?: boolean },
): Promise<{ number: number; isNew: boolean }> {
  const section = await tx
    .selectFrom('section')
    .innerJoin('document', 'document.id', 'section.document_id')
    .where('section.id', '=', sectionId)
    .select(['section.id', 'section.document_id as documentId', 'section.title', 'document.last_seq as seq'])
    .forNoKeyUpdate('section')
    .executeTakeFirst();
  if (!section) throw new DomainError('not_found');
  const last = await findLastVersion(tx, sectionId);
  const isOnlyAutomatic = isNamed && last?.cause === 'automatic';
  if (last && last.seq >= section.seq && last.title === section.title && !isOnlyAutomatic) return { number: last.number, isNew: false };
  const { doc, seq } = await loadDocument(tx, section.documentId);
  const content = documentJson(doc);
  doc.destroy();
  const { number } = await writeVersion(tx, context, { section, last, content, seq, note, cause });
  return { number, isNew: true };
}
