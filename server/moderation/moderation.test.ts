import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Actor } from '../context.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { appeal, decideAppeal } from './appeals.ts';
import { findDecisionForAuthor, listHidingsOf } from './author-queries.ts';
import { decideOnSubject, reportSubject } from './commands.ts';
import { readModerationLog } from './log.ts';
import { listHidden, listOpenAppeals, listQueue } from './queries.ts';
import { assertFits, assertMayDecideAppeal, type HouseRule } from './rules.ts';

const publicUrl = 'https://oever.example';
const REASON = 'U noemt uw buurman een leugenaar.';
const later = (hours: number) => new Date(TEST_NOW.getTime() + hours * 3_600_000);

let handle: DatabaseHandle;
let world: World;
let ideaId: string;
let commentId: string;

beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  const author = world.people.resident.id;
  const base = { trajectory_id: world.trajectory.id, author_id: author, created_at: TEST_NOW };
  ideaId = (
    await handle.db
      .insertInto('contribution')
      .values({ ...base, kind: 'idea', title: 'Zwemtrap' })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id;
  await handle.db
    .insertInto('idea')
    .values({ ...base, id: ideaId, number: 1, title: 'Zwemtrap', body: 'Een trap in het water.', status: 'in_treatment' })
    .execute();
  commentId = (
    await handle.db
      .insertInto('comment')
      .values({ ...base, idea_id: ideaId, body: 'Mijn buurman is een leugenaar.' })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id;
  const policy = JSON.stringify({
    id: null,
    kind: 'idea',
    term: { workingDays: 10 },
    firstDay: 'next',
    termsAct: true,
    basis: 'promise',
    basisText: 'Belofte',
    dueSoonDays: 5,
  });
  await handle.db
    .insertInto('clock')
    .values({
      contribution_id: ideaId,
      trajectory_id: world.trajectory.id,
      kind: 'idea',
      policy,
      started_on: '2026-11-18',
      first_due_on: '2026-12-02',
      due_on: '2026-12-02',
      reasons: [],
      calendar_version: '1',
    })
    .execute();
});
afterEach(() => handle.close());

const as = (actor: Actor | null, now = TEST_NOW) => contextFor(handle.db, actor, now);
const comment = () => ({ subjectKind: 'comment' as const, subjectId: commentId });
const idea = () => ({ subjectKind: 'idea' as const, subjectId: ideaId });
const hide = (actor: Actor, of: ReturnType<typeof comment> | ReturnType<typeof idea> = comment()) =>
  decideOnSubject(as(actor), { ...of, action: 'hide', rule: 'insult', reason: REASON, publicUrl });
const statusOf = async (table: 'idea' | 'comment', id: string) =>
  (await handle.db.selectFrom(table).select('status').where('id', '=', id).executeTakeFirstOrThrow()).status;
const queue = () => listQueue(handle.db, { trajectoryIds: null, limit: 10 });
const mails = () => handle.db.selectFrom('mail').selectAll().orderBy('created_at').execute();

