import { sql } from 'kysely';
import type { Actor, Db, Role } from '../context.ts';
import { can } from '../permissions.ts';
import type { ObjectionOutcome } from './objections.ts';
import type { FlagOutcome, IntegrityRule } from './rules.ts';

export type Flag = {
  id: string;
  rule: IntegrityRule;
  count: number;
  minutes: number;
  raisedAt: Date;
  subject: {
    kind: 'idea' | 'change_proposal' | 'voting';
    id: string;
    title: string;
    number: number | null;
    /** Of a change proposal. */
    section: string | null;
    trajectory: { slug: string; title: string };
  };
  decision: {
    outcome: FlagOutcome;
    reason: string;
    at: Date;
    tally: { before: number; after: number } | null;
    putBack: { at: Date; reason: string } | null;
  } | null;
  mayDecide: boolean;
};

type Reading = { actor: Actor | null; now: Date };

/** Open flags, the oldest first, then what was decided, the newest first: of the trajectories where this person has a say. */
export async function listFlags(db: Db, { actor, now }: Reading): Promise<{ open: Flag[]; decided: Flag[] }> {
  const trajectoryIds = readableTrajectories(actor);
  const within = trajectoryIds === null ? sql`true` : sql`flag.trajectory_id = any(${trajectoryIds}::uuid[])`;
  const open = await load(db, sql`${within} and flag.decided_at is null order by flag.raised_at, flag.id limit 200`);
  const decided = await load(db, sql`${within} and flag.decided_at is not null order by flag.decided_at desc, flag.id limit 50`);
  const shown = (rows: Row[]) => rows.map((row) => present(row, { actor, now }));
  return { open: shown(open), decided: shown(decided) };
}

/** What stood out in one voting; nothing for who has no say in its trajectory. */
export async function listFlagsOfVoting(db: Db, votingId: string, { actor, now }: Reading): Promise<Flag[]> {
  const rows = await load(db, sql`flag.subject_kind = 'voting' and flag.subject_id = ${votingId} order by flag.raised_at, flag.id`);
  return rows
    .filter((row) => can(actor, 'integrity.read', { trajectoryId: row.trajectory_id }, { now }))
    .map((row) => present(row, { actor, now }));
}

