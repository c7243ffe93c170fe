import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { up } from '../../db/migrations/0004-meetings.ts';
import { createComment } from '../comments/commands.ts';
import { listComments } from '../comments/queries.ts';
import type { Actor } from '../context.ts';
import { DomainError } from '../errors.ts';
import { proposeIdea } from '../ideas/commands.ts';
import { getIdea } from '../ideas/queries.ts';
import { listPeople } from '../people/queries.ts';
import { createChangeProposal } from '../plan-texts/change-proposal-commands.ts';
import { listChangeProposals } from '../plan-texts/change-proposal-queries.ts';
import { createSection } from '../plan-texts/commands.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { getTrajectory } from '../trajectories/view.ts';
import { addMeeting, updateMeeting } from './commands.ts';
import { type Entry, enterContribution } from './enter.ts';
import { getMeeting, getMeetings } from './queries.ts';
import type { MeetingWords, OnBehalf } from './rules.ts';

let handle: DatabaseHandle;
let world: World;
let section: { id: string };
beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  section = await createSection(as('manager'), {
    trajectoryId: world.trajectory.id,
    number: '5',
    title: 'Het pad',
    level: 1,
    policy: 'suggest',
    content: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Het pad is vier meter breed.' }] }] },
    note: 'Start',
  });
});
afterEach(() => handle.close());

const DAY = 24 * 60 * 60 * 1000;
const as = (person: keyof World['people'] | null, days = 0) =>
  contextFor(handle.db, person && (world.people[person] as Actor), new Date(TEST_NOW.getTime() + days * DAY));
const refusal = async (promise: Promise<unknown>) => {
  const error = await promise.catch((reason: unknown) => reason);
  return error instanceof DomainError ? { code: error.code, fields: error.details.fields } : error;
};
const MEETING: MeetingWords = {
  title: 'Schrijfavond',
  place: 'Buurthuis De Bocht',
  day: '2026-11-16',
  from: '19:30',
  until: '21:30',
  description: 'Er is koffie.',
  invited: 'Alle adressen aan de Noordkade',
  attendance: '23',
  report: 'Het pad mag smaller.',
};
const add = (words: Partial<MeetingWords> = {}, person: keyof World['people'] | null = 'manager') =>
  addMeeting(as(person), { trajectoryId: world.trajectory.id, ...MEETING, ...words });
const PAPER: OnBehalf = { channel: 'paper', receivedOn: '2026-11-16', meetingId: null, reference: 'Kaart 12', name: '', agreed: false };
const IDEA: Entry = { kind: 'idea', title: 'Een bank bij de brug', body: 'Dan kan ik daar uitrusten op weg naar de winkel.' };
let typed = 0;
/** Each a moment after the one before. */
const enter = (entry: Entry, onBehalf: Partial<OnBehalf> = {}, person: keyof World['people'] | null = 'official') =>
  enterContribution(as(person, ++typed / 100_000), { trajectory: world.trajectory.slug, onBehalf: { ...PAPER, ...onBehalf }, entry });
const idea = (number: number) => getIdea(as(null), { trajectory: world.trajectory.slug, number });

describe('a meeting', () => {
  test('is on the page of its trajectory and on its own, to come until it is over', async () => {
    const { number } = await add({ day: '2026-11-19', attendance: '', report: '' });
    expect((await getTrajectory(as(null), world.trajectory.slug)).meetings).toMatchObject({
      coming: [{ title: 'Schrijfavond' }],
      past: [],
    });
    expect(await getMeetings(as('resident', 2), { trajectory: world.trajectory.slug })).toMatchObject({
      coming: [],
      past: [{ number, title: 'Schrijfavond', invited: 'Alle adressen aan de Noordkade', attendance: null }],
      may: { add: false, update: false, enter: false },
    });
  });

  test('gets the next number, also when two managers press at once', async () => {
    const added = await Promise.all([add(), add({ title: 'Nog een avond' })]);
    expect(added.map(({ number }) => number).sort()).toEqual([1, 2]);
  });

  test.each([
    ['resident', 'not_allowed'],
    ['official', 'not_allowed'],
    [null, 'sign_in_first'],
  ] as const)('is not added by %s', async (person, code) => {
    expect(await refusal(add({}, person))).toMatchObject({ code });
  });

  test('is changed afterwards, by one at a time', async () => {
    const { id, number } = await add({ attendance: '', report: '' });
    await updateMeeting(as('manager'), { meetingId: id, revision: 1, ...MEETING });
    expect((await getMeeting(as(null), { trajectory: world.trajectory.slug, number })).meeting).toMatchObject({
      attendance: 23,
      report: 'Het pad mag smaller.',
      isPast: true,
    });
    expect(await refusal(updateMeeting(as('admin'), { meetingId: id, revision: 1, ...MEETING }))).toMatchObject({ code: 'stale' });
    expect(await refusal(updateMeeting(as('resident'), { meetingId: id, revision: 2, ...MEETING }))).toMatchObject({ code: 'not_allowed' });
  });

  test('with a fault is not kept', async () => {
    expect(await refusal(add({ until: '18:00', attendance: '-1' }))).toEqual({
      code: 'invalid',
      fields: { until: 'meetings:error.ends_before_start', attendance: 'meetings:error.attendance' },
    });
    expect((await getMeetings(as(null), { trajectory: world.trajectory.slug })).past).toEqual([]);
  });
});

