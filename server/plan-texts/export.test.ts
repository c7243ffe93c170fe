import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, type World } from '../testing/world.ts';
import { createSection } from './commands.ts';
import { editDocument } from './documents.ts';
import { exportPlanText } from './export.ts';
import { importPlanText } from './import.ts';
import { getPlanText } from './queries.ts';
import { applyContent } from './replace-text.ts';
import { randomPlan } from './testing/random-content.ts';

let handle: DatabaseHandle;
let world: World;
beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterEach(() => handle.close());

const at = (minute: number) => new Date(Date.UTC(2026, 10, 18, 10, minute));
const plan = async () => {
  const { sections } = await getPlanText(contextFor(handle.db, null), { trajectory: world.trajectory.slug });
  return sections.map(({ id, number, heading, level, content, version, changedSince }) => ({
    id,
    number,
    heading,
    level,
    content,
    version,
    changedSince,
  }));
};
const file = async (format: 'md' | 'docx' | 'html') =>
  new Uint8Array((await exportPlanText(contextFor(handle.db, null), { trajectory: world.trajectory.slug, format })).content);
const readIn = (bytes: Uint8Array, minute: number) =>
  importPlanText(contextFor(handle.db, null, at(minute)), { file: bytes, trajectorySlug: world.trajectory.slug, name: 'plan' });

describe('a plan that goes out and comes back', () => {
  test.each(['md', 'docx'] as const)('as %s changes nothing, whatever it says', { timeout: 60_000 }, async (format) => {
    let minute = 0;
    await fc.assert(
      fc.asyncProperty(randomPlan, async (sections) => {
        minute += 2;
        const slug = `traject-${format}-${minute}`;
        const { trajectory, people } = await makeWorld(handle.db, { slug });
        await handle.db
          .updateTable('section')
          .set({ removed_at: at(0) })
          .where('trajectory_id', '=', trajectory.id)
          .execute();
        world = { ...world, trajectory };
        for (const section of sections)
          await createSection(contextFor(handle.db, people.admin, at(minute)), {
            ...section,
            trajectoryId: trajectory.id,
            policy: 'open',
            note: 'Begin',
          });
        const before = await plan();
        expect(before.length).toBe(sections.length);
        expect(await readIn(await file(format), minute + 1)).toEqual({ added: 0, changed: 0, removed: 0, unchanged: sections.length });
        expect(await plan()).toEqual(before);
      }),
      { numRuns: 6 },
    );
  });

  test('after residents wrote, also changes nothing: what they wrote is what it says', async () => {
    const { resident } = world.people;
    await readIn(new TextEncoder().encode('# Plan\n\n## 10 Wonen\n\nDe kade blijft.\n'), 0);
    const section = (await plan()).find(({ number }) => number === '10');
    const { document_id } = await handle.db
      .selectFrom('section')
      .where('id', '=', section?.id ?? '')
      .select('document_id')
      .executeTakeFirstOrThrow();
    await editDocument(contextFor(handle.db, resident, at(1)), document_id, resident.id, (doc) =>
      applyContent(doc, { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'De kade blijft, zei ik.' }] }] }),
    );
    const before = await plan();
    for (const [index, format] of (['md', 'docx'] as const).entries()) {
      expect(await readIn(await file(format), 2 + index)).toMatchObject({ added: 0, changed: 0, removed: 0 });
      expect(await plan()).toEqual(before);
    }
  });

  test('with one word changed gives one section a new version, also of what was made by hand', async () => {
    const before = await plan();
    const markdown = new TextDecoder().decode(await file('md')).replace('Deel 2\n', 'Deel 2\n\nNu met tekst.\n');
    expect(await readIn(new TextEncoder().encode(markdown), 3)).toEqual({ added: 0, changed: 1, removed: 0, unchanged: 3 });
    expect((await plan()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });
});

test('as a web page it stands by itself, with a table of contents that nests, and runs nothing', async () => {
  const html = new TextDecoder().decode(await file('html'));
  expect(html).toContain('<html lang="nl-NL">');
  expect(html).toContain('<h2 id="deel-1">Deel 1</h2>');
  expect(html).not.toMatch(/<script|src=|@import|url\(/);
  expect(html.match(/<ol/g)?.length).toBe(html.match(/<\/ol>/g)?.length);
});
