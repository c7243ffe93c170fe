import { sql } from 'kysely';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Actor, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { gatedColumn, verdictColumn } from '../gates/columns.ts';
import { type ActiveFeatures, can } from '../permissions.ts';
import { rememberFor, rememberUntilEvent } from '../remembered.ts';
import { activeFeatures, activePhases, type TrajectoryState, trajectoryState } from './rules.ts';

export type Phase = Awaited<ReturnType<typeof listPhases>>[number];

/** @throws DomainError `not_found` */
export async function getTrajectoryBySlug(db: Db, slug: string) {
  const trajectory = await db.selectFrom('trajectory').selectAll().where('slug', '=', slug).executeTakeFirst();
  if (!trajectory) throw new DomainError('not_found');
  return trajectory;
}

/** @throws DomainError `not_found` */
export async function getTrajectoryById(db: Db, id: string) {
  const trajectory = await db.selectFrom('trajectory').selectAll().where('id', '=', id).executeTakeFirst();
  if (!trajectory) throw new DomainError('not_found');
  return trajectory;
}

/** The trajectory, as far as `actor` may know of it: a concept does not exist for who may not see concepts. @throws DomainError `not_found` */
export async function getReadableTrajectory(db: Db, { slug, actor, now }: { slug: string; actor: Actor | null; now: Date }) {
  const trajectory = await getTrajectoryBySlug(db, slug);
  const published = trajectory.published_at !== null && trajectory.published_at <= now;
  if (!published && !can(actor, 'trajectory.read_concept', { trajectoryId: trajectory.id }, { now })) throw new DomainError('not_found');
  return trajectory;
}

/** The features of the phases active now, by their dates and gates: what the permission table asks for. A stopped trajectory allows nothing any more. */
export async function loadActiveFeatures(db: Db, trajectoryId: string, now: Date): Promise<ActiveFeatures> {
  const phases = await db
    .selectFrom('phase')
    .innerJoin('trajectory', 'trajectory.id', 'phase.trajectory_id')
    .where('trajectory_id', '=', trajectoryId)
    .where((where) => where.or([where('trajectory.stopped_at', 'is', null), where('trajectory.stopped_at', '>', now)]))
    .select(['phase.kind', 'starts_on as startsOn', 'ends_on as endsOn', 'features', 'minimum_level as minimumLevel'])
    .select([gatedColumn.as('gated'), verdictColumn.as('verdict')])
    .execute();
  return activeFeatures(phases, amsterdamDay(now));
}

/** Phases of these trajectories in order. */
export async function listPhases(db: Db, trajectoryIds: readonly string[]) {
  if (trajectoryIds.length === 0) return [];
  return db
    .selectFrom('phase')
    .innerJoin('trajectory', 'trajectory.id', 'phase.trajectory_id')
    .where('trajectory_id', 'in', [...trajectoryIds])
    .orderBy('trajectory_id')
    .orderBy('position')
    .select([gatedColumn.as('gated'), verdictColumn.as('verdict')])
    .select([
      'phase.id',
      'trajectory_id as trajectoryId',
      'position',
      'kind',
      'phase.title',
      'summary',
      'starts_on as startsOn',
      'ends_on as endsOn',
      'influence_level as influenceLevel',
      'promise',
      'features',
      'minimum_level as minimumLevel',
    ])
    .execute();
}

export type TrajectoryRow = {
  id: string;
  slug: string;
  title: string;
  question: string;
  lead: string;
  areaName: string;
  state: TrajectoryState;
  /** The day it was ended before its time. */
  stoppedOn: string | null;
  phases: (Phase & { active: boolean })[];
  participants: number;
  copiedFrom: { slug: string; title: string } | null;
};

/** All published trajectories, running ones first and newest first; concepts too for who may see them. */
export async function listTrajectories(db: Db, { actor, now }: { actor: Actor | null; now: Date }): Promise<TrajectoryRow[]> {
  const rows = await rememberUntilEvent(db, { key: 'trajectories', now }, () => readTrajectories(db, now));
  return rows.filter(({ id, state }) => state !== 'concept' || can(actor, 'trajectory.read_concept', { trajectoryId: id }, { now }));
}

/** A few queries, whatever the number of trajectories. */
async function readTrajectories(db: Db, now: Date): Promise<TrajectoryRow[]> {
  const rows = await db
    .selectFrom('trajectory')
    .leftJoin('trajectory as origin', 'origin.id', 'trajectory.copied_from_id')
    .orderBy('trajectory.created_at', 'desc')
    .select([
      'trajectory.id',
      'trajectory.slug',
      'trajectory.title',
      'trajectory.question',
      'trajectory.lead',
      'trajectory.area_name as areaName',
    ])
    .select([
      'trajectory.published_at as publishedAt',
      'trajectory.stopped_at as stoppedAt',
      'origin.slug as originSlug',
      'origin.title as originTitle',
    ])
    .execute();
  const ids = rows.map(({ id }) => id);
  const [phases, participants] = [await listPhases(db, ids), await countParticipants(db, { trajectoryIds: ids, now })];
  const today = amsterdamDay(now);
  const list = rows.map(({ publishedAt, stoppedAt, originSlug, originTitle, ...row }) => {
    const own = phases.filter((phase) => phase.trajectoryId === row.id);
    const active = stoppedAt && stoppedAt <= now ? [] : activePhases(own, today);
    return {
      ...row,
      state: trajectoryState({ publishedAt, stoppedAt, phases: own }, { now, today }),
      stoppedOn: stoppedAt && stoppedAt <= now ? amsterdamDay(stoppedAt) : null,
      phases: own.map((phase) => ({ ...phase, active: active.includes(phase) })),
      participants: participants.get(row.id) ?? 0,
      copiedFrom: originSlug && originTitle ? { slug: originSlug, title: originTitle } : null,
    };
  });
  return list.sort((a, b) => order(a.state) - order(b.state));
}

