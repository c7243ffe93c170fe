import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Actor } from '../context.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { createSection } from './commands.ts';
import { editDocument, loadDocument } from './documents.ts';
import { LOST_TEXT_NOTE, lookForLostText } from './lost-text.ts';
import { isMuchLost } from './lost-text-rules.ts';
import { applyContent } from './replace-text.ts';
import { restoreVersion } from './restore-version.ts';
import { documentText } from './schema.ts';
import { listVersions } from './version-queries.ts';
import { saveVersion } from './versions.ts';

let handle: DatabaseHandle;
let world: World;
let section: { id: string; documentId: string };
let count = 0;
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterAll(() => handle.close());
beforeEach(async () => {
  count += 1;
  section = await createSection(as(world.people.manager, minute(0)), {
    trajectoryId: world.trajectory.id,
    number: `9.${count}`,
    title: 'De kade',
    level: 2,
    policy: 'open',
    content: doc('Begin.'),
    note: 'Begin',
  });
});

const minute = (of: number) => new Date(TEST_NOW.getTime() + of * 60_000);
const as = (actor: Actor | null, now: Date) => contextFor(handle.db, actor, now);
const doc = (text: string) => ({ type: 'doc', content: [{ type: 'paragraph', content: text === '' ? [] : [{ type: 'text', text }] }] });
const write = (text: string, at: number) =>
  editDocument(as(null, minute(at)), section.documentId, world.people.resident.id, (live) => applyContent(live, doc(text)));
const look = (at: number) => lookForLostText({ db: handle.db, now: minute(at), publicUrl: 'https://oever.example' });
/** Of 1,000 letters: a hundred words of ten. */
const LETTERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
const WORDS = Array.from({ length: 100 }, (_, index) => `kadewater${LETTERS[index % 10]}`);
const LONG = WORDS.join(' ');

async function seen() {
  const { versions } = await listVersions(as(null, minute(0)), section.id);
  const events = await handle.db
    .selectFrom('event')
    .where('kind', '=', 'section.text_lost')
    .where('subject_id', '=', section.id)
    .select(['data', 'actor_id'])
    .execute();
  const mails = await handle.db
    .selectFrom('mail')
    .where('subject', 'like', `%9.${count} %`)
    .select(['to_email', 'subject', 'text'])
    .execute();
  return { versions: versions.map(({ note }) => note).reverse(), events, mails };
}
async function textNow(): Promise<string> {
  const { doc: live } = await loadDocument(handle.db, section.documentId);
  const text = documentText(live);
  live.destroy();
  return text;
}

describe('a text that goes all at once', () => {
  test('wiped a moment after it was written: it is kept as a version, and who manages the plan gets one mail', async () => {
    await write(LONG, 1);
    await write('', 2);
    expect(await look(3)).toBe(1);
    expect([await look(3), await look(4), await look(30)]).toEqual([0, 0, 0]);
    const { versions, events, mails } = await seen();
    expect(versions).toEqual(['Begin', LOST_TEXT_NOTE]);
    const kept = await handle.db
      .selectFrom('section_version')
      .where('section_id', '=', section.id)
      .where('number', '=', 2)
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(kept).toMatchObject({ cause: 'automatic', text: expect.stringContaining(LONG) });
    expect(events).toEqual([{ data: { number: 2, letters: 1000 }, actor_id: null }]);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({
      subject: `Veel tekst is weg: 9.${count} De kade`,
      text: expect.stringContaining(`https://oever.example/trajecten/${world.trajectory.slug}/plan/9.${count}/versies?versie=2`),
    });
    expect(mails[0]?.text).not.toContain('resident');
  });

  test('and comes back with one press', async () => {
    await write(LONG, 1);
    await write('Weg.', 2);
    expect(await look(3)).toBe(1);
    await restoreVersion(as(world.people.manager, minute(4)), { sectionId: section.id, number: 2, reason: 'Dit was niet de bedoeling' });
    expect(await textNow()).toContain(LONG);
    expect([await look(5), await look(70)]).toEqual([0, 0]);
  });

  test('pasted over by as long a text', async () => {
    await write(LONG, 1);
    await write(LONG.replaceAll('kadewater', 'reclamexx'), 30);
    expect(await look(31)).toBe(1);
    expect((await seen()).events).toEqual([{ data: { number: 2, letters: 1000 }, actor_id: null }]);
  });

  test('bit by bit within some minutes, across rounds of the job', async () => {
    await write(LONG, 1);
    expect(await look(20)).toBe(0);
    await write(WORDS.slice(0, 70).join(' '), 21);
    expect(await look(21.5)).toBe(0);
    await write(WORDS.slice(0, 40).join(' '), 23);
    expect(await look(23.5)).toBe(1);
    expect((await seen()).versions).toEqual(['Begin', LOST_TEXT_NOTE]);
  });

  test('twice within the hour: told once, and again after it', async () => {
    await write(LONG, 1);
    await write('', 2);
    expect(await look(3)).toBe(1);
    const other = LONG.replaceAll('kadewater', 'oeverland');
    await write(other, 10);
    await write('', 11);
    expect([await look(12), await look(62)]).toEqual([0, 0]);
    expect(await look(64)).toBe(1);
    const { mails, versions } = await seen();
    expect([mails.length, versions]).toEqual([2, ['Begin', LOST_TEXT_NOTE, LOST_TEXT_NOTE]]);
  });

  test('three nodes at once warn once', async () => {
    await write(LONG, 1);
    await write('', 2);
    const warned = await Promise.all([look(3), look(3), look(3)]);
    expect(warned.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect((await seen()).mails).toHaveLength(1);
  });
});

describe('nothing is said of', () => {
  test('a text that is made shorter, to six tenths', async () => {
    await write(LONG, 1);
    await write(WORDS.slice(0, 60).join(' '), 2);
    expect([await look(3), await look(20)]).toEqual([0, 0]);
    expect(await seen()).toMatchObject({ versions: ['Begin'], events: [], mails: [] });
  });

  test('a short text, a wipe that was undone, words that moved, and a text that an official saved so', async () => {
    await write(WORDS.slice(0, 19).join(' '), 1);
    await write('', 2);
    expect(await look(3)).toBe(0);
    await write(LONG, 10);
    await write('', 11);
    await write(LONG, 11.5);
    expect(await look(12)).toBe(0);
    await write([...WORDS.slice(50), ...WORDS.slice(0, 50)].join(' '), 13);
    expect(await look(14)).toBe(0);
    await write('Nieuw begin.', 20);
    await saveVersion(as(world.people.official, minute(20.2)), { sectionId: section.id, note: 'Opnieuw begonnen' });
    expect(await look(21)).toBe(0);
  });

  test('what goes over a longer time than minutes', async () => {
    await write(LONG, 1);
    for (const [at, left] of [
      [10, 70],
      [20, 45],
      [30, 25],
    ] as const) {
      await write(WORDS.slice(0, left).join(' '), at);
      expect([await look(at + 0.5), await look(at + 6)]).toEqual([0, 0]);
    }
  });
});

describe('the rule', () => {
  test.each([
    ['exactly half', 50, false],
    ['a little more than half', 49, true],
    ['all of it', 0, true],
  ])('%s', (_, left, expected) => expect(isMuchLost(LONG, WORDS.slice(0, left).join(' '))).toBe(expected));
  test('a text of less than 200 letters is never much', () => {
    expect(isMuchLost(WORDS.slice(0, 19).join(' '), '')).toBe(false);
    expect(isMuchLost(WORDS.slice(0, 20).join(' '), '')).toBe(true);
  });
});
