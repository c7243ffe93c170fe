/**
 * Two ids that do not belong together: something of one trajectory, asked for under another, or put on something there. Who asks has every role everywhere, so that it
 * is the pair that is refused. Nothing is written.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { createSession } from '../../server/auth/sessions.ts';
import { isDomainError } from '../../server/errors.ts';
import { log } from '../../server/log.ts';
import { answer } from '../../server/responses/test-story.ts';
import { createCaller } from '../../server/router.ts';
import { openTestDatabase } from '../../server/testing/database.ts';
import { contextFor, makePerson, TEST_NOW } from '../../server/testing/world.ts';
import { createVoting } from '../../server/votings/commands.ts';
import { addressOf } from './addresses.ts';
import { fillWorld } from './content.ts';
import { contentsOf } from './contents.ts';
import { PAGES } from './pages.ts';
import { type Cast, makeCast } from './roles.ts';
import type { Known } from './sample.ts';
import { listRoutes, type Site, startSite } from './site.ts';

const EVENING = { title: 'Avond over bomen', place: 'De school', day: '2026-12-01', from: '19:00', until: '21:00' };

let handle: DatabaseHandle;
let cast: Cast;
let known: Known;
let site: Site;
/** Of the other trajectory. */
let there: Record<'trajectory' | 'trajectoryId' | 'ideaId' | 'sectionId' | 'votingId' | 'meetingId' | 'official', string>;
let responseId: string;
let stepId: string;
let everybody: ReturnType<typeof createCaller>;
let cookie: string;

