import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { createComment } from '../comments/commands.ts';
import type { Actor } from '../context.ts';
import { addMeeting, updateMeeting } from '../meetings/commands.ts';
import type { MeetingWords } from '../meetings/rules.ts';
import { chooseName } from '../people/name-commands.ts';
import { isSameName } from '../people/names.ts';
import { createCaller } from '../router.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';

const REASON = 'Er staan gegevens van een ander in de tekst.';
const MEETING: MeetingWords = {
  title: 'Schrijfavond',
  place: 'Buurthuis De Bocht',
  day: '2026-11-16',
  from: '19:30',
  until: '21:30',
  description: 'Bel voor vragen 06-12345678.',
  invited: 'Alle adressen aan de Noordkade',
  attendance: '23',
  report: 'Mevrouw Zwartepoort vertelde over haar ziekte.',
};

let handle: DatabaseHandle;
let world: World;
let clock = 0;
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterAll(() => handle.close());

const as = (actor: Actor | null) => contextFor(handle.db, actor, new Date(TEST_NOW.getTime() + clock++ * 60_000));
const call = (actor: Actor | null) => createCaller(as(actor));
const add = () => addMeeting(as(world.people.manager), { trajectoryId: world.trajectory.id, ...MEETING });
const shown = async (number: number, actor: Actor | null = null) =>
  (await call(actor).meetings.get({ trajectory: world.trajectory.slug, number })).meeting;
const report = (id: string, actor: Actor = world.people.resident) =>
  call(actor).moderation.report({ subjectKind: 'meeting', subjectId: id, reason: 'personal_data', note: 'Dit is privé.' });
const decide = (
  id: string,
  action: 'hide' | 'restore' | 'keep' | 'redact' | 'ask',
  actor: Actor = world.people.moderator,
  words?: string,
) => call(actor).moderation.decide({ subjectKind: 'meeting', subjectId: id, action, rule: 'personal_data', reason: REASON, words });
const mailsTo = (actor: Actor) =>
  handle.db
    .selectFrom('mail')
    .where('to_email', '=', actor.email ?? '')
    .orderBy('created_at', 'desc')
    .select(['subject', 'text'])
    .execute();

describe('a meeting', () => {
  test('is reported with a house rule, waits for a moderator, and its notes are hidden with a reason for who entered it', async () => {
    const { id, number } = await add();
    await report(id);
    const item = (await call(world.people.moderator).moderation.queue()).items.find(({ subject }) => subject.id === id);
    expect(item).toMatchObject({
      reportCount: 1,
      mayDecide: true,
      subject: { kind: 'meeting', title: 'Schrijfavond', meetingNumber: number, authorId: world.people.manager.id },
    });
    await decide(id, 'hide');
    expect(await shown(number)).toMatchObject({
      title: 'Schrijfavond',
      place: 'Buurthuis De Bocht',
      description: '',
      invited: '',
      report: null,
      hidden: true,
    });
    const { past } = await call(null).meetings.list({ trajectory: world.trajectory.slug });
    expect(JSON.stringify(past)).not.toContain('Zwartepoort');
    // Who may change it reads what is hidden.
    expect(await shown(number, world.people.manager)).toMatchObject({ report: MEETING.report, hidden: true });
    const [mail] = await mailsTo(world.people.manager);
    expect(mail?.subject).toBe('Uw bijeenkomst is verborgen');
    expect(mail?.text).toContain(REASON);
    expect((await mailsTo(world.people.resident))[0]?.subject).toBe('Wij hebben uw melding bekeken');
    expect((await call(null).moderation.log()).latest[0]).toMatchObject({ subjectKind: 'meeting', action: 'hide' });
    await decide(id, 'restore', world.people.moderator2);
    expect(await shown(number)).toMatchObject({ report: MEETING.report, hidden: false });
  });

  test('loses words, also for who has its form open, and who entered it can object', async () => {
    const { id, number } = await add();
    await report(id);
    await decide(id, 'redact', world.people.moderator, '06-12345678\nZwartepoort');
    expect(await shown(number)).toMatchObject({
      description: 'Bel voor vragen [weggehaald].',
      report: 'Mevrouw [weggehaald] vertelde over haar ziekte.',
    });
    await expect(updateMeeting(as(world.people.manager), { meetingId: id, revision: 1, ...MEETING })).rejects.toThrow('stale');
    const decision = await handle.db.selectFrom('moderation_decision').where('subject_id', '=', id).select('id').executeTakeFirstOrThrow();
    const { appealId } = await call(world.people.manager).moderation.appeal({
      decisionId: decision.id,
      statement: 'Het is het nummer van de gemeente.',
    });
    await call(world.people.moderator2).moderation.decideAppeal({ appealId, outcome: 'overturned', reason: 'Het is een openbaar nummer.' });
    expect(await shown(number)).toMatchObject({ description: MEETING.description });
  });

  test.each(['resident', 'official', 'manager', 'council'] as const)('is not decided on by %s', async (person) => {
    const { id } = await add();
    await report(id);
    await expect(decide(id, 'hide', world.people[person])).rejects.toThrow('not_allowed');
  });

  test('is decided on only as fits it, and not reported by a visitor or when it is hidden', async () => {
    const { id } = await add();
    await expect(decide(id, 'ask')).rejects.toThrow('invalid');
    await expect(call(null).moderation.report({ subjectKind: 'meeting', subjectId: id, reason: 'spam' })).rejects.toThrow('sign_in_first');
    await decide(id, 'hide');
    await expect(report(id)).rejects.toThrow('not_found');
  });
});

