import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { createComment } from '../comments/commands.ts';
import type { Actor } from '../context.ts';
import { DomainError } from '../errors.ts';
import { listMails } from '../mail/outbox.ts';
import { enterContribution } from '../meetings/enter.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { carrySupport } from './carry-support.ts';
import { proposeIdea, withdrawIdea } from './commands.ts';
import { answerMerge, cancelMerge, proposeMerge, undoMerge } from './merge-commands.ts';
import { getMerges } from './merge-queries.ts';
import { remindOfMerges } from './merge-reminders.ts';
import { getIdea } from './queries.ts';
import { supportIdea } from './support.ts';

let handle: DatabaseHandle;
let world: World;
let from: { id: string; number: number };
let into: { id: string; number: number };

beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  from = await propose('resident', 'Trap om te zwemmen');
  into = await propose('resident2', 'Zwemtrap bij het Bochtpark');
});
afterEach(() => handle.close());

const DAY = 24 * 60 * 60 * 1000;
const as = (person: keyof World['people'] | null, days = 0) =>
  contextFor(handle.db, person && (world.people[person] as Actor), new Date(TEST_NOW.getTime() + days * DAY));
const codeOf = async (promise: Promise<unknown>) => {
  const error = await promise.catch((reason: unknown) => reason);
  return error instanceof DomainError ? error.code : error;
};
const REASON = 'Beide ideeën vragen om een trap bij het park.';

function propose(person: keyof World['people'], title: string) {
  return proposeIdea(as(person), {
    trajectory: world.trajectory.slug,
    title,
    body: 'Waar iedereen veilig het water in kan.',
    publicUrl: null,
  });
}
const ask = (ids = { fromId: from.id, intoId: into.id }) => proposeMerge(as('official'), { ...ids, reason: REASON });
const read = (number: number, person: keyof World['people'] | null = null, days = 0) =>
  getIdea(as(person, days), { trajectory: world.trajectory.slug, number });
const mailsTo = async (person: keyof World['people']) =>
  (await listMails(handle.db)).filter(({ to }) => to === world.people[person].email).map(({ subject }) => subject);

async function merged(): Promise<string> {
  const { mergeId } = await ask();
  await answerMerge(as('resident'), { mergeId, agrees: true });
  await answerMerge(as('resident2'), { mergeId, agrees: true });
  return mergeId;
}

test('who says nothing for a week is asked once more, and never again', async () => {
  const remind = (days: number) => remindOfMerges({ db: handle.db, now: new Date(TEST_NOW.getTime() + days * DAY) });
  const { mergeId } = await ask();
  await answerMerge(as('resident', 1), { mergeId, agrees: true });
  expect(await remind(6.9)).toBe(0);
  expect(await Promise.all([remind(7), remind(7)])).toEqual(expect.arrayContaining([0, 1]));
  expect(await remind(30)).toBe(0);
  expect((await mailsTo('resident')).filter((subject) => subject.startsWith('Nog een keer'))).toEqual([]);
  expect((await mailsTo('resident2')).filter((subject) => subject.startsWith('Nog een keer'))).toHaveLength(1);
  const again = (await listMails(handle.db)).find(({ subject }) => subject.startsWith('Nog een keer'));
  expect(again?.text).toContain(REASON);
  // Withdrawn meanwhile: there is nothing to ask.
  const third = await propose('council', 'Nog een trap');
  await ask({ fromId: third.id, intoId: into.id });
  await withdrawIdea(as('council', 1), { ideaId: third.id });
  expect(await remind(40)).toBe(0);
  expect((await mailsTo('resident2')).filter((subject) => subject.startsWith('Nog een keer'))).toHaveLength(1);
});

