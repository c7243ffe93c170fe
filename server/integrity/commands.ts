/** What a moderator decides on a flag, and how support that was taken out comes back. */
import { sql } from 'kysely';
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { lockIdea } from '../ideas/locked-idea.ts';
import { requireActor } from '../permissions.ts';
import { lockProposal } from '../plan-texts/change-proposal-commands.ts';
import { tellExcluded } from './mails.ts';
import { type FlagOutcome, outcomesFor } from './rules.ts';

type Acting = Pick<Context, 'db' | 'actor' | 'now'>;

/**
 * Closes a flag with a reason. `excluded` takes the support it is about out of the count: kept apart, told to each of them, and written down with the tally before
 * and after. Of a voting nothing is ever taken out: nobody can tell whose ballot is whose, and half a check would be worse than none.
 * @throws DomainError `not_found`, `own_case`, `already_decided`, `invalid`
 */
export async function decideOnFlag(
  context: Acting,
  { flagId, outcome, reason }: { flagId: string; outcome: FlagOutcome; reason: string },
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
    if (outcome === 'excluded') await tellExcluded(tx, { flagId, title, reason, now });
    return { before: tally?.before ?? null, after: tally?.after ?? null };
  });
}

/**
 * Counts support again that was taken out. Who supported once more elsewhere, or erased the account since, changes nothing in that.
 * @throws DomainError `not_found`, `own_case`, `already_decided` when nothing is out
 */
export async function putSupportBack(context: Acting, { flagId, reason }: { flagId: string; reason: string }): Promise<{ after: number }> {
  const { db, actor, now } = context;
  requireActor(actor, 'integrity.decide', {}, { now });
  return db.transaction().execute(async (tx) => {
    const flag = await lockFlag(tx, flagId);
    const { ownerId } = await lockSubject(tx, flag, now);
    const { id } = requireActor(actor, 'integrity.decide', { trajectoryId: flag.trajectory_id, ownerId }, { now });
    if (flag.outcome !== 'excluded' || flag.put_back_at) throw new DomainError('already_decided');
    const before = await tallyOf(tx, flag);
    if (flag.subject_kind === 'idea') {
      await sql`
        with back as (delete from excluded_support where flag_id = ${flagId} returning subject_id, person_id, created_at)
        insert into idea_support (idea_id, person_id, created_at) select subject_id, person_id, created_at from back
        on conflict do nothing`.execute(tx);
    } else {
      await sql`
        with back as (delete from excluded_support where flag_id = ${flagId} returning subject_id, person_id, agrees, created_at)
        insert into change_proposal_support (change_proposal_id, person_id, agrees, created_at)
        select subject_id, person_id, agrees, created_at from back on conflict do nothing`.execute(tx);
    }
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
    return { after };
  });
}

type Flag = Awaited<ReturnType<typeof lockFlag>>;

async function lockFlag(tx: Tx, id: string) {
  const flag = await tx.selectFrom('integrity_flag').where('id', '=', id).selectAll().forUpdate().executeTakeFirst();
  if (!flag) throw new DomainError('not_found');
  return flag;
}

/** Support of others waits until the count is right again. */
async function lockSubject(tx: Tx, flag: Flag, now: Date): Promise<{ ownerId: string | null; title: string }> {
  if (flag.subject_kind === 'idea') {
    const idea = await lockIdea(tx, flag.subject_id, now);
    const { title } = await tx.selectFrom('idea').where('id', '=', idea.id).select('title').executeTakeFirstOrThrow();
    return { ownerId: idea.author_id, title };
  }
  if (flag.subject_kind === 'change_proposal') {
    const { authorId, number } = await lockProposal(tx, flag.subject_id);
    return { ownerId: authorId, title: String(number) };
  }
  return { ownerId: null, title: '' };
}

async function exclude(tx: Tx, flag: Flag): Promise<{ before: number; after: number }> {
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

/** How many support it; of a proposal, how many agree or disagree. */
async function tallyOf(tx: Tx, { subject_kind, subject_id }: Flag): Promise<number> {
  const { count } =
    subject_kind === 'idea'
      ? await tx.selectFrom('idea').where('id', '=', subject_id).select('support_count as count').executeTakeFirstOrThrow()
      : await tx
          .selectFrom('change_proposal_support')
          .where('change_proposal_id', '=', subject_id)
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .executeTakeFirstOrThrow();
  return Number(count);
}
