import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { addDays } from '../calendar/amsterdam.ts';
import { actingOn, answer, makeIdea, noon, refusal } from '../responses/test-story.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { addMilestone, endCommitment, handOver, makeCommitment, moveCommitment, reachMilestone, tellProgress } from './commands.ts';
import { countCommitments, getCommitment, listCommitments } from './queries.ts';
import { remindOwners } from './reminders.ts';
import { type CommitmentState, commitmentState, type ReminderKind, reminderDue } from './rules.ts';

let handle: DatabaseHandle;
let world: World;
let as: ReturnType<typeof actingOn>;
const DAY = '2026-11-10';
const PROMISE = { title: 'Een zwemtrap bij de brug', description: '', promisedOn: '2027-03-01' };
const ACCOUNT = 'De trap ligt er en wordt al gebruikt.';

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  as = actingOn(handle.db);
});
afterAll(() => handle.close());

async function answered(): Promise<{ contributionId: string; responseId: string }> {
  const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
  return { contributionId: id, responseId: await answer(handle.db, world, { contributionId: id, on: DAY }) };
}

async function made(promisedOn = PROMISE.promisedOn) {
  const { responseId, contributionId } = await answered();
  const given = { trajectoryId: world.trajectory.id, responseId, ...PROMISE, promisedOn };
  return { contributionId, ...(await makeCommitment(as(world.people.official, DAY), given)) };
}

const read = (number: number) => getCommitment(as(null, DAY), { trajectory: world.trajectory.slug, number });

