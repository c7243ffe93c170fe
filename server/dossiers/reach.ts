/** Who took part, against what was agreed, without giving anybody away. */
import { sql } from 'kysely';
import type { Metric } from '../agreements/queries.ts';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Db } from '../context.ts';
import { TOOK_PART } from '../trajectories/queries.ts';
import { hideSmallCells } from '../votings/turnout.ts';
import { CHANNELS, type Channel, type Grade, type Reach } from './content.ts';
import { FEWEST, gradeOf, tellPart } from './rules.ts';

export async function readReach(
  db: Db,
  { trajectoryId, metrics, now }: { trajectoryId: string; metrics: readonly Metric[]; now: Date },
): Promise<Reach> {
  const people = sql`(select distinct person_id from ${TOOK_PART} as took_part where trajectory_id = ${trajectoryId}::uuid and person_id is not null)`;
  const { rows: living } = await sql<{ neighbourhood: string | null; participants: number }>`
    select person.neighbourhood, count(*)::integer as participants from ${people} as here join person on person.id = here.person_id
    group by person.neighbourhood order by participants desc, person.neighbourhood collate "C" nulls last`.execute(db);
  const counts = await readCounts(db, { trajectoryId, people });
  const known = living.reduce((sum, { participants }) => sum + participants, 0);
  const goal = metrics.find(({ derived, state }) => derived === 'participants' && state !== 'dropped');
  return {
    participants: known + counts.imported,
    imported: counts.imported,
    goal: goal ? { number: goal.number, target: goal.target, baseline: goal.baseline } : null,
    newcomers: tellPart(known - counts.before, known),
    first: counts.earlier === 0,
    neighbourhoods: known < FEWEST ? [] : hideSmallCells(living),
    channels: await readChannels(db, trajectoryId),
    meetings: await readMeetings(db, { trajectoryId, now }),
  };
}

type Counts = { earlier: number; before: number; imported: number };

/** How many trajectories began earlier, how many people of here took part in one of those, and the largest voting whose ballots came from a file. */
async function readCounts(db: Db, { trajectoryId, people }: { trajectoryId: string; people: ReturnType<typeof sql> }): Promise<Counts> {
  const began = sql`(select trajectory_id, min(starts_on) as began_on from phase group by trajectory_id)`;
  const { rows } = await sql<Counts>`
    with earlier as (
      select other.trajectory_id from ${began} as other join ${began} as own on own.trajectory_id = ${trajectoryId}::uuid
      join trajectory on trajectory.id = other.trajectory_id and trajectory.published_at is not null
      where other.began_on < own.began_on
    )
    select (select count(*)::integer from earlier) as earlier,
      (select count(*)::integer from ${people} as here where exists (
        select from ${TOOK_PART} as took_part where took_part.person_id = here.person_id and took_part.trajectory_id in (select trajectory_id from earlier)
      )) as before,
      coalesce((select max(ballots)::integer from (
        select count(*) as ballots from ballot join voting on voting.id = ballot.voting_id
        where voting.trajectory_id = ${trajectoryId}::uuid and ballot.source_key is not null group by voting.id
      ) as votings), 0) as imported`.execute(db);
  return rows[0] ?? { earlier: 0, before: 0, imported: 0 };
}

/** Contributions and comments by the way they came in, and how many people used it. */
async function readChannels(db: Db, trajectoryId: string): Promise<Reach['channels']> {
  const { rows } = await sql<{ channel: Channel; sent: number; people: number }>`
    select channel, count(*)::integer as sent, count(distinct author_id)::integer as people from (
      select c.author_id, case when partner.contribution_id is not null then 'partner' else coalesce(source.channel, 'online') end as channel
      from contribution c left join entry_source source on source.contribution_id = c.id left join partner_entry partner on partner.contribution_id = c.id
      where c.trajectory_id = ${trajectoryId}::uuid and c.kind <> 'council_question'
      union all
      select comment.author_id, coalesce(source.channel, 'online') from comment left join entry_source source on source.comment_id = comment.id
      where comment.trajectory_id = ${trajectoryId}::uuid and comment.contribution_id is null
    ) as sent group by channel`.execute(db);
  // People may use several and the total is of all kinds of taking part, so nothing can be reckoned from the others.
  return CHANNELS.flatMap((channel) => {
    const row = rows.find((own) => own.channel === channel);
    if (!row) return [];
    return [row.people < FEWEST ? { channel, sent: null, people: null } : row];
  });
}

async function readMeetings(db: Db, { trajectoryId, now }: { trajectoryId: string; now: Date }): Promise<Reach['meetings']> {
  const rows = await db
    .selectFrom('meeting')
    .where('trajectory_id', '=', trajectoryId)
    .where('starts_at', '<=', now)
    .select(['number', 'title', 'starts_at', 'attendance'])
    .orderBy('starts_at')
    .execute();
  return rows.map(({ starts_at, ...meeting }) => ({ ...meeting, on: amsterdamDay(starts_at) }));
}

/** What participants think of how it went; null below five grades. */
export async function readGrades(db: Db, trajectoryId: string): Promise<Grade> {
  const { n, sum } = await db
    .selectFrom('process_grade')
    .where('trajectory_id', '=', trajectoryId)
    .select((eb) => [eb.fn.countAll<number>().as('n'), eb.fn.coalesce(eb.fn.sum<number>('grade'), sql<number>`0`).as('sum')])
    .executeTakeFirstOrThrow();
  return gradeOf({ n: Number(n), sum: Number(sum) });
}
