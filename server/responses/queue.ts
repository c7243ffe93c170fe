/** The officials' queue: what waits for an answer, the shortest clock first. */
import { sql } from 'kysely';
import { z } from 'zod';
import { amsterdamDay, isDay } from '../calendar/amsterdam.ts';
import type { Actor, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { isStaffOnly } from '../staff-only/concealed.ts';
import type { ClockView } from './clock-view.ts';
import { listOpenCorrections, type OpenCorrection } from './open-correction.ts';
import { listClocks } from './queries.ts';
import { type Handler, listHandlers, listTeams } from './response-assign.ts';
import { openStates } from './state-sql.ts';

export const QUEUE_TABS = ['attention', 'all', 'mine', 'nobody', 'review', 'publish'] as const;
export type QueueTab = (typeof QUEUE_TABS)[number];

export type QueueFilter = { tab: QueueTab; trajectoryId: string | null; teamId: string | null; kind?: string | null };

export type QueueItem = {
  contributionId: string;
  kind: string;
  title: string;
  trajectory: { slug: string; title: string };
  ideaNumber: number | null;
  /** Told the municipality alone. */
  staffOnly: boolean;
  /** Null when the author chose not to show a name. */
  author: { name: string } | null;
  team: { id: string; name: string } | null;
  handler: { id: string; name: string } | null;
  /** `together`: how many contributions get this answer; `publishAt`: when it is published by itself. */
  response: { status: 'draft' | 'in_review' | 'approved'; authorName: string; together: number; publishAt: string | null } | null;
  clock: ClockView;
};

export type Queue = {
  items: QueueItem[];
  nextCursor: string | null;
  /** Corrections of published answers that are being written, read or wait to be published. */
  corrections: OpenCorrection[];
  /** Per tab, within the chosen trajectory and team. */
  counts: Record<QueueTab, number>;
  /** Where the clocks stand; `extended` are those that run on a later date. */
  states: { overdue: number; dueSoon: number; running: number; paused: number; extended: number };
  trajectories: { id: string; slug: string; title: string }[];
  teams: { id: string; name: string }[];
  kinds: string[];
  /** To whom what is chosen can be given, and which teams there are; empty for who cannot. */
  giveTo: { handlers: Handler[]; teams: { id: string; name: string }[] };
};

/** Open contributions of the trajectories on which the actor has a role. */
export async function listQueue(
  db: Db,
  { actor, filter, cursor, limit, now }: { actor: Actor; filter: QueueFilter; cursor: string | null; limit: number; now: Date },
): Promise<Queue> {
  const today = amsterdamDay(now);
  const is = openStates(today);
  const inTab = {
    attention: sql<boolean>`(${is.overdue} or ${is.dueSoon} or ${is.paused} or clock.extended or clock.handler_id is null)`,
    all: sql<boolean>`true`,
    mine: sql<boolean>`clock.handler_id = ${actor.id}::uuid`,
    nobody: sql<boolean>`clock.handler_id is null`,
    review: sql<boolean>`response.status = 'in_review'`,
    publish: sql<boolean>`response.status = 'approved'`,
  };
  const count = (condition: ReturnType<typeof sql<boolean>>) => sql<number>`(count(*) filter (where ${condition}))::integer`;
  const open = openClocks(db, { actor, filter });
  const totals = await open
    .select([
      ...QUEUE_TABS.map((tab) => count(inTab[tab]).as(tab)),
      count(is.overdue).as('overdue'),
      count(is.dueSoon).as('dueSoon'),
      count(sql<boolean>`${is.running} and not clock.extended`).as('running'),
      count(is.paused).as('paused'),
      count(sql<boolean>`${is.running} and clock.extended`).as('extended'),
    ])
    .executeTakeFirstOrThrow();

  const after = cursor === null ? null : readCursor(cursor);
  const rows = await open
    .innerJoin('contribution', 'contribution.id', 'clock.contribution_id')
    .innerJoin('trajectory', 'trajectory.id', 'clock.trajectory_id')
    .leftJoin('idea', 'idea.id', 'clock.contribution_id')
    .leftJoin('person as author', 'author.id', 'contribution.author_id')
    .leftJoin('person as handler', 'handler.id', 'clock.handler_id')
    .leftJoin('person as writer', 'writer.id', 'response.author_id')
    .leftJoin('team', 'team.id', 'clock.team_id')
    .where(inTab[filter.tab])
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(clock.due_on, clock.contribution_id) > (${after?.dueOn}::date, ${after?.id}::uuid)`),
    )
    .select([
      'clock.contribution_id',
      'clock.due_on',
      'clock.handler_id',
      'clock.team_id',
      'contribution.kind',
      'contribution.title',
      'trajectory.slug',
      'trajectory.title as trajectory_title',
      'idea.number',
      'idea.show_name',
      isStaffOnly(sql`clock.contribution_id`).as('staff_only'),
      'author.display_name as author_name',
      'handler.display_name as handler_name',
      'writer.display_name as writer_name',
      'response.status as response_status',
      'response.publish_at',
      sql<number>`(select count(*)::integer from response other where other.bundle_id = response.bundle_id and other.status <> 'published')`.as(
        'together',
      ),
      'team.name as team_name',
    ])
    .orderBy('clock.due_on')
    .orderBy('clock.contribution_id')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const clocks = await listClocks(
    db,
    page.map((row) => row.contribution_id),
    now,
  );
  const items = page.flatMap((row): QueueItem[] => {
    const clock = clocks.get(row.contribution_id);
    if (!clock) return [];
    return [
      {
        contributionId: row.contribution_id,
        kind: row.kind,
        title: row.title,
        trajectory: { slug: row.slug, title: row.trajectory_title },
        ideaNumber: row.number,
        staffOnly: row.staff_only,
        author: row.author_name !== null && row.show_name !== false ? { name: row.author_name } : null,
        team: row.team_id ? { id: row.team_id, name: row.team_name ?? '' } : null,
        handler: row.handler_id ? { id: row.handler_id, name: row.handler_name ?? '' } : null,
        response:
          row.response_status && row.response_status !== 'published'
            ? {
                status: row.response_status,
                authorName: row.writer_name ?? '',
                together: row.together,
                publishAt: row.publish_at?.toISOString() ?? null,
              }
            : null,
        clock,
      },
    ];
  });
  const last = page.at(-1);
  const { overdue, dueSoon, running, paused, extended, ...counts } = totals as Record<QueueTab | keyof Queue['states'], number>;
  return {
    items,
    nextCursor: rows.length > limit && last ? Buffer.from(`${last.due_on}|${last.contribution_id}`).toString('base64url') : null,
    counts,
    states: { overdue, dueSoon, running, paused, extended },
    corrections: await listOpenCorrections(db, { own: ownTrajectories(actor), trajectoryId: filter.trajectoryId }),
    ...(await listChoices(db, actor)),
    giveTo: await listReceivers(db, { actor, now }),
  };
}

function openClocks(db: Db, { actor, filter }: { actor: Actor; filter: QueueFilter }) {
  const own = ownTrajectories(actor);
  return db
    .selectFrom('clock')
    .leftJoin('response', (join) =>
      join.onRef('response.contribution_id', '=', 'clock.contribution_id').on('response.status', '<>', 'published'),
    )
    .where('clock.answered_on', 'is', null)
    .where('clock.stopped_on', 'is', null)
    .$if(own !== 'all', (query) => query.where(sql<boolean>`clock.trajectory_id = any(${`{${[...own].join(',')}}`}::text::uuid[])`))
    .$if(filter.trajectoryId !== null, (query) => query.where('clock.trajectory_id', '=', filter.trajectoryId ?? ''))
    .$if(filter.teamId !== null, (query) => query.where('clock.team_id', '=', filter.teamId ?? ''))
    .$if(Boolean(filter.kind), (query) => query.where('clock.kind', '=', filter.kind ?? ''));
}

/** Trajectories and teams to choose from: those with something open. */
async function listChoices(db: Db, actor: Actor): Promise<Pick<Queue, 'trajectories' | 'teams' | 'kinds'>> {
  const open = openClocks(db, { actor, filter: { tab: 'all', trajectoryId: null, teamId: null } });
  const trajectories = await open
    .innerJoin('trajectory', 'trajectory.id', 'clock.trajectory_id')
    .select(['trajectory.id', 'trajectory.slug', 'trajectory.title'])
    .distinct()
    .orderBy('trajectory.title')
    .execute();
  const teams = await open
    .innerJoin('team', 'team.id', 'clock.team_id')
    .select(['team.id', 'team.name'])
    .distinct()
    .orderBy('team.name')
    .execute();
  const kinds = await open.select('clock.kind').distinct().orderBy('clock.kind').execute();
  return { trajectories, teams, kinds: kinds.map(({ kind }) => kind) };
}

async function listReceivers(db: Db, { actor, now }: { actor: Actor; now: Date }): Promise<Queue['giveTo']> {
  if (!actor.roles.some(({ role }) => role === 'official' || role === 'trajectory_manager')) return { handlers: [], teams: [] };
  const own = ownTrajectories(actor);
  const [only] = own === 'all' || own.length > 1 ? [null] : own;
  return { handlers: await listHandlers(db, { trajectoryId: only ?? null, now }), teams: await listTeams(db) };
}

function ownTrajectories(actor: Actor): 'all' | string[] {
  const staff = actor.roles.filter(
    ({ role }) => role === 'official' || role === 'moderator' || role === 'trajectory_manager' || role === 'administrator',
  );
  if (staff.some(({ trajectoryId }) => trajectoryId === null)) return 'all';
  return staff.flatMap(({ trajectoryId }) => trajectoryId ?? []);
}

function readCursor(cursor: string): { dueOn: string; id: string } {
  const [dueOn = '', id = ''] = Buffer.from(cursor.slice(0, 200), 'base64url').toString().split('|');
  if (!isDay(dueOn) || !z.uuid().safeParse(id).success) throw new DomainError('invalid', { what: 'cursor' });
  return { dueOn, id };
}