export async function countOpenFlags(db: Db, actor: Actor | null): Promise<number> {
  const trajectoryIds = readableTrajectories(actor);
  const { count } = await db
    .selectFrom('integrity_flag')
    .where('decided_at', 'is', null)
    .$if(trajectoryIds !== null, (query) => query.where(sql<boolean>`trajectory_id = any(${trajectoryIds}::uuid[])`))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

export type IntegrityFigures = {
  raised: number;
  open: number;
  nothing: number;
  passedOn: number;
  excluded: number;
  /** Support that was taken out and is out still. */
  out: number;
  /** Each time support was taken out: the count before and after, and whether it was undone. */
  times: {
    at: Date;
    trajectory: { slug: string; title: string };
    kind: 'idea' | 'change_proposal';
    before: number;
    after: number;
    undone: boolean;
    /** Counts again after an objection, one by one. */
    back: number;
  }[];
  objections: { total: number; open: number; late: number; upheld: number; overturned: number };
};

/** For the public log: how often, and what it did to counts. No names, and not of whom. */
export async function readIntegrityFigures(db: Db, today: string): Promise<IntegrityFigures> {
  const outcomes = await db
    .selectFrom('integrity_flag')
    .select((eb) => ['outcome', eb.fn.countAll<number>().as('count')])
    .groupBy('outcome')
    .execute();
  const { out } = await db
    .selectFrom('excluded_support')
    .select((eb) => eb.fn.countAll<number>().as('out'))
    .executeTakeFirstOrThrow();
  const times = await db
    .selectFrom('integrity_flag as flag')
    .innerJoin('trajectory', 'trajectory.id', 'flag.trajectory_id')
    .where('flag.outcome', '=', 'excluded')
    .where('trajectory.published_at', 'is not', null)
    .select((eb) => [
      'flag.decided_at',
      'flag.subject_kind',
      'flag.tally_before',
      'flag.tally_after',
      'flag.put_back_at',
      'trajectory.slug',
      'trajectory.title',
      eb
        .selectFrom('support_objection as objection')
        .whereRef('objection.flag_id', '=', 'flag.id')
        .where('objection.outcome', '=', 'overturned')
        .select((inner) => inner.fn.countAll<number>().as('back'))
        .as('back'),
    ])
    .orderBy('flag.decided_at', 'desc')
    .limit(20)
    .execute();
  const objections = await db
    .selectFrom('support_objection')
    .select((eb) => [
      'outcome',
      eb.fn.countAll<number>().as('count'),
      eb.fn.countAll<number>().filterWhere('due_on', '<', today).as('late'),
    ])
    .groupBy('outcome')
    .execute();
  const objectionsWith = (outcome: ObjectionOutcome | null) => objections.find((row) => row.outcome === outcome);
  const countOf = (outcome: FlagOutcome | null) => Number(outcomes.find((row) => row.outcome === outcome)?.count ?? 0);
  return {
    raised: outcomes.reduce((sum, { count }) => sum + Number(count), 0),
    open: countOf(null),
    nothing: countOf('nothing'),
    passedOn: countOf('passed_on'),
    excluded: countOf('excluded'),
    out: Number(out),
    objections: {
      total: objections.reduce((sum, { count }) => sum + Number(count), 0),
      open: Number(objectionsWith(null)?.count ?? 0),
      late: Number(objectionsWith(null)?.late ?? 0),
      upheld: Number(objectionsWith('upheld')?.count ?? 0),
      overturned: Number(objectionsWith('overturned')?.count ?? 0),
    },
    times: times.flatMap((row) =>
      row.decided_at && row.subject_kind !== 'voting' && row.tally_before !== null && row.tally_after !== null
        ? [
            {
              at: row.decided_at,
              trajectory: { slug: row.slug, title: row.title },
              kind: row.subject_kind,
              before: row.tally_before,
              after: row.tally_after,
              undone: row.put_back_at !== null,
              back: Number(row.back),
            },
          ]
        : [],
    ),
  };
}

const READERS: readonly Role[] = ['official', 'moderator', 'trajectory_manager', 'administrator', 'council_member', 'clerk'];

/** Trajectories where this person has a role; null for all. */
function readableTrajectories(actor: Actor | null): string[] | null {
  const grants = actor?.roles.filter(({ role }) => READERS.includes(role)) ?? [];
  if (grants.some(({ trajectoryId }) => trajectoryId === null)) return null;
  return grants.flatMap(({ trajectoryId }) => trajectoryId ?? []);
}

type Row = Awaited<ReturnType<typeof load>>[number];

async function load(db: Db, where: ReturnType<typeof sql>) {
  const { rows } = await sql<{
    id: string;
    trajectory_id: string;
    subject_kind: Flag['subject']['kind'];
    subject_id: string;
    rule: IntegrityRule;
    count: number;
    minutes: number;
    raised_at: Date;
    outcome: FlagOutcome | null;
    reason: string | null;
    decided_at: Date | null;
    tally_before: number | null;
    tally_after: number | null;
    put_back_at: Date | null;
    put_back_reason: string | null;
    slug: string;
    trajectory_title: string;
    title: string | null;
    number: number | null;
    section: string | null;
    owner_id: string | null;
  }>`
    select flag.*, trajectory.slug, trajectory.title as trajectory_title,
      coalesce(idea.title, voting.title, section.title) as title, coalesce(idea.number, proposal.number) as number, section.number as section,
      coalesce(idea.author_id, proposal.author_id) as owner_id
    from integrity_flag as flag join trajectory on trajectory.id = flag.trajectory_id
    left join idea on flag.subject_kind = 'idea' and idea.id = flag.subject_id
    left join voting on flag.subject_kind = 'voting' and voting.id = flag.subject_id
    left join change_proposal as proposal on flag.subject_kind = 'change_proposal' and proposal.id = flag.subject_id
    left join section on section.id = proposal.section_id
    where ${where}`.execute(db);
  return rows;
}

function present(row: Row, { actor, now }: Reading): Flag {
  const { outcome, reason, decided_at, tally_before: before, tally_after: after, put_back_at, put_back_reason } = row;
  return {
    id: row.id,
    rule: row.rule,
    count: row.count,
    minutes: row.minutes,
    raisedAt: row.raised_at,
    subject: {
      kind: row.subject_kind,
      id: row.subject_id,
      title: row.title ?? '',
      number: row.number,
      section: row.section,
      trajectory: { slug: row.slug, title: row.trajectory_title },
    },
    decision:
      outcome && decided_at
        ? {
            outcome,
            reason: reason ?? '',
            at: decided_at,
            tally: before === null || after === null ? null : { before, after },
            putBack: put_back_at ? { at: put_back_at, reason: put_back_reason ?? '' } : null,
          }
        : null,
    mayDecide: can(actor, 'integrity.decide', { trajectoryId: row.trajectory_id, ownerId: row.owner_id }, { now }),
  };
}
