/**
 * Letters about what the council decided, to participants a mail does not reach: people for whom the municipality typed and who gave an address for it, and people who
 * sent in a formal view by post (Awb 3:43 asks that they are told). Who gave no address is counted, and reads it on the page of the decision.
 */
import { sql } from 'kysely';
import type { Context, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { getReadableTrajectory, TOOK_PART } from '../trajectories/queries.ts';
import type { DecisionOutcome } from './rules.ts';

/** Who heard of a decision, and how. */
export type Told = {
  /** Participants who had a mail so far, and whether the mails are done. */
  people: number;
  done: boolean;
  /** Everybody who took part, when the mails were done; null before that, and of what was decided before it was counted. */
  participants: number | null;
  /** Letters that went, and letters that wait for the post. */
  letters: number;
  waiting: number;
};

export const NOBODY: Omit<Told, 'done'> = { people: 0, participants: null, letters: 0, waiting: 0 };

/** `given`: for this letter; `view`: the address stood under a formal view. */
export type WaitingLetter = { personId: string; addressee: string; address: string; from: 'given' | 'view' };

/**
 * Who waits for a letter about the decisions `$1`: took part, has no mail about it, gave an address, and no letter went. Only of the decision that holds, once its mails
 * are done: a letter about a decision that was corrected meanwhile would tell what is wrong.
 */
const WAITING = (decisionIds: readonly string[]) => sql<{ decision_id: string } & WaitingRow>`
  select decision.id as decision_id, post.person_id, post.addressee, post.address, post.given
  from council_decision as decision
  join council_dossier as dossier on dossier.id = decision.dossier_id
  join lateral (
    select person.id as person_id, coalesce(postal.addressee, view.name) as addressee, coalesce(postal.address, view.address) as address,
      postal.person_id is not null as given
    from person
    left join postal_address as postal on postal.person_id = person.id
    left join lateral (
      select name, address from formal_view
      where formal_view.author_id = person.id and formal_view.trajectory_id = dossier.trajectory_id and address <> '' and withdrawn_at is null
      order by received_at desc limit 1
    ) as view on true
    where person.id in (select took_part.person_id from ${TOOK_PART} as took_part where took_part.trajectory_id = dossier.trajectory_id)
      and (person.email is null or person.email_confirmed_at is null) and person.erased_at is null
      and (postal.person_id is not null or view.address is not null)
  ) as post on true
  where decision.id = any(${[...decisionIds]}::uuid[]) and decision.outcome <> 'held' and decision.told_at is not null
    and not exists (select 1 from council_decision as later where later.dossier_id = decision.dossier_id and later.number > decision.number)
    and not exists (select 1 from council_told as told where told.decision_id = decision.id and told.person_id = post.person_id)
    and not exists (select 1 from council_letter as sent where sent.decision_id = decision.id and sent.person_id = post.person_id)
  order by post.addressee, post.person_id`;

type WaitingRow = { person_id: string; addressee: string; address: string; given: boolean };

/** Per decision who heard of it, and how. */
export async function countTold(db: Db, decisionIds: readonly string[]): Promise<Map<string, Omit<Told, 'done'>>> {
  const { rows } = await sql<{ id: string; people: number; participants: number | null; letters: number }>`
    select decision.id,
      coalesce(reach.by_mail, (select count(*) from council_told as told where told.decision_id = decision.id))::int as people,
      reach.participants,
      (select count(*)::int from council_letter as letter where letter.decision_id = decision.id) as letters
    from council_decision as decision left join council_reach as reach on reach.decision_id = decision.id
    where decision.id = any(${[...decisionIds]}::uuid[])`.execute(db);
  const { rows: waiting } = await WAITING(decisionIds).execute(db);
  return new Map(rows.map(({ id, ...told }) => [id, { ...told, waiting: waiting.filter(({ decision_id }) => decision_id === id).length }]));
}

/**
 * The letters of the decision that holds in a dossier, to print; none while nothing was decided. Holds addresses.
 * @throws DomainError `not_found`, `sign_in_first`, `not_allowed`
 */
export async function listLetters(
  { db, actor, now }: Pick<Context, 'db' | 'actor' | 'now'>,
  { trajectory: slug, number }: { trajectory: string; number: number },
) {
  const trajectory = await getReadableTrajectory(db, { slug, actor, now });
  requireActor(actor, 'council_letter.post', { trajectoryId: trajectory.id }, { now });
  const decision = await db
    .selectFrom('council_decision')
    .innerJoin('council_dossier', 'council_dossier.id', 'council_decision.dossier_id')
    .where('council_dossier.trajectory_id', '=', trajectory.id)
    .where('council_dossier.number', '=', number)
    .select([
      'council_decision.id',
      'outcome',
      'decided_on',
      'told_at',
      'council_decision.summary',
      'deviates',
      'correction',
      'council_dossier.title',
    ])
    .orderBy('council_decision.number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!decision) await assertDossier(db, { trajectoryId: trajectory.id, number });
  const page = { trajectory: { slug, title: trajectory.title }, number };
  if (!decision || decision.outcome === 'held') return { ...page, decision: null, told: NOBODY, done: false, waiting: [] };
  const { rows } = await WAITING([decision.id]).execute(db);
  const told = (await countTold(db, [decision.id])).get(decision.id) ?? NOBODY;
  return {
    ...page,
    decision: {
      id: decision.id,
      title: decision.title,
      outcome: decision.outcome as Exclude<DecisionOutcome, 'held'>,
      decidedOn: decision.decided_on,
      summary: decision.summary,
      deviates: decision.deviates,
      correction: decision.correction,
    },
    told,
    done: decision.told_at !== null,
    waiting: rows.map(
      ({ person_id, addressee, address, given }): WaitingLetter => ({
        personId: person_id,
        addressee,
        address,
        from: given ? 'given' : 'view',
      }),
    ),
  };
}

async function assertDossier(db: Db, { trajectoryId, number }: { trajectoryId: string; number: number }): Promise<void> {
  const dossier = await db
    .selectFrom('council_dossier')
    .where('trajectory_id', '=', trajectoryId)
    .where('number', '=', number)
    .select('id')
    .executeTakeFirst();
  if (!dossier) throw new DomainError('not_found');
}

/**
 * They are printed and in the post. Twice the same is once.
 * @throws DomainError `not_found`, `sign_in_first`, `not_allowed`
 */
export async function markPosted(
  context: Context,
  { decisionId, people }: { decisionId: string; people: readonly string[] },
): Promise<{ posted: number }> {
  const { now } = context;
  return context.db.transaction().execute(async (tx) => {
    const decision = await tx
      .selectFrom('council_decision')
      .innerJoin('council_dossier', 'council_dossier.id', 'council_decision.dossier_id')
      .where('council_decision.id', '=', decisionId)
      .select(['council_dossier.trajectory_id', 'council_dossier.title', 'council_dossier.number'])
      .executeTakeFirst();
    if (!decision) throw new DomainError('not_found');
    const { trajectory_id: trajectoryId } = decision;
    const actor = requireActor(context.actor, 'council_letter.post', { trajectoryId }, context);
    const waiting = (await WAITING([decisionId]).execute(tx)).rows.filter(({ person_id }) => people.includes(person_id));
    if (waiting.length === 0) return { posted: 0 };
    const rows = await tx
      .insertInto('council_letter')
      .values(waiting.map(({ person_id }) => ({ decision_id: decisionId, person_id, posted_at: now, posted_by_id: actor.id })))
      .onConflict((conflict) => conflict.doNothing())
      .returning('person_id')
      .execute();
    if (rows.length > 0)
      await recordEvent(tx, context, {
        kind: 'council_letter.posted',
        trajectoryId,
        subjectKind: 'council_decision',
        subjectId: decisionId,
        data: { subjectTitle: decision.title, subjectNumber: decision.number, letters: rows.length },
      });
    return { posted: rows.length };
  });
}
