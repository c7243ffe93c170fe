import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { ImportError } from '../cli/import-error.ts';
import { DomainError } from '../errors.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, type World } from '../testing/world.ts';
import { editDocument } from './documents.ts';
import { importPlanText } from './import.ts';
import { getPlanText } from './queries.ts';
import { applyContent } from './replace-text.ts';
import { getPlanVersion, listPlanVersions, listVersions } from './version-queries.ts';

const LAWS = '../shared/data/plan-text';

let handle: DatabaseHandle;
let world: World;
beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterEach(() => handle.close());

const at = (minute: number) => new Date(Date.UTC(2026, 10, 18, 10, minute));
const run = (file: string | Uint8Array, minute = 0) =>
  importPlanText(contextFor(handle.db, null, at(minute)), { file, trajectorySlug: world.trajectory.slug, name: 'plan.md' });
const readSections = async () => {
  const { sections } = await getPlanText(contextFor(handle.db, null), { trajectory: world.trajectory.slug });
  return sections.filter((section) => !section.title.startsWith('Deel '));
};
const counts = async () => {
  const tables = ['section', 'document', 'document_update', 'section_version', 'event'] as const;
  return Promise.all(
    tables.map(async (table) =>
      Number(
        (
          await handle.db
            .selectFrom(table)
            .select((eb) => eb.fn.countAll().as('n'))
            .executeTakeFirstOrThrow()
        ).n,
      ),
    ),
  );
};

const PLAN = '# Plan\n\n## 10 Wonen\n\nOver wonen.\n\n### 10.1 De kade\n\nDe kade blijft.\n\n## 11 Water\n\nOver water.\n';

describe('importing a plan', () => {
  test('makes a section per heading, open for writing, each with its first version', async () => {
    expect(await run(PLAN)).toEqual({ added: 3, changed: 0, removed: 0, unchanged: 0 });
    const sections = await readSections();
    expect(
      sections.map(({ number, heading, level, ownPolicy, text, version }) => [number, heading, level, ownPolicy, text, version]),
    ).toEqual([
      ['10', '10 Wonen', 1, 'open', 'Over wonen.', 1],
      ['10.1', '10.1 De kade', 2, 'open', 'De kade blijft.', 1],
      ['11', '11 Water', 1, 'open', 'Over water.', 1],
    ]);
  });

  test('a second time changes nothing', async () => {
    await run(PLAN);
    const before = await counts();
    expect(await run(PLAN, 1)).toEqual({ added: 0, changed: 0, removed: 0, unchanged: 3 });
    expect(await counts()).toEqual(before);
  });

  test('a newer edition changes only what reads differently, and keeps what was set by hand', async () => {
    await run(PLAN);
    const [first] = await readSections();
    await handle.db
      .updateTable('section')
      .set({ policy: 'fixed' })
      .where('id', '=', first?.id ?? '')
      .execute();
    const newer = PLAN.replace('De kade blijft.', 'De kade verdwijnt.')
      .replace('## 11 Water\n\nOver water.\n', '## 12 Lucht\n')
      .replace('## 10 Wonen', '## 9 Vooraf\n\n## 10 Wonen');
    expect(await run(newer, 1)).toEqual({ added: 2, changed: 1, removed: 1, unchanged: 1 });
    const sections = await readSections();
    expect(sections.map(({ number, version, ownPolicy }) => [number, version, ownPolicy])).toEqual([
      ['9', 1, 'open'],
      ['10', 1, 'fixed'],
      ['10.1', 2, 'open'],
      ['12', 1, 'open'],
    ]);
    const context = contextFor(handle.db, null);
    const { versions } = await listVersions(context, sections[2]?.id ?? '');
    expect(versions.map(({ number, note }) => [number, note])).toEqual([
      [2, 'Ingelezen uit plan.md'],
      [1, 'Ingelezen uit plan.md'],
    ]);
    // The plan of before is still to be read, with the section that is gone.
    const { items } = await listPlanVersions(context, { trajectory: world.trajectory.slug });
    expect(items.map((item) => item.number)).toEqual([2, 1]);
    const old = await getPlanVersion(context, { trajectory: world.trajectory.slug, number: 1 });
    expect(old.sections.map((section) => section.heading)).toEqual(['10 Wonen', '10.1 De kade', '11 Water']);
  });

  test('a section that comes back goes on with its old history', async () => {
    await run(PLAN);
    const before = await readSections();
    await run(PLAN.slice(0, PLAN.indexOf('## 11')), 1);
    expect(await run(PLAN, 2)).toEqual({ added: 1, changed: 0, removed: 0, unchanged: 2 });
    expect((await readSections()).map((section) => section.id)).toEqual(before.map((section) => section.id));
  });

  test('keeps what residents wrote as a version before it changes the text', async () => {
    await run(PLAN);
    const section = (await readSections())[1];
    const { resident } = world.people;
    await editDocument(contextFor(handle.db, resident, at(1)), section?.documentId ?? '', resident.id, (doc) =>
      applyContent(doc, { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'De kade blijft, zei ik.' }] }] }),
    );
    expect(await run(PLAN, 2)).toEqual({ added: 0, changed: 0, removed: 0, unchanged: 3 });
    expect((await readSections())[1]?.text).toBe('De kade blijft, zei ik.');
    await run(PLAN.replace('De kade blijft.', 'De kade verdwijnt.'), 3);
    expect((await readSections())[1]?.text).toBe('De kade verdwijnt.');
    const { versions } = await listVersions(contextFor(handle.db, null), section?.id ?? '');
    expect(versions.map(({ number, note, authors }) => [number, note, authors])).toEqual([
      [3, 'Ingelezen uit plan.md', []],
      [2, 'Stand vóór het inlezen van plan.md', [{ name: resident.name, share: 1 }]],
      [1, 'Ingelezen uit plan.md', []],
    ]);
  });

  test('leaves sections made by hand in the plan, behind the imported ones, and gives no number twice', async () => {
    await run('# Plan\n\n## 1 Wonen\n\n## 2 Water\n');
    const { sections } = await getPlanText(contextFor(handle.db, null), { trajectory: world.trajectory.slug });
    expect(sections.map(({ title }) => title)).toEqual(['Wonen', 'Water', 'Deel 1', 'Deel 2', 'Deel 3', 'Deel 4']);
    expect(new Set(sections.map((section) => section.number)).size).toBe(6);
  });

  test('is for the trajectory manager', async () => {
    const resident = contextFor(handle.db, world.people.resident);
    await expect(importPlanText(resident, { file: PLAN, trajectorySlug: world.trajectory.slug, name: 'plan.md' })).rejects.toThrow(
      DomainError,
    );
  });
});

