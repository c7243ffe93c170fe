import { expect, test } from 'vitest';
import { openPostgres } from '../../db/postgres.ts';
import { log } from '../log.ts';
import { listMails } from '../mail/outbox.ts';
import { openOnPostgres } from '../testing/database.ts';
import { makeWorld } from '../testing/world.ts';
import { claim } from './commands.ts';
import { computeResponseTimes } from './figures.ts';
import { foldTallies } from './fold-tallies.ts';
import { runClocks } from './run-clocks.ts';
import { actingOn, answer, makeIdea, noon } from './test-story.ts';

const FILTER = { trajectoryId: null, teamId: null, kind: null };

test('four nodes at once write each passed date once, and mail each person once', async () => {
  const { handle, url } = await openOnPostgres();
  const nodes = await Promise.all([1, 2, 3, 4].map(() => openPostgres({ databaseUrl: url, log, poolSize: 2 })));
  try {
    const world = await makeWorld(handle.db);
    const as = actingOn(handle.db);
    for (let n = 0; n < 30; n++) {
      const { id } = await makeIdea(handle.db, world, { on: '2026-10-01', title: `Idee ${n}` });
      await claim(as(world.people.official, '2026-10-02'), { contributionId: id });
    }
    const now = noon('2026-11-18');
    await Promise.all(nodes.map(({ db }) => runClocks({ db, now })));
    await Promise.all(nodes.map(({ db }) => runClocks({ db, now })));
    const events = await handle.db
      .selectFrom('clock_event')
      .select(['kind', 'contribution_id'])
      .where('kind', 'in', ['overdue', 'reminded'])
      .execute();
    expect(events.filter(({ kind }) => kind === 'overdue')).toHaveLength(30);
    expect(new Set(events.map(({ kind, contribution_id }) => `${kind} ${contribution_id}`)).size).toBe(60);
    const mails = (await listMails(handle.db)).filter(({ to }) => to === world.people.official.email);
    expect(mails.filter(({ subject }) => subject.startsWith('Lijst'))).toHaveLength(1);
    const reminded = mails
      .filter(({ subject }) => subject.startsWith('Herinnering'))
      .flatMap(({ text }) => text.match(/^- Idee \d+$/gm) ?? []);
    expect(reminded).toHaveLength(30);
    expect(new Set(reminded).size).toBe(30);
  } finally {
    await Promise.all(nodes.map((node) => node.close()));
    await handle.close();
  }
});

test('figures stay whole while answers come and two nodes fold', async () => {
  const { handle, url } = await openOnPostgres();
  const nodes = await Promise.all([1, 2].map(() => openPostgres({ databaseUrl: url, log, poolSize: 2 })));
  try {
    const world = await makeWorld(handle.db);
    const ideas: string[] = [];
    for (let n = 0; n < 24; n++) ideas.push((await makeIdea(handle.db, world, { on: '2026-11-02' })).id);
    // The first answer by itself: the rows that count ideas per status must be there (see `tally_ideas`).
    await answer(handle.db, world, { contributionId: ideas[0] ?? '', on: '2026-11-10' });
    let done = false;
    const folding = nodes.map(async ({ db }) => {
      while (!done) await foldTallies({ db, few: 0 });
    });
    let last = 0;
    const reading = (async () => {
      while (!done) {
        const { n } = await computeResponseTimes(handle.db, { ...FILTER, now: noon('2026-11-18') });
        expect(n).toBeGreaterThanOrEqual(last);
        last = n;
      }
    })();
    await Promise.all(ideas.slice(1).map((contributionId) => answer(handle.db, world, { contributionId, on: '2026-11-10' })));
    done = true;
    await Promise.all([...folding, reading]);
    await foldTallies({ db: handle.db, few: 0 });
    for (const filter of [FILTER, { ...FILTER, teamId: world.teamId }, { ...FILTER, trajectoryId: world.trajectory.id }])
      expect((await computeResponseTimes(handle.db, { ...filter, now: noon('2026-11-18') })).n).toBe(24);
  } finally {
    await Promise.all(nodes.map((node) => node.close()));
    await handle.close();
  }
});
