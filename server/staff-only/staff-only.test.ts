import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { createSession } from '../auth/sessions.ts';
import { erasePerson } from '../privacy/erase.ts';
import { listOwnData } from '../privacy/export.ts';
import { answer, refusal } from '../responses/test-story.ts';
import { createCaller } from '../router.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makePerson, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { sendToStaff } from './commands.ts';

const MARK = 'kwikstaart';
const BODY = `Mijn buurman stookt elke avond hout. ${MARK}`;

let handle: DatabaseHandle;
let world: World;
let trajectory: string;
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  trajectory = world.trajectory.slug;
});
afterAll(() => handle.close());

const as = (who: keyof World['people'] | null) => createCaller(contextFor(handle.db, who ? world.people[who] : null));
const sendIdea = (title: string) => as('resident').staffOnly.send({ form: 'idea', trajectory, title, body: BODY, theme: 'water' });

describe('an idea for the municipality only', () => {
  test('has a clock, stands in the queue, and is read by its author and by staff of the trajectory', async () => {
    const { contributionId, dueOn } = await sendIdea('Rook in de straat');
    expect(dueOn).toBe('2026-12-02');
    const queue = await as('official').responses.queue({ tab: 'all' });
    expect(queue.items.map(({ contributionId: id }) => id)).toContain(contributionId);
    for (const who of ['official', 'moderator', 'manager', 'admin'] as const)
      expect(await as(who).responses.get({ contributionId, asOfficial: true })).toMatchObject({
        contribution: { words: BODY, idea: null, staffOnly: { about: null } },
      });
    expect(await as('resident').staffOnly.own({ contributionId })).toMatchObject({ body: BODY, may: { withdraw: true, makePublic: true } });
    expect((await as('resident').people.mine()).contributions.map(({ id }) => id)).toContain(contributionId);
  });

  test('is not there for anybody else, and takes no number', async () => {
    const { contributionId } = await sendIdea('Rook in het park');
    for (const who of [null, 'resident2', 'council', 'clerk'] as const) {
      const caller = as(who);
      expect(await refusal(caller.responses.get({ contributionId })), String(who)).toBe('not_found');
      expect(await refusal(caller.clocks.get({ contributionId })), String(who)).toBe('not_found');
      expect((await caller.ideas.list({ trajectory })).total).toBe(0);
    }
    expect(await as('resident2').staffOnly.own({ contributionId })).toBeNull();
    expect(await refusal(as('resident2').ideas.support({ ideaId: contributionId }))).toBe('not_found');
    expect(await refusal(as('resident2').comments.create({ ideaId: contributionId, body: 'Zo is het.' }))).toBe('not_found');
    expect(await refusal(as('resident2').following.follow({ ideaId: contributionId }))).toBe('not_found');
    const { number } = await as('resident2').ideas.propose({ trajectory, title: 'Wel openbaar', body: 'Dit mag iedereen weten.' });
    expect(number).toBe(1);
  });

  test('sent twice in a row is one', async () => {
    const first = await sendIdea('Twee keer gedrukt');
    expect(await sendIdea('Twee keer gedrukt')).toEqual(first);
  });

  test('is answered to its author alone: by mail with a link to their own page', async () => {
    const { contributionId } = await sendIdea('Rook bij de school');
    await answer(handle.db, world, { contributionId, on: '2026-11-20' });
    expect((await as('resident').desk.receipt({ contributionId })).answers).toHaveLength(1);
    const { items } = await as(null).responses.latest({ trajectory });
    expect(items.map(({ contributionId: id }) => id)).not.toContain(contributionId);
    const mail = await handle.db
      .selectFrom('mail')
      .where('subject', 'like', '%Rook bij de school%')
      .orderBy('id', 'desc')
      .select(['to_email', 'text'])
      .execute();
    expect(new Set(mail.map(({ to_email }) => to_email))).toEqual(new Set([world.people.resident.email]));
    expect(mail[0]?.text).toContain(`/mijn/inbreng/${contributionId}`);
    // The clock counts like any other.
    expect((await as(null).figures.responseTimes({ trajectory })).n).toBe(1);
    // No news of it for followers of the trajectory.
    expect(await handle.db.selectFrom('news').where('kind', '=', 'response.published').select('event_id').execute()).toEqual([]);
  });

  test('is made public by its author only, with the clock and the answer it has', async () => {
    const { contributionId } = await sendIdea('Rook op het plein');
    await answer(handle.db, world, { contributionId, on: '2026-11-20' });
    for (const who of ['official', 'moderator', 'manager', 'admin', 'resident2'] as const)
      expect(await refusal(as(who).staffOnly.makePublic({ contributionId, showName: true })), who).toBe('not_found');
    const made = await as('resident').staffOnly.makePublic({ contributionId, showName: false });
    expect(made).toMatchObject({ form: 'idea', id: contributionId });
    const idea = await as(null).ideas.get({ trajectory, number: made.number ?? 0 });
    expect(idea).toMatchObject({ body: BODY, status: 'answered', theme: 'water', author: { anonymous: true } });
    expect((await as(null).responses.latest({ trajectory })).items.map(({ contributionId: id }) => id)).toContain(contributionId);
    // And never back.
    expect(await refusal(as('resident').staffOnly.makePublic({ contributionId, showName: true }))).toBe('not_found');
    expect(await as('resident').staffOnly.own({ contributionId })).toBeNull();
  });

  test('can be taken back until it is answered', async () => {
    const { contributionId } = await sendIdea('Toch maar niet');
    expect(await refusal(as('official').staffOnly.withdraw({ contributionId }))).toBe('not_found');
    await as('resident').staffOnly.withdraw({ contributionId });
    expect(await refusal(as('resident').staffOnly.makePublic({ contributionId, showName: true }))).toBe('already_decided');
    const queue = await as('official').responses.queue({ tab: 'all' });
    expect(queue.items.map(({ contributionId: id }) => id)).not.toContain(contributionId);
  });

  test('has a clock at once, also where ideas wait for support that nobody can give', async () => {
    const other = await makeWorld(handle.db, { slug: 'steun-eerst' });
    await handle.db
      .updateTable('response_policy')
      .set({ start_event: 'support_reached' })
      .where('trajectory_id', '=', other.trajectory.id)
      .where('kind', '=', 'idea')
      .execute();
    const sent = await sendToStaff(contextFor(handle.db, other.people.resident), {
      form: 'idea',
      trajectory: 'steun-eerst',
      title: 'Zonder steun',
      body: BODY,
      publicUrl: null,
    });
    expect(sent.dueOn).toBe('2026-12-02');
  });

  test('without any promise for its kind still stands on the desk', async () => {
    const other = await makeWorld(handle.db, { slug: 'zonder-belofte' });
    await handle.db.deleteFrom('response_policy').where('trajectory_id', '=', other.trajectory.id).execute();
    const { contributionId } = await sendToStaff(contextFor(handle.db, other.people.resident), {
      form: 'idea',
      trajectory: 'zonder-belofte',
      title: 'Zonder termijn',
      body: BODY,
      publicUrl: null,
    });
    const listed = await createCaller(contextFor(handle.db, other.people.official)).staffOnly.withoutClock();
    expect(listed.map((one) => one.contributionId)).toContain(contributionId);
    expect(await refusal(as('resident').staffOnly.withoutClock())).toBe('not_allowed');
    const elsewhere = await makePerson(handle.db, {
      name: 'Elders',
      email: 'elders@gemeente.example',
      roles: [{ role: 'official', trajectoryId: world.trajectory.id, teamId: null }],
    });
    expect(await createCaller(contextFor(handle.db, elsewhere)).staffOnly.withoutClock()).toEqual([]);
    expect(await refusal(createCaller(contextFor(handle.db, elsewhere)).responses.get({ contributionId }))).toBe('not_found');
  });
});