describe('two ideas become one', () => {
  test('only when both authors say yes; until then nothing changes', async () => {
    const { mergeId, status } = await ask();
    expect(status).toBe('asked');
    expect(await mailsTo('resident')).toEqual([expect.stringContaining('Mag uw idee samen')]);
    expect(await mailsTo('resident2')).toEqual([expect.stringContaining('Mag uw idee samen')]);
    expect(await answerMerge(as('resident'), { mergeId, agrees: true })).toMatchObject({ status: 'asked' });
    expect((await read(from.number)).status).toBe('visible');
    expect(await answerMerge(as('resident2'), { mergeId, agrees: true })).toMatchObject({ status: 'merged' });
    expect(await read(from.number)).toMatchObject({ status: 'merged', clock: null, mergedInto: { number: into.number } });
    expect(await read(into.number)).toMatchObject({ status: 'visible', clock: { state: 'running' } });
  });

  test('not when one of them says no: both are told and can be asked again later', async () => {
    const { mergeId } = await ask();
    expect(await answerMerge(as('resident2'), { mergeId, agrees: false })).toMatchObject({ status: 'declined' });
    expect(await codeOf(answerMerge(as('resident'), { mergeId, agrees: true }))).toBe('already_decided');
    expect((await read(from.number)).status).toBe('visible');
    expect(await mailsTo('resident')).toContainEqual(expect.stringContaining('De ideeën blijven apart'));
    expect(await mailsTo('official')).toEqual([expect.stringContaining('gaat niet door')]);
    expect((await ask()).status).toBe('asked');
  });

  test('by the official alone where nobody can be asked, and the page says so', async () => {
    const paper = async (title: string) =>
      enterContribution(as('official'), {
        trajectory: world.trajectory.slug,
        onBehalf: { channel: 'paper', receivedOn: '2026-11-17', meetingId: null, reference: title, name: '', agreed: false },
        entry: { kind: 'idea', title, body: 'Waar iedereen veilig het water in kan.' },
      });
    const [one, other] = [(await paper('Een trap op papier')).idea ?? 0, (await paper('Nog een trap op papier')).idea ?? 0];
    const ids = { fromId: (await read(one)).id, intoId: (await read(other)).id };
    expect((await ask(ids)).status).toBe('merged');
    expect((await getMerges(as(null), { ideaId: ids.fromId })).made).toMatchObject([{ withoutAuthor: 'both', reason: REASON }]);
  });

  test('not by a resident, not with itself, not with an idea that is gone, not twice', async () => {
    expect(await codeOf(proposeMerge(as('resident'), { fromId: from.id, intoId: into.id, reason: REASON }))).toBe('not_allowed');
    expect(await codeOf(ask({ fromId: from.id, intoId: from.id }))).toBe('invalid');
    expect(await codeOf(proposeMerge(as('official'), { fromId: from.id, intoId: into.id, reason: 'kort' }))).toBe('invalid');
    const { mergeId } = await ask();
    expect(await codeOf(ask())).toBe('merge_open');
    expect(await codeOf(answerMerge(as('moderator'), { mergeId, agrees: true }))).toBe('not_allowed');
    await withdrawIdea(as('resident2'), { ideaId: into.id });
    expect(await codeOf(ask({ fromId: from.id, intoId: into.id }))).toBe('invalid');
    await answerMerge(as('resident'), { mergeId, agrees: true });
    expect(await answerMerge(as('resident2'), { mergeId, agrees: true })).toMatchObject({ status: 'cancelled' });
    expect((await read(from.number)).status).toBe('visible');
  });

  test('and the question is seen by the two authors and by officials only', async () => {
    const { mergeId } = await ask();
    const asked = async (person: keyof World['people'] | null) => (await getMerges(as(person), { ideaId: from.id })).asked;
    expect(await asked(null)).toEqual([]);
    expect(await asked('council')).toEqual([]);
    expect(await asked('resident')).toMatchObject([{ id: mergeId, direction: 'from', may: { answer: true, cancel: false } }]);
    expect(await asked('official')).toMatchObject([{ may: { answer: false, cancel: true } }]);
    expect((await getMerges(as('resident2'), { ideaId: into.id })).asked).toMatchObject([{ direction: 'into', may: { answer: true } }]);
    await cancelMerge(as('official'), { mergeId });
    expect(await asked('resident')).toEqual([]);
  });
});

