/** Response policies: what is promised per kind of contribution, for the whole site or for one trajectory. */
import type { Selectable } from 'kysely';
import type { ResponsePolicyTable } from '../../db/schema.ts';
import type { Context, Db, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { assertCan } from '../permissions.ts';
import type { Policy } from './rules.ts';

/** Kinds of contribution that get a clock. */
export const CLOCK_KINDS = ['idea', 'question', 'change_proposal', 'formal_view', 'complaint', 'challenge'] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];

/** The promise for a kind: the trajectory's own, else the site's, else none. */
export async function findPolicy(db: Db, trajectoryId: string | null, kind: string): Promise<Policy | null> {
  const row = await db
    .selectFrom('response_policy')
    .selectAll()
    .where('kind', '=', kind)
    .where((eb) =>
      trajectoryId ? eb.or([eb('trajectory_id', '=', trajectoryId), eb('trajectory_id', 'is', null)]) : eb('trajectory_id', 'is', null),
    )
    .orderBy((eb) => eb('trajectory_id', 'is', null))
    .limit(1)
    .executeTakeFirst();
  return row ? toPolicy(row) : null;
}

/** The promise all published trajectories make for a kind when none of them differs, else null. */
export async function findSharedPolicy(db: Db, kind: string): Promise<Policy | null> {
  const rows = await db
    .selectFrom('response_policy')
    .innerJoin('trajectory', 'trajectory.id', 'response_policy.trajectory_id')
    .where('response_policy.kind', '=', kind)
    .where('trajectory.published_at', 'is not', null)
    .selectAll('response_policy')
    .distinctOn(['term_working_days', 'term_weeks', 'term_days', 'target_percent'])
    .limit(2)
    .execute();
  const [only, another] = rows;
  return only && !another ? toPolicy(only) : null;
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
  };
}

export type NewPolicy = Pick<Policy, 'term'> & Partial<Omit<Policy, 'term'>>;

/**
 * Sets what is promised for a kind, on a trajectory (null: on the site). Clocks that run keep the promise they started with.
 * @throws DomainError `not_allowed`, `not_found`
 */
export async function setPolicy(
  context: Context,
  { trajectoryId, kind, policy }: { trajectoryId: string | null; kind: ClockKind; policy: NewPolicy },
): Promise<void> {
  assertCan(context.actor, 'response_policy.set', { trajectoryId }, context);
  await context.db.transaction().execute(async (tx) => {
    if (trajectoryId && !(await tx.selectFrom('trajectory').select('id').where('id', '=', trajectoryId).executeTakeFirst()))
      throw new DomainError('not_found');
    await writePolicy(tx, { trajectoryId, kind, policy });
    await recordEvent(tx, context, {
      kind: 'response_policy.set',
      trajectoryId,
      subjectKind: 'response_policy',
      subjectId: trajectoryId ?? 'site',
      data: { kind, term: policy.term },
    });
  });
}

/** Writes the promise for a kind, over an earlier one; for commands that have checked and recorded already. */
export async function writePolicy(
  tx: Tx,
  { trajectoryId, kind, policy }: { trajectoryId: string | null; kind: ClockKind; policy: NewPolicy },
): Promise<void> {
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
  };
  const updated = await tx
    .updateTable('response_policy')
    .set(columns)
    .where('kind', '=', kind)
    .where('trajectory_id', trajectoryId ? '=' : 'is', trajectoryId)
    .returning('id')
    .executeTakeFirst();
  if (!updated)
    await tx
      .insertInto('response_policy')
      .values({ trajectory_id: trajectoryId, kind, ...columns })
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