describe('a comment for the municipality only', () => {
  test('is in no thread and no count, says to staff what it is about, and can become a comment', async () => {
    const idea = await as('resident2').ideas.propose({ trajectory, title: 'Meer bankjes', body: 'Om op te zitten en te praten.' });
    const { contributionId } = await as('resident').staffOnly.send({ form: 'comment', ideaId: idea.id, body: BODY, stance: 'against' });
    const seen = async () => JSON.stringify(await as('resident2').comments.list({ ideaId: idea.id }));
    expect(await seen()).not.toContain(MARK);
    expect(await as('resident2').comments.stances({ ideaId: idea.id })).toEqual({ for: 0, against: 0 });
    expect(await as('official').responses.get({ contributionId, asOfficial: true })).toMatchObject({
      contribution: {
        words: BODY,
        staffOnly: { about: { title: 'Meer bankjes', path: `/trajecten/${trajectory}/ideeen/${idea.number}` } },
      },
    });
    const made = await as('resident').staffOnly.makePublic({ contributionId, showName: true });
    expect(made.form).toBe('comment');
    expect(await seen()).toContain(MARK);
    expect((await as(null).comments.list({ ideaId: idea.id })).items[0]).toMatchObject({ id: made.id, contributionId });
  });

  test('on a section says which', async () => {
    const { contributionId } = await as('resident').staffOnly.send({ form: 'comment', sectionId: world.sections.open.id, body: BODY });
    expect(await as('official').responses.get({ contributionId, asOfficial: true })).toMatchObject({
      contribution: { staffOnly: { about: { title: '2 Deel 2', path: `/trajecten/${trajectory}/plan/2` } } },
    });
  });

  test('is not made on what is not there, or is closed', async () => {
    const idea = await as('resident2').ideas.propose({ trajectory, title: 'Gaat weer weg', body: 'Dit trek ik straks weer in.' });
    await as('resident2').ideas.withdraw({ ideaId: idea.id });
    const send = (ideaId: string) => as('resident').staffOnly.send({ form: 'comment', ideaId, body: BODY });
    expect(await refusal(send(idea.id))).toBe('read_only');
    expect(await refusal(send('11111111-1111-4111-8111-111111111111'))).toBe('not_found');
  });
});

