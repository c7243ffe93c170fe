import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { createComment } from '../comments/commands.ts';
import type { Actor } from '../context.ts';
import { DomainError } from '../errors.ts';
import { proposeIdea, withdrawIdea } from '../ideas/commands.ts';
import { addMilestone, moveMilestone, reachMilestone, removeMilestone, setProgress } from '../ideas/progress-commands.ts';
import { getProgress } from '../ideas/progress-queries.ts';
import { log } from '../log.ts';
import { deliverMails } from '../mail/deliver.ts';
import { listMails } from '../mail/outbox.ts';
import { decideOnSubject } from '../moderation/commands.ts';
import { applyRetention } from '../privacy/retention.ts';
import { approveResponse, draftResponse, publishResponse, submitForReview } from '../responses/response-commands.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { chooseRhythm, follow, stopMails, unfollow } from './commands.ts';
import { mailDigests } from './digest.ts';
import { ideaFeed, ideasFeed, trajectoryFeed } from './feeds.ts';
import { getFollowState, listFollowed } from './queries.ts';
import { tellFollowers } from './tell.ts';

let handle: DatabaseHandle;
let world: World;
let idea: { id: string; number: number };

beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  idea = await proposeIdea(as('resident'), {
    trajectory: world.trajectory.slug,
    title: 'Zwemtrap bij het park',
    body: 'Waar iedereen veilig het water in kan.',
    publicUrl: null,
  });
});
afterEach(() => handle.close());

const HOUR = 3_600_000;
const later = (hours: number) => new Date(TEST_NOW.getTime() + hours * HOUR);
const as = (person: keyof World['people'] | null, hours = 0) =>
  contextFor(handle.db, person && (world.people[person] as Actor), later(hours));
const codeOf = async (promise: Promise<unknown>) => {
  const error = await promise.catch((reason: unknown) => reason);
  return error instanceof DomainError ? error.code : error;
};
async function work(hours: number): Promise<number> {
  await tellFollowers({ db: handle.db, now: later(hours) });
  return mailDigests({ db: handle.db, now: later(hours) });
}
const mails = async (person: keyof World['people']) =>
  (await listMails(handle.db)).filter(({ to }) => to === world.people[person].email).map(({ subject, text }) => ({ subject, text }));

async function answerIt(outcome: 'adopted' | 'not_adopted', hours = 2): Promise<void> {
  const contributionId = idea.id;
  const words = {
    outcome,
    summary: 'De trap komt er in het voorjaar.',
    motivation: 'Wij hebben het uitgerekend en met de waterbeheerder besproken. Er is geld voor.',
    nextStep: 'De aannemer begint in maart.',
  };
  await draftResponse(as('official', hours), { contributionId, ...words });
  await submitForReview(as('official', hours), { contributionId });
  await approveResponse(as('colleague', hours), { contributionId });
  await publishResponse(as('official', hours), { contributionId });
}

