/** Response policies: what is promised per kind of contribution, for the whole site or for one trajectory. */
import { type Selectable, sql } from 'kysely';
import type { ResponsePolicyTable } from '../../db/schema/responses.ts';
import type { Context, Db, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { assertCan } from '../permissions.ts';
import { CLOCK_KINDS, type ClockKind } from './clock-kinds.ts';
import { assertPolicy } from './policy-rules.ts';
import { POLICY_DEFAULTS, type Policy } from './rules.ts';

export { CLOCK_KINDS, type ClockKind };

/** The promise for a kind: the trajectory's own, else the site's, else none; in either the team's own goes before the one for every team. */
export async function findPolicy(db: Db, trajectoryId: string | null, kind: string, teamId: string | null = null): Promise<Policy | null> {
  const row = await db
    .selectFrom('response_policy')
    .selectAll()
    .where('kind', '=', kind)
    .where((eb) => (teamId ? eb.or([eb('team_id', '=', teamId), eb('team_id', 'is', null)]) : eb('team_id', 'is', null)))
    .where((eb) =>
      trajectoryId ? eb.or([eb('trajectory_id', '=', trajectoryId), eb('trajectory_id', 'is', null)]) : eb('trajectory_id', 'is', null),
    )
    .orderBy((eb) => eb('trajectory_id', 'is', null))
    .orderBy((eb) => eb('team_id', 'is', null))
    .limit(1)
    .executeTakeFirst();
  return row ? toPolicy(row) : null;
}

/** The promise that holds on every published trajectory (its own, or the site's) when none of them differs, else null; the site's while there are none. */
export async function findSharedPolicy(db: Db, kind: string): Promise<Policy | null> {
  const { rows } = await sql<{ id: string | null }>`
    select distinct on (policy.term_working_days, policy.term_weeks, policy.term_days, policy.target_percent) policy.id
    from trajectory
    left join lateral (
      select * from response_policy
      where kind = ${kind} and team_id is null and (trajectory_id = trajectory.id or trajectory_id is null)
      order by trajectory_id is null limit 1
    ) as policy on true
    where trajectory.published_at is not null
    limit 2`.execute(db);
  const [only, another] = rows;
  if (!only) return findPolicy(db, null, kind);
  if (another || only.id === null) return null;
  const row = await db.selectFrom('response_policy').selectAll().where('id', '=', only.id).executeTakeFirst();
  return row ? toPolicy(row) : null;
}

function toPolicy(row: Selectable<ResponsePolicyTable>): Policy {
  return {
    term: {
      ...(row.term_working_days === null ? {} : { workingDays: row.term_working_days }),
      ...(row.term_weeks === null ? {} : { weeks: row.term_weeks }),
      ...(row.term_days === null ? {} : { days: row.term_days }),
    },
    firstDay: row.first_day,
    termsAct: row.terms_act,
    basis: row.basis,
    basisText: row.basis_text,
    dueSoonDays: row.due_soon_days,
    targetPercent: row.target_percent,
    startEvent: row.start_event,
    remindAt: row.remind_at,
  };
}

export type ListedPolicy = {
  kind: ClockKind;
  team: { id: string; name: string } | null;
  policy: Policy;
  /** Set for the whole site, and valid here because the trajectory has none of its own. */
  inherited: boolean;
};

/** What is promised on a trajectory (null: on the site), with what it takes from the site. By kind, the promise for every team first. */
export async function listPolicies(db: Db, trajectoryId: string | null): Promise<ListedPolicy[]> {
  const rows = await db
    .selectFrom('response_policy')
    .leftJoin('team', 'team.id', 'response_policy.team_id')
    .where((eb) =>
      trajectoryId ? eb.or([eb('trajectory_id', '=', trajectoryId), eb('trajectory_id', 'is', null)]) : eb('trajectory_id', 'is', null),
    )
    .selectAll('response_policy')
    .select('team.name as team_name')
    .execute();
  const own = rows.filter((row) => row.trajectory_id === trajectoryId);
  const inherited = rows.filter(
    (row) =>
      row.trajectory_id !== trajectoryId &&
      // The trajectory's promise for every team goes before the site's promise for one.
      !own.some((mine) => mine.kind === row.kind && (mine.team_id === null || mine.team_id === row.team_id)),
  );
  return [...own, ...inherited]
    .map((row) => ({
      kind: row.kind as ClockKind,
      team: row.team_id ? { id: row.team_id, name: row.team_name ?? '' } : null,
      policy: toPolicy(row),
      inherited: row.trajectory_id !== trajectoryId,
    }))
    .sort(
      (a, b) => CLOCK_KINDS.indexOf(a.kind) - CLOCK_KINDS.indexOf(b.kind) || (a.team?.name ?? '').localeCompare(b.team?.name ?? '', 'nl'),
    );
}

export type NewPolicy = Pick<Policy, 'term'> & Partial<Omit<Policy, 'term'>>;

/** For which contributions a promise holds. */
export type PolicyKey = { trajectoryId: string | null; kind: ClockKind; teamId?: string | null };

/**
 * Sets what is promised for a kind, on a trajectory (null: on the site), for one team or for all. Clocks that run keep the promise they started with.
 * @throws DomainError `not_allowed`, `not_found`, `invalid`
 */
export async function setPolicy(context: Context, { policy, ...key }: PolicyKey & { policy: NewPolicy }): Promise<void> {
  const { trajectoryId, kind, teamId = null } = key;
  assertCan(context.actor, 'response_policy.set', { trajectoryId }, context);
  assertPolicy(kind, policy);
  await context.db.transaction().execute(async (tx) => {
    if (trajectoryId && !(await tx.selectFrom('trajectory').select('id').where('id', '=', trajectoryId).executeTakeFirst()))
      throw new DomainError('not_found');
    if (teamId && !(await tx.selectFrom('team').select('id').where('id', '=', teamId).executeTakeFirst()))
      throw new DomainError('invalid', { fields: { teamId: 'policies:error.team' } });
    await writePolicy(tx, { ...key, policy });
    const { term, startEvent = 'submitted' } = policy;
    await recordPolicyEvent(tx, context, { key, kind: 'response_policy.set', data: { term, startEvent } });
  });
}

/**
 * Takes a promise away: the trajectory follows the site again, the team follows the rest. Clocks that run keep theirs.
 * @throws DomainError `not_allowed`, `not_found`
 */
export async function removePolicy(context: Context, key: PolicyKey): Promise<void> {
  const { trajectoryId, kind, teamId = null } = key;
  assertCan(context.actor, 'response_policy.set', { trajectoryId }, context);
  await context.db.transaction().execute(async (tx) => {
    const removed = await tx
      .deleteFrom('response_policy')
      .where('kind', '=', kind)
      .where('trajectory_id', trajectoryId ? '=' : 'is', trajectoryId)
      .where('team_id', teamId ? '=' : 'is', teamId)
      .returning('id')
      .executeTakeFirst();
    if (!removed) throw new DomainError('not_found');
    await recordPolicyEvent(tx, context, { key, kind: 'response_policy.removed', data: {} });
  });
}

async function recordPolicyEvent(
  tx: Tx,
  context: Context,
  { key, kind, data }: { key: PolicyKey; kind: string; data: Record<string, unknown> },
): Promise<void> {
  await recordEvent(tx, context, {
    kind,
    trajectoryId: key.trajectoryId,
    subjectKind: 'response_policy',
    subjectId: key.trajectoryId ?? 'site',
    data: { kind: key.kind, teamId: key.teamId ?? null, ...data },
  });
}

/** Writes the promise for a kind, over an earlier one; for commands that have checked and recorded already. */
export async function writePolicy(tx: Tx, { trajectoryId, kind, teamId = null, policy }: PolicyKey & { policy: NewPolicy }): Promise<void> {
  const columns = {
    term_working_days: policy.term.workingDays ?? null,
    term_weeks: policy.term.weeks ?? null,
    term_days: policy.term.days ?? null,
    first_day: policy.firstDay ?? ('next' as const),
    terms_act: policy.termsAct ?? true,
    basis: policy.basis ?? ('promise' as const),
    basis_text: policy.basisText ?? 'Eigen belofte van de gemeente',
    due_soon_days: policy.dueSoonDays ?? 5,
    target_percent: policy.targetPercent ?? 90,
    start_event: policy.startEvent ?? POLICY_DEFAULTS.startEvent,
    remind_at: [...(policy.remindAt ?? POLICY_DEFAULTS.remindAt)].sort((a, b) => a - b),
  };
  const updated = await tx
    .updateTable('response_policy')
    .set(columns)
    .where('kind', '=', kind)
    .where('trajectory_id', trajectoryId ? '=' : 'is', trajectoryId)
    .where('team_id', teamId ? '=' : 'is', teamId)
    .returning('id')
    .executeTakeFirst();
  if (!updated)
    await tx
      .insertInto('response_policy')
      .values({ trajectory_id: trajectoryId, team_id: teamId, kind, ...columns })
      .execute();
}

/** How a term reads in a sentence, in Dutch: `10 werkdagen`. */
export function termText({ term }: Pick<Policy, 'term'>): string {
  const [count, one, many] =
    term.workingDays !== undefined
      ? [term.workingDays, 'werkdag', 'werkdagen']
      : term.weeks !== undefined
        ? [term.weeks, 'week', 'weken']
        : [term.days ?? 0, 'dag', 'dagen'];
  return `${count} ${count === 1 ? one : many}`;
}
