/**
 * The figures of answer times over a million clocks, on a PostgreSQL of its own: four years of answers, forty trajectories of three teams each out of eight, four kinds, and twenty
 * thousand that still wait. Each figure is computed afresh, past every memory.
 */
import { sql } from 'kysely';
import { migrate } from '../../db/migrate.ts';
import { openPostgres } from '../../db/postgres.ts';
import type { Db } from '../context.ts';
import { log } from '../log.ts';
import { computeResponseTimes } from '../responses/figures.ts';
import { foldTallies } from '../responses/fold-tallies.ts';
import { startPostgres } from '../testing/postgres-server.ts';

const CLOCKS = 1_000_000;
const RUNS = 15;

export async function benchClocks(report: (line: Record<string, unknown>) => void): Promise<void> {
  const postgres = await startPostgres({ durable: true });
  const handle = await openPostgres({ databaseUrl: postgres.url, log, poolSize: 2 });
  try {
    await migrate(handle.db);
    await handle.db.connection().execute(async (connection) => {
      await sql`set statement_timeout = 0`.execute(connection);
      await fill(connection);
    });
    await foldTallies({ db: handle.db });
    // As autovacuum does in the hours after.
    for (const table of ['clock_histogram', 'clock_tally', 'clock']) await sql`vacuum analyze ${sql.table(table)}`.execute(handle.db);
    const { rows } = await sql<{ histograms: number; id: string; team: string }>`
      select (select count(*)::integer from clock_histogram) as histograms, (select id from trajectory order by slug limit 1) as id,
        (select id from team order by name limit 1) as team`.execute(handle.db);
    const { histograms = 0, id = '', team = '' } = rows[0] ?? {};
    const now = new Date('2026-11-18T10:00:00Z');
    const nothing = { trajectoryId: null, teamId: null, kind: null, now };
    for (const [name, filter] of [
      ['whole site', nothing],
      ['one trajectory', { ...nothing, trajectoryId: id }],
      ['one team', { ...nothing, teamId: team }],
      ['one kind', { ...nothing, kind: 'question' as const }],
    ] as const) {
      const times: number[] = [];
      let answers = 0;
      for (let run = 0; run < RUNS; run++) {
        const started = performance.now();
        answers = (await computeResponseTimes(handle.db, filter)).n;
        times.push(performance.now() - started);
      }
      times.sort((a, b) => a - b);
      report({
        bench: 'clocks',
        name,
        clocks: CLOCKS,
        histograms,
        answers,
        fastestMs: round(times[0]),
        medianMs: round(times[Math.floor(RUNS / 2)]),
        slowestMs: round(times.at(-1)),
      });
    }
  } finally {
    await handle.close();
    await postgres.stop();
  }
}

function round(value = 0): number {
  return Math.round(value * 10) / 10;
}

async function fill(db: Db): Promise<void> {
  await sql`insert into team (name) select 'Team ' || n from generate_series(1, 8) n`.execute(db);
  await sql`
    insert into trajectory (slug, title, question, lead, area_name, decision_maker, influence_subject, contact_name, published_at, created_at)
    select 'traject-' || lpad(n::text, 2, '0'), 'Traject ' || n, '?', '-', '-', '-', '-', '-', now(), now() from generate_series(1, 40) n`.execute(
    db,
  );
  const policy = JSON.stringify({
    term: { workingDays: 10 },
    firstDay: 'next',
    termsAct: true,
    basis: 'promise',
    basisText: '-',
    dueSoonDays: 5,
    targetPercent: 90,
  });
  await sql`
    with trajectories as (select array_agg(id) as ids from trajectory),
    teams as (select array_agg(id) as ids from team),
    new as materialized (
      select gen_random_uuid() as id, n, trajectories.ids[1 + n % 40] as trajectory_id,
        teams.ids[1 + (n % 40 + (n / 40) % 3) % 8] as team_id,
        (array['idea','question','change_proposal','formal_view'])[1 + (n / 7) % 4] as kind,
        date '2026-11-18' - (case when n % 50 = 0 then n % 20 else (random() * 1460)::integer end) as started_on,
        least(60, (2 + power(random(), 2) * 20)::integer) as days
      from generate_series(1, ${CLOCKS}::integer) n, trajectories, teams
    ),
    contributions as (
      insert into contribution (id, trajectory_id, kind, title, created_at) select id, trajectory_id, kind, 'Bijdrage ' || n, started_on from new
    )
    insert into clock (contribution_id, trajectory_id, kind, team_id, policy, started_on, first_due_on, due_on, reasons, calendar_version,
      answered_on, working_days_taken, paused_days)
    select id, trajectory_id, kind, team_id, ${policy}::jsonb, started_on, started_on + 14, started_on + 14, '{}', 'bench',
      case when n % 50 = 0 then null else started_on + days * 7 / 5 end, case when n % 50 = 0 then null else days end, case when n % 20 = 1 then 3 else 0 end
    from new`.execute(db);
}
