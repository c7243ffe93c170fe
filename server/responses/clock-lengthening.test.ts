import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { listMails } from '../mail/outbox.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { addEquatedDay, confirmLengthening, declineLengthening, listEquatedDays, listLengthenings } from './clock-lengthening.ts';
import { pauseClock, resumeClock } from './commands.ts';
import { setPolicy } from './policies.ts';
import { getClock, promiseFor } from './queries.ts';
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

const DECREE = 'Staatsblad 2026, 999: gelijkstelling van maandag 30 november 2026';

describe('a day put on a par with a holiday', () => {
  test.each([
    ['a day that is past', '2026-11-02', 'policies:error.day_past'],
    ['a Saturday', '2026-11-28', 'policies:error.day_free'],
    ['a holiday', '2026-12-25', 'policies:error.day_free'],
    ['a day the program knows', '2027-05-07', 'policies:error.day_free'],
    ['no day', '2026-02-30', 'policies:error.day'],
    ['a day in the next century', '2126-11-30', 'policies:error.day_far'],
  ])('cannot be %s', async (_what, day, fault) => {
    const act = addEquatedDay(as(world.people.admin, '2026-11-18'), { day, decree: DECREE });
    await expect(act).rejects.toMatchObject({ code: 'invalid', details: { fields: { day: fault } } });
  });

  test('needs a source, and an administrator', async () => {
    const { admin, manager } = world.people;
    await expect(addEquatedDay(as(admin, '2026-11-18'), { day: '2026-11-30', decree: ' ' })).rejects.toMatchObject({
      details: { fields: { decree: 'policies:error.decree' } },
    });
    expect(await refusal(addEquatedDay(as(manager, '2026-11-18'), { day: '2026-11-30', decree: DECREE }))).toBe('not_allowed');
    expect(await listEquatedDays(handle.db)).toEqual([]);
  });

  test('moves nothing that was promised, until a person confirms the list; then each author is told', async () => {
    const { admin, manager, official, resident } = world.people;
    const over = await makeIdea(handle.db, world, { on: '2026-11-02', title: 'Eindigt ervoor' }); // due 16 November
    const across = await makeIdea(handle.db, world, { on: '2026-11-18', title: 'Loopt erover' }); // due 2 December
    const answered = await makeIdea(handle.db, world, { on: '2026-11-18', title: 'Beantwoord' });
    await answer(handle.db, world, { contributionId: answered.id, on: '2026-11-18' });
    const paused = await makeIdea(handle.db, world, { on: '2026-11-18', title: 'Staat stil' });
    await pauseClock(as(official, '2026-11-18'), { contributionId: paused.id, reason: 'We wachten op de meting.' });

    const added = await addEquatedDay(as(admin, '2026-11-18'), { day: '2026-11-30', decree: DECREE });
    expect(added).toEqual({ number: 1, clocks: 1 });
    const before = await getClock(handle.db, across.id, noon('2026-11-18'));
    expect(before).toMatchObject({ dueOn: '2026-12-02', reasons: [], term: 10 });
    expect(await listLengthenings(handle.db, noon('2026-11-18'))).toEqual([
      expect.objectContaining({ contributionId: across.id, dueOnBefore: '2026-12-02', dueOn: '2026-12-03' }),
    ]);

    // What is sent from now on does count with it.
    expect(await promiseFor(handle.db, world.trajectory.id, 'question', noon('2026-11-18'))).toMatchObject({
      dueOn: '2026-12-03',
      reasons: ['30 november is door het Rijk aangewezen als vrije dag'],
    });
    const later = await makeIdea(handle.db, world, { on: '2026-11-19', title: 'Erna' });
    expect((await getClock(handle.db, later.id, noon('2026-11-19'))).dueOn).toBe('2026-12-04');

    expect(await refusal(confirmLengthening(as(manager, '2026-11-19'), { expected: 1 }))).toBe('not_allowed');
    expect(await refusal(confirmLengthening(as(admin, '2026-11-19'), { expected: 2 }))).toBe('stale');
    expect((await getClock(handle.db, across.id, noon('2026-11-19'))).dueOn).toBe('2026-12-02');
    expect(await confirmLengthening(as(admin, '2026-11-19'), { expected: 1 })).toEqual({ lengthened: 1 });
    expect(await refusal(confirmLengthening(as(admin, '2026-11-19'), { expected: 0 }))).toBe('already_decided');

    const clock = await getClock(handle.db, across.id, noon('2026-11-19'));
    expect(clock).toMatchObject({ dueOn: '2026-12-03', firstDueOn: '2026-12-02', term: 10, day: 1, extended: false });
    expect(clock.reasons).toEqual(['30 november is door het Rijk aangewezen als vrije dag']);
    expect(clock.events.map(({ kind }) => kind)).toEqual(['started', 'recalculated']);
    expect((await getClock(handle.db, over.id, noon('2026-11-19'))).dueOn).toBe('2026-11-16');
    const mails = (await listMails(handle.db)).filter(({ subject }) => subject.startsWith('Ons antwoord komt later door een vrije dag'));
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ to: resident.email });
    expect(mails[0]?.text).toContain('uiterlijk 3 december 2026 antwoord');

    // A clock that stood still gets the day when it runs again.
    await resumeClock(as(official, '2026-11-20'), { contributionId: paused.id });
    expect((await getClock(handle.db, paused.id, noon('2026-11-20'))).dueOn).toBe('2026-12-07');
    expect(await listEquatedDays(handle.db)).toMatchObject([{ number: 1, day: '2026-11-30', status: 'confirmed', lengthened: 1 }]);
  });

  test('that was declined leaves the promised dates alone, also when another day comes', async () => {
    const { admin, manager } = world.people;
    await setPolicy(as(manager, '2026-12-01'), { trajectoryId: world.trajectory.id, kind: 'idea', policy: { term: { weeks: 2 } } });
    const weeks = await makeIdea(handle.db, world, { on: '2026-12-01', title: 'In weken' }); // due 15 December
    await addEquatedDay(as(admin, '2026-12-02'), { day: '2026-12-15', decree: DECREE });
    expect(await listLengthenings(handle.db, noon('2026-12-02'))).toMatchObject([{ contributionId: weeks.id, dueOn: '2026-12-16' }]);
    await expect(declineLengthening(as(admin, '2026-12-02'), { reason: '' })).rejects.toMatchObject({ code: 'invalid' });
    await declineLengthening(as(admin, '2026-12-02'), { reason: 'We halen de datum ook zonder die dag.' });
    expect((await getClock(handle.db, weeks.id, noon('2026-12-02'))).dueOn).toBe('2026-12-15');
    expect(await addEquatedDay(as(admin, '2026-12-02'), { day: '2026-12-16', decree: DECREE })).toEqual({ number: 3, clocks: 0 });
    expect((await listEquatedDays(handle.db)).map(({ status }) => status)).toEqual(['confirmed', 'declined', 'confirmed']);
  });
});
