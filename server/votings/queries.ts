import { type Selectable, type SqlBool, sql } from 'kysely';
import type { VotingTable } from '../../db/schema/votings.ts';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Actor, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { can } from '../permissions.ts';
import { listPhases } from '../trajectories/queries.ts';
import { isVotingHeld, type VotingState, votingState } from './rules.ts';

export type VotingOption = {
  id: string;
  title: string;
  description: string;
  /** Whole euros; absent when this kind of voting has no costs. */
  cost?: number;
  /** Number of the idea it comes from. */
  ideaNumber?: number;
  /** Its name in the published ballots: what the file it came from called it, else its place in the list. */
  publicId: string;
};

/** A voting as everybody may see it: how many took part, never what they chose. */
export type Voting = {
  id: string;
  trajectoryId: string;
  trajectory: { slug: string; title: string };
  title: string;
  question: string;
  kind: VotingTable['kind'];
  budget?: number;
  maxChoices?: number;
  minimumLevel: 'none' | 'email' | 'address' | 'oidc';
  /** Only people who live in one of these may vote; null for everybody. */
  neighbourhoods: string[] | null;
  /** How many can win. */
  seats: number;
  ballotType: Selectable<VotingTable>['ballot_type'];
  /** Each voter got a code for the own ballot. */
  receipts: boolean;
  method: VotingTable['method'];
  completion: VotingTable['completion'];
  opensAt: Date;
  closesAt: Date;
  sealedAt: Date | null;
  /** Over the published ballots, written down when it was sealed. */
  ballotsSha256: string | null;
  /** How many accounts could have voted when it was sealed. */
  electorate: number | null;
  /** How many voted and could not any more when it was sealed. */
  changedVoters: number | null;
  /** The version of the program that sealed it. */
  program: string | null;
  state: VotingState;
  /** The influence level of the phase it closes in is "codecide": the outcome binds. */
  binding: boolean;
  ballotCount: number;
  options: VotingOption[];
};

/** Ids come from URLs: what is no uuid is simply not there. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isVotingId(id: string): boolean {
  return UUID.test(id);
}

/**
 * One voting with its options.
 * @throws DomainError `not_found`, also when its trajectory is not public and `actor` may not see it
 */
export async function getVoting(db: Db, id: string, { actor, now }: { actor: Actor | null; now: Date }): Promise<Voting> {
  if (!isVotingId(id)) throw new DomainError('not_found');
  const [voting] = await loadVotings(db, { now, where: sql<SqlBool>`voting.id = ${id}` });
  if (!voting || !maySee(voting, { actor, now })) throw new DomainError('not_found');
  return voting;
}

/**
 * The votings of a trajectory, the one that closes last first.
 * @throws DomainError `not_found` when the trajectory is not there for `actor`
 */
export async function listVotings(db: Db, trajectorySlug: string, { actor, now }: { actor: Actor | null; now: Date }): Promise<Voting[]> {
  const trajectory = await db
    .selectFrom('trajectory')
    .select(['id', 'published_at as publishedAt'])
    .where('slug', '=', trajectorySlug)
    .executeTakeFirst();
  if (!trajectory || !maySee({ trajectoryId: trajectory.id, publishedAt: trajectory.publishedAt }, { actor, now }))
    throw new DomainError('not_found');
  return loadVotings(db, { now, where: sql<SqlBool>`voting.trajectory_id = ${trajectory.id}` });
}

function maySee(
  { trajectoryId, publishedAt }: { trajectoryId: string; publishedAt: Date | null },
  { actor, now }: { actor: Actor | null; now: Date },
): boolean {
  return (publishedAt !== null && publishedAt <= now) || can(actor, 'trajectory.read_concept', { trajectoryId }, { now });
}

