import type { JSONContent } from '@tiptap/core';
import { notifyRights } from '../auth/notify-rights.ts';
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { assertCan, type SectionPolicy } from '../permissions.ts';
import { cleanContent } from './content.ts';
import { createDocument } from './documents.ts';
import { readLine, SECTION_LIMITS } from './rules.ts';
import { keepVersion } from './versions.ts';

export type NewSection = {
  trajectoryId: string;
  /** Part of its address, and what readers see when it starts with a digit: `4.2`. */
  number: string;
  title: string;
  /** 1 for a chapter, 2 for a section, 3 for one under that. */
  level: number;
  policy: SectionPolicy;
  policyReason?: string | null;
  /** Tiptap JSON; what the schema of plan texts does not know is left out. */
  content: JSONContent;
  /** What the first version is called. */
  note: string;
};

/**
 * Adds a section at the end of the plan, with its text as version 1.
 * @throws DomainError `invalid` for a number that is taken or words that do not fit, `not_found`
 */
export async function createSection(context: Context, input: NewSection): Promise<{ id: string; documentId: string }> {
  return context.db.transaction().execute((tx) => {
    assertCan(context.actor, 'section.create', { trajectoryId: input.trajectoryId }, context);
    return writeNewSection(tx, context, input);
  });
}

/** Writes a new section at the end of the plan, for commands that have checked the right. @throws DomainError as `createSection` */
export async function writeNewSection(
  tx: Tx,
  context: Pick<Context, 'actor' | 'now'>,
  input: NewSection,
): Promise<{ id: string; documentId: string }> {
  const { actor, now } = context;
  const number = readLine(input.number, { field: 'number', max: SECTION_LIMITS.number });
  const title = readLine(input.title, { field: 'title', max: SECTION_LIMITS.title });
  const note = readLine(input.note, { field: 'note', max: SECTION_LIMITS.note });
  const policyReason = readPolicyReason(input.policyReason);
  await lockPlan(tx, input.trajectoryId);
  const sections = await tx
    .selectFrom('section')
    .where('trajectory_id', '=', input.trajectoryId)
    .where('removed_at', 'is', null)
    .select(['position', 'number'])
    .execute();
  if (sections.some((section) => section.number === number))
    throw new DomainError('invalid', { fields: { number: 'plan:error.number_taken' } });
  const documentId = await createDocument(tx, { content: cleanContent(input.content), authorId: actor?.id ?? null, now });
  const { id } = await tx
    .insertInto('section')
    .values({
      trajectory_id: input.trajectoryId,
      document_id: documentId,
      position: Math.max(0, ...sections.map((section) => section.position)) + 1,
      level: input.level,
      number,
      title,
      policy: input.policy,
      policy_reason: policyReason,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await keepVersion(tx, context, { sectionId: id, note });
  await recordEvent(tx, context, {
    kind: 'section.created',
    trajectoryId: input.trajectoryId,
    subjectKind: 'section',
    subjectId: id,
    data: { number, policy: input.policy },
  });
  return { id, documentId };
}

/**
 * Says what people may do with a section: open it, fix it, take only suggestions, or close it. Who is writing in it now hears it at once.
 * @throws DomainError `not_found`, `invalid`
 */
export async function setSectionPolicy(
  context: Context,
  { sectionId, policy, reason }: { sectionId: string; policy: SectionPolicy; reason?: string | null },
): Promise<void> {
  const policyReason = readPolicyReason(reason);
  await context.db.transaction().execute(async (tx) => {
    const section = await lockSection(tx, sectionId);
    assertCan(context.actor, 'section.set_policy', { trajectoryId: section.trajectoryId }, context);
    await tx.updateTable('section').set({ policy, policy_reason: policyReason }).where('id', '=', sectionId).execute();
    // Every socket checks again: who writes in this section may not be allowed to any more.
    await notifyRights(tx, '');
    await recordEvent(tx, context, {
      kind: 'section.policy_set',
      trajectoryId: section.trajectoryId,
      subjectKind: 'section',
      subjectId: sectionId,
      data: { from: section.policy, to: policy, reason: policyReason },
    });
  });
}

function readPolicyReason(reason: string | null | undefined): string | null {
  return readLine(reason ?? '', { field: 'reason', max: SECTION_LIMITS.policyReason, required: false }) || null;
}

/** The order and numbers of a plan change one at a time. @throws DomainError `not_found` */
export async function lockPlan(tx: Tx, trajectoryId: string): Promise<void> {
  const trajectory = await tx.selectFrom('trajectory').where('id', '=', trajectoryId).select('id').forNoKeyUpdate().executeTakeFirst();
  if (!trajectory) throw new DomainError('not_found');
}

/** A section that is still in the plan, held until the transaction ends. @throws DomainError `not_found` */
export async function lockSection(tx: Tx, sectionId: string) {
  const section = await tx
    .selectFrom('section')
    .where('id', '=', sectionId)
    .where('removed_at', 'is', null)
    .select(['id', 'trajectory_id as trajectoryId', 'document_id as documentId', 'number', 'title', 'policy'])
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!section) throw new DomainError('not_found');
  return section;
}
