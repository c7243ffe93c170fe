import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Actor } from '../context.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { AUTOMATIC_NOTE, keepAfterWriting } from './automatic-versions.ts';
import { createSection } from './commands.ts';
import { editDocument } from './documents.ts';
import { keepPhaseEnds } from './phase-end-versions.ts';
import { applyContent } from './replace-text.ts';
import { getPlanVersion, listPlanVersions, listVersions } from './version-queries.ts';
import { isVersionDue } from './version-rules.ts';
import { savePlanVersion, saveVersion } from './versions.ts';

let handle: DatabaseHandle;
let world: World;
beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterEach(() => handle.close());

const MINUTE = 60_000;
const minute = (count: number) => new Date(TEST_NOW.getTime() + count * MINUTE);
const as = (actor: Actor | null, now: Date) => contextFor(handle.db, actor, now);
const doc = (text: string) => ({ type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] });
const newSection = (now = minute(0), number = '9.1') =>
  createSection(as(world.people.manager, now), {
    trajectoryId: world.trajectory.id,
    number,
    title: 'De kade',
    level: 2,
    policy: 'open',
    content: doc('Begin.'),
    note: 'Begin',
  });
const write = (section: { documentId: string }, text: string, now: Date) =>
  editDocument(as(null, now), section.documentId, world.people.resident.id, (live) => applyContent(live, doc(text)));
const notes = async (section: { id: string }) =>
  (await listVersions(as(null, minute(0)), section.id)).versions.map((version) => version.note).reverse();

describe('a version is due', () => {
  const moments = (first: number | null, last: number | null, version: number | null) => ({
    firstUnkeptAt: first === null ? null : minute(first),
    lastUnkeptAt: last === null ? null : minute(last),
    lastVersionAt: version === null ? null : minute(version),
  });
  test.each<[string, ReturnType<typeof moments>, number, boolean]>([
    ['not without writing', moments(null, null, -500), 0, false],
    ['not while people write', moments(0, 20, -500), 34, false],
    ['when it was quiet for a quarter of an hour', moments(0, 20, -500), 35, true],
    ['not within an hour of the version before', moments(0, 20, -20), 39, false],
    ['an hour after the version before', moments(0, 20, -20), 40, true],
    ['also without any version before', moments(0, 20, null), 35, true],
    ['every three hours while nobody stops writing', moments(0, 179, -500), 180, true],
    ['not just before three hours', moments(0, 178, -500), 179, false],
  ])('%s', (_, writing, now, due) => expect(isVersionDue(writing, minute(now))).toBe(due));
});

describe('after a burst of writing', () => {
  test('the job keeps a version, once however often it runs', async () => {
    const section = await newSection();
    await write(section, 'Begin. Meer.', minute(70));
    expect(await keepAfterWriting({ db: handle.db, now: minute(80) })).toBe(0);
    expect(await keepAfterWriting({ db: handle.db, now: minute(85) })).toBe(1);
    expect(await keepAfterWriting({ db: handle.db, now: minute(86) })).toBe(0);
    expect(await notes(section)).toEqual(['Begin', AUTOMATIC_NOTE]);
    const { versions } = await listVersions(as(null, minute(90)), section.id);
    expect(versions[0]).toMatchObject({ cause: 'automatic', authors: [{ name: 'resident van Proef', share: 1 }] });
  });

  test('two nodes at once keep it once', async () => {
    const section = await newSection();
    await write(section, 'Begin. Meer.', minute(70));
    await Promise.all([1, 2, 3].map(() => keepAfterWriting({ db: handle.db, now: minute(90) })));
    expect(await notes(section)).toEqual(['Begin', AUTOMATIC_NOTE]);
  });

  test('what was typed and taken back is no version', async () => {
    const section = await newSection();
    await write(section, 'Begin. Meer.', minute(70));
    await write(section, 'Begin.', minute(71));
    expect(await keepAfterWriting({ db: handle.db, now: minute(90) })).toBe(0);
  });

  test('a person can still give that text a name, once, and it tells who wrote since the named version before', async () => {
    const section = await newSection();
    await write(section, 'Begin. Meer.', minute(70));
    await keepAfterWriting({ db: handle.db, now: minute(90) });
    const name = (count: number) =>
      savePlanVersion(as(world.people.official, minute(count)), { trajectoryId: world.trajectory.id, note: 'Na de avond' });
    // With the four empty sections of this world, which had no version yet.
    expect([await name(91), await name(92)]).toEqual([{ sections: 5 }, { sections: 0 }]);
    expect(await notes(section)).toEqual(['Begin', AUTOMATIC_NOTE, 'Na de avond']);
    const { versions } = await listVersions(as(null, minute(95)), section.id);
    expect(versions[0]?.authors).toEqual([{ name: 'resident van Proef', share: 1 }]);
  });

  test('what a person kept is not kept again', async () => {
    const section = await newSection();
    await write(section, 'Begin. Meer.', minute(70));
    await saveVersion(as(world.people.official, minute(71)), { sectionId: section.id, note: 'Zelf' });
    expect(await keepAfterWriting({ db: handle.db, now: minute(500) })).toBe(0);
  });
});