describe('what the municipality enters for somebody without internet', () => {
  test('counts as an idea of theirs, with its source, without their name, and with a clock from the day it came in', async () => {
    const { idea: number, dueOn } = await enter(IDEA);
    expect(dueOn).toBe('2026-11-30');
    expect(await idea(number ?? 0)).toMatchObject({
      author: { name: 'Een bewoner', anonymous: true },
      clock: { startedOn: '2026-11-16', dueOn: '2026-11-30' },
      source: { channel: 'paper', receivedOn: '2026-11-16', meeting: null, name: null, enteredBy: world.people.official.name },
    });
    expect((await getTrajectory(as(null, 1), world.trajectory.slug)).participants).toBe(1);
    const event = await handle.db.selectFrom('event').where('kind', '=', 'idea.proposed').selectAll().executeTakeFirstOrThrow();
    expect(event).toMatchObject({ actor_id: world.people.official.id, data: { channel: 'paper', receivedOn: '2026-11-16' } });
    expect(JSON.stringify(event.data)).not.toContain('Kaart');
  });

  test('shows a name only of who agreed', async () => {
    const { idea: number } = await enter(IDEA, { name: 'Mevrouw De Vries', agreed: true });
    expect((await idea(number ?? 0)).source).toMatchObject({ name: 'Mevrouw De Vries' });
    expect(await refusal(enter(IDEA, { name: 'Mevrouw De Vries' }))).toEqual({
      code: 'invalid',
      fields: { agreed: 'meetings:error.not_agreed' },
    });
  });

  test('can be said at a meeting, whose page then shows what came of it', async () => {
    const { id: meetingId, number } = await add();
    const said = { channel: 'meeting', receivedOn: '', meetingId } as const;
    await enter(IDEA, said);
    await enter({ kind: 'question', section: '5', body: 'Wie maakt het pad schoon?' }, said);
    await enter({ kind: 'comment', section: '5', body: 'Vier meter is ruim.' }, { ...said, name: 'Joop', agreed: true });
    await enter(
      { kind: 'change_proposal', section: '5', quote: 'vier meter', proposed: 'drie meter', reason: 'Dan past de heg er nog bij.' },
      said,
    );
    const { outcomes, meeting } = await getMeeting(as(null), { trajectory: world.trajectory.slug, number });
    expect(meeting.contributions).toBe(4);
    expect(outcomes).toMatchObject([
      { kind: 'idea', ideaNumber: 1, clock: { startedOn: '2026-11-16' } },
      { kind: 'question', title: 'Wie maakt het pad schoon?', sectionNumber: '5', clock: { state: 'running' } },
      { kind: 'comment', title: 'Vier meter is ruim.', name: 'Joop', clock: null },
      { kind: 'change_proposal', proposalNumber: 1, sectionNumber: '5' },
    ]);
    const { items } = await listComments(as(null), { subject: { sectionId: section.id }, cursor: null, limit: 10 });
    expect(items.map(({ author, source }) => [author.name, author.role, source?.meeting?.title])).toEqual([
      ['Joop', 'resident', 'Schrijfavond'],
      ['Een bewoner', 'resident', 'Schrijfavond'],
    ]);
    const proposals = await listChangeProposals(as(null), { subject: { sectionId: section.id }, status: null, cursor: null, limit: 10 });
    expect(proposals.items).toMatchObject([{ author: { name: 'Een bewoner' }, source: { channel: 'meeting', meeting: { number } } }]);
  });

  test('is of one person per reference, however it is written: nobody supports twice', async () => {
    const { number } = await proposeIdea(as('resident'), {
      trajectory: world.trajectory.slug,
      title: 'Zwemtrap',
      body: 'Een trap het water in.',
      publicUrl: null,
    });
    const support: Entry = { kind: 'support', idea: number };
    await enter(support);
    expect(await refusal(enter(support, { reference: ' kaart  12' }))).toMatchObject({ code: 'already_supported' });
    await enter(support, { reference: 'Kaart 13' });
    expect(await idea(number)).toMatchObject({ supportCount: 2 });
    expect(await handle.db.selectFrom('offline_person').select('reference').orderBy('reference').execute()).toEqual([
      { reference: 'Kaart 12' },
      { reference: 'Kaart 13' },
    ]);
    expect((await listPeople(handle.db, { search: 'Een bewoner', limit: 10, now: TEST_NOW })).items).toEqual([]);
  });

  test.each([
    ['resident', 'not_allowed'],
    ['moderator', 'not_allowed'],
    ['council', 'not_allowed'],
    [null, 'sign_in_first'],
  ] as const)('is not entered by %s', async (person, code) => {
    expect(await refusal(enter(IDEA, {}, person))).toMatchObject({ code });
    expect(await handle.db.selectFrom('offline_person').selectAll().execute()).toEqual([]);
  });

  test('is judged by the day it came in, and not by the day it was typed', async () => {
    await handle.db.updateTable('phase').set({ ends_on: '2026-11-17' }).execute();
    expect(await refusal(enter(IDEA, { receivedOn: '2026-11-18' }))).toMatchObject({ code: 'phase_closed' });
    await enter(IDEA, { receivedOn: '2026-11-17' });
  });

  test('at a section or an idea that is not there is refused at that field', async () => {
    expect(await refusal(enter({ kind: 'comment', section: '99', body: 'Mooi.' }))).toEqual({
      code: 'invalid',
      fields: { section: 'meetings:error.section_unknown' },
    });
    expect(await refusal(enter({ kind: 'support', idea: 99 }))).toEqual({
      code: 'invalid',
      fields: { idea: 'meetings:error.idea_unknown' },
    });
    expect(await refusal(enter(IDEA, { channel: 'meeting' }))).toEqual({
      code: 'invalid',
      fields: { meetingId: 'meetings:error.meeting_missing' },
    });
  });
});

