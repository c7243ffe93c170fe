import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Actor } from '../context.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { forgetAuthorIndexes, storeAuthorIndexes } from './author-index.ts';
import { createSection } from './commands.ts';
import { appendUpdates, compactDocument, editDocument, loadDocument } from './documents.ts';
import { getSectionWriters, type WrittenBlock } from './passages-by-author.ts';
import { applyContent, replaceQuote } from './replace-text.ts';
import { documentJson, documentText } from './schema.ts';

let handle: DatabaseHandle;
let world: World;
let count = 0;
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterAll(() => handle.close());

const DAY = 86_400_000;
const later = (days: number) => new Date(TEST_NOW.getTime() + days * DAY);
const as = (actor: Actor | null, days = 0) => contextFor(handle.db, actor, later(days));
const doc = (...paragraphs: string[]) => ({
  type: 'doc',
  content: paragraphs.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
});

function newSection(...paragraphs: string[]) {
  const input = { trajectoryId: world.trajectory.id, title: 'De kade', level: 2, policy: 'open' as const, note: 'Begin' };
  return createSection(as(world.people.manager), { ...input, number: `9.${++count}`, content: doc(...paragraphs) });
}

/** Somebody's editor: one Yjs client that belongs to them, as the socket binds it. */
async function openEditor(documentId: string, person: Actor) {
  const { doc: local } = await loadDocument(handle.db, documentId);
  await handle.db
    .insertInto('document_client')
    .values({ document_id: documentId, client_id: local.clientID, person_id: person.id })
    .execute();
  return {
    text: () => (local.getXmlFragment('content').get(0) as Y.XmlElement).get(0) as Y.XmlText,
    /** Types on, and sends what was typed. */
    async edit(change: (text: Y.XmlText) => void, at: Date) {
      const before = Y.encodeStateVector(local);
      change(this.text());
      const update = { payload: Y.encodeStateAsUpdate(local, before), authorId: person.id, connectionId: 'c', at };
      await appendUpdates(handle.db, documentId, [update]);
    },
    async receive() {
      Y.applyUpdate(local, Y.encodeStateAsUpdate((await loadDocument(handle.db, documentId)).doc));
    },
  };
}

const linesOf = (blocks: readonly WrittenBlock[], names: readonly (string | null)[]): string[] =>
  blocks.flatMap((block) => [
    ...(block.line.length
      ? [
          block.line
            .map((part) => (part === 'break' ? '|' : `[${names[part.writer] ?? 'gemeente'}: ${part.runs.map((run) => run.text).join('')}]`))
            .join(''),
        ]
      : []),
    ...linesOf(block.blocks, names),
  ]);
async function told(sectionId: string) {
  const { blocks, writers } = await getSectionWriters(as(null), sectionId);
  return linesOf(
    blocks,
    writers.map((writer) => writer.name?.split(' ')[0] ?? null),
  );
}

