import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { countRange } from '../integrity/voting-range.ts';
import { assertCan, requireActor } from '../permissions.ts';
import { PROGRAM_VERSION } from '../program.ts';
import { finishStep } from '../trajectories/planned-steps.ts';
import { chainBallots } from './ballot-chain.ts';
import { linkOf } from './ballot-link.ts';
import { countElectorate } from './electorate.ts';
import { getVoting, isVotingId, livesInArea, type Voting } from './queries.ts';
import { newReceipt } from './receipt.ts';
import { meetsLevel, readChoices, votingState } from './rules.ts';

export type NewVoting = {
  trajectoryId: string;
  title: string;
  question: string;
  opensAt: Date;
  /** The first instant at which it is too late. */
  closesAt: Date;
  /** How sure we must be of who votes; at least a confirmed e-mail address. */
  minimumLevel?: 'email' | 'address' | 'oidc';
  maxChoices?: number;
  /** Only for people who live in one of these neighbourhoods; for everybody without. */
  neighbourhoods?: string[];
  /** A code for every voter, to find the own ballot in the published list; on unless said otherwise (docs/decisions/0012). */
  receipts?: boolean;
  /** A template planned it: that is done with this. */
  plannedStepId?: string | null;
  options: { title: string; description?: string /** Whole euros. */; cost?: number; ideaId?: string }[];
} & (
  | { kind: 'approval' }
  | { kind: 'ranked' /** How many can win; 1 unless said otherwise. */; seats?: number }
  | {
      kind: 'budget' /** Whole euros. */;
      budget: number;
      method: 'greedy' | 'equal_shares';
      completion?: 'none' | 'add1' | 'add1_utilitarian';
    }
);

/**
 * Sets up a voting with its options and the key that hides who cast which ballot.
 * @throws DomainError `invalid` when it could never be held: fewer than two options, no costs in a budget voting, or closing before opening
 */