describe('a damaged file is refused whole', () => {
  const utf8 = new TextEncoder();
  const cases: [string, string | Uint8Array, number][] = [
    ['empty', '', 1],
    ['only white space', ' \n\n', 1],
    ['without headings', 'Tekst.\n\nMeer tekst.', 1],
    ['with a NUL', `${PLAN}\n\0`, PLAN.split('\n').length + 1],
    ['not UTF-8', new Uint8Array([...utf8.encode('# Plan\n\n## 1 '), 0xe9, 0x0a]), 3],
    ['cut off in the middle of a character', utf8.encode('# Plan\n\n## 1 Café').subarray(0, -1), 3],
    ['larger than 5 MB', `# Plan\n${'x'.repeat(5 * 1024 * 1024)}`, 1],
    ['with half a character', '# Plan\n\n## \ud800\n', 3],
    ['with a section of more than 200,000 characters', `# Plan\n\n## 1 Lang\n\n${'woord '.repeat(40_000)}`, 3],
    ['with quotations in each other without end', utf8.encode(`# Plan\n\n${'> '.repeat(30_000)}tekst`), 0],
    ['with an endless heading', `# Plan\n\n## ${'x'.repeat(600)}`, 3],
  ];

  // Quotations without end take a parser seconds, in a thread of its own.
  test.each(cases)('%s', { timeout: 60_000 }, async (_, file, line) => {
    await run(PLAN);
    const before = await counts();
    const error = await run(file, 1).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ImportError);
    expect(error).toMatchObject({ line, message: expect.stringMatching(/\.$/) });
    expect(await counts()).toEqual(before);
  });

  test('for a trajectory that is not there', async () => {
    await expect(importPlanText(contextFor(handle.db, null), { file: PLAN, trajectorySlug: 'nergens', name: 'plan.md' })).rejects.toThrow(
      ImportError,
    );
  });
});

test('whatever edition comes after whatever other, a second time changes nothing and the plan says what the file says', async () => {
  const section = fc.record({
    number: fc.integer({ min: 20, max: 30 }),
    text: fc.constantFrom('Een.', 'Twee.', '- punt\n- punt', '1. lid\n3. lid', '**vet**'),
  });
  const edition = fc.uniqueArray(section, { selector: (one) => one.number, minLength: 1, maxLength: 8 });
  const markdown = (sections: { number: number; text: string }[]) =>
    `# Plan\n\n${sections.map(({ number, text }) => `## ${number} Kop\n\n${text}\n`).join('\n')}`;
  let minute = 0;
  await fc.assert(
    fc.asyncProperty(edition, edition, async (one, other) => {
      for (const sections of [one, other]) {
        minute += 1;
        await run(markdown(sections), minute);
        expect((await readSections()).map((present) => present.number)).toEqual(sections.map(({ number }) => String(number)));
        const before = await counts();
        expect(await run(markdown(sections), minute)).toEqual({ added: 0, changed: 0, removed: 0, unchanged: sections.length });
        expect(await counts()).toEqual(before);
      }
    }),
    { numRuns: 8 },
  );
});

// The two editions of a real law; they are not part of the product.
describe.runIf(existsSync(LAWS))('a real law of 124 kB', () => {
  const law = (edition: string) => readFileSync(`${LAWS}/wro-${edition}.md`);

  test('becomes sections, and its next edition new versions of what changed', async () => {
    const started = performance.now();
    expect(await run(law('2012-10-01'))).toEqual({ added: 135, changed: 0, removed: 0, unchanged: 0 });
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(await run(law('2012-10-01'), 1)).toMatchObject({ unchanged: 135 });
    const next = await run(law('2013-04-25'), 2);
    expect(next.changed).toBeGreaterThan(10);
    expect(next.changed).toBeLessThan(60);
    expect(next.unchanged).toBeGreaterThan(60);
    const sections = await readSections();
    expect(sections.find((section) => section.number === '2.1')?.version).toBe(2);
    expect(sections.find((section) => section.number === '1.1')?.version).toBe(1);
    expect(sections.find((section) => section.number === '2.1')?.text).toContain(
      'de gemeenteraad zich voorstelt die ontwikkelingen te doen verwezenlijken',
    );
    expect(await run(law('2013-04-25'), 3)).toMatchObject({ added: 0, changed: 0, removed: 0 });
  });
});