describe('a name', () => {
  test('under which somebody wrote without a name is not told to who reports or decides', async () => {
    const { id } = await createComment(as(world.people.resident), {
      sectionId: world.sections.open.id,
      body: 'Zonder naam geschreven.',
      showName: false,
    });
    const subject = { subjectKind: 'comment', subjectId: id } as const;
    expect(await call(world.people.resident2).moderation.reportable(subject)).toMatchObject({ authorName: null });
    await expect(call(world.people.resident2).moderation.report({ ...subject, part: 'name', reason: 'insult' })).rejects.toThrow(
      'not_found',
    );
    await call(world.people.resident2).moderation.report({ ...subject, reason: 'insult' });
    const item = (await call(world.people.moderator).moderation.queue()).items.find((one) => one.subject.id === id);
    expect(item?.subject.authorName).toBeNull();
  });

  test('that a moderator hides stays hidden however its owner spells it; another name is shown', async () => {
    const { resident2 } = world.people;
    await chooseName(as(resident2), { own: 'Bram Bakker', pen: 'Lelijke Naam', shown: 'pen' });
    const { id } = await createComment(as(resident2), { sectionId: world.sections.open.id, body: 'Met een lelijke naam.' });
    await call(world.people.resident).moderation.report({ subjectKind: 'comment', subjectId: id, part: 'name', reason: 'insult' });
    await call(world.people.moderator).moderation.decide({
      subjectKind: 'name',
      subjectId: resident2.id,
      action: 'hide',
      rule: 'insult',
      reason: REASON,
    });
    const name = async () =>
      (await handle.db.selectFrom('person').where('id', '=', resident2.id).select('display_name').executeTakeFirstOrThrow()).display_name;
    for (const pen of ['Lelijke Naam', 'lelijke  naam', 'Lélijke-Naam.']) {
      await chooseName(as(resident2), { own: 'Bram Bakker', pen, shown: 'pen' });
      expect(await name(), pen).toBe('Een bewoner');
    }
    await chooseName(as(resident2), { own: 'Bram Bakker', pen: 'Lelijke Naam', shown: 'own' });
    expect(await name()).toBe('Bram Bakker');
    await chooseName(as(resident2), { own: 'Bram Bakker', pen: 'Lelijke Naam', shown: 'pen' });
    expect(await name()).toBe('Een bewoner');
    expect(isSameName('Jan', 'Jans')).toBe(false);
  });
});
