/** What a moderator decides on a flag, and how support that was taken out comes back. */
import { sql } from 'kysely';
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { countAgain, type LockedFlag, lockFlag, lockSubject, tallyOf } from './flag-subject.ts';
import { tellExcluded } from './mails.ts';
import { settleObjections } from './objections.ts';
import { type FlagOutcome, outcomesFor } from './rules.ts';

type Acting = Pick<Context, 'db' | 'actor' | 'now'>;

/**
 * Closes a flag with a reason. `excluded` takes the support it is about out of the count: kept apart, told to each of them, and written down with the tally before
 * and after. Of a voting nothing is ever taken out: nobody can tell whose ballot is whose, and half a check would be worse than none.
 * @throws DomainError `not_found`, `own_case`, `already_decided`, `invalid`
 */
export async function decideOnFlag(
  context: Acting,
  { flagId, outcome, reason, publicUrl }: { flagId: string; outcome: FlagOutcome; reason: string; publicUrl: string },
): Promise<{ before: number | null; after: number | null }> {
  const { db, actor, now } = context;
  requireActor(actor, 'integrity.decide', {}, { now });
  return db.transaction().execute(async (tx) => {
    const flag = await lockFlag(tx, flagId);
    const { ownerId, title } = await lockSubject(tx, flag, now);
    const { id } = requireActor(actor, 'integrity.decide', { trajectoryId: flag.trajectory_id, ownerId }, { now });
    if (flag.decided_at) throw new DomainError('already_decided');
    if (!outcomesFor(flag.subject_kind).includes(outcome)) throw new DomainError('invalid');
    const tally = outcome === 'excluded' ? await exclude(tx, flag) : null;
    await tx
      .updateTable('integrity_flag')
      .set({ outcome, reason, decided_by_id: id, decided_at: now, tally_before: tally?.before ?? null, tally_after: tally?.after ?? null })
      .where('id', '=', flagId)
      .execute();
    await recordEvent(tx, context, {
      kind: 'integrity.decided',
      trajectoryId: flag.trajectory_id,
      subjectKind: flag.subject_kind,
      subjectId: flag.subject_id,
      data: { rule: flag.rule, count: flag.count, outcome, ...tally },
    });
    if (outcome === 'excluded') await tellExcluded(tx, { flagId, title, reason, publicUrl, now });
    return { before: tally?.before ?? null, after: tally?.after ?? null };
  });
}

/**
 * Counts support again that was taken out; objections to it are granted with that. Who supported once more elsewhere, or erased the account since, changes nothing in that.
 * @throws DomainError `not_found`, `own_case`, `already_decided` when nothing is out
 */
export async function putSupportBack(
  context: Acting,
  { flagId, reason, publicUrl }: { flagId: string; reason: string; publicUrl: string },
): Promise<{ after: number }> {
  const { db, actor, now } = context;
  requireActor(actor, 'integrity.decide', {}, { now });
  return db.transaction().execute(async (tx) => {
    const flag = await lockFlag(tx, flagId);
    const { ownerId } = await lockSubject(tx, flag, now);
    const { id } = requireActor(actor, 'integrity.decide', { trajectoryId: flag.trajectory_id, ownerId }, { now });
    if (flag.outcome !== 'excluded' || flag.put_back_at) throw new DomainError('already_decided');
    const before = await tallyOf(tx, flag);
    await countAgain(tx, flag, null);
    await tx
      .updateTable('integrity_flag')
      .set({ put_back_at: now, put_back_by_id: id, put_back_reason: reason })
      .where('id', '=', flagId)
      .execute();
    const after = await tallyOf(tx, flag);
    await recordEvent(tx, context, {
      kind: 'integrity.put_back',
      trajectoryId: flag.trajectory_id,
      subjectKind: flag.subject_kind,
      subjectId: flag.subject_id,
      data: { rule: flag.rule, before, after },
    });
    await settleObjections(tx, { flagId, decidedById: id, reason, publicUrl, now });
    return { after };
  });
}

async function exclude(tx: Tx, flag: LockedFlag): Promise<{ before: number; after: number }> {
  const before = await tallyOf(tx, flag);
  if (flag.subject_kind === 'idea') {
    await sql`
      with gone as (
        delete from idea_support using integrity_flag_support as about
        where about.flag_id = ${flag.id} and about.person_id = idea_support.person_id and idea_id = ${flag.subject_id}
        returning idea_support.person_id, created_at
      )
      insert into excluded_support (flag_id, subject_kind, subject_id, person_id, created_at)
      select ${flag.id}, 'idea', ${flag.subject_id}, person_id, created_at from gone`.execute(tx);
  } else {
    await sql`
      with gone as (
        delete from change_proposal_support as support using integrity_flag_support as about
        where about.flag_id = ${flag.id} and about.person_id = support.person_id and change_proposal_id = ${flag.subject_id}
        returning support.person_id, agrees, created_at
      )
      insert into excluded_support (flag_id, subject_kind, subject_id, person_id, agrees, created_at)
      select ${flag.id}, 'change_proposal', ${flag.subject_id}, person_id, agrees, created_at from gone`.execute(tx);
  }
  return { before, after: await tallyOf(tx, flag) };
}
