/**
 * Two ids that do not belong together: something of one trajectory, asked for under another, or put on something there. Who asks has every role everywhere, so that it
 * is the pair that is refused. Nothing is written.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { DatabaseHandle } from '../../db/client.ts';
import { hashToken } from '../../server/auth/lucia.ts';
import { createSession } from '../../server/auth/sessions.ts';
import { isDomainError } from '../../server/errors.ts';
import { log } from '../../server/log.ts';
import { answer } from '../../server/responses/test-story.ts';
import { appRouter, createCaller } from '../../server/router.ts';
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
/** An edition of the plan that waits to be read in. */
let editionId: string;
/** Every role everywhere. What is asked as them, is written down in `asked`. */
let everybody: ReturnType<typeof createCaller>;
const asked = new Set<string>();
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
  const { token } = await createSession(db, actor.id, new Date());
  cookie = `oever_session=${token}`;
  // Somebody who just showed who they are, at the moment tests run at.
  const { token: proved } = await createSession(db, actor.id, TEST_NOW);
  everybody = createCaller({ ...contextFor(db, actor), sessionIdHash: hashToken(proved) });
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
  const base64 = Buffer.from('# 1. De kade\n\nDe kade wordt groen.\n').toString('base64');
  ({ id: editionId } = await everybody.planExchange.send({ trajectory: id('slug'), name: 'plan.md', base64 }));
  everybody = recorded(everybody);
  site = await startSite({ handle, log });
});
afterAll(async () => {
  await site?.stop();
  await handle.close();
});

/** Refusals that say that it is not there, not theirs, or does not fit: none of them writes. */
const REFUSED = ['not_found', 'not_allowed', 'invalid', 'already_decided', 'already_published', 'stale'];

async function codeOf(asked: () => Promise<unknown>): Promise<string> {
  try {
    await asked();
    return 'let through';
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null;
    return isDomainError(cause) ? cause.code : isDomainError(error) ? error.code : String(error);
  }
}

function recorded(caller: ReturnType<typeof createCaller>): ReturnType<typeof createCaller> {
  const wrap = (target: object, path: string[]): object =>
    new Proxy(target, {
      get: (object, key) => wrap(Reflect.get(object, key), [...path, String(key)]),
      apply(ask, _, input) {
        asked.add(path.join('.'));
        return (ask as (...input: unknown[]) => unknown)(...input);
      },
    });
  return wrap(caller, []) as ReturnType<typeof createCaller>;
}

const id = (name: string) => String(known[name]);
const PROMISE = { title: 'Wij planten bomen', description: 'Twintig bomen langs het water.', promisedOn: '2027-06-01', decisionUrl: '' };