describe('where a commitment stands', () => {
  test.each<[string, Parameters<typeof commitmentState>[0], CommitmentState]>([
    ['far ahead', { promisedOn: '2026-12-31', doneOn: null, stoppedOn: null }, 'on_course'],
    ['two weeks ahead', { promisedOn: '2026-11-24', doneOn: null, stoppedOn: null }, 'soon'],
    ['on its day', { promisedOn: DAY, doneOn: null, stoppedOn: null }, 'soon'],
    ['the day after', { promisedOn: '2026-11-09', doneOn: null, stoppedOn: null }, 'late'],
    ['done on its day', { promisedOn: '2026-11-01', doneOn: '2026-11-01', stoppedOn: null }, 'done'],
    ['done too late', { promisedOn: '2026-11-01', doneOn: '2026-11-02', stoppedOn: null }, 'done_late'],
    ['stopped', { promisedOn: '2026-11-01', doneOn: null, stoppedOn: '2026-11-02' }, 'stopped'],
  ])('%s', (_, dates, state) => {
    expect(commitmentState(dates, DAY)).toBe(state);
  });

  test.each<[string, string, string, ReminderKind | null]>([
    ['2027-03-01', '2026-11-10', '2027-01-29', null],
    ['2027-03-01', '2026-11-10', '2027-01-30', 'month'],
    ['2027-03-01', '2026-11-10', '2027-02-21', 'month'],
    ['2027-03-01', '2026-11-10', '2027-02-22', 'week'],
    ['2027-03-01', '2026-11-10', '2027-03-01', 'week'],
    ['2027-03-01', '2026-11-10', '2027-03-02', 'over'],
    // Promised for next week: the reminder of a month ahead never comes.
    ['2026-11-20', '2026-11-10', '2026-11-12', null],
    ['2026-11-14', '2026-11-10', '2026-11-12', null],
  ])('promised for %s on %s: on %s the reminder is %s', (promisedOn, madeOn, today, kind) => {
    expect(reminderDue({ promisedOn, madeOn }, today)).toBe(kind);
  });

  test('over the days reminders only go forward', () => {
    const order = [null, 'month', 'week', 'over'];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), (ahead) => {
        const promisedOn = addDays(DAY, ahead);
        let last = 0;
        for (let day = 0; day <= ahead + 3; day++) {
          const at = order.indexOf(reminderDue({ promisedOn, madeOn: DAY }, addDays(DAY, day)));
          expect(at).toBeGreaterThanOrEqual(last);
          last = at;
        }
        expect(last).toBe(3);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a commitment', () => {
  test('comes from an answer, goes on with steps and news, and ends with an account', async () => {
    const { official, colleague, resident } = world.people;
    const { id, number, contributionId } = await made();
    const ref = (revision: number) => ({ commitmentId: id, revision });
    await addMilestone(as(official, DAY), { ...ref(1), title: 'Tekening klaar', plannedOn: '2026-12-15' });
    await handOver(as(official, DAY), { ...ref(2), ownerId: colleague.id });
    await tellProgress(as(colleague, '2026-12-01'), { ...ref(3), body: 'De tekening ligt bij de aannemer.', evidenceLevel: 1 });
    const [step] = (await read(number)).milestones;
    await reachMilestone(as(colleague, '2026-12-10'), { ...ref(4), milestoneId: step?.id ?? '' });
    await moveCommitment(as(colleague, '2026-12-11'), { ...ref(5), promisedOn: '2027-04-01', body: 'Het hout komt een maand later.' });
    expect(await refusal(tellProgress(as(official, DAY), { ...ref(5), body: 'Ik las een oude bladzijde.' }))).toBe('stale');
    await endCommitment(as(colleague, '2027-03-20'), { ...ref(6), how: 'done', body: ACCOUNT, evidenceLevel: 2 });
    const page = await getCommitment(as(null, '2027-03-21'), { trajectory: world.trajectory.slug, number });
    expect(page.commitment).toMatchObject({
      state: 'done',
      firstPromisedOn: '2027-03-01',
      promisedOn: '2027-04-01',
      evidenceLevel: 2,
      account: ACCOUNT,
      owner: { name: null },
      answer: { contributionId },
      milestones: { reached: 1, all: 1 },
    });
    expect(page.notes.map((note) => note.kind)).toEqual(['done', 'moved', 'progress']);
    expect(await refusal(tellProgress(as(colleague, '2027-03-22'), { ...ref(7), body: 'Nog iets over de trap.' }))).toBe('already_decided');
    expect((await listCommitments(handle.db, { askedById: resident.id, now: noon(DAY) })).some((item) => item.id === id)).toBe(true);
  });

  test('is refused with a sentence when something is wrong with it', async () => {
    const { official, resident } = world.people;
    const trajectoryId = world.trajectory.id;
    const { responseId } = await answered();
    const make = (change: object, actor = official) =>
      refusal(makeCommitment(as(actor, DAY), { trajectoryId, responseId, ...PROMISE, ...change }));
    expect(await make({}, resident)).toBe('not_allowed');
    expect(await make({ promisedOn: '2026-11-09' })).toBe('invalid');
    expect(await make({ promisedOn: '2027-02-30' })).toBe('invalid');
    expect(await make({ promisedOn: '2099-01-01' })).toBe('invalid');
    expect(await make({ title: 'x' })).toBe('invalid');
    expect(await make({ ownerId: resident.id })).toBe('invalid');
    expect(await make({ responseId: null })).toBe('invalid');
    const { id: open } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    const draft = await answer(handle.db, world, { contributionId: open, on: DAY, stage: 'approved' });
    expect(await make({ responseId: draft })).toBe('not_found');
    expect(await make({ responseId: null, decisionTitle: 'Motie 12, aangenomen' })).toBe('nothing refused');
    const { id } = await made();
    const stop = (body: string) => refusal(endCommitment(as(official, DAY), { commitmentId: id, revision: 1, how: 'stopped', body }));
    expect(await stop('Te duur.')).toBe('invalid');
    expect(await stop('De raad koos voor een steiger bij de haven. Daar komt de trap.')).toBe('nothing refused');
  });

  test('counts per trajectory, and an idea that was hidden is no longer named', async () => {
    const other = await makeWorld(handle.db, { slug: 'tellen' });
    const one = await makeIdea(handle.db, other, { on: '2026-11-02' });
    const responseId = await answer(handle.db, other, { contributionId: one.id, on: DAY });
    const given = { trajectoryId: other.trajectory.id, responseId, ...PROMISE, promisedOn: DAY };
    await makeCommitment(as(other.people.official, DAY), given);
    expect((await countCommitments(handle.db, noon('2026-11-11'))).tellen).toEqual({ open: 1, late: 1, done: 0, stopped: 0 });
    await handle.db.updateTable('idea').set({ status: 'hidden' }).where('id', '=', one.id).execute();
    expect((await getCommitment(as(null, DAY), { trajectory: 'tellen', number: 1 })).commitment.answer).toBeNull();
  });

  test('reminds its owner once of each kind, also after downtime and when two nodes do it', async () => {
    const promisedOn = '2027-06-01';
    await made(promisedOn);
    const subjects = async () =>
      (
        await handle.db
          .selectFrom('mail')
          .select('subject')
          .where('subject', 'like', 'Toezegging%')
          .where('created_at', '>', noon('2027-04-20'))
          .execute()
      ).length;
    await remindOwners({ db: handle.db, now: noon('2027-04-19') });
    await Promise.all([1, 2].map(() => remindOwners({ db: handle.db, now: noon('2027-05-10') })));
    const month = await subjects();
    expect(month).toBeGreaterThan(0);
    await remindOwners({ db: handle.db, now: noon('2027-05-11') });
    expect(await subjects()).toBe(month);
    // The job was down during the last week.
    await remindOwners({ db: handle.db, now: noon('2027-06-05') });
    expect(await subjects()).toBe(month + 1);
    await remindOwners({ db: handle.db, now: noon('2027-06-06') });
    expect(await subjects()).toBe(month + 1);
  });
});