describe('who wrote what', () => {
  test('the text a section began with was put in by the municipality, whoever did it', async () => {
    const { id } = await newSection('De kade blijft.');
    expect(await told(id)).toEqual(['[gemeente: De kade blijft.]']);
  });

  test('two people who type through each other, with words taken out, each keep their own', async () => {
    const { id, documentId } = await newSection('De kade blijft.');
    const [anna, bram] = [await openEditor(documentId, world.people.resident), await openEditor(documentId, world.people.resident2)];
    await anna.edit((text) => text.insert(3, 'oude '), later(1));
    await bram.edit((text) => text.insert(text.length, ' Voor altijd.'), later(2));
    await anna.receive();
    await anna.edit((text) => text.delete(text.length - ' altijd.'.length, ' altijd.'.length), later(3));
    await anna.edit((text) => text.insert(text.length, ' nu.'), later(3));
    expect(await told(id)).toEqual(['[gemeente: De ][resident: oude ][gemeente: kade blijft.][resident2:  Voor][resident:  nu.]']);
    const { writers, characters } = await getSectionWriters(as(null), id);
    expect(writers.map(({ name, characters: own, passages }) => [name, own, passages])).toEqual([
      [null, 15, 2],
      ['resident van Proef', 9, 2],
      ['resident2 van Proef', 5, 1],
    ]);
    expect(characters).toBe(29);
    expect(writers.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  });

  test('says when: the day of the words, not of the last change around them', async () => {
    const { id, documentId } = await newSection('De kade blijft.');
    const anna = await openEditor(documentId, world.people.resident);
    await anna.edit((text) => text.insert(0, 'Ja! '), later(1));
    await anna.edit((text) => text.insert(text.length, ' Zeker.'), later(5));
    const { blocks } = await getSectionWriters(as(null), id);
    expect(blocks[0]?.line.map((part) => part !== 'break' && part.from)).toEqual([later(1), TEST_NOW, later(5)].map((at) => at.getTime()));
  });

  test('survives a snapshot, and goes on from there', async () => {
    const { id, documentId } = await newSection('De kade blijft.');
    const anna = await openEditor(documentId, world.people.resident);
    await anna.edit((text) => text.insert(0, 'Ja! '), later(1));
    const before = await told(id);
    await compactDocument(handle.db, documentId, TEST_NOW);
    expect(await told(id)).toEqual(before);
    await anna.edit((text) => text.insert(4, 'Nee! '), later(2));
    expect(await told(id)).toEqual(['[resident: Ja! ][resident: Nee! ][gemeente: De kade blijft.]']);
  });

  test('of a long log is kept, so that only what came after it is read', async () => {
    const { id, documentId } = await newSection('De kade blijft.');
    const anna = await openEditor(documentId, world.people.resident);
    for (let place = 0; place < 1000; place++) await anna.edit((text) => text.insert(place, 'a'), later(1));
    const before = await told(id);
    expect(await storeAuthorIndexes(handle.db)).toBe(1);
    expect(await storeAuthorIndexes(handle.db)).toBe(0);
    const stored = await handle.db.selectFrom('document_author_index').where('document_id', '=', documentId).selectAll().executeTakeFirst();
    expect(stored?.seq).toBe(1001);
    forgetAuthorIndexes();
    await anna.edit((text) => text.insert(1000, ' '), later(1));
    expect(await told(id)).toEqual([(before[0] ?? '').replace('a]', 'a ]')]);
  });

  test('words the application writes for somebody, such as an adopted proposal, are theirs', async () => {
    const { id, documentId } = await newSection('Het pad is vier meter breed.');
    const changed = replaceQuote(doc('Het pad is vier meter breed.'), { quote: 'vier', proposed: 'drie' });
    await editDocument(as(null, 1), documentId, world.people.resident2.id, (live) => applyContent(live, changed ?? {}));
    expect(await told(id)).toEqual(['[gemeente: Het pad is ][resident2: drie][gemeente:  meter breed.]']);
  });

  test('bold words and lists keep their form', async () => {
    const { id, documentId } = await newSection('Begin.');
    const list = {
      type: 'doc',
      content: [
        {
          type: 'bulletList',
          content: [
            {
              type: 'listItem',
              content: [
                {
                  type: 'paragraph',
                  content: [
                    { type: 'text', text: 'vet', marks: [{ type: 'bold' }] },
                    { type: 'text', text: ' en niet' },
                  ],
                },
              ],
            },
          ],
        },
      ],
    };
    await editDocument(as(null, 1), documentId, world.people.resident.id, (live) => applyContent(live, list));
    const { blocks } = await getSectionWriters(as(null), id);
    expect(blocks[0]).toMatchObject({ type: 'bulletList', blocks: [{ type: 'listItem', blocks: [{ type: 'paragraph' }] }] });
    expect(blocks[0]?.blocks[0]?.blocks[0]?.line[0]).toMatchObject({
      runs: [
        { text: 'vet', marks: ['bold'] },
        { text: ' en niet', marks: [] },
      ],
    });
  });

  test('a person whose name was erased is a resident, also in what they wrote before', async () => {
    const { id, documentId } = await newSection('De kade blijft.');
    const anna = await openEditor(documentId, world.people.unverified);
    await anna.edit((text) => text.insert(0, 'Ja! '), later(1));
    expect((await told(id))[0]).toContain('[unverified: Ja! ]');
    await handle.db.updateTable('person').set({ erased_at: TEST_NOW }).where('id', '=', world.people.unverified.id).execute();
    const { writers } = await getSectionWriters(as(null), id);
    expect(writers.map((writer) => writer.name)).toEqual([null, 'Een bewoner']);
  });

  test('however people type, the passages together are the text, each letter by who typed it', async () => {
    const person = fc.constantFrom<'resident' | 'resident2'>('resident', 'resident2');
    const typing = fc.array(
      fc.record({
        person,
        place: fc.nat(1000),
        text: fc.string({ minLength: 1, maxLength: 6, unit: fc.constantFrom('a', 'b', ' ', 'é', '😀') }),
        remove: fc.nat(4),
        sync: fc.boolean(),
      }),
      { minLength: 1, maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(typing, async (acts) => {
        const { id, documentId } = await newSection('0123456789');
        const editors = {
          resident: await openEditor(documentId, world.people.resident),
          resident2: await openEditor(documentId, world.people.resident2),
        };
        for (const [minute, act] of acts.entries()) {
          const editor = editors[act.person];
          if (act.sync) await editor.receive();
          // Each writes in letters of their own, so that the text itself tells who wrote it.
          const own = act.person === 'resident' ? act.text : act.text.toUpperCase().replaceAll(' ', '_').replaceAll('😀', '🚲');
          await editor.edit(
            (text) => {
              const place = Math.min(act.place, text.length);
              // Never half of a pair of surrogates.
              if (/[\ud800-\udfff]/.test(text.toString())) text.insert(text.length, own);
              else {
                text.insert(place, own);
                text.delete(0, Math.min(act.remove, place));
              }
            },
            new Date(TEST_NOW.getTime() + minute * 60_000),
          );
        }
        const { blocks, writers } = await getSectionWriters(as(null), id);
        const parts = blocks.flatMap((block) => block.line).filter((part) => part !== 'break');
        const { doc: stored } = await loadDocument(handle.db, documentId);
        expect(parts.map((part) => part.runs.map((run) => run.text).join('')).join('')).toBe(documentText(stored));
        for (const part of parts) {
          const letters = part.runs.map((run) => run.text).join('');
          const name = writers[part.writer]?.name ?? null;
          expect(letters).toMatch(name === null ? /^\d+$/ : name.startsWith('resident2') ? /^(?:[AB_É]|🚲)+$/u : /^(?:[ab é]|😀)+$/u);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('the words on this page are the words of the text', async () => {
    const { id, documentId } = await newSection('Een.', 'Twee.');
    const { doc: stored } = await loadDocument(handle.db, documentId);
    const { blocks } = await getSectionWriters(as(null), id);
    expect(blocks.map((block) => block.line.map((part) => part !== 'break' && part.runs[0]?.text).join(''))).toEqual(
      (documentJson(stored).content ?? []).map((node) => node.content?.[0]?.text),
    );
  });
});