describe('at the end of a phase', () => {
  // The phase ends on 30 November 2026; midnight in Amsterdam is 23:00 UTC.
  const before = new Date('2026-11-30T22:30:00Z');
  const night = new Date('2026-11-30T23:00:30Z');
  const after = new Date('2026-12-02T09:00:00Z');

  test('a version of the whole plan is made, exactly once', async () => {
    const [one, two] = [await newSection(), await newSection(minute(1), '9.2')];
    await write(one, 'Begin. Meer.', before);
    expect(await keepPhaseEnds({ db: handle.db, now: before })).toBe(0);
    expect(await keepPhaseEnds({ db: handle.db, now: night })).toBe(1);
    expect(await keepPhaseEnds({ db: handle.db, now: night })).toBe(0);
    expect(await notes(one)).toEqual(['Begin', 'Einde van de fase ‘Samen schrijven’ op 30 november 2026']);
    expect(await notes(two)).toEqual(['Begin']);
    const { items } = await listPlanVersions(as(null, night), { trajectory: world.trajectory.slug });
    expect(items[0]).toMatchObject({ number: 3, phaseEnds: ['Samen schrijven'], sections: ['9.1'] });
    const plan = await getPlanVersion(as(null, night), { trajectory: world.trajectory.slug, number: 3 });
    expect(plan.sections.map((section) => section.version)).toEqual([2, 1]);
  });

  test('three nodes at once make it once', async () => {
    const section = await newSection();
    await write(section, 'Begin. Meer.', before);
    const made = await Promise.all([1, 2, 3].map(() => keepPhaseEnds({ db: handle.db, now: night })));
    expect(made.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await notes(section)).toHaveLength(2);
  });

  test('after the server was away it is the text of that night, not what was written since', async () => {
    const section = await newSection();
    await write(section, 'Zo stond het er.', before);
    await write(section, 'Later veranderd.', new Date('2026-12-01T08:00:00Z'));
    expect(await keepPhaseEnds({ db: handle.db, now: after })).toBe(1);
    const { items } = await listPlanVersions(as(null, after), { trajectory: world.trajectory.slug });
    const { sections } = await getPlanVersion(as(null, after), { trajectory: world.trajectory.slug, number: items[0]?.number ?? 0 });
    expect(JSON.stringify(sections.find((one) => one.number === '9.1')?.content)).toContain('Zo stond het er.');
    // And what came after it is kept in its turn.
    expect(await keepAfterWriting({ db: handle.db, now: new Date(after.getTime() + 61 * MINUTE) })).toBe(1);
  });

  test('without anything new, the state that was there is marked as its end', async () => {
    await newSection();
    expect(await keepPhaseEnds({ db: handle.db, now: night })).toBe(1);
    const { items } = await listPlanVersions(as(null, night), { trajectory: world.trajectory.slug });
    expect(items.map(({ number, phaseEnds }) => [number, phaseEnds])).toEqual([[1, ['Samen schrijven']]]);
  });

  test('a phase that is moved ends again on its new day', async () => {
    const section = await newSection();
    await write(section, 'Eerste einde.', before);
    await keepPhaseEnds({ db: handle.db, now: night });
    await handle.db.updateTable('phase').set({ ends_on: '2026-12-10' }).execute();
    await write(section, 'Tweede einde.', after);
    expect(await keepPhaseEnds({ db: handle.db, now: after })).toBe(0);
    expect(await keepPhaseEnds({ db: handle.db, now: new Date('2026-12-11T00:00:00Z') })).toBe(1);
    expect(await notes(section)).toHaveLength(3);
  });

  test('not in a trajectory that was stopped before, nor in one that nobody can read yet', async () => {
    const section = await newSection();
    await write(section, 'Begin. Meer.', before);
    await handle.db.updateTable('trajectory').set({ stopped_at: before, stop_account: 'Het geld is op.' }).execute();
    expect(await keepPhaseEnds({ db: handle.db, now: night })).toBe(0);
    await handle.db.updateTable('trajectory').set({ stopped_at: null, stop_account: null, published_at: null }).execute();
    expect(await keepPhaseEnds({ db: handle.db, now: night })).toBe(0);
    const kept = await handle.db.selectFrom('section_version').where('section_id', '=', section.id).select('note').execute();
    expect(kept.map((version) => version.note)).toEqual(['Begin']);
  });
});
