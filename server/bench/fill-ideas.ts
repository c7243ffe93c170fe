import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../db/schema.ts';

/** Beginnings and ends of titles; the two together give some thousands of different ideas that a Dutch search can find. */
const THINGS =
  'Zwemtrap,Bankje,Steiger,Rietkraag,Wandelpad,Fietsbrug,Speelplek,Moestuin,Vogelkijkhut,Veerpont,Watertappunt,Verlichting,Kunstwerk,Picknicktafel,Natuuroever,Insectenhotel,Kanosteiger,Boomgaard,Leeskast,Uitkijkpunt';
const PLACES =
  'Noordkade,het Bochtpark,de Zuiderweide,de Ringdijkhoek,het gemaal,de oude sluis,de school,de woonboten,het jaagpad,de Bochtbrug';
const REASONS =
  'Het is hier nu kaal en niemand blijft even zitten.;Kinderen spelen er graag en hebben geen schaduw.;Wie slecht ter been is, komt er niet.;De oever slijt af door de golven van boten.;Ouderen uit de straat missen een plek om elkaar te zien.';

/**
 * Fills a trajectory with ideas, their clocks and support, for benchmarks only: straight into the tables, a hundred thousand in some seconds. One idea in twenty still
 * waits for its answer. Support is uneven, as it is in life: a few ideas have most of it.
 * @param ideas how many to add
 * @param supports how many to add; at most `ideas` × 1,000
 */
export async function fillIdeas(
  db: Kysely<Database>,
  { trajectoryId, ideas, supports, now }: { trajectoryId: string; ideas: number; supports: number; now: Date },
): Promise<{ personIds: string[] }> {
  const people = Math.max(1000, Math.ceil(supports / 40));
  const personIds = await db.transaction().execute(async (tx) => {
    await setTriggers(tx, 'disable');
    const persons = await sql<{ id: string }>`
      insert into person (display_name, verification_level, created_at)
      select 'Bewoner ' || n, 'email', ${now} from generate_series(1, ${people}::integer) n
      returning id`.execute(tx);
    await addIdeas(tx, { trajectoryId, ideas, now });
    await addClocks(tx, { trajectoryId, now });
    await addSupports(tx, { trajectoryId, supports, now });
    await setTriggers(tx, 'enable');
    return persons.rows.map(({ id }) => id);
  });
  await sql`analyze`.execute(db);
  return { personIds };
}

/** The counting triggers would do one by one what is counted in one go at the end. */
async function setTriggers(tx: Transaction<Database>, what: 'enable' | 'disable'): Promise<void> {
  if (what === 'disable') {
    await sql`alter table idea disable trigger tally_ideas`.execute(tx);
    await sql`alter table idea_support disable trigger count_support`.execute(tx);
  } else {
    await sql`alter table idea enable trigger tally_ideas`.execute(tx);
    await sql`alter table idea_support enable trigger count_support`.execute(tx);
  }
}

type Fill = { trajectoryId: string; now: Date };

async function addIdeas(tx: Transaction<Database>, { trajectoryId, ideas, now }: Fill & { ideas: number }): Promise<void> {
  await sql`
    with start as (select last_idea_number as number from trajectory where id = ${trajectoryId}),
    authors as (select array_agg(id) as ids from (select id from person where display_name like 'Bewoner %' limit 1000) as first_thousand),
    themes as (select array_agg(id) as ids from theme where trajectory_id = ${trajectoryId}),
    words as (select string_to_array(${THINGS}, ',') as things, string_to_array(${PLACES}, ',') as places, string_to_array(${REASONS}, ';') as reasons),
    new as materialized (
      select gen_random_uuid() as id, n, start.number + n as number,
        things[1 + n % cardinality(things)] || ' bij ' || places[1 + (n / 20) % cardinality(places)] || ' ' || n as title,
        reasons[1 + n % cardinality(reasons)] || ' Ik stel voor om dit samen met de buurt te maken. Voorstel ' || n || '.' as body,
        themes.ids[1 + (n * 7) % greatest(cardinality(themes.ids), 1)] as theme_id, authors.ids[1 + n % cardinality(authors.ids)] as author_id,
        case when n % 20 = 0 then 'visible' when n % 7 = 0 then 'carrying_out' else 'answered' end as status,
        date_trunc('milliseconds', ${now}::timestamptz - (${ideas}::integer - n) * interval '150 days' / ${ideas}::integer) as created_at
      from generate_series(1, ${ideas}::integer) as n, start, authors, themes, words
    ),
    contributions as (
      insert into contribution (id, trajectory_id, kind, title, author_id, created_at)
      select id, ${trajectoryId}, 'idea', title, author_id, created_at from new
    )
    insert into idea (id, trajectory_id, number, title, body, theme_id, author_id, status, map_x, map_y, created_at)
    select id, ${trajectoryId}, number, title, body, theme_id, author_id, status, random(), random(), created_at from new`.execute(tx);
  await sql`update trajectory set last_idea_number = last_idea_number + ${ideas}::integer where id = ${trajectoryId}`.execute(tx);
  await sql`delete from idea_tally where trajectory_id = ${trajectoryId}`.execute(tx);
  await sql`
    insert into idea_tally (trajectory_id, theme_id, status, ideas)
    select trajectory_id, theme_id, status, count(*) from idea where trajectory_id = ${trajectoryId} group by 1, 2, 3`.execute(tx);
}

