import { sql } from 'kysely';
import type { Actor, Context, Db } from '../context.ts';
import { DomainError, type ErrorCode } from '../errors.ts';
import { authorOf } from '../ideas/rules.ts';
import { askedLevel, can, whyNot } from '../permissions.ts';
import { getReadableTrajectory, loadActiveFeatures } from '../trajectories/queries.ts';
import type { ToldAs } from './rules.ts';

type Viewer = Pick<Context, 'db' | 'actor' | 'now'>;

export type Story = {
  id: string;
  number: number;
  title: string;
  body: string;
  toldAs: ToldAs;
  author: { name: string; anonymous: boolean };
  createdAt: string;
};

export type StoryDetail = Story & {
  status: 'visible' | 'hidden' | 'withdrawn';
  own: boolean;
  trajectory: { slug: string; title: string };
  may: { withdraw: boolean };
};

/** Stories of a trajectory, the newest first, page by page. @param before the number of the last story of the page before @throws DomainError `not_found` */
export async function listStories(
  { db, actor, now }: Viewer,
  { trajectory: slug, before, limit }: { trajectory: string; before: number | null; limit: number },
): Promise<{
  items: Story[];
  nextCursor: number | null;
  total: number;
  trajectory: { slug: string; title: string };
  may: { tell: boolean };
  /** How sure we must be of who does. */
  asks: Actor['verificationLevel'];
  why: ErrorCode | null;
}> {
  const trajectory = await getReadableTrajectory(db, { slug, actor, now });
  const features = await loadActiveFeatures(db, trajectory.id, now);
  const why = whyNot(actor, 'story.tell', { trajectoryId: trajectory.id, features }, { now });
  const rows = await stories(db)
    .where('story.trajectory_id', '=', trajectory.id)
    .where('story.status', '=', 'visible')
    .$if(before !== null, (query) => query.where('story.number', '<', before ?? 0))
    .orderBy('story.number', 'desc')
    .limit(limit + 1)
    .execute();
  const { total } = await db
    .selectFrom('story')
    .where('trajectory_id', '=', trajectory.id)
    .where('status', '=', 'visible')
    .select(sql<number>`count(*)::integer`.as('total'))
    .executeTakeFirstOrThrow();
  const page = rows.slice(0, limit);
  return {
    items: page.map(toStory),
    nextCursor: rows.length > limit ? (page.at(-1)?.number ?? null) : null,
    total,
    trajectory: { slug, title: trajectory.title },
    may: { tell: features.has('tell') },
    asks: askedLevel(features, 'tell'),
    why,
  };
}

/** One story; a hidden one is there for its author and for moderators only. @throws DomainError `not_found` */
export async function getStory(
  { db, actor, now }: Viewer,
  { trajectory: slug, number }: { trajectory: string; number: number },
): Promise<StoryDetail> {
  const trajectory = await getReadableTrajectory(db, { slug, actor, now });
  const row = await stories(db)
    .where('story.trajectory_id', '=', trajectory.id)
    .where('story.number', '=', number)
    .select(['story.status', 'story.author_id'])
    .executeTakeFirst();
  if (!row) throw new DomainError('not_found');
  const subject = { trajectoryId: trajectory.id, ownerId: row.author_id };
  const own = actor !== null && actor.id === row.author_id;
  if (row.status === 'hidden' && !can(actor, 'idea.read_hidden', subject, { now })) throw new DomainError('not_found');
  const story = toStory(row);
  return {
    ...story,
    // What somebody took back is read by nobody, themselves apart.
    body: row.status === 'withdrawn' && !own ? '' : story.body,
    status: row.status,
    own,
    trajectory: { slug, title: trajectory.title },
    may: { withdraw: row.status === 'visible' && can(actor, 'story.withdraw', subject, { now }) },
  };
}

function stories(db: Db) {
  return db
    .selectFrom('story')
    .leftJoin('person as author', 'author.id', 'story.author_id')
    .select(['story.id', 'story.number', 'story.title', 'story.body', 'story.told_as', 'story.show_name', 'story.created_at'])
    .select(['author.display_name as author_name', sql<boolean>`author.erased_at is not null`.as('author_erased')]);
}

function toStory(row: {
  id: string;
  number: number;
  title: string;
  body: string;
  told_as: ToldAs;
  show_name: boolean;
  created_at: Date;
  author_name: string | null;
  author_erased: boolean;
}): Story {
  const { name, anonymous } = authorOf({ ...row, author_neighbourhood: null });
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    body: row.body,
    toldAs: row.told_as,
    author: { name, anonymous },
    createdAt: row.created_at.toISOString(),
  };
}