function order(state: TrajectoryState): number {
  return ['running', 'deciding', 'announced', 'carrying_out', 'concept', 'evaluated', 'stopped'].indexOf(state);
}

/** How long the figures of the pages everybody reads may be behind: counting a hundred thousand supports for every reader would stop the site. */
const BEHIND_MS = 10_000;

/**
 * People who took part, each once: proposed, supported, commented, told a story, wrote in the text, proposed a change, or voted. Ballots brought in from elsewhere
 * have no person: the largest imported voting counts for as many people. At most ten seconds behind.
 */
export async function countParticipants(
  db: Db,
  { trajectoryIds, now }: { trajectoryIds: readonly string[]; now: Date },
): Promise<Map<string, number>> {
  if (trajectoryIds.length === 0) return new Map();
  return rememberFor(db, { key: `participants ${trajectoryIds.join(' ')}`, now, forMs: BEHIND_MS }, () =>
    readParticipants(db, trajectoryIds),
  );
}

/** Who took part in which trajectory (`trajectory_id`, `person_id`), more than once for who did more than one thing. */
export const TOOK_PART = sql`(
      select trajectory_id, author_id as person_id from contribution where kind <> 'council_question'
      union all select idea.trajectory_id, idea_support.person_id from idea_support join idea on idea.id = idea_support.idea_id
      union all select trajectory_id, author_id from comment
      union all select trajectory_id, author_id from story
      union all select change_proposal.trajectory_id, change_proposal_support.person_id
        from change_proposal_support join change_proposal on change_proposal.id = change_proposal_support.change_proposal_id
      union all select section.trajectory_id, document_client.person_id from document_client join section on section.document_id = document_client.document_id
      union all select section.trajectory_id, section_version_author.person_id
        from section_version_author join section_version on section_version.id = section_version_author.version_id join section on section.id = section_version.section_id
      union all select voting.trajectory_id, voting_participant.person_id from voting_participant join voting on voting.id = voting_participant.voting_id
    )`;

/** Everybody who took part, each once, with ballots from a file as so many people. Of this moment. */
export async function readParticipants(db: Db, trajectoryIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; people: number }>`
    select trajectory_id as id, count(distinct person_id)::int as people from ${TOOK_PART} as took_part
    where person_id is not null and trajectory_id = any(${[...trajectoryIds]}::uuid[])
    group by trajectory_id`.execute(db);
  const imported = await sql<{ id: string; people: number }>`
    select trajectory_id as id, max(people)::int as people from (
      select voting.id, voting.trajectory_id, count(*) as people from ballot join voting on voting.id = ballot.voting_id
      where ballot.source_key is not null and voting.trajectory_id = any(${[...trajectoryIds]}::uuid[])
      group by voting.id, voting.trajectory_id
    ) as voting group by trajectory_id`.execute(db);
  const people = new Map(rows.map((row) => [row.id, row.people]));
  for (const row of imported.rows) people.set(row.id, (people.get(row.id) ?? 0) + row.people);
  return people;
}

export type WeekCount = { weekStartsOn: string; contributions: number; answers: number };

/**
 * Per week (from Monday, Amsterdam): what residents contributed and how many answers were published. The lines on the banks of the river. At most ten
 * seconds behind.
 */
export async function countByWeek(db: Db, { trajectoryId, now }: { trajectoryId: string; now: Date }): Promise<WeekCount[]> {
  return rememberFor(db, { key: `weeks ${trajectoryId}`, now, forMs: BEHIND_MS }, () => readWeeks(db, trajectoryId));
}

async function readWeeks(db: Db, trajectoryId: string): Promise<WeekCount[]> {
  const { rows } = await sql<WeekCount>`
    select to_char(week, 'YYYY-MM-DD') as "weekStartsOn", sum(contributions)::int as contributions, sum(answers)::int as answers from (
      select date_trunc('week', created_at at time zone 'Europe/Amsterdam') as week, 1 as contributions, 0 as answers
        from contribution where trajectory_id = ${trajectoryId} and kind <> 'council_question'
      union all select date_trunc('week', created_at at time zone 'Europe/Amsterdam'), 1, 0
        from comment where trajectory_id = ${trajectoryId} and contribution_id is null
      union all select date_trunc('week', published_at at time zone 'Europe/Amsterdam'), 0, 1
        from response where trajectory_id = ${trajectoryId} and status = 'published'
    ) as counted group by week order by week`.execute(db);
  return rows;
}

export async function listThemes(db: Db, trajectoryId: string) {
  return db.selectFrom('theme').where('trajectory_id', '=', trajectoryId).orderBy('position').select(['id', 'slug', 'name']).execute();
}

export async function listAreas(db: Db, trajectoryId: string) {
  return db
    .selectFrom('area')
    .where('trajectory_id', '=', trajectoryId)
    .orderBy('position')
    .orderBy('name')
    .select(['id', 'name'])
    .execute();
}
