import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { editDocument, loadDocument } from '../plan-texts/documents.ts';
import { applyContent } from '../plan-texts/replace-text.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { createCallerFactory } from '../trpc.ts';
import { anchorAt } from './anchor.ts';
import { createComment } from './commands.ts';
import { readLetters, squeeze } from './letters.ts';
import { resolveComment } from './passage-commands.ts';
import { listPassages } from './passages.ts';
import { listComments } from './queries.ts';
import { commentsRouter } from './router.ts';

const PATH = 'Langs de westoever komt een pad van vier meter breed.';
const FLOOD = 'Het pad is ook bij hoogwater te gebruiken.';

let handle: DatabaseHandle;
let world: World;
let sectionId: string;
let documentId: string;

beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  ({ id: sectionId, documentId } = world.sections.open);
  await say(PATH, FLOOD);
});
afterEach(() => handle.close());

const as = (person: keyof World['people'] | null, minutes = 0) =>
  contextFor(handle.db, person && world.people[person], new Date(TEST_NOW.getTime() + minutes * 60_000));

async function say(...paragraphs: string[]): Promise<void> {
  const content = { type: 'doc', content: paragraphs.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })) };
  await editDocument(as(null), documentId, world.people.resident.id, (doc) => applyContent(doc, content));
}

const on = (quote: string, more = {}) => ({
  sectionId,
  body: `Over: ${quote.replace(/[^\w ]/g, '').slice(0, 20)}`,
  passage: { quote, ...more },
});
const shown = async (person: keyof World['people'] | null = null) => listPassages(as(person, 60), { sectionId });
const quotes = async () => (await shown()).open.map(({ passage }) => [passage.quote, passage.state, passage.segments]);

describe('a comment on the words', () => {
  test('stands with the words, in the order of the text, apart from comments on the whole', async () => {
    await createComment(as('resident'), on('hoogwater'));
    await createComment(as('resident2', 1), on('vier meter breed'));
    await createComment(as('resident2', 2), { sectionId, body: 'Over alles.' });
    expect(await quotes()).toEqual([
      ['vier meter breed', 'same', [{ block: 0, from: 36, to: 52 }]],
      ['hoogwater', 'same', [{ block: 1, from: 19, to: 28 }]],
    ]);
    const subject = { sectionId };
    const bodies = async (which: 'all' | 'general') =>
      (await listComments(as(null, 60), { subject, which, cursor: null, limit: 20 })).items.map(({ body }) => body);
    expect(await bodies('general')).toEqual(['Over alles.']);
    expect(await bodies('all')).toEqual(['Over alles.', 'Over: vier meter breed', 'Over: hoogwater']);
  });

  test('is about the one that was chosen of several words that are the same', async () => {
    await say('Het pad en het plein. Het pad is nat.', 'Het pad', 'is droog.');
    for (const passage of [
      { quote: 'Het pad', block: 1, at: 17 },
      { quote: 'pad', block: 1, at: 20 },
      { quote: 'pad', block: 1, at: 1 },
    ])
      await createComment(as('resident'), { sectionId, body: `Over ${passage.quote} op ${passage.at}`, passage });
    // Chosen over two paragraphs: looked for from the first of them, not from the top.
    await createComment(as('resident'), on('Het pad\nis', { block: 2, at: 0 }));
    expect(await quotes()).toEqual([
      ['pad', 'same', [{ block: 0, from: 4, to: 7 }]],
      ['Het pad', 'same', [{ block: 0, from: 22, to: 29 }]],
      ['pad', 'same', [{ block: 0, from: 26, to: 29 }]],
      [
        'Het pad\nis',
        'same',
        [
          { block: 1, from: 0, to: 7 },
          { block: 2, from: 0, to: 2 },
        ],
      ],
    ]);
  });

  test('follows its words when the text changes, and keeps the quote when they are gone', async () => {
    await createComment(as('resident'), on('ook bij hoogwater'));
    await say('Nieuw begin.', PATH, 'Het pad is ook', 'bij hoogwater te gebruiken.');
    expect(await quotes()).toEqual([
      [
        'ook bij hoogwater',
        'same',
        [
          { block: 2, from: 11, to: 14 },
          { block: 3, from: 0, to: 13 },
        ],
      ],
    ]);
    await say(PATH, 'Bij hoog water gaat het pad dicht.');
    expect(await quotes()).toEqual([['ook bij hoogwater', 'gone', []]]);
    await say(PATH, FLOOD);
    expect(await quotes()).toEqual([['ook bij hoogwater', 'same', [{ block: 1, from: 11, to: 28 }]]]);
  });

  test('finds words that were copied with other white space, first in the paragraph they were chosen in', async () => {
    await say('Het pad is breed.', 'Het pad is  lang.');
    await createComment(as('resident'), on(' Het pad\n is', { block: 2 }));
    expect(await quotes()).toEqual([['Het pad is', 'same', [{ block: 1, from: 0, to: 10 }]]]);
  });

  test('is where the editor says it is, when the words stand there', async () => {
    await say('Geen auto’s.', 'Geen auto’s.');
    const { doc } = await loadDocument(handle.db, documentId);
    const letters = readLetters(doc);
    const size = squeeze('Geen auto’s.').length;
    const { start, end } = anchorAt(letters, { from: size, to: 2 * size });
    const places = { start: Buffer.from(start).toString('base64'), end: Buffer.from(end).toString('base64') };
    await createComment(as('resident'), on('Geen auto’s.', places));
    expect(await quotes()).toEqual([['Geen auto’s.', 'same', [{ block: 1, from: 0, to: 12 }]]]);
    // Other words than stand there: the words count.
    await say('Geen auto’s.', 'Wel fietsen.');
    await createComment(as('resident', 1), on('Wel fietsen.', { ...places, start: 'AAAA' }));
    expect((await shown()).open.map(({ passage }) => passage.quote)).toContain('Wel fietsen.');
  });

  test('that asks something gets a clock of its own', async () => {
    const asked = await createComment(as('resident'), { ...on('hoogwater'), isQuestion: true });
    expect(asked.dueOn).toBe('2026-12-02');
    expect((await shown()).open[0]).toMatchObject({ isQuestion: true, clock: { dueOn: '2026-12-02' } });
  });

  test('has replies, and is hidden by a moderator like any other', async () => {
    const { id } = await createComment(as('resident'), on('hoogwater'));
    await createComment(as('official', 1), { sectionId, parentId: id, body: 'Dat klopt.' });
    expect((await shown()).open[0]?.replies.map(({ body }) => body)).toEqual(['Dat klopt.']);
    await handle.db.updateTable('comment').set({ status: 'hidden' }).execute();
    expect((await shown()).open).toEqual([]);
  });
});

