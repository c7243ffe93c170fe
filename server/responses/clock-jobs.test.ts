import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { listMails } from '../mail/outbox.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { noteOverdueClocks, sendReminders } from './clock-jobs.ts';
import { findWaitingStart, handOver, listToHandOver, startWaitingClocks } from './clock-start.ts';
import { claim, pauseClock, resumeClock, stopClock } from './commands.ts';
import { sendDailyLists } from './daily-lists.ts';
import { setPolicy } from './policies.ts';
import { getClock, promiseFor } from './queries.ts';
import { setTeamLead } from './teams.ts';
import { actingOn, answer, makeIdea, noon, refusal } from './test-story.ts';

let handle: DatabaseHandle;
let world: World;
let as: ReturnType<typeof actingOn>;

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  as = actingOn(handle.db);
});
afterAll(() => handle.close());

const round = (day: string) => ({ db: handle.db, now: noon(day) });
const mailsTo = async (to: string | null, subject: string) =>
  (await listMails(handle.db)).filter((mail) => mail.to === to && mail.subject.startsWith(subject));

describe('a date that passes', () => {
  test('is written down once, at the first instant after it, also after a week without us', async () => {
    const { id } = await makeIdea(handle.db, world, { on: '2026-10-01' }); // due 15 October
    expect(await noteOverdueClocks(round('2026-10-15'))).toBe(0);
    expect(await noteOverdueClocks(round('2026-10-23'))).toBe(1);
    expect(await noteOverdueClocks(round('2026-10-23'))).toBe(0);
    const { events } = await getClock(handle.db, id, noon('2026-10-23'));
    expect(events.at(-1)).toEqual({ kind: 'overdue', at: '2026-10-15T22:00:00.000Z', actor: null, data: { dueOn: '2026-10-15' } });
  });

  test('stands before the late answer that came while nobody looked', async () => {
    const { id } = await makeIdea(handle.db, world, { on: '2026-10-02' }); // due 16 October
    await answer(handle.db, world, { contributionId: id, on: '2026-10-20' });
    await noteOverdueClocks(round('2026-10-23'));
    const { events } = await getClock(handle.db, id, noon('2026-10-23'));
    expect(events.map(({ kind }) => kind)).toEqual(['started', 'overdue', 'assigned', 'answered']);
  });

  test('is not noted of a clock that stands still, nor of an answer in time', async () => {
    const still = await makeIdea(handle.db, world, { on: '2026-10-05' });
    await pauseClock(as(world.people.official, '2026-10-06'), { contributionId: still.id, reason: 'We wachten op de meting.' });
    const inTime = await makeIdea(handle.db, world, { on: '2026-10-05' });
    await answer(handle.db, world, { contributionId: inTime.id, on: '2026-10-19' });
    expect(await noteOverdueClocks(round('2026-11-13'))).toBe(0);
    await resumeClock(as(world.people.official, '2026-11-13'), { contributionId: still.id });
  });
});

describe('reminders', () => {
  test('go to who handles it at half and three quarters, and on the last day to the lead of the team too; each once', async () => {
    const { admin, manager, official, colleague } = world.people;
    await sendReminders(round('2027-01-04'));
    const { id } = await makeIdea(handle.db, world, { on: '2027-01-04', title: 'Bankje' }); // due 18 January
    await claim(as(official, '2027-01-05'), { contributionId: id });
    await setTeamLead(as(admin, '2027-01-05'), { teamId: world.teamId, personId: colleague.id });
    expect(await refusal(setTeamLead(as(manager, '2027-01-05'), { teamId: world.teamId, personId: null }))).toBe('not_allowed');

    expect(await sendReminders(round('2027-01-08'))).toBe(0); // day 4
    expect(await sendReminders(round('2027-01-11'))).toBe(1); // day 5: half
    expect(await sendReminders(round('2027-01-11'))).toBe(0);
    expect(await mailsTo(official.email, 'Herinnering: Bankje')).toHaveLength(1);
    expect(await mailsTo(colleague.email, 'Herinnering: Bankje')).toHaveLength(0);
    expect(await sendReminders(round('2027-01-14'))).toBe(1); // day 8: three quarters
    expect(await sendReminders(round('2027-01-18'))).toBe(1); // the last day
    expect(await sendReminders(round('2027-01-25'))).toBe(0);
    expect(await mailsTo(official.email, 'Herinnering: Bankje')).toHaveLength(3);
    expect(await mailsTo(colleague.email, 'Herinnering: Bankje')).toHaveLength(1);
    expect((await mailsTo(colleague.email, 'Herinnering: Bankje'))[0]?.text).toContain('Vandaag is de laatste dag.');
    // Between colleagues.
    expect((await getClock(handle.db, id, noon('2027-01-25'))).events.map(({ kind }) => kind)).toEqual(['started', 'assigned']);
  });

  test('that were missed go out as one, the last', async () => {
    const { official } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2027-02-01', title: 'Gemist' });
    await claim(as(official, '2027-02-01'), { contributionId: id });
    expect(await sendReminders(round('2027-02-12'))).toBe(1);
    expect(await mailsTo(official.email, 'Herinnering: Gemist')).toHaveLength(1);
    expect((await mailsTo(official.email, 'Herinnering: Gemist'))[0]?.text).toContain('Driekwart van de tijd is om.');
  });

  test('wait while the clock stands still, and move with its date', async () => {
    const { official, colleague } = world.people;
    await sendReminders(round('2027-03-01'));
    const { id } = await makeIdea(handle.db, world, { on: '2027-03-01', title: 'Pauze' }); // half on 8 March
    await pauseClock(as(official, '2027-03-02'), { contributionId: id, reason: 'We wachten op de meting.' });
    expect(await sendReminders(round('2027-03-08'))).toBe(0);
    await resumeClock(as(official, '2027-03-09'), { contributionId: id }); // five working days later: half on 15 March
    expect(await sendReminders(round('2027-03-12'))).toBe(0);
    expect(await sendReminders(round('2027-03-15'))).toBe(1);
    // Nobody handles it: who leads the team hears it from the first.
    expect(await mailsTo(colleague.email, 'Herinnering: Pauze')).toHaveLength(1);
  });
});

