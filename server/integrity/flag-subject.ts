/** A flag and what it is about, locked; and counting support again. */
import { sql } from 'kysely';
import type { Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { lockIdea } from '../ideas/locked-idea.ts';
import { lockProposal } from '../plan-texts/change-proposal-commands.ts';

export type LockedFlag = Awaited<ReturnType<typeof lockFlag>>;

/** @throws DomainError `not_found` */
export async function lockFlag(tx: Tx, id: string) {
  const flag = await tx.selectFrom('integrity_flag').where('id', '=', id).selectAll().forUpdate().executeTakeFirst();
  if (!flag) throw new DomainError('not_found');
  return flag;
}

/** Support of others waits until the count is right again. */
export async function lockSubject(tx: Tx, flag: LockedFlag, now: Date): Promise<{ ownerId: string | null; title: string }> {
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

/** How many support it; of a proposal, how many agree or disagree. */
export async function tallyOf(tx: Tx, { subject_kind, subject_id }: LockedFlag): Promise<number> {
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

/** Counts again what this flag took out, from when it was given: of everybody, or of one person. */
export async function countAgain(tx: Tx, flag: LockedFlag, personId: string | null): Promise<void> {
  const whose = personId === null ? sql`true` : sql`person_id = ${personId}`;
  if (flag.subject_kind === 'idea') {
    await sql`
      with back as (delete from excluded_support where flag_id = ${flag.id} and ${whose} returning subject_id, person_id, created_at)
      insert into idea_support (idea_id, person_id, created_at) select subject_id, person_id, created_at from back
      on conflict do nothing`.execute(tx);
  } else {
    await sql`
      with back as (delete from excluded_support where flag_id = ${flag.id} and ${whose} returning subject_id, person_id, agrees, created_at)
      insert into change_proposal_support (change_proposal_id, person_id, agrees, created_at)
      select subject_id, person_id, agrees, created_at from back on conflict do nothing`.execute(tx);
  }
}
