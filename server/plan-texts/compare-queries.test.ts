import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Actor } from '../context.ts';
import { DomainError } from '../errors.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { createSection } from './commands.ts';
import { comparePlan, compareSection } from './compare-queries.ts';
import { editDocument } from './documents.ts';
import { applyContent } from './replace-text.ts';
import { markAdopted } from './restore-version.ts';
import { fateOf, getThreeTexts } from './three-texts.ts';
import { savePlanVersion, saveVersion } from './versions.ts';

let handle: DatabaseHandle;
let world: World;
beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterEach(() => handle.close());

function as(actor: Actor | null, minute: number) {
  return contextFor(handle.db, actor, new Date(TEST_NOW.getTime() + minute * 60_000));
}
function doc(...paragraphs: string[]) {
  return { type: 'doc', content: paragraphs.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })) };
}
type Section = { id: string; documentId: string };
const newSection = (minute: number, number: string, ...paragraphs: string[]): Promise<Section> =>
  createSection(as(world.people.manager, minute), {
    trajectoryId: world.trajectory.id,
    number,
    title: 'De kade',
    level: 2,
    policy: 'open',
    content: doc(...paragraphs),
    note: 'Begin',
  });
const write = (section: Section, minute: number, ...paragraphs: string[]) =>
  editDocument(as(null, minute), section.documentId, world.people.resident.id, (live) => applyContent(live, doc(...paragraphs)));
const keep = (minute: number, note: string) =>
  savePlanVersion(as(world.people.manager, minute), { trajectoryId: world.trajectory.id, note });
const slug = () => ({ trajectory: world.trajectory.slug });

describe('comparing a section', () => {
  test('between two versions, and with the text of now', async () => {
    const section = await newSection(0, '9.1', 'Het pad is vier meter.');
    await write(section, 1, 'Het pad is drie meter.');
    await saveVersion(as(world.people.official, 2), { sectionId: section.id, note: 'Tweede' });
    await write(section, 3, 'Het pad is twee meter.');
    const words = async (from: number | 'now', to: number | 'now') =>
      (await compareSection(as(null, 4), { sectionId: section.id, from, to })).blocks[0]?.parts
        .filter((part) => part.kind !== 'same')
        .map((part) => part.text);
    expect(await words(1, 2)).toEqual(['vier', 'drie']);
    expect(await words(2, 'now')).toEqual(['drie', 'twee']);
    expect(await words('now', 1)).toEqual(['twee', 'vier']);
    expect((await compareSection(as(null, 4), { sectionId: section.id, from: 1, to: 1 })).unchanged).toBe(true);
  });

  test('tells of a title that changed', async () => {
    const section = await newSection(0, '9.1', 'Tekst.');
    await handle.db.updateTable('section').set({ title: 'De oude kade' }).where('id', '=', section.id).execute();
    const compared = await compareSection(as(null, 4), { sectionId: section.id, from: 1, to: 'now' });
    expect(compared).toMatchObject({
      unchanged: false,
      title: [
        { kind: 'same', text: 'De ' },
        { kind: 'added', text: 'oude ' },
        { kind: 'same', text: 'kade' },
      ],
    });
  });

  test('refuses a version that is not there, and a plan that nobody can read yet', async () => {
    const section = await newSection(0, '9.1', 'Tekst.');
    const code = async (number: number) =>
      compareSection(as(null, 1), { sectionId: section.id, from: number, to: 'now' }).catch(
        (error) => error instanceof DomainError && error.code,
      );
    expect(await code(7)).toBe('not_found');
    await handle.db.updateTable('trajectory').set({ published_at: null }).execute();
    expect(await code(1)).toBe('not_found');
  });
});

describe('comparing the whole plan', () => {
  test('tells per section what changed, came, went and stayed', async () => {
    const [kade, boot] = [await newSection(0, '9.1', 'Het pad is vier meter.'), await newSection(0, '9.2', 'De boot blijft.')];
    await write(kade, 1, 'Het pad is drie meter.');
    await keep(2, 'Tweede');
    await newSection(3, '9.3', 'Nieuw.');
    await handle.db
      .updateTable('section')
      .set({ removed_at: as(null, 4).now })
      .where('id', '=', boot.id)
      .execute();
    const kinds = async (from: number | 'now', to: number | 'now') =>
      (await comparePlan(as(null, 5), { ...slug(), from, to })).sections
        .filter(({ number }) => number.startsWith('9'))
        .map(({ number, kind }) => `${number} ${kind}`);
    expect(await kinds(1, 2)).toEqual(['9.1 changed', '9.2 same']);
    expect(await kinds(1, 'now')).toEqual(['9.1 changed', '9.2 removed', '9.3 added']);
    expect(await kinds('now', 1)).toEqual(['9.1 changed', '9.2 added', '9.3 removed']);
  });
});

describe('the three texts', () => {
  test('are the first versions, the last before adoption, and what was adopted', async () => {
    const [one, two] = [await newSection(0, '9.1', 'Het pad is vier meter.'), await newSection(0, '9.2', 'De boot blijft.')];
    await write(one, 1, 'Het pad is drie meter.');
    await write(two, 1, 'De boot gaat weg.');
    await keep(2, 'Tekst van bewoners');
    await write(two, 3, 'De boot blijft.');
    const before = await getThreeTexts(as(null, 4), slug());
    expect(before.adopted).toBeNull();
    expect(before.sections.map(({ fate }) => fate)).toEqual(before.sections.map(() => 'open'));
    await keep(5, 'Raadsbesluit');
    await markAdopted(as(world.people.manager, 6), { trajectoryId: world.trajectory.id, number: 3 });
    await write(one, 7, 'Iets van later.');
    const after = await getThreeTexts(as(null, 8), slug());
    expect(after.adopted).toMatchObject({ number: 3, notes: ['Raadsbesluit'] });
    const told = after.sections.filter(({ number }) => number.startsWith('9'));
    expect(told.map(({ number, fate }) => [number, fate])).toEqual([
      ['9.1', 'adopted'],
      ['9.2', 'reverted'],
    ]);
    expect(JSON.stringify(told[0]?.start)).toContain('vier');
    expect(told[0]?.residents?.[0]?.parts.map((part) => part.text)).toEqual(['Het pad is ', 'vier', 'drie', ' meter.']);
    expect(JSON.stringify(told)).not.toContain('later');
  });

  const [A, B, C] = [doc('Het pad is vier meter.'), doc('Het pad is drie meter.'), doc('Het pad is drie of vier meter.')];
  test.each<[string, typeof A, typeof A, typeof A | null]>([
    ['untouched', A, A, A],
    ['adopted', A, B, B],
    ['partly', A, B, C],
    ['reverted', A, B, A],
    ['changed_by_municipality', A, A, B],
    ['removed', A, B, null],
  ])('the text of residents is %s', (fate, start, residents, adopted) => {
    expect(fateOf({ start, residents, adopted, decided: true })).toBe(fate);
  });
});
