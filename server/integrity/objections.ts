/** Objecting to support being taken out of a count, and deciding on that: always by somebody else. */
import { amsterdamDay } from '../calendar/amsterdam.ts';
import { newestOf } from '../calendar/calendar.ts';
import { loadCalendars } from '../calendar/queries.ts';
import { addWorkingDays } from '../calendar/working-days.ts';
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { APPEAL_TERM, assertMayDecideAppeal } from '../moderation/rules.ts';
import { requireActor } from '../permissions.ts';
import { countAgain, type LockedFlag, lockFlag, lockSubject, tallyOf } from './flag-subject.ts';
import { tellObjectionDecided, tellObjectionReceived } from './mails.ts';

type Acting = Pick<Context, 'db' | 'actor' | 'now'>;
type Site = { publicUrl: string };
export type ObjectionOutcome = 'upheld' | 'overturned';

/**
 * Whose support is out of the count objects, once; also who is blocked.
 * @returns the last day on which it is answered
 * @throws DomainError `sign_in_first`, `not_found` for who is not out of the count by this flag, `already_decided` the second time
 */
export async function objectToExclusion(
  context: Acting,
  { flagId, statement, publicUrl }: { flagId: string; statement: string } & Site,
): Promise<{ objectionId: string; dueOn: string }> {
  const { db, now } = context;
  if (!context.actor) throw new DomainError('sign_in_first');
  const personId = context.actor.id;
  return db.transaction().execute(async (tx) => {
    const flag = await lockFlag(tx, flagId);
    const out = await tx
      .selectFrom('excluded_support')
      .where('flag_id', '=', flagId)
      .where('person_id', '=', personId)
      .select('person_id')
      .executeTakeFirst();
    if (!out) throw new DomainError('not_found');
    const actor = requireActor(context.actor, 'moderation.appeal', { trajectoryId: flag.trajectory_id, ownerId: personId }, { now });
    // By the calendar as it is kept in the database, with the days the municipality added.
    const dueOn = addWorkingDays(amsterdamDay(now), APPEAL_TERM, newestOf(await loadCalendars(tx)));
    const row = await tx
      .insertInto('support_objection')
      .values({ flag_id: flagId, person_id: actor.id, statement, created_at: now, due_on: dueOn })
      .onConflict((conflict) => conflict.columns(['flag_id', 'person_id']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!row) throw new DomainError('already_decided');
    await record(tx, context, { flag, kind: 'integrity.objected', data: { objectionId: row.id, dueOn } });
    await tellObjectionReceived(tx, { flagId, personId, dueOn, publicUrl, now });
    return { objectionId: row.id, dueOn };
  });
}

/**
 * Upholds that the support is out, or counts it again: of this person alone. They read why.
 * @throws DomainError `not_found`, `own_case` for who took it out, for who objects and for whose idea it is, `already_decided`
 */
export async function decideObjection(
  context: Acting,
  { objectionId, outcome, reason, publicUrl }: { objectionId: string; outcome: ObjectionOutcome; reason: string } & Site,
): Promise<void> {
  const { db, now } = context;
  requireActor(context.actor, 'moderation.queue', {}, { now });
  await db.transaction().execute(async (tx) => {
    const found = await tx.selectFrom('support_objection').where('id', '=', objectionId).select('flag_id').executeTakeFirst();
    if (!found) throw new DomainError('not_found');
    // In the same order as putting everything back.
    const flag = await lockFlag(tx, found.flag_id);
    const { ownerId } = await lockSubject(tx, flag, now);
    const objection = await tx
      .selectFrom('support_objection')
      .where('id', '=', objectionId)
      .select(['person_id', 'decided_at'])
      .forUpdate()
      .executeTakeFirstOrThrow();
    const personId = objection.person_id;
    const subject = { trajectoryId: flag.trajectory_id, ownerId };
    const actor = requireActor(context.actor, 'moderation.decide_appeal', subject, { now });
    assertMayDecideAppeal(actor.id, { decidedAt: objection.decided_at, hiddenById: flag.decided_by_id, authorId: personId });
    await tx
      .updateTable('support_objection')
      .set({ outcome, reason, decided_by_id: actor.id, decided_at: now })
      .where('id', '=', objectionId)
      .execute();
    const before = await tallyOf(tx, flag);
    if (outcome === 'overturned') await countAgain(tx, flag, personId);
    const after = await tallyOf(tx, flag);
    await record(tx, context, { flag, kind: 'integrity.objection_decided', data: { objectionId, outcome, before, after } });
    await tellObjectionDecided(tx, { flagId: flag.id, personId, outcome, reason, publicUrl, now });
  });
}

/** When everything a flag took out counts again, who objected to it has what they asked for. */
export async function settleObjections(
  tx: Tx,
  { flagId, decidedById, reason, publicUrl, now }: { flagId: string; decidedById: string; reason: string; now: Date } & Site,
): Promise<void> {
  const settled = await tx
    .updateTable('support_objection')
    .set({ outcome: 'overturned', reason, decided_by_id: decidedById, decided_at: now })
    .where('flag_id', '=', flagId)
    .where('decided_at', 'is', null)
    // Nobody decides on their own objection.
    .where('person_id', '<>', decidedById)
    .returning('person_id')
    .execute();
  for (const { person_id } of settled)
    await tellObjectionDecided(tx, { flagId, personId: person_id, outcome: 'overturned', reason, publicUrl, now });
}

function record(
  tx: Tx,
  context: Acting,
  { flag, kind, data }: { flag: LockedFlag; kind: string; data: Record<string, unknown> },
): Promise<void> {
  const subject = { trajectoryId: flag.trajectory_id, subjectKind: flag.subject_kind, subjectId: flag.subject_id };
  return recordEvent(tx, context, { kind, ...subject, data: { rule: flag.rule, ...data } });
}
