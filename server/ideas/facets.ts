import type { Actor, Context, Db } from '../context.ts';
import { DomainError, type ErrorCode } from '../errors.ts';
import { askedLevel, whyNot } from '../permissions.ts';
import { loadActiveFeatures } from '../trajectories/queries.ts';
import { countOpenAnswers } from './answer-states.ts';
import { ANSWERED_STATUSES, type AnswerState, type IdeaStatus, LISTED_STATUSES } from './rules.ts';

export type IdeaFacets = {
  trajectory: { slug: string; title: string; areaName: string; supportThreshold: number | null };
  areas: string[];
  /** Whether anybody may propose today; who is not signed in yet can do that after writing. */
  open: boolean;
  /** Ideas or support are still coming in: no order but chance should favour one. */
  gathering: boolean;
  /** Why the viewer may not propose. */
  /** How sure we must be of who proposes one. */
  asks: Actor['verificationLevel'];
  why: { propose: ErrorCode | null };
  total: number;
  themes: { slug: string; name: string; count: number }[];
  statuses: Partial<Record<IdeaStatus, number>>;
  answers: Record<AnswerState, number>;
};

/**
 * A trajectory as far as its ideas go: how many there are, in all and per choice, whatever is chosen now.
 * @throws DomainError `not_found`
 */
export async function getIdeaFacets({ db, actor, now }: Pick<Context, 'db' | 'actor' | 'now'>, slug: string): Promise<IdeaFacets> {
  const trajectory = await getPublishedTrajectory(db, slug, now);
  const [tally, themes, clocks, areas, features] = await Promise.all([
    db
      .selectFrom('idea_tally')
      .where('trajectory_id', '=', trajectory.id)
      .groupBy(['theme_id', 'status'])
      .select((eb) => ['theme_id', 'status', eb.fn.sum<number>('ideas').as('ideas')])
      .execute(),
    db.selectFrom('theme').where('trajectory_id', '=', trajectory.id).orderBy('position').select(['id', 'slug', 'name']).execute(),
    countOpenAnswers(db, { trajectoryId: trajectory.id, now, dueSoonDays: trajectory.dueSoonDays }),
    db.selectFrom('area').where('trajectory_id', '=', trajectory.id).orderBy('position').orderBy('name').select('name').execute(),
    loadActiveFeatures(db, trajectory.id, now),
  ]);
  const listed = tally.filter(({ status }) => (LISTED_STATUSES as readonly IdeaStatus[]).includes(status));
  const sum = (rows: typeof tally) => rows.reduce((total, row) => total + Number(row.ideas), 0);
  const statuses: IdeaFacets['statuses'] = {};
  for (const row of tally) if (row.status !== 'hidden') statuses[row.status] = (statuses[row.status] ?? 0) + Number(row.ideas);
  return {
    trajectory: { slug, title: trajectory.title, areaName: trajectory.area_name, supportThreshold: trajectory.support_threshold },
    areas: areas.map(({ name }) => name),
    open: features.has('propose'),
    gathering: features.has('propose') || features.has('support'),
    asks: askedLevel(features, 'propose'),
    why: { propose: whyNot(actor, 'idea.propose', { trajectoryId: trajectory.id, features }, { now }) },
    total: sum(listed),
    themes: themes.map(({ id, slug: theme, name }) => ({ slug: theme, name, count: sum(listed.filter((row) => row.theme_id === id)) })),
    statuses,
    answers: { ...clocks, answered: sum(listed.filter((row) => (ANSWERED_STATUSES as readonly IdeaStatus[]).includes(row.status))) },
  };
}

/** @throws DomainError `not_found` */
export async function getPublishedTrajectory(db: Db, slug: string, now: Date) {
  const row = await db
    .selectFrom('trajectory as t')
    .leftJoin('response_policy as policy', (join) => join.onRef('policy.trajectory_id', '=', 't.id').on('policy.kind', '=', 'idea'))
    .where('t.slug', '=', slug)
    .where('t.published_at', '<=', now)
    .select(['t.id', 't.title', 't.area_name', 't.support_threshold', 'policy.due_soon_days as dueSoonDays'])
    .executeTakeFirst();
  if (!row) throw new DomainError('not_found');
  return row;
}
