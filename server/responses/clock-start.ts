/** When a clock starts: at once, or when what the promise counts from has happened. */
import { sql } from 'kysely';
import { addDays, amsterdamDay, amsterdamMidnight } from '../calendar/amsterdam.ts';
import type { Context, Db, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { calendarInForce, clockColumns, writeClockEvent } from './clock-store.ts';
import { type ClockKind, findPolicy } from './policies.ts';
import { nextReminder, POLICY_DEFAULTS, type Policy, startedClock, termInWorkingDays } from './rules.ts';

type Acting = Pick<Context, 'actor' | 'now'>;
type NewClock = {
  contributionId: string;
  trajectoryId: string;
  kind: ClockKind;
  teamId?: string | null;
  /** Whatever the promise counts from: what nobody else sees, nobody can support or hand over. */
  atOnce?: boolean;
};

/**
 * Starts the clock of a new contribution, in the transaction that makes it. The promise in force now is copied and never changes. When the promise counts from
 * something later, the contribution waits for that with the same copy; `startWaitingClocks` starts it.
 * @returns the date promised, or null when nothing is promised for this kind, or nothing can be dated yet
 */
export async function startClock(
  tx: Tx,
  acting: Acting,
  { teamId = null, atOnce = false, ...subject }: NewClock,
): Promise<{ dueOn: string; reasons: string[] } | null> {
  const policy = await findPolicy(tx, subject.trajectoryId, subject.kind, teamId);
  if (!policy) return null;
  if (
    atOnce ||
    policy.startEvent === 'submitted' ||
    (policy.startEvent === 'support_reached' && !(await asksSupport(tx, subject.trajectoryId)))
  )
    return openClock(tx, acting, { ...subject, teamId, policy });
  const { contributionId, trajectoryId, kind } = subject;
  await tx
    .insertInto('clock_waiting')
    .values({
      contribution_id: contributionId,
      trajectory_id: trajectoryId,
      kind,
      team_id: teamId,
      policy: JSON.stringify(policy),
      waits_for: policy.startEvent,
      phase_id: policy.startEvent === 'phase_closed' ? await phaseAt(tx, trajectoryId, acting.now) : null,
      since: acting.now,
    })
    .execute();
  return null;
}

async function openClock(
  tx: Tx,
  acting: Acting,
  { contributionId, trajectoryId, kind, teamId, policy }: Omit<NewClock, 'kind' | 'atOnce'> & { kind: string; policy: Policy },
): Promise<{ dueOn: string; reasons: string[] }> {
  const clock = startedClock(policy, amsterdamDay(acting.now), await calendarInForce(tx));
  await tx
    .insertInto('clock')
    .values({
      contribution_id: contributionId,
      trajectory_id: trajectoryId,
      kind,
      team_id: teamId ?? null,
      ...clockColumns(clock),
      remind_on: nextReminder(clock, 0)?.on ?? null,
    })
    .execute();
  const data = {
    dueOn: clock.dueOn,
    term: termInWorkingDays(clock),
    reasons: clock.reasons,
    basis: policy.basis,
    calendarVersion: clock.calendar.version,
    ...(policy.startEvent === 'submitted' ? {} : { startEvent: policy.startEvent }),
  };
  await writeClockEvent(tx, acting, { contributionId, kind: 'started', data });
  return { dueOn: clock.dueOn, reasons: clock.reasons };
}

async function asksSupport(tx: Tx, trajectoryId: string): Promise<boolean> {
  const { support_threshold } = await tx
    .selectFrom('trajectory')
    .where('id', '=', trajectoryId)
    .select('support_threshold')
    .executeTakeFirstOrThrow();
  return support_threshold !== null;
}

/** The phase that is open now, the one that ends last; null between phases. */
async function phaseAt(tx: Tx, trajectoryId: string, now: Date): Promise<string | null> {
  const today = amsterdamDay(now);
  const phase = await tx
    .selectFrom('phase')
    .where('trajectory_id', '=', trajectoryId)
    .where('starts_on', '<=', today)
    .where('ends_on', '>=', today)
    .select('id')
    .orderBy('ends_on', 'desc')
    .limit(1)
    .executeTakeFirst();
  return phase?.id ?? null;
}

/** What a contribution without a clock waits for, as its reader may know it. */
export type WaitingStart = { waitsFor: Exclude<Policy['startEvent'], 'submitted'>; term: Policy['term']; phaseEndsOn: string | null };

/** Null when nothing waits: there is a clock, or nothing was promised. */
export async function findWaitingStart(db: Db, contributionId: string): Promise<WaitingStart | null> {
  const row = await db
    .selectFrom('clock_waiting')
    .leftJoin('phase', 'phase.id', 'clock_waiting.phase_id')
    .where('contribution_id', '=', contributionId)
    .select(['waits_for', 'policy', 'phase.ends_on'])
    .executeTakeFirst();
  return row ? { waitsFor: row.waits_for, term: (row.policy as Policy).term, phaseEndsOn: row.ends_on } : null;
}

/** Contributions a moderator may hand over, the longest waiting first; at most a hundred. */
export async function listToHandOver(
  db: Db,
): Promise<{ contributionId: string; trajectoryId: string; kind: string; title: string; since: Date }[]> {
  return db
    .selectFrom('clock_waiting')
    .innerJoin('contribution', 'contribution.id', 'clock_waiting.contribution_id')
    .where('waits_for', '=', 'handed_over')
    .where('held', '=', false)
    .select([
      'clock_waiting.contribution_id as contributionId',
      'clock_waiting.trajectory_id as trajectoryId',
      'clock_waiting.kind',
      'contribution.title',
      'clock_waiting.since',
    ])
    .orderBy('since')
    .orderBy('clock_waiting.contribution_id')
    .limit(100)
    .execute();
}

/**
 * A moderator hands a contribution over to the officials: its clock starts now.
 * @throws DomainError `not_allowed`, `not_found` when it does not wait for that, or somebody did it already
 */
export async function handOver(context: Context, { contributionId }: { contributionId: string }): Promise<{ dueOn: string }> {
  return context.db.transaction().execute(async (tx) => {
    const waiting = await tx
      .selectFrom('clock_waiting')
      .where('contribution_id', '=', contributionId)
      .where('waits_for', '=', 'handed_over')
      .where('held', '=', false)
      .selectAll()
      .forUpdate()
      .executeTakeFirst();
    if (!waiting) throw new DomainError('not_found');
    requireActor(context.actor, 'contribution.hand_over', { trajectoryId: waiting.trajectory_id }, context);
    return startWaiting(tx, context, waiting);
  });
}

type Waiting = { contribution_id: string; trajectory_id: string; kind: string; team_id: string | null; policy: unknown };

async function startWaiting(tx: Tx, acting: Acting, waiting: Waiting): Promise<{ dueOn: string }> {
  const { contribution_id: contributionId, trajectory_id: trajectoryId, kind, team_id: teamId } = waiting;
  const policy = { ...POLICY_DEFAULTS, ...(waiting.policy as Policy) };
  const { dueOn } = await openClock(tx, acting, { contributionId, trajectoryId, kind, teamId, policy });
  await tx.deleteFrom('clock_waiting').where('contribution_id', '=', contributionId).execute();
  await recordEvent(tx, acting, {
    kind: 'clock.started',
    trajectoryId,
    subjectKind: 'contribution',
    subjectId: contributionId,
    data: { startEvent: policy.startEvent, dueOn },
  });
  return { dueOn };
}

const AT_ONCE = 200;

/**
 * Starts the clocks whose moment has come: the idea has the support its trajectory asks, or the phase it came in in is over. Each starts at the moment itself,
 * also when nobody looked for a day. Safe to run twice and on several nodes: a waiting contribution is held while it is started.
 * @returns how many started
 */
export async function startWaitingClocks({ db, now }: { db: Db; now: Date }): Promise<number> {
  let started = 0;
  for (;;) {
    const count = await db.transaction().execute(async (tx) => {
      const ready = await listReady(tx, now);
      for (const { moment, ...waiting } of ready) await startWaiting(tx, { actor: null, now: moment }, waiting);
      return ready.length;
    });
    started += count;
    if (count < AT_ONCE) return started;
  }
}

async function listReady(tx: Tx, now: Date): Promise<(Waiting & { moment: Date })[]> {
  const { rows } = await sql<Waiting & { reached_at: Date | null; ends_on: string | null }>`
    select clock_waiting.contribution_id, clock_waiting.trajectory_id, clock_waiting.kind, clock_waiting.team_id, clock_waiting.policy,
      phase.ends_on, reached.created_at as reached_at
    from clock_waiting
    join trajectory on trajectory.id = clock_waiting.trajectory_id
    left join phase on phase.id = clock_waiting.phase_id
    left join idea on idea.id = clock_waiting.contribution_id
    left join lateral (
      select idea_support.created_at from idea_support
      where idea_support.idea_id = idea.id and clock_waiting.waits_for = 'support_reached' and idea.support_count >= trajectory.support_threshold
      order by idea_support.created_at offset greatest(trajectory.support_threshold - 1, 0) limit 1
    ) as reached on true
    where not clock_waiting.held and ((clock_waiting.waits_for = 'support_reached' and (reached.created_at is not null or trajectory.support_threshold is null))
      or (clock_waiting.waits_for = 'phase_closed' and (phase.id is null or phase.ends_on < ${amsterdamDay(now)}::date)))
    order by clock_waiting.contribution_id limit ${AT_ONCE}::integer
    for update of clock_waiting skip locked`.execute(tx);
  return rows.map(({ reached_at, ends_on, ...waiting }) => ({
    ...waiting,
    moment: reached_at ?? (ends_on ? amsterdamMidnight(addDays(ends_on, 1)) : now),
  }));
}
