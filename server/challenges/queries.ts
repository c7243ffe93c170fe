import { sql } from 'kysely';
import type { Actor, Context, Db } from '../context.ts';
import { DomainError, type ErrorCode } from '../errors.ts';
import { askedLevel, can, whyNot } from '../permissions.ts';
import { type AnswerWithVersions, listResponses } from '../responses/answers.ts';
import type { ClockView } from '../responses/clock-view.ts';
import { listClocks } from '../responses/queries.ts';
import { getReadableTrajectory, loadActiveFeatures } from '../trajectories/queries.ts';

type Viewer = Pick<Context, 'db' | 'actor' | 'now'>;

export type Challenge = {
  id: string;
  number: number;
  title: string;
  groupName: string;
  /** Whole euros a year. */
  budget: number;
  createdAt: string;
  clock: ClockView | null;
};

export type ChallengeDetail = Challenge & {
  task: string;
  plan: string;
  budgetText: string;
  status: 'visible' | 'hidden' | 'withdrawn';
  own: boolean;
  /** The decision of the municipality, the newest first. */
  published: AnswerWithVersions[];
  trajectory: { slug: string; title: string };
  may: { withdraw: boolean; respond: boolean };
};

/** Challenges of a trajectory, the newest first. @param before the number of the last of the page before @throws DomainError `not_found` */
export async function listChallenges(
  { db, actor, now }: Viewer,
  { trajectory: slug, before, limit }: { trajectory: string; before: number | null; limit: number },
): Promise<{
  items: Challenge[];
  nextCursor: number | null;
  total: number;
  trajectory: { slug: string; title: string };
  may: { submit: boolean };
  /** How sure we must be of who does. */
  asks: Actor['verificationLevel'];
  why: ErrorCode | null;
}> {
  const trajectory = await getReadableTrajectory(db, { slug, actor, now });
  const features = await loadActiveFeatures(db, trajectory.id, now);
  const rows = await challenges(db)
    .where('challenge.trajectory_id', '=', trajectory.id)
    .where('challenge.status', '=', 'visible')
    .$if(before !== null, (query) => query.where('challenge.number', '<', before ?? 0))
    .orderBy('challenge.number', 'desc')
    .limit(limit + 1)
    .execute();
  const { total } = await db
    .selectFrom('challenge')
    .where('trajectory_id', '=', trajectory.id)
    .where('status', '=', 'visible')
    .select(sql<number>`count(*)::integer`.as('total'))
    .executeTakeFirstOrThrow();
  const page = rows.slice(0, limit);
  const clocks = await listClocks(
    db,
    page.map(({ id }) => id),
    now,
  );
  return {
    items: page.map((row) => toChallenge(row, clocks)),
    nextCursor: rows.length > limit ? (page.at(-1)?.number ?? null) : null,
    total,
    trajectory: { slug, title: trajectory.title },
    may: { submit: features.has('challenge') },
    asks: askedLevel(features, 'challenge'),
    why: whyNot(actor, 'challenge.submit', { trajectoryId: trajectory.id, features }, { now }),
  };
}

/** One challenge with its decision; a hidden one is there for its author and for moderators only. @throws DomainError `not_found` */
export async function getChallenge(
  { db, actor, now }: Viewer,
  { trajectory: slug, number }: { trajectory: string; number: number },
): Promise<ChallengeDetail> {
  const trajectory = await getReadableTrajectory(db, { slug, actor, now });
  const row = await challenges(db)
    .where('challenge.trajectory_id', '=', trajectory.id)
    .where('challenge.number', '=', number)
    .select(['challenge.task', 'challenge.plan', 'challenge.budget_text', 'challenge.status', 'challenge.author_id'])
    .executeTakeFirst();
  if (!row) throw new DomainError('not_found');
  const subject = { trajectoryId: trajectory.id, ownerId: row.author_id };
  if (row.status === 'hidden' && !can(actor, 'idea.read_hidden', subject, { now })) throw new DomainError('not_found');
  const published = await listResponses(db, row.id);
  return {
    ...toChallenge(row, await listClocks(db, [row.id], now)),
    task: row.task,
    plan: row.plan,
    budgetText: row.budget_text,
    status: row.status,
    own: actor !== null && actor.id === row.author_id,
    published: row.status === 'visible' ? published : [],
    trajectory: { slug, title: trajectory.title },
    may: {
      withdraw: row.status === 'visible' && published.length === 0 && can(actor, 'challenge.withdraw', subject, { now }),
      respond: can(actor, 'response.draft', subject, { now }),
    },
  };
}

function challenges(db: Db) {
  return db
    .selectFrom('challenge')
    .select(['challenge.id', 'challenge.number', 'challenge.title', 'challenge.group_name', 'challenge.budget', 'challenge.created_at']);
}

function toChallenge(
  row: { id: string; number: number; title: string; group_name: string; budget: number; created_at: Date },
  clocks: Map<string, ClockView>,
): Challenge {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    groupName: row.group_name,
    budget: row.budget,
    createdAt: row.created_at.toISOString(),
    clock: clocks.get(row.id) ?? null,
  };
}