test('a story for the municipality only gets an answer; told to everybody later, that answer stays between them', async () => {
  const { contributionId, dueOn } = await as('resident').staffOnly.send({
    form: 'story',
    trajectory,
    title: 'Gevallen op de steiger',
    body: BODY,
    toldAs: 'resident',
  });
  expect(dueOn).not.toBeNull();
  expect((await as(null).stories.list({ trajectory })).total).toBe(0);
  const made = await as('resident').staffOnly.makePublic({ contributionId, showName: true });
  expect(await as(null).stories.get({ trajectory, number: made.number ?? 0 })).toMatchObject({ body: BODY });
  expect(await refusal(as('resident2').responses.get({ contributionId }))).toBe('not_found');
  expect(await refusal(as('resident').staffOnly.makePublic({ contributionId, showName: true }))).toBe('already_decided');
});

test('who may not say it in public now, may not say it to the municipality alone either', async () => {
  const closed = await makeWorld(handle.db, { slug: 'dicht', features: ['read'] });
  const caller = createCaller(contextFor(handle.db, closed.people.resident));
  expect(await refusal(caller.staffOnly.send({ form: 'idea', trajectory: 'dicht', title: 'Te laat', body: BODY }))).toBe('phase_closed');
  expect(await refusal(as(null).staffOnly.send({ form: 'idea', trajectory, title: 'Wie ben ik', body: BODY }))).toBe('sign_in_first');
});

test('it is in what its author downloads, and its words go with the account', async () => {
  const leaver = await makePerson(handle.db, { name: 'Gaat weg', email: 'weg@wonen.example' });
  const { contributionId } = await sendToStaff(contextFor(handle.db, leaver), {
    form: 'comment',
    sectionId: world.sections.open.id,
    body: BODY,
    stance: 'neutral',
    publicUrl: null,
  });
  await createSession(handle.db, leaver.id, TEST_NOW);
  expect(JSON.stringify(await listOwnData(handle.db, { personId: leaver.id, kind: 'staff_only' }))).toContain(MARK);
  await handle.db.transaction().execute((tx) => erasePerson(tx, { actor: leaver, now: TEST_NOW }, leaver.id));
  const page = await as('official').responses.get({ contributionId, asOfficial: true });
  expect(JSON.stringify(page)).not.toContain(MARK);
  expect(page.clock).toBeNull();
});
