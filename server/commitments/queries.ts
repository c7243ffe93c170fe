import { sql } from 'kysely';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { chosenName, teamOf } from '../people/shown-official.ts';
import { assertCan, can } from '../permissions.ts';
import { type Handler, listHandlers } from '../responses/response-assign.ts';
import { isStaffOnly } from '../staff-only/concealed.ts';
import { getReadableTrajectory } from '../trajectories/queries.ts';
import { type CommitmentState, commitmentState } from './rules.ts';

type Viewer = Pick<Context, 'db' | 'actor' | 'now'>;

export type Commitment = {
  id: string;
  number: number;
  title: string;
  description: string;
  trajectory: { slug: string; title: string };
  state: CommitmentState;
  firstPromisedOn: string;
  promisedOn: string;
  doneOn: string | null;
  stoppedOn: string | null;
  /** What came of it; '' while it goes on. */
  account: string;
  evidenceLevel: number | null;
  /** The team answers for it; the official only when they chose to be named. */
  owner: { id: string; name: string | null; team: string | null };
  /** The answer it comes from. */
  answer: { contributionId: string; title: string; ideaNumber: number | null } | null;
  decision: { title: string; url: string } | null;
  milestones: { reached: number; all: number };
};

export type CommitmentPage = {
  commitment: Commitment & { revision: number; movedReason: string | null; createdAt: string };
  milestones: { id: string; title: string; plannedOn: string; doneOn: string | null }[];
  /** Newest first. */
  notes: {
    kind: 'progress' | 'moved' | 'done' | 'stopped';
    body: string;
    evidenceLevel: number | null;
    author: string | null;
    at: string;
  }[];
  /** Who could see to it; only for who may change that. */
  handlers: Handler[];
  may: { update: boolean };
};

export type CommitmentTotals = { open: number; late: number; done: number; stopped: number };

/** All commitments of a trajectory: what is late first, then by date; what is over last. */
export async function getCommitments(context: Viewer, { trajectory: slug }: { trajectory: string }) {
  const trajectory = await getReadableTrajectory(context.db, { slug, actor: context.actor, now: context.now });
  const items = await listCommitments(context.db, { trajectoryId: trajectory.id, now: context.now });
  return {
    trajectory: { id: trajectory.id, slug: trajectory.slug, title: trajectory.title },
    items,
    may: { make: can(context.actor, 'commitment.make', { trajectoryId: trajectory.id }, context) },
  };
}

/** What the form for a new one starts with. @throws DomainError `not_allowed`, `not_found` */
export async function getNewCommitment(
  context: Viewer,
  { trajectory: slug, responseId }: { trajectory: string; responseId: string | null },
) {
  const trajectory = await getReadableTrajectory(context.db, { slug, actor: context.actor, now: context.now });
  assertCan(context.actor, 'commitment.make', { trajectoryId: trajectory.id }, context);
  const answer = responseId
    ? await context.db
        .selectFrom('response')
        .innerJoin('contribution', 'contribution.id', 'response.contribution_id')
        .where('response.id', '=', responseId)
        .where('response.trajectory_id', '=', trajectory.id)
        .where('response.status', '=', 'published')
        .select(['response.id', 'contribution.title', 'response.summary', 'response.next_step as nextStep'])
        .executeTakeFirst()
    : null;
  if (answer === undefined) throw new DomainError('not_found');
  return {
    trajectory: { id: trajectory.id, slug: trajectory.slug, title: trajectory.title },
    answer,
    handlers: await listHandlers(context.db, { trajectoryId: trajectory.id, now: context.now }),
  };
}

/** One commitment with everything told about it. @throws DomainError `not_found` */
export async function getCommitment(
  context: Viewer,
  { trajectory: slug, number }: { trajectory: string; number: number },
): Promise<CommitmentPage> {
  const { db, actor, now } = context;
  const trajectory = await getReadableTrajectory(context.db, { slug, actor: context.actor, now: context.now });
  const [commitment] = await listCommitments(db, { trajectoryId: trajectory.id, number, now });
  if (!commitment) throw new DomainError('not_found');
  const { id } = commitment;
  const row = await db
    .selectFrom('commitment')
    .where('id', '=', id)
    .select(['revision', 'moved_reason', 'created_at'])
    .executeTakeFirstOrThrow();
  const milestones = await db
    .selectFrom('commitment_milestone')
    .where('commitment_id', '=', id)
    .select(['id', 'title', 'planned_on as plannedOn', 'done_on as doneOn'])
    .orderBy('planned_on')
    .orderBy('id')
    .execute();
  const notes = await db
    .selectFrom('progress_note')
    .innerJoin('person', 'person.id', 'progress_note.author_id')
    .where('commitment_id', '=', id)
    .select(['kind', 'body', 'evidence_level as evidenceLevel', 'progress_note.created_at as at'])
    .select(chosenName('person').as('author'))
    .orderBy('progress_note.created_at', 'desc')
    .orderBy('progress_note.id')
    .execute();
  const update = can(actor, 'commitment.update', { trajectoryId: trajectory.id }, { now });
  return {
    commitment: { ...commitment, revision: row.revision, movedReason: row.moved_reason, createdAt: row.created_at.toISOString() },
    milestones,
    notes: notes.map(({ at, ...note }) => ({ ...note, at: at.toISOString() })),
    handlers: update ? await listHandlers(db, { trajectoryId: trajectory.id, now }) : [],
    may: { update: update && !commitment.doneOn && !commitment.stoppedOn },
  };
}