describe('who follows an idea', () => {
  beforeEach(async () => {
    await follow(as('resident2'), { ideaId: idea.id });
    await follow(as('resident2'), { ideaId: idea.id });
  });

  test('follows it once, sees that, and can stop', async () => {
    expect(await getFollowState(as('resident2'), { ideaId: idea.id })).toEqual({
      following: true,
      rhythm: 'daily',
      signedIn: true,
      mailable: true,
    });
    expect((await listFollowed(as('resident2'))).items).toMatchObject([{ idea: { number: idea.number } }]);
    await unfollow(as('resident2'), { ideaId: idea.id });
    expect((await listFollowed(as('resident2'))).items).toEqual([]);
    expect(await codeOf(follow(as(null), { ideaId: idea.id }))).toBe('sign_in_first');
    const events = await handle.db.selectFrom('event').where('kind', 'like', 'follow.%').select(['kind', 'actor_id']).execute();
    expect(events).toEqual([
      { kind: 'follow.started', actor_id: null },
      { kind: 'follow.stopped', actor_id: null },
    ]);
  });

  test('hears next morning what happened, in one mail, once', async () => {
    await createComment(as('council', 1), { ideaId: idea.id, body: 'Goed plan, <b>zeker</b> doen.' });
    await answerIt('adopted');
    expect(await work(3)).toBe(0);
    expect(await work(22)).toBe(1);
    expect(await work(22)).toBe(0);
    expect(await work(100)).toBe(0);
    const [mail] = await mails('resident2');
    expect(mail?.subject).toBe('Nieuws over wat u volgt: 2 berichten');
    expect(mail?.text).toContain('De gemeente heeft geantwoord: De trap komt er in het voorjaar.');
    expect(mail?.text).toContain('Nieuwe reactie: Goed plan, <b>zeker</b> doen.');
    expect(mail?.text.indexOf('geantwoord')).toBeLessThan(mail?.text.indexOf('Nieuwe reactie') ?? 0);
    expect(mail?.text).toMatch(/\/afmelden\/[\w-]{43}/);
  });

  test('at once hears of steps, and of what people say once a day', async () => {
    await chooseRhythm(as('resident2'), { rhythm: 'direct' });
    await createComment(as('council', 1), { ideaId: idea.id, body: 'Goed plan.' });
    expect(await work(1)).toBe(0);
    await answerIt('adopted');
    expect(await work(2)).toBe(1);
    expect((await mails('resident2')).map(({ subject }) => subject)).toEqual(['De gemeente heeft geantwoord: Zwemtrap bij het park']);
    expect(await work(22)).toBe(1);
  });

  test('in a week hears on Monday, and what waits moves along when the choice changes', async () => {
    await chooseRhythm(as('resident2'), { rhythm: 'weekly' });
    await answerIt('adopted');
    expect(await work(24)).toBe(0);
    await chooseRhythm(as('resident2', 25), { rhythm: 'direct' });
    expect(await work(25)).toBe(1);
  });

  test('does not hear of own acts, of what was before, of what is hidden since, nor after stopping', async () => {
    await createComment(as('resident2', 1), { ideaId: idea.id, body: 'Dit zeg ik zelf.' });
    const rude = await createComment(as('council', 1), { ideaId: idea.id, body: 'Een lelijk woord.' });
    await tellFollowers({ db: handle.db, now: later(1) });
    await decideOnSubject(as('moderator', 2), {
      subjectKind: 'comment',
      subjectId: rude.id,
      action: 'hide',
      rule: 'insult',
      reason: 'Hier wordt gescholden.',
      publicUrl: 'https://oever.example',
    });
    await follow(as('clerk', 3), { ideaId: idea.id });
    expect(await work(22)).toBe(0);
    await createComment(as('council', 23), { ideaId: idea.id, body: 'Een nieuwe reactie.' });
    await tellFollowers({ db: handle.db, now: later(23) });
    await unfollow(as('resident2', 23), { ideaId: idea.id });
    expect(await work(46)).toBe(1);
    expect(await mails('resident2')).toEqual([]);
    expect(await mails('clerk')).toHaveLength(1);
  });

  test('who proposed it is not told twice what they get a mail of their own about', async () => {
    await follow(as('resident'), { ideaId: idea.id });
    await answerIt('adopted');
    await work(22);
    expect(await mails('resident')).toEqual([
      { subject: 'De gemeente heeft geantwoord: Zwemtrap bij het park', text: expect.not.stringContaining('/afmelden/') },
    ]);
  });

  test('stops all mails by the link, without signing in, and the mail carries that for the mail program', async () => {
    await createComment(as('council', 1), { ideaId: idea.id, body: 'Goed plan.' });
    await work(22);
    const sent: Record<string, string>[] = [];
    const postman = { send: async (mail: { headers?: Record<string, string> }) => void sent.push(mail.headers ?? {}), close() {} };
    await deliverMails({ db: handle.db, postman, from: 'noreply@oever.example', now: () => later(22), log });
    const header = sent.find((headers) => headers['List-Unsubscribe']);
    expect(header?.['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    const token = /\/afmelden\/([\w-]+)>$/.exec(header?.['List-Unsubscribe'] ?? '')?.[1] ?? '';
    await createComment(as('council', 23), { ideaId: idea.id, body: 'Nog een keer.' });
    await tellFollowers({ db: handle.db, now: later(23) });
    await stopMails(as(null, 24), { token });
    await stopMails(as(null, 24), { token });
    expect(await getFollowState(as('resident2'), { ideaId: idea.id })).toMatchObject({ following: true, rhythm: 'never' });
    expect(await work(46)).toBe(0);
    expect(await codeOf(stopMails(as(null), { token: 'x'.repeat(43) }))).toBe('token_expired');
  });

  test('has no mail without a confirmed address', async () => {
    await follow(as('unverified'), { ideaId: idea.id });
    await createComment(as('council', 1), { ideaId: idea.id, body: 'Goed plan.' });
    await work(22);
    expect(await mails('unverified')).toEqual([]);
  });

  test('old notices go, and waiting ones stay', async () => {
    await createComment(as('council', 1), { ideaId: idea.id, body: 'Goed plan.' });
    await work(22);
    await createComment(as('council', 23), { ideaId: idea.id, body: 'Weer een.' });
    await tellFollowers({ db: handle.db, now: later(23) });
    await applyRetention({ db: handle.db, now: later(24 * 60) });
    expect(await handle.db.selectFrom('notice').select('mailed_at').execute()).toEqual([{ mailed_at: null }]);
  });
});

test('who follows a trajectory hears of new ideas and answers, not of every comment', async () => {
  await follow(as('resident2'), { trajectory: world.trajectory.slug });
  await proposeIdea(as('resident', 1), {
    trajectory: world.trajectory.slug,
    title: 'Bankjes langs het water',
    body: 'Om even te zitten.',
    publicUrl: null,
  });
  await createComment(as('council', 1), { ideaId: idea.id, body: 'Goed plan.' });
  await answerIt('adopted');
  await work(22);
  const [mail] = await mails('resident2');
  expect(mail?.subject).toContain('2 berichten');
  expect(mail?.text).toContain('Bankjes langs het water\n- Nieuw idee');
  expect(mail?.text).not.toContain('Goed plan');
});

describe('an adopted idea', () => {
  test('goes from answer to done, with milestones everybody can read', async () => {
    await follow(as('resident2'), { ideaId: idea.id });
    await answerIt('adopted');
    const { id } = await addMilestone(as('official', 3), { ideaId: idea.id, title: 'Tekening klaar', plannedOn: '2026-12-15' });
    await setProgress(as('official', 3), { ideaId: idea.id, to: 'carrying_out' });
    expect(await codeOf(setProgress(as('official', 3), { ideaId: idea.id, to: 'done' }))).toBe('milestones_open');
    await moveMilestone(as('colleague', 4), {
      milestoneId: id,
      revision: 1,
      plannedOn: '2027-01-15',
      reason: 'De aannemer heeft eerder geen tijd.',
    });
    expect(await codeOf(reachMilestone(as('official', 4), { milestoneId: id, revision: 1, doneOn: '2026-11-18' }))).toBe('stale');
    expect(await codeOf(reachMilestone(as('official', 4), { milestoneId: id, revision: 2, doneOn: '2026-11-30' }))).toBe('invalid');
    await reachMilestone(as('official', 4), { milestoneId: id, revision: 2, doneOn: '2026-11-18' });
    await setProgress(as('official', 5), { ideaId: idea.id, to: 'done' });
    expect(await getProgress(as(null), { ideaId: idea.id })).toEqual({
      status: 'done',
      milestones: [
        {
          id,
          title: 'Tekening klaar',
          plannedOn: '2027-01-15',
          firstPlannedOn: '2026-12-15',
          reason: 'De aannemer heeft eerder geen tijd.',
          doneOn: '2026-11-18',
          removed: false,
          revision: 3,
        },
      ],
      steps: [],
      may: { carryOut: false, addMilestone: false },
    });
    await work(22);
    const [mail] = await mails('resident2');
    for (const words of ['Het idee is klaar', 'Een stap is klaar: Tekening klaar', 'verzet naar 15 januari 2027', 'voert het idee uit'])
      expect(mail?.text).toContain(words);
  });

  test('is put back only with a reason, and a step that will not happen stays to be read', async () => {
    await answerIt('adopted');
    await setProgress(as('official', 3), { ideaId: idea.id, to: 'carrying_out' });
    const { id } = await addMilestone(as('official', 3), { ideaId: idea.id, title: 'Tekening klaar', plannedOn: '2026-12-15' });
    expect(await codeOf(removeMilestone(as('official'), { milestoneId: id, revision: 1, reason: 'nee' }))).toBe('invalid');
    await removeMilestone(as('official', 4), { milestoneId: id, revision: 1, reason: 'De tekening was er al.' });
    expect((await getProgress(as(null), { ideaId: idea.id })).milestones).toMatchObject([
      { removed: true, reason: 'De tekening was er al.' },
    ]);
    expect(await codeOf(setProgress(as('official', 5), { ideaId: idea.id, to: 'answered' }))).toBe('invalid');
    await setProgress(as('official', 5), { ideaId: idea.id, to: 'answered', reason: 'Het geld is er toch niet.' });
    expect((await getProgress(as(null), { ideaId: idea.id })).status).toBe('answered');
  });

  test.each([
    ['resident', 'not_allowed'],
    ['moderator', 'not_allowed'],
    [null, 'sign_in_first'],
  ] as const)('is not moved along by %s', async (person, code) => {
    await answerIt('adopted');
    expect(await codeOf(setProgress(as(person), { ideaId: idea.id, to: 'carrying_out' }))).toBe(code);
    expect(await codeOf(addMilestone(as(person), { ideaId: idea.id, title: 'Tekening', plannedOn: '2026-12-15' }))).toBe(code);
  });

  test('but an idea that was not adopted, or not answered, is not carried out', async () => {
    expect(await codeOf(setProgress(as('official'), { ideaId: idea.id, to: 'carrying_out' }))).toBe('already_decided');
    await answerIt('not_adopted');
    expect(await codeOf(setProgress(as('official'), { ideaId: idea.id, to: 'carrying_out' }))).toBe('not_adopted');
    expect(await codeOf(addMilestone(as('official'), { ideaId: idea.id, title: 'Tekening', plannedOn: '2026-12-15' }))).toBe('not_adopted');
  });
});

describe('the feeds', () => {
  test('tell what everybody may read, the newest first', async () => {
    await createComment(as('council', 1), { ideaId: idea.id, body: 'Goed plan & <b>zeker</b> doen.' });
    await answerIt('adopted');
    const xml = await ideaFeed(as('resident'), { trajectory: world.trajectory.slug, number: idea.number });
    expect(xml.indexOf('De gemeente heeft geantwoord')).toBeLessThan(xml.indexOf('Nieuwe reactie'));
    expect(xml).toContain('Goed plan &amp; &lt;b&gt;zeker&lt;/b&gt; doen.');
    expect(xml).not.toContain('council');
    expect(await ideasFeed(as(null), { trajectory: world.trajectory.slug })).toContain(`<id>urn:uuid:${idea.id}</id>`);
    const news = await trajectoryFeed(as(null), { trajectory: world.trajectory.slug });
    expect(news).toContain('De gemeente heeft geantwoord: Zwemtrap bij het park');
    expect(news).not.toContain('Goed plan');
    expect(await codeOf(trajectoryFeed(as(null), { trajectory: 'bestaat-niet' }))).toBe('not_found');
  });

  test('lose what is hidden', async () => {
    await decideOnSubject(as('moderator', 1), {
      subjectKind: 'idea',
      subjectId: idea.id,
      action: 'hide',
      rule: 'off_topic',
      reason: 'Dit gaat niet over de oever.',
      publicUrl: 'https://oever.example',
    });
    expect(await codeOf(ideaFeed(as('resident'), { trajectory: world.trajectory.slug, number: idea.number }))).toBe('not_found');
    for (const xml of [
      await ideasFeed(as('resident'), { trajectory: world.trajectory.slug }),
      await trajectoryFeed(as('resident'), { trajectory: world.trajectory.slug }),
    ])
      expect(xml).not.toContain('Zwemtrap');
  });

  test('of a withdrawn idea say that', async () => {
    await withdrawIdea(as('resident', 1), { ideaId: idea.id });
    expect(await ideaFeed(as(null), { trajectory: world.trajectory.slug, number: idea.number })).toContain('ingetrokken');
  });
});
