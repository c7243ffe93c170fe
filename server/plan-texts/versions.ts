/** Numbered versions: what a section said at a moment, and who had written it. */
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { lockPlan, lockSection } from './commands.ts';
import { authorShares, loadDocument } from './documents.ts';
import { readLine, SECTION_LIMITS } from './rules.ts';
import { contentText, documentJson } from './schema.ts';

/**
 * Keeps the section as it is now as a version. When nothing was written since the last one, that one is given back.
 * @throws DomainError `not_found`, `invalid` without a note
 */
export async function saveVersion(context: Context, { sectionId, note }: { sectionId: string; note: string }): Promise<{ number: number }> {
  const words = readLine(note, { field: 'note', max: SECTION_LIMITS.note });
  return context.db.transaction().execute(async (tx) => {
    const section = await lockSection(tx, sectionId);
    requireActor(context.actor, 'section.save_version', { trajectoryId: section.trajectoryId }, context);
    const kept = await keepVersion(tx, context, { sectionId, note: words });
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
 * Keeps every section in which something was written since its last version: together they are one numbered state of the plan.
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
    for (const { id } of rows) if ((await keepVersion(tx, context, { sectionId: id, note: words })).isNew) sections += 1;
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

/** Within a transaction in which the right to was checked. The section's row is held, so numbers follow each other. */
export async function keepVersion(
  tx: Tx,
  { actor, now }: Pick<Context, 'actor' | 'now'>,
  { sectionId, note }: { sectionId: string; note: string },
): Promise<{ number: number; isNew: boolean }> {
  const section = await tx
    .selectFrom('section')
    .innerJoin('document', 'document.id', 'section.document_id')
    .where('section.id', '=', sectionId)
    .select(['section.document_id', 'section.title', 'document.last_seq'])
    .forNoKeyUpdate('section')
    .executeTakeFirst();
  if (!section) throw new DomainError('not_found');
  const last = await tx
    .selectFrom('section_version')
    .where('section_id', '=', sectionId)
    .orderBy('number', 'desc')
    .limit(1)
    .select(['number', 'seq', 'text', 'title'])
    .executeTakeFirst();
  if (last && last.seq >= section.last_seq && last.title === section.title) return { number: last.number, isNew: false };
  const { doc, seq } = await loadDocument(tx, section.document_id);
  const content = documentJson(doc);
  const number = (last?.number ?? 0) + 1;
  const { id } = await tx
    .insertInto('section_version')
    .values({
      section_id: sectionId,
      number,
      seq,
      title: section.title,
      content: JSON.stringify(content),
      text: contentText(content),
      note,
      created_by_id: actor?.id ?? null,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const shares = await authorShares(tx, section.document_id, last?.seq ?? 0, seq);
  if (shares.length > 0) {
    await tx
      .insertInto('section_version_author')
      .values(shares.map(({ personId, characters }) => ({ version_id: id, person_id: personId, characters })))
      .execute();
  }
  return { number, isNew: true };
}