describe('the list of the day', () => {
  test('comes once, on working days from seven o’clock, to handlers and leads with something that waits', async () => {
    const { official, colleague } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2027-04-01', title: 'Voor de lijst' });
    await claim(as(official, '2027-04-01'), { contributionId: id });
    const at = (moment: string) => ({ db: handle.db, now: new Date(moment) });
    expect(await sendDailyLists(at('2027-04-15T04:59:00Z'))).toBe(0); // 6:59 in Amsterdam
    expect(await sendDailyLists(at('2027-04-17T10:00:00Z'))).toBe(0); // a Saturday
    expect(await sendDailyLists(at('2027-04-15T05:00:00Z'))).toBe(2);
    expect(await sendDailyLists(at('2027-04-15T09:00:00Z'))).toBe(0);
    expect(await mailsTo(official.email, 'Lijst voor u van 15 april 2027')).toHaveLength(1);
    const [lead] = await mailsTo(colleague.email, `Lijst van Team ${world.trajectory.slug}`);
    expect(lead?.text).toContain('Voor de lijst');
    expect(lead?.text).toContain('nog van niemand');
  });
});

describe('a term that counts from something later', () => {
  const policyFrom = (startEvent: 'support_reached' | 'phase_closed' | 'handed_over') =>
    setPolicy(as(world.people.manager, '2026-11-18'), {
      trajectoryId: world.trajectory.id,
      kind: 'idea',
      policy: { term: { workingDays: 10 }, startEvent },
    });

  test('starts with the last support it needs, at that moment', async () => {
    await policyFrom('support_reached');
    expect(await promiseFor(handle.db, world.trajectory.id, 'idea', noon('2026-11-18'))).toMatchObject({
      dueOn: null,
      supportThreshold: 50,
    });
    await handle.db.updateTable('trajectory').set({ support_threshold: 2 }).where('id', '=', world.trajectory.id).execute();
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-18' });
    expect(await refusal(getClock(handle.db, id, noon('2026-11-18')))).toBe('not_found');
    expect(await findWaitingStart(handle.db, id)).toMatchObject({ waitsFor: 'support_reached', term: { workingDays: 10 } });
    const support = (person: string, on: string) =>
      handle.db
        .insertInto('idea_support')
        .values({ idea_id: id, person_id: person, created_at: noon(on) })
        .execute();
    await support(world.people.resident2.id, '2026-11-19');
    expect(await startWaitingClocks(round('2026-11-19'))).toBe(0);
    await support(world.people.unverified.id, '2026-11-20');
    await support(world.people.council.id, '2026-11-23');
    expect(await startWaitingClocks(round('2026-11-25'))).toBe(1);
    expect(await startWaitingClocks(round('2026-11-25'))).toBe(0);
    expect(await getClock(handle.db, id, noon('2026-11-25'))).toMatchObject({ startedOn: '2026-11-20', dueOn: '2026-12-04' });
    expect(await findWaitingStart(handle.db, id)).toBeNull();
  });

  test('starts when its phase is over, not while it is hidden', async () => {
    await policyFrom('phase_closed');
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-18' });
    const hidden = await makeIdea(handle.db, world, { on: '2026-11-18' });
    await handle.db.transaction().execute((tx) => stopClock(tx, { actor: null, now: noon('2026-11-19') }, hidden.id, 'hidden'));
    expect(await startWaitingClocks(round('2026-11-30'))).toBe(0);
    expect(await startWaitingClocks(round('2026-12-03'))).toBe(1);
    expect(await getClock(handle.db, id, noon('2026-12-03'))).toMatchObject({ startedOn: '2026-12-01', dueOn: '2026-12-15' });
    expect(await refusal(getClock(handle.db, hidden.id, noon('2026-12-03')))).toBe('not_found');
  });

  test('starts when a moderator hands it over, once', async () => {
    await policyFrom('handed_over');
    const { moderator, official } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-18', title: 'Door te geven' });
    expect(await listToHandOver(handle.db)).toMatchObject([{ contributionId: id, title: 'Door te geven' }]);
    expect(await refusal(handOver(as(official, '2026-11-19'), { contributionId: id }))).toBe('not_allowed');
    expect(await handOver(as(moderator, '2026-11-19'), { contributionId: id })).toMatchObject({ dueOn: '2026-12-03' });
    expect(await refusal(handOver(as(moderator, '2026-11-19'), { contributionId: id }))).toBe('not_found');
    expect(await listToHandOver(handle.db)).toEqual([]);
  });
});