export type CommitmentFilter = {
  trajectoryId?: string;
  number?: number;
  ownerId?: string;
  /** Promised in an answer to something this person sent in. */
  askedById?: string;
  contributionId?: string;
  openOnly?: boolean;
};

/** Open ones first and by date, then what is over, the latest first. */
export async function listCommitments(
  db: Db,
  { trajectoryId, number, ownerId, askedById, contributionId, openOnly, now }: CommitmentFilter & { now: Date },
): Promise<Commitment[]> {
  const over = sql<string | null>`coalesce(commitment.done_on, commitment.stopped_on)`;
  let query = db
    .selectFrom('commitment')
    .innerJoin('trajectory', 'trajectory.id', 'commitment.trajectory_id')
    .innerJoin('person as owner', 'owner.id', 'commitment.owner_id')
    .leftJoin('response', 'response.id', 'commitment.response_id')
    .leftJoin('contribution', 'contribution.id', 'response.contribution_id')
    .leftJoin('idea', 'idea.id', 'contribution.id');
  if (trajectoryId) query = query.where('commitment.trajectory_id', '=', trajectoryId);
  if (number !== undefined) query = query.where('commitment.number', '=', number);
  if (ownerId) query = query.where('commitment.owner_id', '=', ownerId);
  if (askedById) query = query.where('contribution.author_id', '=', askedById);
  if (contributionId) query = query.where('contribution.id', '=', contributionId);
  if (openOnly) query = query.where('commitment.done_on', 'is', null).where('commitment.stopped_on', 'is', null);
  const rows = await query
    .selectAll('commitment')
    .select([
      'trajectory.slug',
      'trajectory.title as trajectory_title',
      chosenName('owner').as('owner_name'),
      teamOf('owner', 'commitment.trajectory_id').as('owner_team'),
    ])
    .select([
      'contribution.id as contribution_id',
      'contribution.title as contribution_title',
      'idea.number as idea_number',
      'idea.status as idea_status',
      isStaffOnly(sql`contribution.id`).as('staff_only'),
    ])
    .select([
      sql<number>`(select count(*)::integer from commitment_milestone m where m.commitment_id = commitment.id)`.as('steps'),
      sql<number>`(select count(m.done_on)::integer from commitment_milestone m where m.commitment_id = commitment.id)`.as('reached'),
    ])
    .orderBy(sql`${over} is not null`)
    .orderBy(over, 'desc')
    .orderBy('commitment.promised_on')
    .orderBy('commitment.number')
    .limit(500)
    .execute();
  const today = amsterdamDay(now);
  return rows.map((row) => {
    const dates = { promisedOn: row.promised_on, doneOn: row.done_on, stoppedOn: row.stopped_on };
    // What was hidden or withdrawn since is not named any more; that something was promised stays.
    const named = row.contribution_id !== null && !row.staff_only && !['hidden', 'withdrawn'].includes(row.idea_status ?? '');
    return {
      id: row.id,
      number: row.number,
      title: row.title,
      description: row.description,
      trajectory: { slug: row.slug, title: row.trajectory_title },
      state: commitmentState(dates, today),
      firstPromisedOn: row.first_promised_on,
      ...dates,
      account: row.account,
      evidenceLevel: row.evidence_level,
      owner: { id: row.owner_id, name: row.owner_name, team: row.owner_team },
      answer: named
        ? { contributionId: row.contribution_id ?? '', title: row.contribution_title ?? '', ideaNumber: row.idea_number }
        : null,
      decision: row.decision_title === '' ? null : { title: row.decision_title, url: row.decision_url },
      milestones: { reached: row.reached, all: row.steps },
    };
  });
}

/** How many commitments stand where, per trajectory (by slug); a trajectory without any is not in it. */
export async function countCommitments(db: Db, now: Date): Promise<Record<string, CommitmentTotals>> {
  const today = amsterdamDay(now);
  const open = sql<boolean>`(commitment.done_on is null and commitment.stopped_on is null)`;
  const count = (condition: ReturnType<typeof sql<boolean>>) => sql<number>`(count(*) filter (where ${condition}))::integer`;
  const rows = await db
    .selectFrom('commitment')
    .innerJoin('trajectory', 'trajectory.id', 'commitment.trajectory_id')
    .select([
      'trajectory.slug',
      count(open).as('open'),
      count(sql<boolean>`${open} and commitment.promised_on < ${today}::date`).as('late'),
      count(sql<boolean>`commitment.done_on is not null`).as('done'),
      count(sql<boolean>`commitment.stopped_on is not null`).as('stopped'),
    ])
    .where('trajectory.published_at', '<=', now)
    .groupBy('trajectory.slug')
    .execute();
  return Object.fromEntries(rows.map(({ slug, ...totals }) => [slug, totals]));
}
