import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { proposeIdea, withdrawIdea } from '../ideas/commands.ts';
import { getIdea } from '../ideas/queries.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { createCallerFactory } from '../trpc.ts';
import { createComment } from './commands.ts';
import { listComments } from './queries.ts';
import { commentsRouter } from './router.ts';
import { questionTitle } from './rules.ts';
import { getThread } from './thread.ts';

let handle: DatabaseHandle;
let world: World;
let ideaId: string;

beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  const words = { title: 'Zwemtrap bij het Bochtpark', body: 'Een trap waar iedereen veilig het water in kan.' };
  ({ id: ideaId } = await proposeIdea(as('resident'), { trajectory: world.trajectory.slug, ...words, publicUrl: null }));
});
afterEach(() => handle.close());

const as = (person: keyof World['people'] | null, minutes = 0) =>
  contextFor(handle.db, person && world.people[person], new Date(TEST_NOW.getTime() + minutes * 60_000));
const list = async (person: keyof World['people'] | null = null) =>
  (await listComments(as(person, 60), { subject: { ideaId }, cursor: null, limit: 20 })).items;
const count = async () => (await getIdea(as('resident'), { trajectory: world.trajectory.slug, number: 1 })).commentCount;
const hide = (id: string) => handle.db.updateTable('comment').set({ status: 'hidden' }).where('id', '=', id).execute();

describe('a comment', () => {
  test('stands under the idea, and who speaks for the municipality is marked', async () => {
    await createComment(as('resident2'), { ideaId, body: '  Goed plan.\r\n\r\n\r\nKomt er ook een bank? ', stance: 'for' });
    await createComment(as('official', 1), { ideaId, body: 'Wij meten eerst de stroming.' });
    await createComment(as('council', 2), { ideaId, body: 'Dit bespreken wij in de raad.' });
    expect((await list()).map(({ body, stance, author }) => [body, stance, author.role, author.isStaff])).toEqual([
      ['Dit bespreken wij in de raad.', 'neutral', 'council_member', false],
      ['Wij meten eerst de stroming.', 'neutral', 'official', true],
      ['Goed plan.\n\nKomt er ook een bank?', 'for', 'resident', false],
    ]);
    expect(await count()).toBe(3);
  });

  test('has replies one level deep: a reply to a reply stands under the same comment', async () => {
    const { id } = await createComment(as('resident'), { ideaId, body: 'Mag de hond ook zwemmen?' });
    const reply = await createComment(as('official', 1), { ideaId, parentId: id, body: 'Ja, aan de noordkant.' });
    await createComment(as('resident2', 2), { ideaId, parentId: reply.id, body: 'Fijn om te horen.' });
    const [thread, ...rest] = await list();
    expect(rest).toEqual([]);
    expect(thread?.replies.map(({ body, parentId }) => [body, parentId])).toEqual([
      ['Ja, aan de noordkant.', id],
      ['Fijn om te horen.', id],
    ]);
  });

  test('marked as a question gets a clock of its own; the municipality asks itself nothing', async () => {
    const asked = await createComment(as('resident'), { ideaId, body: 'Wanneer begint u?', isQuestion: true });
    expect(asked.dueOn).toBe('2026-12-02');
    const own = await createComment(as('official'), { ideaId, body: 'Wie wil meedenken?', isQuestion: true });
    expect(own.contributionId).toBeNull();
    const question = (await list()).find(({ id }) => id === asked.id);
    expect(question).toMatchObject({ isQuestion: true, clock: { state: 'running', dueOn: '2026-12-02' } });
    const contribution = await handle.db.selectFrom('contribution').where('kind', '=', 'question').selectAll().execute();
    expect(contribution.map(({ title, author_id }) => [title, author_id])).toEqual([['Wanneer begint u?', world.people.resident.id]]);
  });

  test('can be about a section of the plan', async () => {
    const sectionId = world.sections.fixed.id;
    await createComment(as('resident'), { sectionId, body: 'Wie heeft dit vastgelegd?' });
    const { items } = await listComments(as(null), { subject: { sectionId }, cursor: null, limit: 20 });
    expect(items.map(({ body }) => body)).toEqual(['Wie heeft dit vastgelegd?']);
    expect(await count()).toBe(0);
  });

  test('that is hidden is gone, and keeps its place without words when there are replies', async () => {
    const { id } = await createComment(as('resident'), { ideaId, body: 'Lelijke woorden.' });
    const reply = await createComment(as('resident2', 1), { ideaId, parentId: id, body: 'Zo praten we hier niet.' });
    await hide(id);
    expect(await list()).toMatchObject([
      { hidden: true, body: null, author: { name: 'Een bewoner' }, replies: [{ body: 'Zo praten we hier niet.' }] },
    ]);
    expect(await count()).toBe(1);
    await hide(reply.id);
    expect(await list()).toEqual([]);
    expect(await count()).toBe(0);
    await expect(createComment(as('resident2'), { ideaId, parentId: id, body: 'En toch.' })).rejects.toThrow('not_found');
  });
});