/** Two weeks each, as ten working days mostly are; what is not answered waits since a few days, or is late. */
async function addClocks(tx: Transaction<Database>, { trajectoryId, now }: Fill): Promise<void> {
  const policy = JSON.stringify({
    term: { workingDays: 10 },
    firstDay: 'next',
    termsAct: true,
    basis: 'promise',
    basisText: 'Eigen belofte van de gemeente',
    dueSoonDays: 5,
    targetPercent: 90,
  });
  await sql`
    insert into clock (contribution_id, trajectory_id, kind, policy, started_on, first_due_on, due_on, reasons, calendar_version, answered_on, working_days_taken)
    select id, trajectory_id, 'idea', ${policy}::jsonb, started_on, started_on + 14, started_on + 14, '{}', 'bench',
      case when status = 'visible' then null else started_on + 3 + number % 15 end, case when status = 'visible' then null else 3 + number % 9 end
    from (
      select id, trajectory_id, status, number,
        case when status = 'visible' then ${now}::timestamptz::date - number % 18 else created_at::date end as started_on
      from idea where trajectory_id = ${trajectoryId}
    ) as idea
    on conflict do nothing`.execute(tx);
  await sql`
    insert into clock_event (contribution_id, kind, at)
    select contribution_id, kind, at from (
      select contribution_id, 'started' as kind, started_on + interval '9 hours' as at from clock where trajectory_id = ${trajectoryId} and calendar_version = 'bench'
      union all
      select contribution_id, 'answered', answered_on + interval '15 hours' from clock
      where trajectory_id = ${trajectoryId} and calendar_version = 'bench' and answered_on is not null
    ) as happened
    where not exists (select 1 from clock_event where clock_event.contribution_id = happened.contribution_id)
    order by at`.execute(tx);
}

async function addSupports(tx: Transaction<Database>, { trajectoryId, supports, now }: Fill & { supports: number }): Promise<void> {
  // The fourth power of a share makes half of all support fall on a sixteenth of the ideas.
  await sql`
    with people as (select array_agg(id) as ids from person where display_name like 'Bewoner %'),
    subjects as (select array_agg(id) as ids from idea where trajectory_id = ${trajectoryId}),
    pairs as (
      select subjects.ids[1 + floor(power(random(), 4) * cardinality(subjects.ids))::integer] as idea_id, people.ids[1 + floor(random() * cardinality(people.ids))::integer] as person_id
      from generate_series(1, (${supports}::integer * 1.6 + 100)::integer), people, subjects
    )
    insert into idea_support (idea_id, person_id, created_at)
    select idea_id, person_id, ${now} from (select distinct idea_id, person_id from pairs) as distinct_pairs limit ${supports}::integer
    on conflict do nothing`.execute(tx);
  await sql`
    update idea set support_count = counted.supports
    from (select idea_id, count(*)::integer as supports from idea_support group by idea_id) as counted
    where counted.idea_id = idea.id and idea.trajectory_id = ${trajectoryId}`.execute(tx);
}
