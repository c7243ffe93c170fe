import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Actor } from '../context.ts';
import { applyRetention } from '../privacy/retention.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, type World } from '../testing/world.ts';
import { editDocument } from './documents.ts';
import { importPlanText } from './import.ts';
import { confirmDraft, discardDraft, draftImport, getDraft } from './import-draft.ts';
import { getPlanText } from './queries.ts';
import { applyContent } from './replace-text.ts';
import { getPlanVersion, listPlanVersions, listVersions } from './version-queries.ts';

const LAWS = '/work/shared/data/plan-text';
const PLAN = '# Plan\n\n## 10 Wonen\n\nOver wonen.\n\n## 11 Water\n\nOver water.\n\n## 12 Lucht\n\nOver lucht.\n';
const NEWER = '# Plan\n\n## 10 Wonen\n\nOver wonen en werken.\n\n## 12 Lucht\n\nOver lucht.\n\n## 13 Geld\n\nOver geld.\n';

let handle: DatabaseHandle;
let world: World;
beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterEach(() => handle.close());

const at = (minute: number) => new Date(Date.UTC(2026, 10, 18, 10, minute));
const as = (actor: Actor | null, minute: number) => contextFor(handle.db, actor, at(minute));
const readIn = (file: string | Uint8Array, minute = 0) =>
  importPlanText(as(null, minute), { file, trajectorySlug: world.trajectory.slug, name: 'plan.md' });
const send = async (file: string | Uint8Array, minute: number, actor = world.people.manager) => {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  const { id } = await draftImport(as(actor, minute), { trajectory: world.trajectory.slug, name: 'nieuw.md', file: bytes });
  return { trajectory: world.trajectory.slug, id };
};
const write = async (number: string, text: string, minute: number) => {
  const { sections } = await getPlanText(as(null, minute), { trajectory: world.trajectory.slug });
  const documentId = sections.find((section) => section.number === number)?.documentId ?? '';
  await editDocument(as(world.people.resident, minute), documentId, world.people.resident.id, (doc) =>
    applyContent(doc, { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] }),
  );
};

describe('a newer edition is shown before it is read in', () => {
  test('section by section: new, changed with its words, gone, equal; nothing is written', async () => {
    await readIn(PLAN);
    const before = await getPlanText(as(null, 1), { trajectory: world.trajectory.slug });
    const { preview } = await getDraft(as(world.people.manager, 1), await send(NEWER, 1));
    expect(preview.sections.map(({ kind, heading }) => [kind, heading])).toEqual([
      ['changed', '10 Wonen'],
      ['gone', '11 Water'],
      ['equal', '12 Lucht'],
      ['new', '13 Geld'],
    ]);
    expect(preview.sections[0]?.blocks[0]?.parts).toEqual([
      { kind: 'same', text: 'Over wonen' },
      { kind: 'added', text: ' en werken' },
      { kind: 'same', text: '.' },
    ]);
    expect(preview.staying).toEqual(['Deel 1', 'Deel 2', 'Deel 3', 'Deel 4']);
    expect(preview.counts).toEqual({ added: 1, changed: 1, removed: 1, unchanged: 1, moved: 0 });
    expect(await getPlanText(as(null, 1), { trajectory: world.trajectory.slug })).toEqual(before);
  });

  test('says what people wrote since, and keeps it as a version of the plan as it was', async () => {
    await readIn(PLAN);
    await write('10', 'Over wonen, zeggen wij.', 1);
    await write('11', 'Over water, zeggen wij.', 1);
    const draft = await send(NEWER, 2);
    const { preview } = await getDraft(as(world.people.manager, 2), draft);
    const [changed, gone] = preview.sections;
    for (const section of [changed, gone]) {
      expect(section?.keptAs).toBe(2);
      expect(section?.written[0]?.parts.filter((part) => part.kind === 'added').map((part) => part.text)).toEqual([', zeggen wij']);
    }
    expect(await confirmDraft(as(world.people.manager, 3), { ...draft, state: preview.state })).toEqual({
      added: 1,
      changed: 1,
      removed: 1,
      unchanged: 1,
    });
    // The state of before is a state of its own, with the section that went.
    const slug = { trajectory: world.trajectory.slug };
    const { items } = await listPlanVersions(as(null, 4), slug);
    const kept = items.find((item) => item.notes.includes('Stand vóór het inlezen van nieuw.md'));
    const old = await getPlanVersion(as(null, 4), { ...slug, number: kept?.number ?? 0 });
    expect(old.sections.filter(({ number }) => number === '10' || number === '11').map(({ content }) => JSON.stringify(content))).toEqual([
      expect.stringContaining('Over wonen, zeggen wij.'),
      expect.stringContaining('Over water, zeggen wij.'),
    ]);
  });

  test('is not done when the plan became another meanwhile: a text that would change was written in', async () => {
    await readIn(PLAN);
    const draft = await send(NEWER, 1);
    const { preview } = await getDraft(as(world.people.manager, 1), draft);
    await write('10', 'Net veranderd.', 2);
    await expect(confirmDraft(as(world.people.manager, 3), { ...draft, state: preview.state })).rejects.toMatchObject({ code: 'stale' });
    const fresh = await getDraft(as(world.people.manager, 3), draft);
    expect(fresh.preview.state).not.toBe(preview.state);
    expect(await confirmDraft(as(world.people.manager, 3), { ...draft, state: fresh.preview.state })).toMatchObject({ changed: 1 });
  });

  test('is done though somebody wrote in a text that stays as it is', async () => {
    await readIn(PLAN);
    const draft = await send(NEWER, 1);
    const { preview } = await getDraft(as(world.people.manager, 1), draft);
    await write('12', 'Over lucht, zeggen wij.', 2);
    await confirmDraft(as(world.people.manager, 3), { ...draft, state: preview.state });
    const { sections } = await getPlanText(as(null, 3), { trajectory: world.trajectory.slug });
    expect(sections.find(({ number }) => number === '12')?.text).toBe('Over lucht, zeggen wij.');
  });

  test('a section that moves is told so, and only that one', async () => {
    await readIn(PLAN);
    const moved = '# Plan\n\n## 12 Lucht\n\nOver lucht.\n\n## 10 Wonen\n\nOver wonen.\n\n## 11 Water\n\nOver water.\n';
    const { preview } = await getDraft(as(world.people.manager, 1), await send(moved, 1));
    expect(preview.sections.filter((section) => section.moves).map(({ heading }) => heading)).toEqual(['12 Lucht']);
  });
});