const NOBODY = '11111111-1111-4111-8111-111111111111';
const TERM = {
  term: { workingDays: 10 },
  firstDay: 'next',
  termsAct: true,
  basis: 'promise',
  basisText: 'Belofte',
  dueSoonDays: 5,
  targetPercent: 90,
  startEvent: 'submitted',
  remindAt: [] as number[],
} as const;

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
  ...(['preview', 'discard'] as const).map((act): [string, () => Promise<unknown>] => [
    `an edition of another plan: ${act}`,
    () => everybody.planExchange[act]({ trajectory: there.trajectory, id: editionId }),
  ]),
  [
    'an edition of another plan: confirm',
    () => everybody.planExchange.confirm({ trajectory: there.trajectory, id: editionId, state: '0'.repeat(64) }),
  ],
  [
    'a new idea with the photo of another',
    () =>
      everybody.ideas.propose({
        trajectory: there.trajectory,
        title: 'Een foto',
        body: 'Kijk hoe mooi het er is.',
        photo: { id: id('hiddenPhotoId'), alt: 'De kade' },
      }),
  ],
  [
    'words sent to the municipality under a comment on another text',
    () => everybody.staffOnly.send({ form: 'comment', sectionId: there.sectionId, parentId: id('commentId'), body: 'Dat vind ik ook.' }),
  ],
  [
    'words of somebody without an account under a comment on another text',
    () =>
      everybody.once.keepComment({
        name: 'Iemand',
        email: 'iemand@wonen.example',
        comment: { ideaId: there.ideaId, parentId: id('commentId'), body: 'Dat vind ik ook.' },
      }),
  ],
  [
    'an idea of somebody without an account with the photo of another',
    () =>
      everybody.once.keepIdea({
        name: 'Iemand',
        email: 'iemand@wonen.example',
        idea: {
          trajectory: there.trajectory,
          title: 'Een foto',
          body: 'Kijk hoe mooi het er is.',
          photo: { id: id('hiddenPhotoId'), alt: 'De kade' },
        },
      }),
  ],
  [
    'a voting for a step of another plan',
    () =>
      everybody.votings.create({
        trajectory: there.trajectory,
        plannedStepId: stepId,
        title: 'Welke boom?',
        question: 'Welke boom komt er?',
        kind: 'approval',
        opensOn: '2026-12-01',
        closesOn: '2026-12-02',
        options: 'Eik\nBeuk',
      }),
  ],
  ...(['submit', 'approve', 'publish'] as const).map((act): [string, () => Promise<unknown>] => [
    `an answer under another contribution: ${act}`,
    () => everybody.responses[act]({ contributionId: id('otherIdeaId'), responseId }),
  ]),
  [
    'an answer under another contribution: back to its author',
    () => everybody.responses.returnToAuthor({ contributionId: id('otherIdeaId'), responseId, remark: 'Kunt u dit nog eens bekijken?' }),
  ],
  [
    'an answer under another contribution: corrected',
    () => everybody.responses.correct({ contributionId: id('otherIdeaId'), responseId, reason: 'Het bedrag klopt niet.' }),
  ],
  [
    'several contributions for an official of another trajectory',
    () => everybody.desk.assignSelection({ contributionIds: [id('otherIdeaId')], handlerId: there.official }),
  ],
  [
    'contributions of two trajectories answered together',
    () => everybody.desk.together({ contributionIds: [id('otherIdeaId'), there.ideaId] }),
  ],
  [
    'a promise of a team that is not there',
    () => everybody.policies.set({ trajectoryId: id('trajectoryId'), kind: 'idea', teamId: NOBODY, policy: TERM }),
  ],
  [
    'a promise that another team made taken away',
    () => everybody.policies.remove({ trajectoryId: id('trajectoryId'), kind: 'idea', teamId: NOBODY }),
  ],
  ['a resident at the head of a team', () => everybody.teams.setLead({ teamId: id('teamId'), personId: id('personId') })],
  [
    'a role in a team that is not there',
    () => everybody.people.grantRole({ personId: id('personId'), role: 'official', trajectory: id('slug'), teamId: NOBODY }),
  ],
  [
    'a role taken away where somebody has none',
    () => everybody.people.revokeRole({ personId: there.official, role: 'official', trajectory: id('slug') }),
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

test('letters with a code are marked as sent for who asked one only', async () => {
  const before = await contentsOf(handle.db);
  expect(await everybody.letters.markSent({ ids: [id('personId'), there.ideaId] })).toEqual({ sent: 0 });
  expect(await contentsOf(handle.db)).toEqual(before);
});

/** Take more than one id, and what they make of it needs no pair. */
const ALONE: Record<string, string> = {
  'templates.create': 'the second is the name of what is made',
  'changeProposals.list': 'asks for the one or the other',
  'comments.list': 'asks for the one or the other',
  'following.state': 'asks for the one or the other',
  'following.follow': 'asks for the one or the other',
  'following.unfollow': 'asks for the one or the other',
  'votings.planning': 'a step of another plan gives an empty form; making it is asked below',
  'responses.queue': 'the second leaves out more of what the caller may see',
  'figures.responseTimes': 'the second leaves out more of what everybody may see',
  'ideas.update': 'the photo goes the same way as with a new idea',
};

test('whatever takes two ids is asked with a pair that does not fit', () => {
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { inputs: z.ZodType[] } }>;
  const twoIds = Object.entries(procedures)
    .filter(([, { _def }]) => {
      const ids = new Set(_def.inputs.flatMap((input) => idsIn(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Shape)));
      return ids.size > 1 || [...ids].some((name) => name.endsWith('[]'));
    })
    .map(([name]) => name);
  expect(twoIds.length).toBeGreaterThan(35);
  expect(
    twoIds.filter((name) => !asked.has(name) && !(name in ALONE)),
    'procedures with two ids without a pair in e2e/matrix/pairs.test.ts',
  ).toEqual([]);
  expect(Object.keys(ALONE).filter((name) => !twoIds.includes(name) || asked.has(name))).toEqual([]);
});

type Shape = { format?: string; anyOf?: Shape[]; oneOf?: Shape[]; allOf?: Shape[]; items?: Shape; properties?: Record<string, Shape> };

/** The names of fields that hold an id, wherever they are. */
function idsIn(shape: Shape, name = ''): string[] {
  const field = name.split('.').at(-1);
  return [
    ...(shape.format === 'uuid' || field === 'trajectory' || field === 'slug' ? [name] : []),
    ...[...(shape.anyOf ?? []), ...(shape.oneOf ?? []), ...(shape.allOf ?? [])].flatMap((part) => idsIn(part, name)),
    ...(shape.items ? idsIn(shape.items, `${name}[]`) : []),
    ...Object.entries(shape.properties ?? {}).flatMap(([inner, part]) => idsIn(part, name ? `${name}.${inner}` : inner)),
  ];
}

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
