import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Actor } from '../context.ts';
import { DomainError } from '../errors.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { createSection, setSectionPolicy } from './commands.ts';
import { editDocument } from './documents.ts';
import { getPlanText, getSection } from './queries.ts';
import { applyContent } from './replace-text.ts';
import { getPlanVersion, getVersion, listPlanVersions, listVersions } from './version-queries.ts';
import { savePlanVersion, saveVersion } from './versions.ts';

let handle: DatabaseHandle;
let world: World;
beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterEach(() => handle.close());

const at = (minute: number) => new Date(TEST_NOW.getTime() + minute * 60_000);
const as = (actor: Actor | null, minute = 0) => contextFor(handle.db, actor, at(minute));
const doc = (...paragraphs: string[]) => ({
  type: 'doc',
  content: paragraphs.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
});
const write = (person: Actor, section: { documentId: string }, { paragraphs, minute }: { paragraphs: string[]; minute: number }) =>
  editDocument(as(person, minute), section.documentId, person.id, (yDoc) => applyContent(yDoc, doc(...paragraphs)));
const newSection = (number: string, level = 2) =>
  createSection(as(world.people.manager), {
    trajectoryId: world.trajectory.id,
    number,
    title: 'De kade',
    level,
    policy: 'open',
    content: doc('De kade blijft.'),
    note: 'Eerste tekst',
  });
const code = async (promise: Promise<unknown>) => {
  const error = await promise.catch((reason: unknown) => reason);
  return error instanceof DomainError ? error.code : error;
};

describe('a section', () => {
  test('is added at the end, with its text as version 1', async () => {
    const { id } = await newSection('5.1');
    const { sections } = await getPlanText(as(null), { trajectory: world.trajectory.slug });
    expect(sections.at(-1)).toMatchObject({
      id,
      number: '5.1',
      heading: '5.1 De kade',
      text: 'De kade blijft.',
      version: 1,
      changedSince: false,
      policy: 'open',
    });
  });

  test('has a number of its own', async () => {
    await newSection('5.1');
    expect(await code(newSection('5.1'))).toBe('invalid');
  });

  test('is added by the trajectory manager, not by an official or a resident', async () => {
    for (const actor of [world.people.resident, world.people.official, null]) {
      const input = {
        trajectoryId: world.trajectory.id,
        number: '9',
        title: 'X',
        level: 1,
        policy: 'open' as const,
        content: doc('x'),
        note: 'n',
      };
      expect(await code(createSection(as(actor), input))).toBe(actor ? 'not_allowed' : 'sign_in_first');
    }
  });

  test('keeps nothing the schema does not know', async () => {
    const content = { type: 'doc', content: [{ type: 'script', content: [{ type: 'text', text: 'alert(1)' }] }, ...doc('Goed.').content] };
    await createSection(as(world.people.manager), {
      trajectoryId: world.trajectory.id,
      number: '6',
      title: 'X',
      level: 1,
      policy: 'open',
      content,
      note: 'n',
    });
    expect((await getSection(as(null), { trajectory: world.trajectory.slug, number: '6' })).section.text).toBe('Goed.');
  });

  test('shows what may be done with it now: its own policy, as far as the phase goes along', async () => {
    const policies = async () =>
      (await getPlanText(as(null), { trajectory: world.trajectory.slug })).sections.map((section) => section.policy);
    expect(await policies()).toEqual(['fixed', 'open', 'suggest', 'closed']);
    await handle.db
      .updateTable('phase')
      .set({ features: ['read', 'suggest'] })
      .execute();
    expect(await policies()).toEqual(['fixed', 'suggest', 'suggest', 'closed']);
    await handle.db.updateTable('phase').set({ ends_on: '2026-11-02' }).execute();
    expect(await policies()).toEqual(['fixed', 'closed', 'closed', 'closed']);
  });

  test('gets another policy from the trajectory manager, with a reason people read', async () => {
    const { id } = world.sections.open;
    expect(await code(setSectionPolicy(as(world.people.official), { sectionId: id, policy: 'fixed' }))).toBe('not_allowed');
    await setSectionPolicy(as(world.people.manager), { sectionId: id, policy: 'fixed', reason: ' Raadsbesluit ' });
    const { section } = await getSection(as(world.people.resident), { trajectory: world.trajectory.slug, number: '2' });
    expect(section).toMatchObject({ policy: 'fixed', policyReason: 'Raadsbesluit', why: { write: 'read_only' } });
  });

  test('is found by its number, with its neighbours and, for a chapter, what is under it', async () => {
    await newSection('4.1');
    await newSection('4.2');
    const chapter = await getSection(as(null), { trajectory: world.trajectory.slug, number: '4' });
    expect([chapter.previous?.number, chapter.children.map((child) => child.number), chapter.next]).toEqual(['3', ['4.1', '4.2'], null]);
    const section = await getSection(as(null), { trajectory: world.trajectory.slug, number: '4.1' });
    expect([section.previous?.number, section.next?.number, section.chapter, section.children]).toEqual(['4', '4.2', '4', []]);
    expect(chapter.chapters.at(-1)).toMatchObject({ number: '4', policy: 'open', sections: [{ number: '4.1' }, { number: '4.2' }] });
    expect(await code(getSection(as(null), { trajectory: world.trajectory.slug, number: '4.3' }))).toBe('not_found');
  });

  test('of a concept does not exist for residents', async () => {
    await handle.db.updateTable('trajectory').set({ published_at: null }).execute();
    const { id } = world.sections.open;
    expect(await code(getPlanText(as(world.people.resident), { trajectory: world.trajectory.slug }))).toBe('not_found');
    expect(await code(listVersions(as(world.people.resident), id))).toBe('not_found');
    expect((await getPlanText(as(world.people.manager), { trajectory: world.trajectory.slug })).sections).toHaveLength(4);
  });
});

