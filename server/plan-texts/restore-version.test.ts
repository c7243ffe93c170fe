import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Actor } from '../context.ts';
import { DomainError } from '../errors.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { forgetAuthorIndexes } from './author-index.ts';
import { createSection } from './commands.ts';
import { DOCUMENT_CHANNEL, editDocument, loadDocument } from './documents.ts';
import { getSectionWriters } from './passages-by-author.ts';
import { applyContent } from './replace-text.ts';
import { markAdopted, restoreVersion } from './restore-version.ts';
import { documentText } from './schema.ts';
import { getVersion, listPlanVersions, listVersions } from './version-queries.ts';
import { saveVersion } from './versions.ts';

let handle: DatabaseHandle;
let world: World;
let section: { id: string; documentId: string };
beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  section = await createSection(as(world.people.manager, 0), {
    trajectoryId: world.trajectory.id,
    number: '9.1',
    title: 'De kade',
    level: 2,
    policy: 'open',
    content: doc('De kade blijft.', 'Het pad is breed.'),
    note: 'Begin',
  });
});
afterEach(() => handle.close());

function as(actor: Actor | null, minute: number) {
  return contextFor(handle.db, actor, new Date(TEST_NOW.getTime() + minute * 60_000));
}
function doc(...paragraphs: string[]) {
  return { type: 'doc', content: paragraphs.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })) };
}
const write = (minute: number, ...paragraphs: string[]) =>
  editDocument(as(null, minute), section.documentId, world.people.resident.id, (live) => applyContent(live, doc(...paragraphs)));
const text = async () => documentText((await loadDocument(handle.db, section.documentId)).doc);
const notes = async () => (await listVersions(as(null, 0), section.id)).versions.map((version) => version.note).reverse();
const code = async (promise: Promise<unknown>) => {
  const error = await promise.catch((reason: unknown) => reason);
  return error instanceof DomainError ? error.code : error;
};

