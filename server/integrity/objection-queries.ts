/** Support that was taken out, as the person whose it was sees it; and objections, as moderators see them. */
import { type RawBuilder, sql } from 'kysely';
import type { Actor, Db } from '../context.ts';
import { can } from '../permissions.ts';
import type { ObjectionOutcome } from './objections.ts';

type Of = { kind: 'idea' | 'change_proposal'; id: string; title: string; number: number; section: string | null; slug: string };

export type OwnExclusion = {
  flagId: string;
  of: Of;
  /** Of the moderator. */
  reason: string;
  at: Date;
  /** Still out of the count. */
  isOut: boolean;
  objection: { statement: string; dueOn: string; outcome: ObjectionOutcome | null; reason: string | null } | null;
};

/** Everything of this person that is out of a count now, or that they objected to; the newest first. */
export async function listOwnExclusions(db: Db, personId: string): Promise<OwnExclusion[]> {
  const rows = await load(db, { personId, where: sql`excluded.person_id is not null or objection.id is not null` });
  return rows.map(presentOwn);
}

/** One of them; also after everything was put back, for who opens the link in the mail then. Null for everybody else: whether a flag exists is not their business. */
export async function findOwnExclusion(db: Db, { flagId, personId }: { flagId: string; personId: string }): Promise<OwnExclusion | null> {
  const theirs = sql`excluded.person_id is not null or objection.id is not null or (flag.put_back_at is not null and exists (
    select 1 from integrity_flag_support as about where about.flag_id = flag.id and about.person_id = ${personId}))`;
  const [row] = await load(db, { personId, where: sql`flag.id = ${flagId} and (${theirs})` });
  return row ? presentOwn(row) : null;
}

export type OpenObjection = {
  id: string;
  of: Of;
  statement: string;
  dueOn: string;
  /** Of who took it out. */
  reason: string;
  mayDecide: boolean;
};

/** Objections nobody decided on, by the day they must be answered: for moderators only, and without the name of who objects. */
export async function listOpenObjections(db: Db, { actor, now }: { actor: Actor | null; now: Date }): Promise<OpenObjection[]> {
  const { rows } = await sql<
    Row & { id: string; person_id: string; decided_by_id: string | null; trajectory_id: string; owner_id: string | null }
  >`
    select objection.id, objection.person_id, flag.decided_by_id, flag.trajectory_id, coalesce(idea.author_id, proposal.author_id) as owner_id, ${COLUMNS}
    from support_objection as objection join integrity_flag as flag on flag.id = objection.flag_id ${JOINS}
    where objection.decided_at is null order by objection.due_on, objection.id limit 200`.execute(db);
  return rows
    .filter(({ trajectory_id }) => can(actor, 'moderation.queue', { trajectoryId: trajectory_id }, { now }))
    .map((row) => ({
      id: row.id,
      of: presentOf(row),
      statement: row.statement ?? '',
      dueOn: row.due_on ?? '',
      reason: row.flag_reason,
      mayDecide:
        can(actor, 'moderation.decide_appeal', { trajectoryId: row.trajectory_id, ownerId: row.owner_id }, { now }) &&
        row.decided_by_id !== actor?.id &&
        row.person_id !== actor?.id,
    }));
}

type Row = {
  flag_id: string;
  kind: Of['kind'];
  subject_id: string;
  title: string | null;
  number: number | null;
  section: string | null;
  slug: string;
  flag_reason: string;
  at: Date;
  is_out: boolean;
  statement: string | null;
  due_on: string | null;
  outcome: ObjectionOutcome | null;
  objection_reason: string | null;
};

const COLUMNS = sql`flag.id as flag_id, flag.subject_kind as kind, flag.subject_id, coalesce(idea.title, section.title) as title,
  coalesce(idea.number, proposal.number) as number, section.number as section, trajectory.slug, flag.reason as flag_reason, flag.decided_at as at,
  objection.statement, objection.due_on, objection.outcome, objection.reason as objection_reason`;

const JOINS = sql`join trajectory on trajectory.id = flag.trajectory_id
  left join idea on flag.subject_kind = 'idea' and idea.id = flag.subject_id
  left join change_proposal as proposal on flag.subject_kind = 'change_proposal' and proposal.id = flag.subject_id
  left join section on section.id = proposal.section_id`;

async function load(db: Db, { personId, where }: { personId: string; where: RawBuilder<unknown> }): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select ${COLUMNS}, excluded.person_id is not null as is_out
    from integrity_flag as flag
    left join excluded_support as excluded on excluded.flag_id = flag.id and excluded.person_id = ${personId}
    left join support_objection as objection on objection.flag_id = flag.id and objection.person_id = ${personId} ${JOINS}
    where flag.outcome = 'excluded' and (${where}) order by flag.decided_at desc, flag.id limit 100`.execute(db);
  return rows;
}

function presentOwn(row: Row): OwnExclusion {
  const { flag_id: flagId, flag_reason: reason, at, is_out: isOut, statement, due_on: dueOn, outcome } = row;
  const objection = statement !== null && dueOn !== null ? { statement, dueOn, outcome, reason: row.objection_reason } : null;
  return { flagId, of: presentOf(row), reason, at, isOut, objection };
}

function presentOf({ kind, subject_id: id, title, number, section, slug }: Row): Of {
  return { kind, id, title: title ?? '', number: number ?? 0, section, slug };
}