beforeAll(async () => {
  handle = await openTestDatabase();
  const { db } = handle;
  cast = await makeCast(db);
  known = { ...(await fillWorld(db, cast)), token: 'x'.repeat(43), exportKind: 'account' };
  const { trajectory, sections } = cast.elsewhere;
  const roles = (['administrator', 'trajectory_manager', 'official', 'moderator', 'clerk', 'council_member'] as const).map((role) => ({
    role,
    trajectoryId: null,
    teamId: null,
  }));
  const actor = await makePerson(db, { name: 'Alleskunner', email: 'alles@wonen.example', roles });
  everybody = createCaller(contextFor(db, actor));
  cookie = `oever_session=${(await createSession(db, actor.id, new Date())).token}`;
  const resident = createCaller(contextFor(db, cast.actors.resident));
  const idea = await resident.ideas.propose({ trajectory: trajectory.slug, title: 'Bomen', body: 'Meer bomen langs het water graag.' });
  const voting = await createVoting(contextFor(db, cast.actors.manager), {
    trajectoryId: trajectory.id,
    title: 'Welke boom?',
    question: 'Welke boom komt er?',
    kind: 'approval',
    opensAt: new Date(TEST_NOW.getTime() - 3_600_000),
    closesAt: new Date(Date.now() + 86_400_000),
    options: [{ title: 'Eik' }, { title: 'Beuk' }],
  });
  const meeting = await everybody.meetings.add({ trajectoryId: trajectory.id, ...EVENING });
  there = {
    trajectory: trajectory.slug,
    trajectoryId: trajectory.id,
    ideaId: idea.id,
    sectionId: sections.open.id,
    votingId: voting.id,
    meetingId: meeting.id,
    official: String(cast.actors['official elsewhere']?.id),
  };
  responseId = await answer(db, cast.world, { contributionId: String(known.contributionId), on: '2026-11-18' });
  const { revision } = await db.selectFrom('commitment').where('id', '=', id('commitmentId')).select('revision').executeTakeFirstOrThrow();
  known.commitmentRevision = revision;
  ({ id: stepId } = await db
    .insertInto('planned_step')
    .values({
      trajectory_id: String(known.trajectoryId),
      kind: 'meeting',
      position: 1,
      starts_on: '2026-12-01',
      ends_on: '2026-12-01',
      words: '{}',
      made_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow());
  site = await startSite({ handle, log });
});
afterAll(async () => {
  await site?.stop();
  await handle.close();
});

/** Refusals that say that it is not there, not theirs, or does not fit: none of them writes. */
const REFUSED = ['not_found', 'not_allowed', 'invalid', 'already_decided'];

async function codeOf(asked: () => Promise<unknown>): Promise<string> {
  try {
    await asked();
    return 'let through';
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null;
    return isDomainError(cause) ? cause.code : isDomainError(error) ? error.code : String(error);
  }
}

const id = (name: string) => String(known[name]);
const PROMISE = { title: 'Wij planten bomen', description: 'Twintig bomen langs het water.', promisedOn: '2027-06-01', decisionUrl: '' };

const PAIRS: [string, () => Promise<unknown>][] = [
  [
    'an idea into one of another trajectory',
    () => everybody.ideas.merge({ fromId: id('otherIdeaId'), intoId: there.ideaId, reason: 'Ze lijken op elkaar.' }),
  ],
  [
    'a comment on another text than it answers',
    () => everybody.comments.create({ sectionId: there.sectionId, parentId: id('commentId'), body: 'Dat vind ik ook.' }),
  ],
  [
    'a comment on two texts',
    () => everybody.comments.create({ sectionId: there.sectionId, ideaId: id('otherIdeaId'), body: 'Dat vind ik ook.' }),
  ],
  [
    'a promise with an answer of another trajectory',
    () => everybody.commitments.make({ trajectoryId: there.trajectoryId, responseId, ...PROMISE, decisionTitle: '' }),
  ],
  ['the form for it', () => everybody.commitments.new({ trajectory: there.trajectory, responseId })],
  [
    'a promise for an official of another trajectory',
    () => everybody.commitments.make({ trajectoryId: id('trajectoryId'), ownerId: there.official, ...PROMISE, decisionTitle: 'Besluit' }),
  ],
  [
    'a promise handed over to one',
    () =>
      everybody.commitments.handOver({
        commitmentId: id('commitmentId'),
        revision: Number(known.commitmentRevision),
        ownerId: there.official,
      }),
  ],
  [
    'a promise reached by the step of an idea',
    () =>
      everybody.commitments.reachMilestone({
        commitmentId: id('commitmentId'),
        revision: Number(known.commitmentRevision),
        milestoneId: id('milestoneId'),
      }),
  ],
  [
    'a contribution for an official of another trajectory',
    () => everybody.desk.assign({ contributionId: id('otherIdeaId'), handlerId: there.official }),
  ],
  [
    'an answer that points at a text of another trajectory',
    () =>
      everybody.responses.draft({
        contributionId: id('otherIdeaId'),
        outcome: 'adopted',
        summary: 'Wij doen dit.',
        motivation: 'Dit past in het plan.',
        nextStep: 'Wij beginnen.',
        sectionId: there.sectionId,
      }),
  ],
  [
    'a vote for what another voting is about',
    () => everybody.votings.cast({ votingId: there.votingId, choices: known.choices as string[] }),
  ],
  [
    'a contribution of a meeting of another trajectory',
    () =>
      everybody.meetings.enter({
        trajectory: id('trajectory'),
        onBehalf: { channel: 'meeting', receivedOn: '2026-11-18', reference: '', meetingId: there.meetingId, name: 'Iemand', agreed: true },
        entry: { kind: 'idea', title: 'Meer bankjes', body: 'Langs het hele water graag.' },
      }),
  ],
  [
    'a step of another plan made by a meeting',
    () => everybody.meetings.add({ trajectoryId: there.trajectoryId, plannedStepId: stepId, ...EVENING }),
  ],
  [
    'a proposal under the number of another text',
    () => everybody.changeProposals.get({ trajectory: there.trajectory, section: '1', number: Number(known.proposalNumber) }),
  ],
  ['a paper of another trajectory', () => everybody.replyNotes.get({ trajectory: there.trajectory, number: Number(known.noteNumber) })],
];

test.each(PAIRS)('%s is refused, and nothing is written', async (_, ask) => {
  const before = await contentsOf(handle.db);
  expect(REFUSED).toContain(await codeOf(ask));
  expect(await contentsOf(handle.db)).toEqual(before);
});

test('letters are marked as posted for who is waiting for one only', async () => {
  const before = await contentsOf(handle.db);
  expect(await everybody.council.markPosted({ decisionId: id('councilDecisionId'), people: [there.official] })).toEqual({ posted: 0 });
  expect(await contentsOf(handle.db)).toEqual(before);
});

test('no page shows something of one trajectory under another', async () => {
  const numbered = (await listRoutes()).filter(({ path }) => /^\/(?:trajecten|raad)\/:slug\/.*:/.test(path));
  expect(numbered.length).toBeGreaterThan(40);
  const shown: string[] = [];
  for (const { id: route, path } of numbered) {
    const row = PAGES[route.replace('routes/', '')];
    const given = typeof row === 'object' ? row.with : {};
    const address = addressOf(path, { ...known, slug: there.trajectory }, given);
    const answered = await fetch(site.origin + address, { redirect: 'manual', headers: { cookie } });
    const body = await answered.text();
    if (answered.status !== 404 && answered.status !== 403) shown.push(address.split('/').slice(3, 5).join('/'));
    // Of the ideas and the meeting of the other one.
    expect(/[Bb]ankjes|aan de kade/.test(body), address).toBe(false);
  }
  // It has a first idea and a first meeting of its own.
  expect([...new Set(shown)].sort()).toEqual(['bijeenkomsten/1', 'ideeen/1']);
});
