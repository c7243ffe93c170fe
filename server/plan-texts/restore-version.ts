/** Putting an older version back, and saying which state of the plan was adopted. */
import type { JSONContent } from '@tiptap/core';
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { lockPlan, lockSection } from './commands.ts';
import { editDocument } from './documents.ts';
import { applyContent } from './replace-text.ts';
import { readLine, SECTION_LIMITS } from './rules.ts';
import { keepVersion } from './versions.ts';

export type Restored = {
  /** The version that holds the text that was put back. */
  number: number;
  /** False when the text said so already: nothing was done. */
  isNew: boolean;
};

/**
 * Makes a section say again what a version said, by the smallest edit; people who are writing see it come in. Words that come back are again of who wrote them
 * (`restored-words.ts`); who put them back stands with the version. What was written since the newest version is kept as a version first, so nothing is lost; the restored text is a new version.
 * @param reason why, in one line; it stands in the note of the new version
 * @throws DomainError `not_found`, `invalid` without a reason
 */
export async function restoreVersion(
  context: Context,
  { sectionId, number, reason }: { sectionId: string; number: number; reason: string },
): Promise<Restored> {
  return context.db.transaction().execute(async (tx) => {
    const section = await lockSection(tx, sectionId);
    requireActor(context.actor, 'section.restore_version', { trajectoryId: section.trajectoryId }, context);
    const { number: restored, isNew } = await putBack(tx, context, { sectionId, number, reason });
    return { number: restored, isNew };
  });
}

/**
 * The putting back itself, in the transaction of who has asked the permission table. For `restoreVersion` and for moderators.
 * @returns also `before`: the version that holds what stood there
 */
export async function putBack(
  tx: Tx,
  context: Pick<Context, 'actor' | 'now'>,
  { sectionId, number, reason }: { sectionId: string; number: number; reason: string },
): Promise<Restored & { before: number }> {
  const words = readLine(reason, { field: 'reason', max: SECTION_LIMITS.note - 60 });
  const { actor } = context;
  if (!actor) throw new DomainError('sign_in_first');
  const section = await lockSection(tx, sectionId);
  const version = await tx
    .selectFrom('section_version')
    .where('section_id', '=', sectionId)
    .where('number', '=', number)
    .select(['title', 'content'])
    .executeTakeFirst();
  if (!version) throw new DomainError('not_found');
  // The document is held before it is kept, so that no words slip in between.
  const { seq } = await tx
    .selectFrom('document')
    .where('id', '=', section.documentId)
    .select('last_seq as seq')
    .forUpdate()
    .executeTakeFirstOrThrow();
  const before = await keepVersion(tx, context, { sectionId, note: `Stand vóór het terugzetten naar versie ${number}` });
  const lastSeq = await editDocument({ db: tx, now: context.now }, section.documentId, actor.id, (doc) =>
    applyContent(doc, version.content as JSONContent),
  );
  if (version.title !== section.title) await tx.updateTable('section').set({ title: version.title }).where('id', '=', sectionId).execute();
  if (lastSeq === seq && version.title === section.title) return { number: before.number, before: before.number, isNew: false };
  const kept = await keepVersion(tx, context, { sectionId, note: `Teruggezet naar versie ${number}: ${words}`, cause: 'restore' });
  await recordEvent(tx, context, {
    kind: 'section.version_restored',
    trajectoryId: section.trajectoryId,
    subjectKind: 'section',
    subjectId: sectionId,
    data: { number: kept.number, restored: number, reason: words },
  });
  return { number: kept.number, before: before.number, isNew: true };
}

/**
 * Says which state of the plan is the adopted text, or takes that back with `number` null. There is one at most; another choice replaces it.
 * @throws DomainError `not_found` for a state that does not exist
 */
export async function markAdopted(
  context: Context,
  { trajectoryId, number }: { trajectoryId: string; number: number | null },
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const actor = requireActor(context.actor, 'plan_text.mark_adopted', { trajectoryId }, context);
    await lockPlan(tx, trajectoryId);
    const states = await tx
      .selectFrom('section_version')
      .innerJoin('section', 'section.id', 'section_version.section_id')
      .where('section.trajectory_id', '=', trajectoryId)
      .groupBy('section_version.created_at')
      .orderBy('section_version.created_at')
      .select('section_version.created_at as at')
      .execute();
    const state = number === null ? null : states[number - 1];
    if (state === undefined) throw new DomainError('not_found');
    await tx.deleteFrom('plan_mark').where('trajectory_id', '=', trajectoryId).where('kind', '=', 'adopted').execute();
    if (state) {
      await tx
        .insertInto('plan_mark')
        .values({ trajectory_id: trajectoryId, kind: 'adopted', state_at: state.at, made_by_id: actor.id, made_at: context.now })
        .execute();
    }
    await recordEvent(tx, context, {
      kind: state ? 'plan_text.adopted_marked' : 'plan_text.adopted_unmarked',
      trajectoryId,
      subjectKind: 'trajectory',
      subjectId: trajectoryId,
      data: state ? { number } : {},
    });
  });
}
