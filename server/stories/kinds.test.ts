/** Stories, challenges and formal views: who may send what when, and who reads it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { submitChallenge, withdrawChallenge } from '../challenges/commands.ts';
import { getChallenge, listChallenges } from '../challenges/queries.ts';
import type { Actor } from '../context.ts';
import { DomainError } from '../errors.ts';
import { submitFormalView, withdrawFormalView } from '../formal-views/commands.ts';
import { getFormalView, listFormalViews } from '../formal-views/queries.ts';
import { listMails } from '../mail/outbox.ts';
import { enterContribution } from '../meetings/enter.ts';
import { decideOnSubject, reportSubject } from '../moderation/commands.ts';
import type { PhaseFeature } from '../permissions.ts';
import { getAnswerPage } from '../responses/answer-page.ts';
import { listQueue } from '../responses/queue.ts';
import { approveResponse, draftResponse, publishResponse, submitForReview } from '../responses/response-commands.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { tellStory, withdrawStory } from './commands.ts';
import { getStory, listStories } from './queries.ts';

let handle: DatabaseHandle;
let world: World;
beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterEach(() => handle.close());

const DAY = 24 * 60 * 60 * 1000;
const as = (person: keyof World['people'] | null, days = 0) =>
  contextFor(handle.db, person && (world.people[person] as Actor), new Date(TEST_NOW.getTime() + days * DAY));
const codeOf = async (promise: Promise<unknown>) => {
  const error = await promise.catch((reason: unknown) => reason);
  return error instanceof DomainError ? error.code : error;
};
const allow = (features: PhaseFeature[]) => handle.db.updateTable('phase').set({ features }).where('id', '=', world.phaseId).execute();
const trajectory = () => world.trajectory.slug;
const hide = (subjectKind: 'story' | 'challenge', subjectId: string, action: 'hide' | 'restore' = 'hide') =>
  decideOnSubject(as('moderator', 1), {
    subjectKind,
    subjectId,
    action,
    rule: action === 'hide' ? 'off_topic' : null,
    reason: 'Dit gaat niet over de oever.',
    publicUrl: 'https://oever.example',
  });

describe('a story', () => {
  const STORY = { title: 'Mijn zoon viel in het water', body: 'Er was geen trap, en niemand kon eruit.', toldAs: 'resident' as const };
  const tell = (person: keyof World['people'] | null = 'resident', more = {}) =>
    tellStory(as(person), { trajectory: trajectory(), ...STORY, ...more });
  const list = (person: keyof World['people'] | null = null) =>
    listStories(as(person), { trajectory: trajectory(), before: null, limit: 20 });

  test('is told while its phase asks for it, is read by everybody, and starts no clock', async () => {
    const { number } = await tell();
    expect(number).toBe(1);
    expect(await tell()).toMatchObject({ number: 1 });
    expect(await tell('resident2', { showName: false, toldAs: 'organisation' })).toMatchObject({ number: 2 });
    expect(await list()).toMatchObject({
      total: 2,
      may: { tell: true },
      why: 'sign_in_first',
      items: [
        { number: 2, author: { anonymous: true }, toldAs: 'organisation' },
        { number: 1, author: { name: 'resident van Proef' } },
      ],
    });
    expect(await handle.db.selectFrom('clock').select('contribution_id').execute()).toEqual([]);
    await allow(['read', 'comment', 'propose']);
    expect(await codeOf(tell('clerk'))).toBe('phase_closed');
    expect(await codeOf(tell(null))).toBe('sign_in_first');
  });

  test('with a fault is not kept', async () => {
    expect(await codeOf(tell('resident', { title: 'x', body: 'kort' }))).toBe('invalid');
    expect((await list()).total).toBe(0);
  });

  test('can be reported, hidden, read by its author only, and shown again', async () => {
    const { id, number } = await tell();
    await reportSubject(as('resident2'), { subjectKind: 'story', subjectId: id, reason: 'off_topic', note: '' });
    await hide('story', id);
    expect((await list()).total).toBe(0);
    const read = (person: keyof World['people'] | null) => getStory(as(person), { trajectory: trajectory(), number });
    expect(await codeOf(read('resident2'))).toBe('not_found');
    expect(await read('resident')).toMatchObject({ status: 'hidden', own: true });
    expect((await listMails(handle.db)).map(({ subject }) => subject)).toContain('Uw verhaal is verborgen');
    await hide('story', id, 'restore');
    expect((await list()).total).toBe(1);
  });

  test('is taken back by its author only, and its words go', async () => {
    const { id, number } = await tell();
    expect(await codeOf(withdrawStory(as('resident2'), { storyId: id }))).toBe('not_allowed');
    await withdrawStory(as('resident'), { storyId: id });
    expect(await getStory(as(null), { trajectory: trajectory(), number })).toMatchObject({ status: 'withdrawn', body: '' });
    expect((await list()).total).toBe(0);
  });

  test('stands on one page only, however many there are', async () => {
    for (let n = 0; n < 5; n++) await tell('resident', { title: `Verhaal ${n}` });
    const first = await listStories(as(null), { trajectory: trajectory(), before: null, limit: 3 });
    const second = await listStories(as(null), { trajectory: trajectory(), before: first.nextCursor, limit: 3 });
    expect([...first.items, ...second.items].map(({ number }) => number)).toEqual([5, 4, 3, 2, 1]);
    expect(second.nextCursor).toBeNull();
  });
});

describe('a challenge', () => {
  const CHALLENGE = {
    title: 'De buurt beheert het Bochtpark',
    groupName: 'Vrienden van het Bochtpark',
    task: 'Maaien, snoeien en afval halen in het park.',
    plan: 'Twaalf vrijwilligers werken elke zaterdag in het park.',
    budget: '€ 8.000',
    budgetText: 'Gereedschap en een verzekering voor de vrijwilligers.',
  };
  const submit = (person: keyof World['people'] | null = 'resident') =>
    submitChallenge(as(person), { trajectory: trajectory(), ...CHALLENGE });
  const read = (number: number, person: keyof World['people'] | null = null) =>
    getChallenge(as(person), { trajectory: trajectory(), number });

  test('has a clock, is in the queue of officials, and its answer is the decision', async () => {
    const { id, number, dueOn } = await submit();
    expect(dueOn).toBe('2026-12-02');
    const filter = { tab: 'all' as const, trajectoryId: null, teamId: null };
    const queue = await listQueue(handle.db, { actor: world.people.official, filter, cursor: null, limit: 10, now: TEST_NOW });
    expect(queue.items).toMatchObject([{ kind: 'challenge', title: CHALLENGE.title }]);
    const page = await getAnswerPage(handle.db, { contributionId: id, actor: world.people.official, now: TEST_NOW, asOfficial: true });
    expect(page.contribution.words).toContain('Maaien, snoeien');
    await draftResponse(as('official'), {
      contributionId: id,
      outcome: 'adopted',
      summary: 'De buurt krijgt het beheer.',
      motivation: 'Het plan is goed en het geld is er voor twee jaar.',
      nextStep: 'Wij tekenen in januari een overeenkomst.',
    });
    await submitForReview(as('official'), { contributionId: id });
    await approveResponse(as('colleague'), { contributionId: id });
    await publishResponse(as('official'), { contributionId: id });
    expect(await read(number)).toMatchObject({
      budget: 8000,
      published: [{ outcome: 'adopted', summary: 'De buurt krijgt het beheer.' }],
      clock: { state: 'answered_on_time' },
    });
    expect(await codeOf(withdrawChallenge(as('resident'), { challengeId: id }))).toBe('already_decided');
  });

  test('only in a phase that allows it', async () => {
    await allow(['read', 'comment', 'propose']);
    expect(await codeOf(submit())).toBe('phase_closed');
    expect(await listChallenges(as('resident'), { trajectory: trajectory(), before: null, limit: 20 })).toMatchObject({
      may: { submit: false },
      why: 'phase_closed',
    });
  });

  test('that is hidden or withdrawn needs no answer', async () => {
    const { id, number } = await submit();
    await hide('challenge', id);
    expect(await codeOf(read(number))).toBe('not_found');
    await hide('challenge', id, 'restore');
    expect((await read(number)).clock?.state).toBe('running');
    await withdrawChallenge(as('resident'), { challengeId: id });
    expect(await read(number)).toMatchObject({ status: 'withdrawn', clock: null });
  });
});

describe('a formal view', () => {
  const VIEW = { body: 'De kade moet groen blijven, want daar broeden vogels.', name: 'J. de Vries', address: 'Noordkade 12' };
  const submit = (person: keyof World['people'] | null = 'resident', days = 0, more = {}) =>
    submitFormalView(as(person, days), { trajectory: trajectory(), ...VIEW, ...more });
  const list = (person: keyof World['people'] | null) => listFormalViews(as(person), { trajectory: trajectory(), before: null, limit: 20 });
  const read = (number: number, person: keyof World['people'] | null) => getFormalView(as(person), { trajectory: trajectory(), number });

  test('has a receipt at once: number, time, copy and a hash, on the page and by mail', async () => {
    const receipt = await submit();
    expect(receipt).toMatchObject({ number: 1, timing: 'in_time', receivedAt: TEST_NOW.toISOString(), dueOn: '2026-12-02' });
    expect(await submit()).toEqual(receipt);
    expect(await read(1, 'resident')).toMatchObject({ ...VIEW, sha256: receipt.sha256, own: true });
    const [mail] = (await listMails(handle.db)).filter(({ to }) => to === world.people.resident.email);
    expect(mail?.text).toContain(VIEW.body);
    expect(mail?.text).toContain('18 november 2026 om 11.00 uur');
    expect(mail?.text).toContain(receipt.sha256);
  });

  test('is kept and flagged when it is early or late, never refused', async () => {
    expect(await submit('resident', -20)).toMatchObject({ timing: 'early' });
    expect(await submit('resident2', 30)).toMatchObject({ timing: 'late' });
    await allow(['read']);
    expect(await codeOf(submit('council'))).toBe('phase_closed');
    await allow(['formal_view']);
    expect(await submit('council')).toMatchObject({ timing: 'in_time' });
    expect((await list(null)).counts).toEqual({ total: 3, early: 1, late: 1 });
  });

  test('is taken from who is blocked as well: the law gives that right', async () => {
    const blocked = { ...world.people.resident, blockedUntil: new Date(TEST_NOW.getTime() + DAY) };
    const { timing } = await submitFormalView(contextFor(handle.db, blocked), { trajectory: trajectory(), ...VIEW });
    expect(timing).toBe('in_time');
  });

  test('is read by its sender and by officials; others see how many there are and no name anywhere', async () => {
    const { id } = await submit();
    for (const person of ['resident2', 'council', 'moderator'] as const) expect(await codeOf(read(1, person))).toBe('not_found');
    expect(await codeOf(read(1, null))).toBe('sign_in_first');
    expect(await list(null)).toMatchObject({ items: [], counts: { total: 1 }, official: false });
    expect((await list('resident2')).items).toEqual([]);
    expect((await list('resident')).items).toMatchObject([{ number: 1, name: null }]);
    expect((await list('official')).items).toMatchObject([{ number: 1, name: 'J. de Vries' }]);
    for (const actor of [null, world.people.resident2])
      expect(await codeOf(getAnswerPage(handle.db, { contributionId: id, actor, now: TEST_NOW }))).toBe('not_found');
    const page = await getAnswerPage(handle.db, { contributionId: id, actor: world.people.official, now: TEST_NOW, asOfficial: true });
    expect(page.contribution).toMatchObject({ title: 'Zienswijze 1', words: expect.stringContaining('broeden vogels') });
    const logged = await handle.db.selectFrom('event').where('kind', 'like', 'formal_view.%').select(['actor_id', 'data']).execute();
    expect(logged).toMatchObject([{ actor_id: null }]);
    expect(JSON.stringify(logged)).not.toContain('Vries');
    const clock = await handle.db.selectFrom('clock_event').select('actor_id').execute();
    expect(clock).toEqual([{ actor_id: null }]);
  });

  test('by letter, at the desk or spoken is entered by staff, from the day it came in and by its postmark', async () => {
    await handle.db.updateTable('phase').set({ starts_on: '2026-10-05', ends_on: '2026-11-13' }).where('id', '=', world.phaseId).execute();
    const enter = (channel: 'paper' | 'counter', postedOn: string, reference: string) =>
      enterContribution(as('official'), {
        trajectory: trajectory(),
        onBehalf: { channel, receivedOn: '2026-11-16', meetingId: null, reference, name: '', agreed: false },
        entry: { kind: 'formal_view', ...VIEW, postedOn },
      });
    expect(await enter('paper', '2026-11-13', 'Brief 1')).toMatchObject({ kind: 'formal_view', formalView: 1 });
    expect(await enter('counter', '', 'Balie 1')).toMatchObject({ formalView: 2 });
    expect(await read(1, 'official')).toMatchObject({
      timing: 'in_time',
      postedOn: '2026-11-13',
      source: { channel: 'paper', name: null },
    });
    expect(await read(2, 'official')).toMatchObject({ timing: 'late', source: { channel: 'counter' } });
    expect(await codeOf(enter('paper', '2026-11-17', 'Brief 2'))).toBe('invalid');
  });

  test('is taken back by its sender, and then needs no answer', async () => {
    const { id } = await submit();
    expect(await codeOf(withdrawFormalView(as('resident2'), { viewId: id }))).toBe('not_allowed');
    await withdrawFormalView(as('resident'), { viewId: id });
    expect(await read(1, 'official')).toMatchObject({ withdrawn: true, clock: null });
    expect((await list(null)).counts.total).toBe(0);
  });
});
