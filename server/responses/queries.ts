import { sql } from 'kysely';
import { addDays, amsterdamDay } from '../calendar/amsterdam.ts';
import { addedDaysIn, newestOf } from '../calendar/calendar.ts';
import { computeDeadline } from '../calendar/deadline.ts';
import { knownCalendars, loadCalendars } from '../calendar/queries.ts';
import type { Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { chosenName } from '../people/shown-official.ts';
import { remember } from '../remembered.ts';
import { type ClockEventRow, type ClockRow, type ClockView, clockView, type HandledBy } from './clock-view.ts';
import { type ClockKind, findPolicy, termText } from './policies.ts';
import type { Policy, StartEvent } from './rules.ts';

/**
 * The clocks of these contributions, in two queries whatever their number. A contribution without a clock, or whose clock is stopped (hidden,
 * withdrawn, merged), is not in the map.
 */
export async function listClocks(db: Db, contributionIds: readonly string[], now: Date): Promise<Map<string, ClockView>> {
  if (contributionIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('clock')
    .leftJoin('team', 'team.id', 'clock.team_id')
    .leftJoin('person as handler', 'handler.id', 'clock.handler_id')
    .where('contribution_id', 'in', contributionIds)
    .where('stopped_on', 'is', null)
    .select(['contribution_id', ...CLOCK_COLUMNS, 'team.name as team', chosenName('handler').as('handler')])
    .execute();
  const events = await listClockEvents(
    db,
    rows.map((row) => row.contribution_id),
  );
  const addedDays = Math.max(0, ...rows.map((row) => addedDaysIn(row.calendar_version)));
  const calendars = await knownCalendars(db, { addedDays, now });
  return new Map(
    rows.map((row) => [
      row.contribution_id,
      clockView(row as ClockRow & HandledBy, events.get(row.contribution_id) ?? [], { now, calendars }),
    ]),
  );
}

/** @throws DomainError `not_found` when there is no clock, or it is stopped */
export async function getClock(db: Db, contributionId: string, now: Date): Promise<ClockView> {
  const clock = (await listClocks(db, [contributionId], now)).get(contributionId);
  if (!clock) throw new DomainError('not_found');
  return clock;
}

export const CLOCK_COLUMNS = [
  'policy',
  'started_on',
  'first_due_on',
  'due_on',
  'reasons',
  'calendar_version',
  'paused_on',
  'extended',
  'answered_on',
  'working_days_taken',
  'stopped_on',
] as const;

/** What happened to each clock, in order. */
export async function listClockEvents(db: Db, contributionIds: readonly string[]): Promise<Map<string, ClockEventRow[]>> {
  const byContribution = new Map<string, ClockEventRow[]>();
  if (contributionIds.length === 0) return byContribution;
  const rows = await db
    .selectFrom('clock_event')
    .leftJoin('person', 'person.id', 'clock_event.actor_id')
    .where('clock_event.contribution_id', 'in', contributionIds)
    .select(['clock_event.contribution_id', 'clock_event.kind', 'clock_event.at', 'clock_event.data', chosenName('person').as('actor')])
    // What is noted afterwards (that a date passed, after a night without us) stands where it happened.
    .orderBy('clock_event.at')
    .orderBy('clock_event.id')
    .execute();
  for (const { contribution_id, ...event } of rows) {
    const events = byContribution.get(contribution_id);
    if (events) events.push(event);
    else byContribution.set(contribution_id, [event]);
  }
  return byContribution;
}

/** Below this many answers in the last ninety days we do not say what is usual. */
const MINIMUM_PRACTICE = 3;

export type Promised = {
  /** What the term counts from; for anything but `submitted` the date is not known yet. */
  startEvent: StartEvent;
  /** The last day an answer to something sent today is on time; null when the term does not start today. */
  dueOn: string | null;
  /** Why that day, when it is not simply counted: Dutch sentences. */
  reasons: string[];
  /** `10 werkdagen`. */
  termText: string;
  term: Policy['term'];
  /** Support an idea needs before the term starts. */
  supportThreshold: number | null;
  /** Working days half of the answers of the last ninety days took; null when there are too few to say. */
  medianDays: number | null;
  /** Answers in those ninety days. */
  n: number;
};

/** What somebody who sends a contribution of this kind now is promised, and what usually happens. Null when nothing is promised for the kind. */
export async function promiseFor(db: Db, trajectoryId: string, kind: ClockKind, now: Date): Promise<Promised | null> {
  const policy = await findPolicy(db, trajectoryId, kind);
  if (!policy) return null;
  const supportThreshold = policy.startEvent === 'support_reached' ? await supportAsked(db, trajectoryId) : null;
  const startEvent = policy.startEvent === 'support_reached' && supportThreshold === null ? 'submitted' : policy.startEvent;
  const deadline =
    startEvent === 'submitted'
      ? computeDeadline({ start: amsterdamDay(now), ...policy, calendar: newestOf(await loadCalendars(db)) })
      : { end: null, reasons: [] };
  const practice = await remember(db, { key: `practice ${trajectoryId} ${kind}`, now }, () =>
    recentPractice(db, { trajectoryId, kind, now }),
  );
  return {
    startEvent,
    dueOn: deadline.end,
    reasons: deadline.reasons,
    termText: termText(policy),
    term: policy.term,
    supportThreshold,
    ...practice,
  };
}

async function supportAsked(db: Db, trajectoryId: string): Promise<number | null> {
  const row = await db.selectFrom('trajectory').where('id', '=', trajectoryId).select('support_threshold').executeTakeFirst();
  return row?.support_threshold ?? null;
}

/** The present practice beside a promise: the last ninety days of this kind on this trajectory. */
async function recentPractice(
  db: Db,
  { trajectoryId, kind, now }: { trajectoryId: string; kind: string; now: Date },
): Promise<{ medianDays: number | null; n: number }> {
  const row = await db
    .selectFrom('clock')
    .where('trajectory_id', '=', trajectoryId)
    .where('kind', '=', kind)
    .where('answered_on', '>=', addDays(amsterdamDay(now), -90))
    .select((eb) => [
      eb.cast<number>(eb.fn.countAll(), 'integer').as('n'),
      sql<number | null>`percentile_disc(0.5) within group (order by working_days_taken)`.as('median'),
    ])
    .executeTakeFirstOrThrow();
  return { n: row.n, medianDays: row.n >= MINIMUM_PRACTICE ? row.median : null };
}