describe('words are refused', () => {
  test.each([
    ['that do not stand in the text', 'Dit staat er niet', 'passages:error.words_gone'],
    ['when there are none', ' \n\u200B', 'passages:error.words_missing'],
    ['when they cannot be stored', 'hoog\0water', 'ideas:error.characters'],
    ['half a letter', '\uD83D', 'ideas:error.characters'],
    ['when there are too many', 'pad '.repeat(600), 'passages:error.words_long'],
  ])('%s', async (_, quote, sentence) => {
    await expect(createComment(as('resident'), on(quote))).rejects.toMatchObject({
      code: 'invalid',
      details: { fields: { quote: sentence } },
    });
    expect((await listComments(as(null), { subject: { sectionId }, cursor: null, limit: 20 })).items).toEqual([]);
  });

  test('with places that are none', async () => {
    const comments = createCallerFactory(commentsRouter)(as('resident'));
    await expect(comments.create(on('hoogwater', { start: 'é', end: 'AA==' }))).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await comments.create(on('hoogwater', { start: 'AA==', end: '/////w==' }));
    expect(await quotes()).toEqual([['hoogwater', 'same', [{ block: 1, from: 19, to: 28 }]]]);
  });

  test('in a reply, and in a comment on something else than the text', async () => {
    const { id: parentId } = await createComment(as('resident'), on('hoogwater'));
    await expect(createComment(as('resident'), { ...on('hoogwater'), parentId })).rejects.toThrow('invalid');
    await expect(
      createComment(as('resident'), { ideaId: sectionId, body: 'Over een idee.', passage: { quote: 'hoogwater' } }),
    ).rejects.toThrow('invalid');
  });
});

describe('closing a comment', () => {
  const events = async () =>
    (await handle.db.selectFrom('event').where('kind', 'like', 'comment.re%').orderBy('id').select('kind').execute()).map(
      ({ kind }) => kind,
    );

  test('is done by its author or by the municipality, and can be undone', async () => {
    const { id: commentId } = await createComment(as('resident'), on('hoogwater'));
    expect((await shown('resident')).open[0]?.may.resolve).toBe(true);
    expect((await shown('resident2')).open[0]?.may.resolve).toBe(false);
    await resolveComment(as('resident'), { commentId, resolved: true });
    await resolveComment(as('resident'), { commentId, resolved: true });
    expect(await shown()).toMatchObject({
      open: [],
      resolved: [{ resolved: { by: 'resident van Proef' }, passage: { quote: 'hoogwater' } }],
    });
    await resolveComment(as('official'), { commentId, resolved: false });
    expect(await shown()).toMatchObject({ open: [{ resolved: null }], resolved: [] });
    expect(await events()).toEqual(['comment.resolved', 'comment.reopened']);
  });

  test.each([
    ['resident2', 'not_allowed'],
    ['council', 'not_allowed'],
    [null, 'sign_in_first'],
  ] as const)('is refused to %s', async (person, code) => {
    const { id: commentId } = await createComment(as('resident'), on('hoogwater'));
    await expect(resolveComment(as(person), { commentId, resolved: true })).rejects.toThrow(code);
    expect(await events()).toEqual([]);
  });

  test('waits until the municipality has answered what was asked', async () => {
    const asked = await createComment(as('resident'), { ...on('hoogwater'), isQuestion: true });
    expect((await shown('official')).open[0]?.may.resolve).toBe(false);
    await expect(resolveComment(as('official'), { commentId: asked.id, resolved: true })).rejects.toThrow('question_open');
    await handle.db.updateTable('clock').set({ answered_on: '2026-11-18', working_days_taken: 1 }).execute();
    await resolveComment(as('resident'), { commentId: asked.id, resolved: true });
    expect((await shown()).resolved).toHaveLength(1);
  });

  test('is not for a reply, nor for what is hidden or about an idea', async () => {
    const { id } = await createComment(as('resident'), on('hoogwater'));
    const reply = await createComment(as('resident'), { sectionId, parentId: id, body: 'Nog iets.' });
    await expect(resolveComment(as('admin'), { commentId: reply.id, resolved: true })).rejects.toThrow('not_found');
    await handle.db.updateTable('comment').set({ status: 'hidden' }).where('id', '=', id).execute();
    await expect(resolveComment(as('admin'), { commentId: id, resolved: true })).rejects.toThrow('not_found');
  });
});