async function loadVotings(
  db: Db,
  { now, where }: { now: Date; where: ReturnType<typeof sql<SqlBool>> },
): Promise<(Voting & { publishedAt: Date | null })[]> {
  const rows = await db
    .selectFrom('voting')
    .innerJoin('trajectory', 'trajectory.id', 'voting.trajectory_id')
    .selectAll('voting')
    .select(['trajectory.slug', 'trajectory.title as trajectoryTitle', 'trajectory.published_at as publishedAt'])
    .select((eb) => [
      eb.selectFrom('ballot').whereRef('ballot.voting_id', '=', 'voting.id').select(eb.fn.countAll<number>().as('n')).as('ballotCount'),
      eb
        .selectFrom('phase')
        .whereRef('phase.trajectory_id', '=', 'voting.trajectory_id')
        .where(sql<SqlBool>`(voting.closes_at - interval '1 second') at time zone 'Europe/Amsterdam' between starts_on and ends_on + 1`)
        .select('influence_level')
        .orderBy(sql`'vote' = any(features)`, 'desc')
        .orderBy('position', 'desc')
        .limit(1)
        .as('level'),
    ])
    .where(where)
    .orderBy('voting.closes_at', 'desc')
    .orderBy('voting.id')
    .execute();
  const options =
    rows.length === 0
      ? []
      : await loadOptions(
          db,
          rows.map(({ id }) => id),
        );
  const open = rows.filter((row) => !row.sealed_at && votingState({ opensAt: row.opens_at, closesAt: row.closes_at }, now) === 'open');
  const phases = await listPhases(db, [...new Set(open.map((row) => row.trajectory_id))]);
  const isHeld = (trajectoryId: string) =>
    isVotingHeld(
      phases.filter((phase) => phase.trajectoryId === trajectoryId),
      amsterdamDay(now),
    );
  return rows.map((row) => ({
    id: row.id,
    trajectoryId: row.trajectory_id,
    trajectory: { slug: row.slug, title: row.trajectoryTitle },
    publishedAt: row.publishedAt,
    title: row.title,
    question: row.question,
    kind: row.kind,
    ...(row.budget === null ? {} : { budget: row.budget }),
    ...(row.max_choices === null ? {} : { maxChoices: row.max_choices }),
    minimumLevel: row.minimum_level,
    neighbourhoods: row.neighbourhoods,
    seats: row.seats,
    ballotType: row.ballot_type,
    receipts: row.receipts,
    method: row.method,
    completion: row.completion,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    sealedAt: row.sealed_at,
    ballotsSha256: row.ballots_sha256,
    electorate: row.electorate,
    changedVoters: row.changed_voters,
    program: row.sealed_by_version,
    state: row.sealed_at ? 'closed' : votingState({ opensAt: row.opens_at, closesAt: row.closes_at, held: isHeld(row.trajectory_id) }, now),
    binding: row.level === 'codecide',
    ballotCount: row.ballotCount ?? 0,
    options: options.filter(({ votingId }) => votingId === row.id).map(({ votingId: _, ...option }) => option),
  }));
}

/** Whether a person lives where a voting asks; always when it asks nothing. */
export async function livesInArea(
  db: Db,
  { personId, neighbourhoods }: { personId: string; neighbourhoods: readonly string[] | null },
): Promise<boolean> {
  if (neighbourhoods === null) return true;
  const person = await db.selectFrom('person').select('neighbourhood').where('id', '=', personId).executeTakeFirst();
  return person?.neighbourhood != null && neighbourhoods.includes(person.neighbourhood);
}

async function loadOptions(db: Db, votingIds: string[]): Promise<(VotingOption & { votingId: string })[]> {
  const rows = await db
    .selectFrom('voting_option')
    .leftJoin('idea', (join) => join.onRef('idea.id', '=', 'voting_option.idea_id').on('idea.status', '<>', 'hidden'))
    .selectAll('voting_option')
    .select('idea.number as ideaNumber')
    .where('voting_option.voting_id', 'in', votingIds)
    .orderBy('voting_option.voting_id')
    .orderBy('voting_option.position')
    .execute();
  return rows.map((row) => ({
    votingId: row.voting_id,
    id: row.id,
    title: row.title,
    description: row.description,
    ...(row.cost === null ? {} : { cost: row.cost }),
    ...(row.ideaNumber === null ? {} : { ideaNumber: row.ideaNumber }),
    publicId: row.source_key ?? String(row.position),
  }));
}

export type Ballot = {
  choices: string[];
  /** Per choice, on ballots of the types `cumulative` and `scoring`. */
  points: number[] | null;
  receipt: string | null;
  sourceKey: string | null;
  sourceValues: string[] | null;
};

/** What is on each ballot, in no order that means anything. Only for counting a voting that has been sealed. */
export async function listBallots(db: Db, votingId: string): Promise<Ballot[]> {
  const rows = await db
    .selectFrom('ballot')
    .select(['source_key as sourceKey', 'points', 'receipt', 'source_values as sourceValues'])
    .select(sql<string>`array_to_string(choices, ',')`.as('choices'))
    .where('voting_id', '=', votingId)
    .execute();
  return rows.map(({ choices, ...row }) => ({ ...row, choices: choices === '' ? [] : choices.split(',') }));
}