describe('a comment is refused', () => {
  test.each([
    ['', 'invalid'],
    [' \n\t ', 'invalid'],
    ['\u200B\u200B', 'invalid'],
    ['a\0b', 'invalid'],
    ['\uDC00', 'invalid'],
    ['a'.repeat(3001), 'invalid'],
  ])('with the words %j', async (body, code) => {
    await expect(createComment(as('resident'), { ideaId, body })).rejects.toThrow(code);
    expect(await count()).toBe(0);
  });

  test.each([
    ['without an account', null, 0, 'sign_in_first'],
    ['after the phase', 'resident', 60 * 24 * 20, 'phase_closed'],
  ] as const)('%s', async (_, person, minutes, code) => {
    await expect(createComment(as(person, minutes), { ideaId, body: 'Mooi.' })).rejects.toThrow(code);
  });

  test('on a hidden idea as if it never was, on a withdrawn one as read only', async () => {
    await withdrawIdea(as('resident'), { ideaId });
    await expect(createComment(as('resident2'), { ideaId, body: 'Jammer.' })).rejects.toThrow('read_only');
    await handle.db.updateTable('idea').set({ status: 'hidden' }).where('id', '=', ideaId).execute();
    await expect(createComment(as('resident2'), { ideaId, body: 'Jammer.' })).rejects.toThrow('not_found');
    await expect(list()).rejects.toThrow('not_found');
  });

  test('under a comment on something else, and on two things at once', async () => {
    const { id: parentId } = await createComment(as('resident'), { sectionId: world.sections.open.id, body: 'Over de tekst.' });
    await expect(createComment(as('resident'), { ideaId, parentId, body: 'Over het idee.' })).rejects.toThrow('not_found');
    await expect(createComment(as('resident'), { ideaId, sectionId: world.sections.open.id, body: 'Over beide.' })).rejects.toThrow(
      'invalid',
    );
    await expect(createComment(as('resident'), { body: 'Over niets.' })).rejects.toThrow('invalid');
  });
});

test('pages of two give every comment once, and a made-up cursor is refused', async () => {
  for (let n = 0; n < 5; n++) await createComment(as('resident', n), { ideaId, body: `Reactie ${n}` });
  const comments = createCallerFactory(commentsRouter)(as(null, 10));
  const found: (string | null)[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof comments.list>> = await comments.list({ ideaId, limit: 2, cursor });
    found.push(...page.items.map(({ body }) => body));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(found).toEqual(['Reactie 4', 'Reactie 3', 'Reactie 2', 'Reactie 1', 'Reactie 0']);
  await expect(comments.list({ ideaId, cursor: 'onzin' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});

test.each([
  ['Wanneer begint u?', 'Wanneer begint u?'],
  ['Eén\n\ntwee', 'Eén twee'],
  ['woord '.repeat(30).trim(), `${'woord '.repeat(13).trim()}…`],
])('a question is called by its first words', (body, title) => {
  expect(questionTitle(body)).toBe(title);
});

test('a thread with more replies than fit under it goes on on pages of its own, each reply once and in order', async () => {
  const { id } = await createComment(as('resident'), { ideaId, body: 'Wie is voor?' });
  const other = await createComment(as('resident', 1), { ideaId, body: 'Nog een.' });
  await createComment(as('resident2', 2), { ideaId, parentId: other.id, body: 'Hier één antwoord.' });
  const { trajectory_id } = await handle.db.selectFrom('comment').where('id', '=', id).select('trajectory_id').executeTakeFirstOrThrow();
  const at = (second: number) => new Date(TEST_NOW.getTime() + 3_600_000 + Math.floor(second / 2) * 1000);
  await handle.db
    .insertInto('comment')
    .values(
      Array.from({ length: 450 }, (_, n) => ({
        trajectory_id,
        idea_id: ideaId,
        parent_id: id,
        author_id: world.people.resident2.id,
        author_role: 'resident',
        body: `Antwoord ${n}`,
        created_at: at(n),
      })),
    )
    .execute();
  const threads = await list();
  const thread = threads.find((each) => each.id === id);
  expect([thread?.replies.length, thread?.more?.count]).toEqual([200, 250]);
  expect(threads.find((each) => each.id === other.id)).toMatchObject({ replies: [{ body: 'Hier één antwoord.' }], more: null });
  const seen = new Set(thread?.replies.map((reply) => reply.id));
  let cursor = thread?.more?.cursor ?? null;
  const sizes: number[] = [];
  let last = '';
  while (cursor !== null) {
    const page = await getThread(as(null), { commentId: id, cursor });
    sizes.push(page.thread.replies.length);
    for (const reply of page.thread.replies) {
      expect(seen.has(reply.id)).toBe(false);
      seen.add(reply.id);
      expect(reply.createdAt >= last).toBe(true);
      last = reply.createdAt;
    }
    cursor = page.thread.more?.cursor ?? null;
  }
  expect([sizes, seen.size]).toEqual([[200, 50], 450]);
  expect((await getThread(as(null), { commentId: id, cursor: null })).about).toMatchObject({ kind: 'idea' });
  await expect(getThread(as(null), { commentId: id, cursor: 'zelf-bedacht' })).rejects.toThrow('invalid');
  await handle.db.updateTable('idea').set({ status: 'hidden' }).where('id', '=', ideaId).execute();
  await expect(getThread(as(null), { commentId: id, cursor: null })).rejects.toThrow('not_found');
});