describe('reading the plan', () => {
  test('takes few queries, and one fewer when nothing was written since', async () => {
    for (const number of ['5', '6', '7', '8', '9']) await newSection(number);
    const queries: string[] = [];
    const counted = handle.db.withPlugin({
      transformQuery: ({ node }) => {
        queries.push(node.kind);
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    const context = { ...as(world.people.resident), db: counted };
    await getPlanText(context, { trajectory: world.trajectory.slug });
    expect(queries.length).toBeLessThanOrEqual(5);
    queries.length = 0;
    const { sections } = await getPlanText(context, { trajectory: world.trajectory.slug });
    expect(queries.length).toBeLessThanOrEqual(3);
    await write(world.people.resident, sections[8] ?? { documentId: '' }, { paragraphs: ['Nieuw.'], minute: 1 });
    expect((await getPlanText(context, { trajectory: world.trajectory.slug })).sections[8]).toMatchObject({
      text: 'Nieuw.',
      changedSince: true,
    });
  });
});

describe('a version', () => {
  test('keeps what the section says and who wrote how much of it', async () => {
    const section = await newSection('5');
    const { resident, resident2, official } = world.people;
    await write(resident, section, { paragraphs: ['De kade blijft.', 'abcdefghij'], minute: 1 });
    await write(resident2, section, { paragraphs: ['De kade blijft.', 'abcdefghij', 'klmnopqrstuvwxyzabcdefghijklmn'], minute: 2 });
    expect(await saveVersion(as(official, 3), { sectionId: section.id, note: 'Na de avond' })).toEqual({ number: 2 });
    const { versions } = await listVersions(as(null), section.id);
    expect(versions[0]).toEqual({
      number: 2,
      createdAt: at(3).toISOString(),
      note: 'Na de avond',
      title: 'De kade',
      cause: 'person',
      redactedAt: null,
      authors: [
        { name: resident2.name, share: 0.75 },
        { name: resident.name, share: 0.25 },
      ],
    });
    expect((await getVersion(as(null), { sectionId: section.id, number: 1 })).text).toBe('De kade blijft.');
    expect(await code(getVersion(as(null), { sectionId: section.id, number: 3 }))).toBe('not_found');
  });

  test('is not made when nothing was written', async () => {
    const { id } = await newSection('5');
    expect(await saveVersion(as(world.people.official, 1), { sectionId: id, note: 'Nog eens' })).toEqual({ number: 1 });
    expect((await listVersions(as(null), id)).versions).toHaveLength(1);
  });

  test('is saved by officials, and says what it is', async () => {
    const { id } = await newSection('5');
    expect(await code(saveVersion(as(world.people.resident), { sectionId: id, note: 'Van mij' }))).toBe('not_allowed');
    expect(await code(saveVersion(as(world.people.official), { sectionId: id, note: '  ' }))).toBe('invalid');
  });

  test('of the whole plan has the sections as they were at that moment', async () => {
    const section = await newSection('5');
    const { manager, resident } = world.people;
    await savePlanVersion(as(manager), { trajectoryId: world.trajectory.id, note: 'Begin' });
    await write(resident, section, { paragraphs: ['De kade verdwijnt.'], minute: 1 });
    expect(await savePlanVersion(as(manager, 2), { trajectoryId: world.trajectory.id, note: 'Na week 1' })).toEqual({ sections: 1 });
    expect(await savePlanVersion(as(manager, 3), { trajectoryId: world.trajectory.id, note: 'Niets nieuws' })).toEqual({ sections: 0 });
    const { items } = await listPlanVersions(as(null), { trajectory: world.trajectory.slug });
    expect(items.map((item) => [item.number, item.sections])).toEqual([
      [2, ['5']],
      [1, ['1', '2', '3', '4', '5']],
    ]);
    const texts = async (number: number) =>
      (await getPlanVersion(as(null), { trajectory: world.trajectory.slug, number })).sections.map((one) => [
        one.version,
        one.changed,
        JSON.stringify(one.content).includes('blijft'),
      ]);
    expect((await texts(1)).at(-1)).toEqual([1, true, true]);
    expect((await texts(2)).slice(-2)).toEqual([
      [1, false, false],
      [2, true, false],
    ]);
    expect(await code(getPlanVersion(as(null), { trajectory: world.trajectory.slug, number: 3 }))).toBe('not_found');
  });
});
