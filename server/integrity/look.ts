/** The job that looks for what stands out in support and votes. It raises flags for a person and touches nothing else. */
import { sql } from 'kysely';
import type { Db, Tx } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { type Finding, findBusyRange, findUnusual, type Trace } from './rules.ts';

const DAY = 86_400_000;
/** The most of one subject that is looked at, the newest: a flag says what happens now. */
const MOST = 20_000;
const FEWEST = 5;

type SubjectKind = 'idea' | 'change_proposal' | 'voting';
type Subject = { kind: SubjectKind; id: string; trajectoryId: string };

/** @returns how many flags were raised or grew; twice in a row gives 0 */
export async function lookForUnusual({ db, now }: { db: Db; now: Date }): Promise<number> {
  let changed = 0;
  for (const subject of await listLively(db, now)) {
    const traces = await readTraces(db, subject, now);
    const { since, busy } = subject.kind === 'voting' ? await readVoting(db, subject.id) : { since: undefined, busy: null };
    const findings: Finding[] = findUnusual(traces, since ? { since } : {});
    if (busy) findings.push({ rule: 'address_range', personIds: [], ...busy });
    for (const finding of findings) {
      const isNew = await db.transaction().execute((tx) => raise(tx, { subject, finding, now }));
      if (isNew) changed++;
    }
  }
  return changed;
}

/** What had support since yesterday, and enough of it; votings that are open or closed since yesterday. */
async function listLively(db: Db, now: Date): Promise<Subject[]> {
  const { rows } = await sql<Subject>`
    select 'idea' as kind, idea.id, idea.trajectory_id as "trajectoryId"
    from (select distinct idea_id from idea_support where created_at > ${new Date(now.getTime() - DAY)}) as fresh
    join idea on idea.id = fresh.idea_id where idea.support_count >= ${FEWEST}
    union all
    select 'change_proposal', proposal.id, proposal.trajectory_id from change_proposal as proposal
    join change_proposal_support as support on support.change_proposal_id = proposal.id
    group by proposal.id having count(*) >= ${FEWEST} and max(support.created_at) > ${new Date(now.getTime() - DAY)}
    union all
    select 'voting', id, trajectory_id from voting where opens_at <= ${now} and closes_at > ${new Date(now.getTime() - DAY)}
      and source_key is null
    order by 2`.execute(db);
  return rows;
}

/** People an official typed for, and partners, stand for others: they come in one go by nature. */
async function readTraces(db: Db, { kind, id }: Subject, now: Date): Promise<Trace[]> {
  const since = new Date(now.getTime() - 30 * DAY);
  const support = {
    idea: sql`select person_id, created_at, address_range from idea_support where idea_id = ${id} and created_at > ${since}`,
    change_proposal: sql`
      select person_id, created_at, address_range from change_proposal_support where change_proposal_id = ${id} and created_at > ${since}`,
    voting: sql`select person_id, null::timestamptz as created_at, null::bytea as address_range from voting_participant where voting_id = ${id}`,
  }[kind];
  const { rows } = await sql<Omit<Trace, 'mailDomain'> & { mailDomain: string | null }>`
    select support.person_id as "personId", support.created_at as at, person.created_at as "accountMadeAt",
      split_part(person.email, '@', 2) as "mailDomain", encode(support.address_range, 'hex') as range
    from (${support}) as support join person on person.id = support.person_id
    where person.erased_at is null
      and not exists (select 1 from offline_person where offline_person.person_id = person.id)
      and not exists (select 1 from partner where partner.person_id = person.id)
      and not exists (
        select 1 from integrity_flag_support as looked join integrity_flag as flag on flag.id = looked.flag_id
        where looked.person_id = person.id and flag.subject_kind = ${kind} and flag.subject_id = ${id} and flag.decided_at is not null
      )
    order by support.created_at desc nulls last, person.created_at desc limit ${MOST}`.execute(db);
  return rows;
}

async function readVoting(db: Db, id: string): Promise<{ since: Date; busy: { count: number; minutes: number } | null }> {
  const { opens_at } = await db.selectFrom('voting').where('id', '=', id).select('opens_at').executeTakeFirstOrThrow();
  const tallies = await db.selectFrom('voting_range').where('voting_id', '=', id).selectAll().execute();
  const busy = findBusyRange(tallies.map((tally) => ({ ...tally, range: Buffer.from(tally.address_range).toString('hex') })));
  return { since: opens_at, busy };
}

type Raising = { subject: Subject; finding: Finding; now: Date };

/** Opens a flag, or lets the open one grow. @returns whether it says something new */
async function raise(tx: Tx, { subject, finding, now }: Raising): Promise<boolean> {
  const { rule, count, minutes, personIds } = finding;
  // Of a voting nobody is kept with a flag, so what was looked at is known by its size: it has to grow by half to be said again.
  const looked = await tx
    .selectFrom('integrity_flag')
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('rule', '=', rule)
    .where('decided_at', 'is not', null)
    .select((eb) => eb.fn.max('count').as('count'))
    .executeTakeFirst();
  if (subject.kind === 'voting' && looked?.count && count < looked.count * 1.5) return false;
  const flag = await tx
    .insertInto('integrity_flag')
    .values({
      trajectory_id: subject.trajectoryId,
      subject_kind: subject.kind,
      subject_id: subject.id,
      rule,
      count,
      minutes,
      raised_at: now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['subject_kind', 'subject_id', 'rule'])
        .where('decided_at', 'is', null)
        .doUpdateSet({ count, minutes })
        .where((eb) => eb.or([eb('integrity_flag.count', '<>', count), eb('integrity_flag.minutes', '<>', minutes)])),
    )
    .returning('id')
    .executeTakeFirst();
  if (!flag) return false;
  await tx.deleteFrom('integrity_flag_support').where('flag_id', '=', flag.id).execute();
  if (subject.kind !== 'voting') {
    await sql`
      insert into integrity_flag_support (flag_id, person_id) select ${flag.id}, unnest(${personIds}::uuid[])`.execute(tx);
  }
  await recordEvent(
    tx,
    { actor: null, now },
    {
      kind: 'integrity.flagged',
      trajectoryId: subject.trajectoryId,
      subjectKind: subject.kind,
      subjectId: subject.id,
      data: { rule, count, minutes },
    },
  );
  return true;
}