test('the migration numbers the meetings that were there before it, in order of their day, and keeps proposals and comments', async () => {
  await add({ day: '2026-11-10', title: 'Tweede' });
  await add({ day: '2026-11-03', title: 'Eerste' });
  await createChangeProposal(as('resident'), { sectionId: section.id, quote: 'vier', proposed: 'drie', reason: 'Dat past er beter bij.' });
  await createComment(as('resident'), { sectionId: section.id, body: 'Mooi.' });
  const undo = new Error('undo');
  const migrated = handle.db.transaction().execute(async (tx) => {
    for (const statement of [
      'drop table entry_source, offline_person, change_proposal_revision',
      'alter table comment drop column change_proposal_id',
      'alter table comment add constraint comment_check check (num_nonnulls(idea_id, section_id) = 1)',
      'alter table change_proposal drop constraint change_proposal_status_check, drop column scope, drop column base_content, drop column proposed_content, drop column adopted',
      "alter table change_proposal add constraint change_proposal_status_check check (status in ('open','accepted','declined','withdrawn','hidden'))",
      'alter table meeting drop constraint meeting_check, drop column number, drop column invited, drop column attendance, drop column revision',
    ])
      await sql.raw(statement).execute(tx);
    await up(tx as unknown as Kysely<unknown>);
    expect(await tx.selectFrom('meeting').select(['number', 'title', 'attendance']).orderBy('number').execute()).toEqual([
      { number: 1, title: 'Eerste', attendance: null },
      { number: 2, title: 'Tweede', attendance: null },
    ]);
    expect(await tx.selectFrom('change_proposal').select(['scope', 'status', 'adopted']).execute()).toEqual([
      { scope: 'paragraph', status: 'open', adopted: null },
    ]);
    expect(await tx.selectFrom('comment').select('change_proposal_id').execute()).toEqual([{ change_proposal_id: null }]);
    throw undo;
  });
  await expect(migrated).rejects.toBe(undo);
});