describe('putting a version back', () => {
  test('makes a new version with the old words, and keeps what was written since as one of its own', async () => {
    await write(1, 'De kade gaat weg.', 'Het pad is breed.');
    await saveVersion(as(world.people.official, 2), { sectionId: section.id, note: 'Tweede' });
    await write(3, 'Alles weg.');
    const restored = await restoreVersion(as(world.people.manager, 4), { sectionId: section.id, number: 1, reason: 'Per ongeluk gewist' });
    expect(restored).toEqual({ number: 4, isNew: true });
    expect(await text()).toBe('De kade blijft.\nHet pad is breed.');
    expect(await notes()).toEqual([
      'Begin',
      'Tweede',
      'Stand vóór het terugzetten naar versie 1',
      'Teruggezet naar versie 1: Per ongeluk gewist',
    ]);
    expect((await getVersion(as(null, 4), { sectionId: section.id, number: 3 })).text).toBe('Alles weg.');
    expect((await getVersion(as(null, 4), { sectionId: section.id, number: 4 })).cause).toBe('restore');
  });

  const writers = async () => {
    const { blocks, writers: list } = await getSectionWriters(as(null, 90), section.id);
    const passages = blocks.flatMap(({ line }) => line.flatMap((part) => (part === 'break' ? [] : [part])));
    return passages.map(({ runs, writer, from }) => [
      runs.map((run) => run.text).join(''),
      list[writer]?.name ?? null,
      (from - TEST_NOW.getTime()) / 60_000,
    ]);
  };
  const editBy = (person: Actor, minute: number, ...paragraphs: string[]) =>
    editDocument(as(null, minute), section.documentId, person.id, (live) => applyContent(live, doc(...paragraphs)));

  test('leaves every word to who wrote it, and when: those that stayed and those that come back', async () => {
    const { resident, resident2 } = world.people;
    await editBy(resident, 10, 'De kade blijft groen.', 'Het pad is breed.');
    await editBy(resident2, 30, 'De kade blijft groen.', 'Het pad is breed.', 'Er komen banken 🪑.');
    await saveVersion(as(world.people.official, 40), { sectionId: section.id, note: 'Tweede' });
    const before = await writers();
    expect(before).toEqual([
      ['De kade blijft', null, 0],
      [' groen', resident.name, 10],
      ['.', null, 0],
      ['Het pad is breed.', null, 0],
      ['Er komen banken 🪑.', resident2.name, 30],
    ]);
    await editBy(resident2, 50, 'Het pad wordt smal.');
    await restoreVersion(as(world.people.admin, 60), { sectionId: section.id, number: 2, reason: 'Toch maar wel' });
    expect(await writers()).toEqual(before);
    // Once more, from the version that was itself put back; and as a start of the process reads it.
    await editBy(resident, 70, 'Leeg.');
    await restoreVersion(as(world.people.manager, 80), { sectionId: section.id, number: 4, reason: 'Nog eens' });
    expect(await writers()).toEqual(before);
    forgetAuthorIndexes();
    expect(await writers()).toEqual(before);
    const { versions } = await listVersions(as(null, 90), section.id);
    expect(versions[0]).toMatchObject({ cause: 'restore', authors: [] });
  });

  test('of a title alone touches nobody’s words', async () => {
    await editBy(world.people.resident, 10, 'De kade blijft groen.', 'Het pad is breed.');
    await saveVersion(as(world.people.official, 20), { sectionId: section.id, note: 'Tweede' });
    await handle.db.updateTable('section').set({ title: 'De wal' }).where('id', '=', section.id).execute();
    const before = await writers();
    await restoreVersion(as(world.people.manager, 30), { sectionId: section.id, number: 2, reason: 'Terug' });
    forgetAuthorIndexes();
    expect(await writers()).toEqual(before);
  });

  test('is heard by who has the text open, and by the log of events', async () => {
    const heard: string[] = [];
    await handle.listen(DOCUMENT_CHANNEL, (payload) => heard.push(payload));
    await write(1, 'Weg.');
    await restoreVersion(as(world.people.manager, 4), { sectionId: section.id, number: 1, reason: 'Terug' });
    await expect.poll(() => heard).toEqual([`${section.documentId}:2`, `${section.documentId}:3`]);
    const event = await handle.db.selectFrom('event').where('kind', '=', 'section.version_restored').selectAll().executeTakeFirstOrThrow();
    expect(event).toMatchObject({
      actor_id: world.people.manager.id,
      subject_id: section.id,
      data: { number: 3, restored: 1, reason: 'Terug' },
    });
  });

  test('does nothing when the text says so already', async () => {
    expect(await restoreVersion(as(world.people.manager, 1), { sectionId: section.id, number: 1, reason: 'Terug' })).toEqual({
      number: 1,
      isNew: false,
    });
    expect(await notes()).toEqual(['Begin']);
  });

  test('is for the trajectory manager and the administrator, with a reason, of a version that is there', async () => {
    await write(1, 'Weg.');
    for (const actor of [world.people.resident, world.people.official, world.people.moderator]) {
      expect(await code(restoreVersion(as(actor, 2), { sectionId: section.id, number: 1, reason: 'Terug' }))).toBe('not_allowed');
    }
    expect(await code(restoreVersion(as(null, 2), { sectionId: section.id, number: 1, reason: 'Terug' }))).toBe('sign_in_first');
    expect(await code(restoreVersion(as(world.people.manager, 2), { sectionId: section.id, number: 1, reason: ' ' }))).toBe('invalid');
    expect(await code(restoreVersion(as(world.people.manager, 2), { sectionId: section.id, number: 7, reason: 'Terug' }))).toBe(
      'not_found',
    );
    expect(await text()).toBe('Weg.');
  });

  test('two people at once: both are kept, one after the other', async () => {
    await write(1, 'Weg.');
    await saveVersion(as(world.people.official, 2), { sectionId: section.id, note: 'Tweede' });
    const back = (number: number, minute: number) =>
      restoreVersion(as(world.people.manager, minute), { sectionId: section.id, number, reason: 'Terug' });
    await Promise.all([back(1, 3), back(2, 4)]);
    const numbers = (await listVersions(as(null, 5), section.id)).versions.map((version) => version.number);
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});

describe('the adopted text', () => {
  test('is one state of the plan, said by the trajectory manager and taken back again', async () => {
    await write(1, 'De kade blijft.', 'Het pad is smal.');
    await saveVersion(as(world.people.official, 2), { sectionId: section.id, note: 'Raadsbesluit' });
    const adopted = async () =>
      (await listPlanVersions(as(null, 9), { trajectory: world.trajectory.slug })).items
        .filter((item) => item.adopted)
        .map((item) => item.number);
    const mark = (actor: Actor, number: number | null) => markAdopted(as(actor, 3), { trajectoryId: world.trajectory.id, number });
    expect(await adopted()).toEqual([]);
    expect(await code(mark(world.people.official, 2))).toBe('not_allowed');
    expect(await code(mark(world.people.manager, 3))).toBe('not_found');
    await mark(world.people.manager, 1);
    await mark(world.people.manager, 2);
    expect(await adopted()).toEqual([2]);
    await mark(world.people.admin, null);
    expect(await adopted()).toEqual([]);
    const kinds = await handle.db.selectFrom('event').where('kind', 'like', 'plan_text.adopted%').orderBy('id').select('kind').execute();
    expect(kinds.map((event) => event.kind)).toEqual([
      'plan_text.adopted_marked',
      'plan_text.adopted_marked',
      'plan_text.adopted_unmarked',
    ]);
  });
});