describe('what was sent', () => {
  test('is for who sent it, for an hour, and goes when it is read in or thrown away', async () => {
    const { manager, admin } = world.people;
    const draft = await send(PLAN, 0);
    await expect(getDraft(as(admin, 1), draft)).rejects.toMatchObject({ code: 'not_found' });
    await expect(getDraft(as(manager, 61), draft)).rejects.toMatchObject({ code: 'not_found' });
    const { preview } = await getDraft(as(manager, 59), draft);
    await confirmDraft(as(manager, 59), { ...draft, state: preview.state });
    await expect(getDraft(as(manager, 59), draft)).rejects.toMatchObject({ code: 'not_found' });
    const other = await send(PLAN, 0);
    await discardDraft(as(manager, 1), other);
    await expect(getDraft(as(manager, 1), other)).rejects.toMatchObject({ code: 'not_found' });
    await send(PLAN, 0);
    await applyRetention({ db: handle.db, now: at(61) });
    expect(await handle.db.selectFrom('plan_import').selectAll().execute()).toEqual([]);
  });

  test('comes from a trajectory manager or administrator, of that trajectory', async () => {
    const { resident, official, moderator, clerk, manager } = world.people;
    const other = await makeWorld(handle.db, { slug: 'ander-traject' });
    const elsewhere = { ...manager, roles: [{ role: 'trajectory_manager' as const, trajectoryId: other.trajectory.id, teamId: null }] };
    for (const actor of [resident, official, moderator, clerk, elsewhere])
      await expect(send(PLAN, 0, actor)).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(
      draftImport(as(null, 0), { trajectory: world.trajectory.slug, name: 'x.md', file: new Uint8Array() }),
    ).rejects.toMatchObject({ code: 'sign_in_first' });
  });

  test('cannot be confirmed by who lost the role meanwhile', async () => {
    const { manager } = world.people;
    const draft = await send(PLAN, 0);
    const { preview } = await getDraft(as(manager, 1), draft);
    await expect(confirmDraft(as({ ...manager, roles: [] }, 2), { ...draft, state: preview.state })).rejects.toMatchObject({
      code: 'not_allowed',
    });
  });
});

// The two editions of a real law; they are not part of the product.
describe.runIf(existsSync(LAWS))('a real law and its next edition', () => {
  const law = (edition: string) => new Uint8Array(readFileSync(`${LAWS}/wro-${edition}.md`));

  test('are 135 new sections, then 24 changed, 2 gone and 109 equal, and then nothing', { timeout: 40_000 }, async () => {
    const counts = async (edition: string, minute: number) => {
      const draft = await send(law(edition), minute);
      const { preview } = await getDraft(as(world.people.manager, minute), draft);
      const done = await confirmDraft(as(world.people.manager, minute), { ...draft, state: preview.state });
      const { moved: _, ...shown } = preview.counts;
      expect(done).toEqual(shown);
      return { ...shown, withBlocks: preview.sections.filter((section) => section.blocks.length > 0).length };
    };
    expect(await counts('2012-10-01', 0)).toEqual({ added: 135, changed: 0, removed: 0, unchanged: 0, withBlocks: 0 });
    expect(await counts('2013-04-25', 1)).toEqual({ added: 0, changed: 24, removed: 2, unchanged: 109, withBlocks: 24 });
    expect(await counts('2013-04-25', 2)).toEqual({ added: 0, changed: 0, removed: 0, unchanged: 133, withBlocks: 0 });
    const { sections } = await getPlanText(as(null, 3), { trajectory: world.trajectory.slug });
    const changed = sections.find(({ number }) => number === '2.1');
    expect((await listVersions(as(null, 3), changed?.id ?? '')).versions.map(({ note }) => note)).toEqual([
      'Ingelezen uit nieuw.md',
      'Ingelezen uit nieuw.md',
    ]);
  });
});