export async function createVoting(context: Context, input: NewVoting): Promise<{ id: string; optionIds: string[] }> {
  requireActor(context.actor, 'voting.create', { trajectoryId: input.trajectoryId }, context);
  const budgeted = input.kind === 'budget';
  const costs = input.options.map(({ cost }) => cost);
  const seats = input.kind === 'ranked' ? (input.seats ?? 1) : 1;
  if (!Number.isSafeInteger(seats) || seats < 1 || seats >= input.options.length) throw new DomainError('invalid');
  if (input.options.length < 2 || input.closesAt <= input.opensAt) throw new DomainError('invalid');
  if (costs.some((cost) => (budgeted ? !Number.isSafeInteger(cost) || (cost ?? 0) <= 0 : cost !== undefined)))
    throw new DomainError('invalid');
  return context.db.transaction().execute(async (tx) => {
    const { id } = await tx
      .insertInto('voting')
      .values({
        trajectory_id: input.trajectoryId,
        title: input.title,
        question: input.question,
        kind: input.kind,
        budget: budgeted ? input.budget : null,
        max_choices: input.maxChoices ?? null,
        minimum_level: input.minimumLevel ?? 'email',
        method: methodOf(input),
        seats,
        ballot_type: input.kind === 'ranked' ? 'ordinal' : 'approval',
        receipts: input.receipts ?? true,
        neighbourhoods: input.neighbourhoods?.length ? input.neighbourhoods : null,
        completion: input.kind === 'budget' && input.method === 'equal_shares' ? (input.completion ?? 'add1_utilitarian') : null,
        opens_at: input.opensAt,
        closes_at: input.closesAt,
        sealed_at: null,
        source_key: null,
        created_at: context.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const options = await tx
      .insertInto('voting_option')
      .values(
        input.options.map(({ title, description, cost, ideaId }, index) => ({
          voting_id: id,
          position: index + 1,
          title,
          description: description ?? '',
          cost: cost ?? null,
          idea_id: ideaId ?? null,
          source_key: null,
        })),
      )
      .returning(['id', 'position'])
      .execute();
    await tx
      .insertInto('voting_key')
      .values({ voting_id: id, key: randomBytes(32) })
      .execute();
    if (input.plannedStepId) await finishStep(tx, context, { id: input.plannedStepId, trajectoryId: input.trajectoryId });
    await recordEvent(tx, context, {
      kind: 'voting.created',
      trajectoryId: input.trajectoryId,
      subjectKind: 'voting',
      subjectId: id,
      data: { title: input.title },
    });
    return { id, optionIds: options.sort((a, b) => a.position - b.position).map((option) => option.id) };
  });
}

function methodOf(input: NewVoting): Voting['method'] {
  if (input.kind === 'budget') return input.method;
  if (input.kind === 'approval') return 'approval';
  return (input.seats ?? 1) > 1 ? 'single_transferable_vote' : 'instant_runoff';
}

/**
 * Casts a ballot, or changes the ballot cast before. The same request twice gives the same ballot. Nobody can be connected to a ballot but through the
 * voting's key; the row of who took part and the ballot share no other value.
 * @throws DomainError `sign_in_first`, `not_found`, `blocked`, `not_verified`, `outside_area`, `voting_not_open`, and those of `readChoices`
 */
export async function castBallot(
  context: Context,
  { votingId, choices }: { votingId: string; choices: string[] },
): Promise<{ choices: string[]; receipt: string | null }> {
  const actor = requireActor(context.actor, 'voting.cast', {}, context);
  if (!isVotingId(votingId)) throw new DomainError('not_found');
  return context.db.transaction().execute(async (tx) => {
    // Shared with other voters, exclusive with closing: a ballot is in before the closing counts, or it is refused.
    await sql`select pg_advisory_xact_lock_shared(hashtextextended(${lockName(votingId)}, 0))`.execute(tx);
    const now = await latest(tx, context.now);
    const voting = await getVoting(tx, votingId, { actor, now });
    assertCan(actor, 'voting.cast', { trajectoryId: voting.trajectoryId }, { now });
    if (!meetsLevel(actor.verificationLevel, voting.minimumLevel)) throw new DomainError('not_verified', { level: voting.minimumLevel });
    if (!(await livesInArea(tx, { personId: actor.id, neighbourhoods: voting.neighbourhoods }))) throw new DomainError('outside_area');
    if (voting.state !== 'open') throw notOpen(voting);
    const ballot = readChoices(ballotRules(voting), choices);
    const link = await linkOf(tx, { votingId, personId: actor.id });
    if (!link) throw notOpen(voting);
    const first = await tx
      .insertInto('voting_participant')
      .values({ voting_id: votingId, person_id: actor.id })
      .onConflict((conflict) => conflict.doNothing())
      .returning('person_id')
      .executeTakeFirst();
    // A changed ballot keeps its code: what the voter wrote down stays true.
    const { rows } = await sql<{ receipt: string | null }>`
      insert into ballot (voting_id, link, choices, receipt) values (${votingId}, ${link}, ${ballot}::uuid[], ${voting.receipts ? newReceipt() : null})
      on conflict (voting_id, link) do update set choices = excluded.choices returning receipt`.execute(tx);
    // Without a name: the moment somebody voted is nobody's business either.
    if (first) {
      await countRange(tx, { votingId, address: context.address, now });
      await recordEvent(
        tx,
        { actor: null, now },
        { kind: 'ballot.cast', trajectoryId: voting.trajectoryId, subjectKind: 'voting', subjectId: votingId },
      );
    }
    return { choices: ballot, receipt: rows[0]?.receipt ?? null };
  });
}

/**
 * Closes the books of a voting whose closing moment has passed: waits for ballots on their way, destroys the key, and writes the ballots anew in random order
 * under new ids, so that neither a link nor the order of rows (nor the transaction that wrote them) tells who cast what. Doing it twice is harmless.
 * @throws DomainError `not_found`, `result_secret` while the voting is not over
 */
export async function sealVoting(context: Pick<Context, 'db' | 'now'>, votingId: string): Promise<void> {
  if (!isVotingId(votingId)) throw new DomainError('not_found');
  await context.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${lockName(votingId)}, 0))`.execute(tx);
    const voting = await tx
      .selectFrom('voting')
      .select(['trajectory_id', 'opens_at', 'closes_at', 'sealed_at'])
      .where('id', '=', votingId)
      .executeTakeFirst();
    if (!voting) throw new DomainError('not_found');
    if (voting.sealed_at) return;
    const now = await latest(tx, context.now);
    if (votingState({ opensAt: voting.opens_at, closesAt: voting.closes_at }, now) !== 'closed') throw new DomainError('result_secret');
    await tx.deleteFrom('voting_key').where('voting_id', '=', votingId).execute();
    await sql`
      with cast_ballot as (delete from ballot where voting_id = ${votingId} returning choices, receipt)
      insert into ballot (voting_id, choices, receipt) select ${votingId}, choices, receipt from cast_ballot order by random()`.execute(tx);
    const { sha256, lines } = await chainBallots(tx, votingId);
    const { electorate, changedVoters } = await countElectorate(tx, votingId);
    await tx
      .updateTable('voting')
      .set({ sealed_at: now, ballots_sha256: sha256, electorate, changed_voters: changedVoters, sealed_by_version: PROGRAM_VERSION })
      .where('id', '=', votingId)
      .execute();
    await recordEvent(
      tx,
      { actor: null, now },
      {
        kind: 'voting.closed',
        trajectoryId: voting.trajectory_id,
        subjectKind: 'voting',
        subjectId: votingId,
        // In the chain of events, so that the ballots cannot be changed with their own codes.
        data: { closesAt: voting.closes_at.toISOString(), ballots: lines.length, sha256, electorate, program: PROGRAM_VERSION },
      },
    );
  });
}

/** Seals every voting that is over. For the job `close-votings`; doing it again, or on two nodes at once, changes nothing. */
export async function sealClosedVotings(context: Pick<Context, 'db' | 'now'>): Promise<number> {
  const due = await context.db
    .selectFrom('voting')
    .select('id')
    .where('sealed_at', 'is', null)
    .where('closes_at', '<=', context.now)
    .execute();
  for (const { id } of due) await sealVoting(context, id);
  return due.length;
}

/** The database's clock decides, so that nodes agree; an injected `now` that is later (tests, a node ahead) can only close earlier. */
async function latest(tx: Tx, now: Date): Promise<Date> {
  const { rows } = await sql<{ clock: Date }>`select clock_timestamp() as clock`.execute(tx);
  const clock = rows[0]?.clock ?? now;
  return clock > now ? clock : now;
}

function ballotRules({ kind, budget, maxChoices, options }: Voting) {
  return {
    kind,
    budget: budget ?? null,
    maxChoices: maxChoices ?? null,
    options: options.map(({ id, cost }) => ({ id, cost: cost ?? null })),
  };
}

function notOpen({ opensAt, closesAt }: Voting): DomainError {
  return new DomainError('voting_not_open', { opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() });
}

function lockName(votingId: string): string {
  return `voting:${votingId.toLowerCase()}`;
}