describe('a report', () => {
  test('counts once per person and hides nothing by itself', async () => {
    for (const actor of [world.people.resident2, world.people.unverified, world.people.resident2]) {
      await reportSubject(as(actor), { ...comment(), reason: 'insult', note: 'Dit is naar.' });
    }
    expect(await statusOf('comment', commentId)).toBe('visible');
    const { items } = await queue();
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ reportCount: 2, reasons: [{ reason: 'insult', count: 2 }], notes: ['Dit is naar.', 'Dit is naar.'] });
    const event = await handle.db.selectFrom('event').selectAll().executeTakeFirstOrThrow();
    expect(event).toMatchObject({ kind: 'moderation.reported', actor_id: null });
  });

  test('needs somebody signed in and something they can see', async () => {
    await expect(reportSubject(as(null), { ...comment(), reason: 'spam', note: '' })).rejects.toMatchObject({ code: 'sign_in_first' });
    await hide(world.people.moderator);
    await expect(reportSubject(as(world.people.resident2), { ...comment(), reason: 'spam', note: '' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(
      reportSubject(as(world.people.resident2), { subjectKind: 'idea', subjectId: world.phaseId, reason: 'spam', note: '' }),
    ).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('waits in the queue behind older ones, page by page', async () => {
    await reportSubject(as(world.people.resident2, later(1)), { ...comment(), reason: 'spam', note: '' });
    await reportSubject(as(world.people.resident2, later(0)), { ...idea(), reason: 'off_topic', note: '' });
    const first = await listQueue(handle.db, { trajectoryIds: null, limit: 1 });
    expect(first.items[0]?.subject).toMatchObject({ kind: 'idea', ideaNumber: 1, title: 'Zwemtrap', authorName: 'resident van Proef' });
    const second = await listQueue(handle.db, { trajectoryIds: null, limit: 1, cursor: first.nextCursor ?? '' });
    expect(second.items[0]?.subject).toMatchObject({ kind: 'comment', text: 'Mijn buurman is een leugenaar.' });
    expect(second.nextCursor).toBeNull();
    expect((await listQueue(handle.db, { trajectoryIds: [], limit: 10 })).items).toEqual([]);
  });
});

describe('a decision', () => {
  test('to hide stores who, when, which rule, why, and what it was before; the author is told and may object', async () => {
    await reportSubject(as(world.people.resident2), { ...comment(), reason: 'insult', note: '' });
    const { decisionId } = await hide(world.people.moderator);
    expect(await statusOf('comment', commentId)).toBe('hidden');
    expect(await handle.db.selectFrom('moderation_decision').selectAll().executeTakeFirstOrThrow()).toMatchObject({
      action: 'hide',
      rule: 'insult',
      reason: REASON,
      decided_by_id: world.people.moderator.id,
      decided_at: TEST_NOW,
    });
    const event = await handle.db.selectFrom('event').selectAll().where('kind', '=', 'moderation.hidden').executeTakeFirstOrThrow();
    expect(event.data).toMatchObject({ before: 'visible', after: 'hidden', rule: 'insult' });
    // Who reported it is told at the same moment.
    const mail = (await mails()).find(({ to_email }) => to_email === world.people.resident.email);
    expect(mail?.text).toContain(REASON);
    expect(mail?.text).toContain(`https://oever.example/bezwaar/${decisionId}`);
    expect((await queue()).items).toEqual([]);
    const { comment_count } = await handle.db.selectFrom('idea').select('comment_count').where('id', '=', ideaId).executeTakeFirstOrThrow();
    expect(comment_count).toBe(0);
  });

  test('to hide an idea stops its clock; shown again it has the state it had, and its clock runs', async () => {
    await hide(world.people.moderator, idea());
    const clock = () => handle.db.selectFrom('clock').select('stopped_on').where('contribution_id', '=', ideaId).executeTakeFirstOrThrow();
    expect((await clock()).stopped_on).not.toBeNull();
    await decideOnSubject(as(world.people.moderator2), {
      ...idea(),
      action: 'restore',
      rule: null,
      reason: 'Dit mag gewoon gezegd worden.',
      publicUrl,
    });
    expect(await statusOf('idea', ideaId)).toBe('in_treatment');
    expect((await clock()).stopped_on).toBeNull();
  });

  test('to leave a text as it is closes its reports', async () => {
    await reportSubject(as(world.people.resident2), { ...comment(), reason: 'insult', note: '' });
    await decideOnSubject(as(world.people.moderator), {
      ...comment(),
      action: 'keep',
      rule: null,
      reason: 'Scherp, maar het mag.',
      publicUrl,
    });
    expect(await statusOf('comment', commentId)).toBe('visible');
    expect((await queue()).items).toEqual([]);
    // Its author hears nothing; who reported it hears what was decided, and why.
    expect((await mails()).map((mail) => [mail.to_email, mail.subject])).toEqual([
      [world.people.resident2.email, 'Wij hebben uw melding bekeken'],
    ]);
    expect((await mails())[0]?.text).toContain('Scherp, maar het mag.');
  });

  test.each([
    ['resident2', 'not_allowed'],
    ['official', 'not_allowed'],
    ['council', 'not_allowed'],
  ] as const)('by a %s is refused: %s', async (who, code) => {
    await expect(hide(world.people[who])).rejects.toMatchObject({ code });
  });

  test('on one’s own text, or on another trajectory than one moderates, is refused', async () => {
    await handle.db.updateTable('comment').set({ author_id: world.people.moderator.id }).where('id', '=', commentId).execute();
    await expect(hide(world.people.moderator)).rejects.toMatchObject({ code: 'own_case' });
    const elsewhere = await makeWorld(handle.db, { slug: 'elders' });
    const limited: Actor = {
      ...world.people.moderator2,
      roles: [{ role: 'moderator', trajectoryId: elsewhere.trajectory.id, teamId: null }],
    };
    await expect(hide(limited)).rejects.toMatchObject({ code: 'not_allowed' });
  });
});

describe('an appeal', () => {
  test('of the author has its own clock of ten working days and is decided by somebody else', async () => {
    const { moderator, moderator2, resident } = world.people;
    const { decisionId } = await hide(moderator);
    expect(await listHidden(handle.db, { trajectoryIds: null, limit: 5 })).toMatchObject([{ rule: 'insult', subject: { id: commentId } }]);
    const { appealId, dueOn } = await appeal(as(resident, later(1)), { decisionId, statement: 'Hij liegt echt, dat is bewezen.' });
    expect(dueOn).toBe('2026-12-02');
    await expect(decideAppeal(as(moderator), { appealId, outcome: 'upheld', reason: 'Ik blijf erbij hoor.' })).rejects.toMatchObject({
      code: 'own_case',
    });
    expect((await listOpenAppeals(handle.db, { actor: moderator, trajectoryIds: null }))[0]?.mayDecide).toBe(false);
    expect((await listOpenAppeals(handle.db, { actor: moderator2, trajectoryIds: null }))[0]).toMatchObject({ mayDecide: true, dueOn });
    await expect(
      decideOnSubject(as(moderator), { ...comment(), action: 'restore', rule: null, reason: 'Ik doe het zelf wel.', publicUrl }),
    ).rejects.toMatchObject({ code: 'appeal_open' });
    expect(await listHidden(handle.db, { trajectoryIds: null, limit: 5 })).toEqual([]);
    await decideAppeal(as(moderator2, later(2)), { appealId, outcome: 'overturned', reason: 'Het staat ook in het verslag.' });
    expect(await statusOf('comment', commentId)).toBe('visible');
    expect((await mails()).map((mail) => mail.subject)).toEqual([
      'Uw reactie is verborgen',
      'Wij hebben uw bezwaar',
      'U krijgt gelijk op uw bezwaar',
    ]);
    await expect(decideAppeal(as(moderator2), { appealId, outcome: 'upheld', reason: 'Toch nog anders.' })).rejects.toMatchObject({
      code: 'already_decided',
    });
  });

  test('that is turned down leaves the text hidden and says why', async () => {
    const { decisionId } = await hide(world.people.moderator);
    const { appealId } = await appeal(as(world.people.resident), { decisionId, statement: 'Dit vind ik niet eerlijk.' });
    await decideAppeal(as(world.people.admin, later(1)), { appealId, outcome: 'upheld', reason: 'Schelden mag hier niet.' });
    expect(await statusOf('comment', commentId)).toBe('hidden');
    expect(await findDecisionForAuthor(handle.db, decisionId, world.people.resident.id)).toMatchObject({
      hidden: true,
      appeal: { outcome: 'upheld', reason: 'Schelden mag hier niet.' },
    });
    expect((await mails()).at(-1)?.text).toContain('Schelden mag hier niet.');
  });

  test('is made once, by the author only; to others the decision does not exist', async () => {
    const { decisionId } = await hide(world.people.moderator);
    await expect(appeal(as(world.people.resident2), { decisionId, statement: 'Ik vind dit ook niet goed.' })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await findDecisionForAuthor(handle.db, decisionId, world.people.resident2.id)).toBeNull();
    await expect(appeal(as(null), { decisionId, statement: 'Ik vind dit ook niet goed.' })).rejects.toMatchObject({
      code: 'sign_in_first',
    });
    await appeal(as(world.people.resident), { decisionId, statement: 'Dit vind ik niet eerlijk.' });
    await expect(appeal(as(world.people.resident), { decisionId, statement: 'En nog een keer dan.' })).rejects.toMatchObject({
      code: 'already_decided',
    });
  });

  test('can be made by somebody who is blocked', async () => {
    const { decisionId } = await hide(world.people.moderator);
    const blocked: Actor = { ...world.people.resident, blockedUntil: later(24) };
    expect(await listHidingsOf(handle.db, blocked.id)).toMatchObject([{ decisionId, kind: 'comment', appealed: false }]);
    await appeal(as(blocked), { decisionId, statement: 'Dit vind ik niet eerlijk.' });
    expect(await listHidingsOf(handle.db, blocked.id)).toMatchObject([{ appealed: true }]);
  });
});

test('the public log counts what was done and names nobody', async () => {
  await reportSubject(as(world.people.resident2), { ...comment(), reason: 'insult', note: 'Van Jan' });
  await decideOnSubject(as(world.people.moderator, later(3)), { ...comment(), action: 'hide', rule: 'insult', reason: REASON, publicUrl });
  const { decisionId } = await hide(world.people.moderator, idea());
  const { appealId } = await appeal(as(world.people.resident), { decisionId, statement: 'Dit vind ik niet eerlijk.' });
  await decideAppeal(as(world.people.moderator2), { appealId, outcome: 'overturned', reason: 'Dit mag wel gezegd worden.' });
  const log = await readModerationLog(handle.db, TEST_NOW);
  expect(log).toMatchObject({
    hidden: 2,
    restored: 1,
    kept: 0,
    hiddenByRule: [{ rule: 'insult', count: 2 }],
    openReports: 0,
    medianHours: 3,
    appeals: { total: 1, open: 0, upheld: 0, overturned: 1 },
  });
  expect(log.latest).toHaveLength(3);
  const text = JSON.stringify(log);
  for (const secret of ['Proef"', REASON, 'leugenaar', 'Van Jan', '@']) expect(text.replaceAll('Proeftraject', '')).not.toContain(secret);
});

test('an empty log is a log', async () => {
  expect(await readModerationLog(handle.db, TEST_NOW)).toMatchObject({ hidden: 0, medianHours: null, appeals: { total: 0 }, latest: [] });
});

describe('what fits a text', () => {
  const shown = { hidden: false, openReports: 1, waits: false, appealOpen: false };
  const hidden = { hidden: true, openReports: 0, waits: false, appealOpen: false };
  test.each<[string, Parameters<typeof assertFits>[0], Parameters<typeof assertFits>[1], string | null]>([
    ['hide with a rule', { kind: 'comment', action: 'hide', rule: 'insult' as HouseRule }, shown, null],
    ['hide without a rule', { kind: 'comment', action: 'hide', rule: null }, shown, 'invalid'],
    ['hide twice', { kind: 'comment', action: 'hide', rule: 'insult' as HouseRule }, hidden, 'already_decided'],
    ['restore', { kind: 'comment', action: 'restore', rule: null }, hidden, null],
    ['restore what is shown', { kind: 'comment', action: 'restore', rule: null }, shown, 'already_decided'],
    ['restore over an appeal', { kind: 'comment', action: 'restore', rule: null }, { ...hidden, appealOpen: true }, 'appeal_open'],
    ['hide what is held', { kind: 'comment', action: 'hide', rule: 'insult' as HouseRule }, { ...hidden, waits: true }, null],
    ['hide a section', { kind: 'section', action: 'hide', rule: 'insult' as HouseRule }, shown, 'invalid'],
    ['ask without a rule', { kind: 'comment', action: 'ask', rule: null }, shown, 'invalid'],
    ['ask about what is hidden', { kind: 'comment', action: 'ask', rule: 'insult' as HouseRule }, hidden, 'already_decided'],
    [
      'take words out over an appeal',
      { kind: 'comment', action: 'redact', rule: 'personal_data' as HouseRule },
      { ...hidden, appealOpen: true },
      'appeal_open',
    ],
    ['keep', { kind: 'comment', action: 'keep', rule: null }, shown, null],
    ['keep without reports', { kind: 'comment', action: 'keep', rule: null }, { ...shown, openReports: 0 }, 'already_decided'],
  ])('%s', (_, decision, subject, code) => {
    if (code) expect(() => assertFits(decision, subject)).toThrow(expect.objectContaining({ code }));
    else assertFits(decision, subject);
  });

  test('who hid it, and who wrote it, do not judge the appeal', () => {
    const open = { decidedAt: null, hiddenById: 'moderator', authorId: 'author' };
    for (const id of ['moderator', 'author'])
      expect(() => assertMayDecideAppeal(id, open)).toThrow(expect.objectContaining({ code: 'own_case' }));
    assertMayDecideAppeal('other', open);
  });
});