describe('support', () => {
  beforeEach(async () => {
    for (const person of ['moderator', 'council', 'clerk'] as const) await supportIdea(as(person), { ideaId: from.id });
    await supportIdea(as('clerk'), { ideaId: into.id });
  });

  test('does not move by itself: supporters are told and carry it by their own click, once', async () => {
    await merged();
    expect(await read(into.number)).toMatchObject({ supportCount: 1 });
    expect(await mailsTo('moderator')).toEqual([expect.stringContaining('Een idee dat u steunt')]);
    expect(await mailsTo('clerk')).toEqual([]);
    expect((await getMerges(as('moderator'), { ideaId: from.id })).made[0]?.may).toEqual({ undo: false, carry: true });
    expect(await carrySupport(as('moderator'), { ideaId: from.id })).toEqual({ number: into.number, supportCount: 2 });
    expect(await carrySupport(as('moderator'), { ideaId: from.id })).toEqual({ number: into.number, supportCount: 2 });
    expect(await read(from.number)).toMatchObject({ supportCount: 3 });
    expect((await getMerges(as('moderator'), { ideaId: from.id })).made).toMatchObject([
      { carried: 1, viewerCarried: true, may: { carry: false } },
    ]);
    const events = await handle.db.selectFrom('event').where('kind', '=', 'idea.supported').select(['actor_id', 'data']).execute();
    expect(events.every(({ actor_id }) => actor_id === null)).toBe(true);
  });

  test('is not carried by who did not give it, nor before the merge', async () => {
    expect(await codeOf(carrySupport(as('moderator'), { ideaId: from.id }))).toBe('stale');
    await merged();
    expect(await codeOf(carrySupport(as('admin'), { ideaId: from.id }))).toBe('not_allowed');
    expect(await codeOf(carrySupport(as(null), { ideaId: from.id }))).toBe('sign_in_first');
  });

  test('follows an idea that was merged on', async () => {
    await merged();
    const last = await propose('resident2', 'Twee zwemtrappen');
    const { mergeId } = await ask({ fromId: into.id, intoId: last.id });
    await answerMerge(as('resident2'), { mergeId, agrees: true });
    expect(await carrySupport(as('council'), { ideaId: from.id })).toEqual({ number: last.number, supportCount: 1 });
  });
});

describe('parting two ideas again', () => {
  test('needs a reason, sets the clock going without the days in between, and leaves support where people put it', async () => {
    await supportIdea(as('council'), { ideaId: from.id });
    const due = (await read(from.number)).clock?.dueOn;
    expect(due).toBe('2026-12-02');
    const mergeId = await merged();
    await carrySupport(as('council'), { ideaId: from.id });
    expect(await codeOf(undoMerge(as('official', 7), { mergeId, reason: 'nee' }))).toBe('invalid');
    expect(await codeOf(undoMerge(as('resident', 7), { mergeId, reason: 'Ik wil het toch niet meer.' }))).toBe('not_allowed');
    await undoMerge(as('colleague', 7), { mergeId, reason: 'Het tweede idee gaat over een andere steiger.' });
    expect(await read(from.number, null, 7)).toMatchObject({
      status: 'visible',
      mergedInto: null,
      supportCount: 1,
      clock: { state: 'running', dueOn: '2026-12-09' },
    });
    expect(await read(into.number)).toMatchObject({ supportCount: 1 });
    expect(await mailsTo('council')).toContainEqual(expect.stringContaining('weer apart'));
    expect(await mailsTo('resident')).toContainEqual(expect.stringContaining('weer apart'));
    expect((await getMerges(as(null), { ideaId: from.id })).made).toMatchObject([
      { undone: { reason: 'Het tweede idee gaat over een andere steiger.' } },
    ]);
    expect(await codeOf(undoMerge(as('official'), { mergeId, reason: 'Nog een keer uit elkaar halen.' }))).toBe('already_decided');
    expect(await codeOf(carrySupport(as('council'), { ideaId: from.id }))).toBe('stale');
    expect((await ask()).status).toBe('asked');
  });

  test('an idea in treatment is in treatment again, and while merged nobody comments on it', async () => {
    await handle.db.updateTable('idea').set({ status: 'in_treatment' }).where('id', '=', from.id).execute();
    const mergeId = await merged();
    expect(await codeOf(createComment(as('council'), { ideaId: from.id, body: 'Nog iets' }))).toBe('read_only');
    await undoMerge(as('official'), { mergeId, reason: 'Zij gaan toch over iets anders.' });
    expect((await read(from.number)).status).toBe('in_treatment');
  });
});
