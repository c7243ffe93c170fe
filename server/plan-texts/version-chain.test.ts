import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { up } from '../../db/migrations/0002-versions.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { getVersionChain, verifyAllChains } from './chain-queries.ts';
import { createSection } from './commands.ts';
import { editDocument } from './documents.ts';
import { applyContent } from './replace-text.ts';
import { canonicalJson, findChainBreak, versionSha256 } from './version-chain.ts';
import { saveVersion } from './versions.ts';

let handle: DatabaseHandle;
let world: World;
let count = 0;
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterAll(() => handle.close());

const at = (minute: number) => contextFor(handle.db, world.people.manager, new Date(TEST_NOW.getTime() + minute * 60_000));
const doc = (text: string) => ({ type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] });

/** A section with three versions. */
async function newChain() {
  const input = { trajectoryId: world.trajectory.id, title: 'De kade', level: 2, policy: 'open' as const, note: 'Begin' };
  const { id, documentId } = await createSection(at(0), { ...input, number: `9.${++count}`, content: doc('Een.') });
  for (const [minute, text] of ['Twee.', 'Drie – “é” 😀.'].entries()) {
    await editDocument(at(minute + 1), documentId, world.people.resident.id, (live) => applyContent(live, doc(text)));
    await saveVersion(at(minute + 1), { sectionId: id, note: `Na ${text}` });
  }
  return id;
}

/** As somebody with the keys of the database could: past the guard. */
async function tamper(statement: string): Promise<void> {
  await handle.db.transaction().execute(async (tx) => {
    await sql.raw('alter table section_version disable trigger user').execute(tx);
    await sql.raw(statement).execute(tx);
    await sql.raw('alter table section_version enable trigger user').execute(tx);
  });
}

describe('the chain of versions', () => {
  test('is whole as it is made, and anybody can compute it from the download', async () => {
    const id = await newChain();
    const chain = await getVersionChain(at(5), id);
    expect(chain.broken).toBeNull();
    expect(chain.versions.map((version) => version.number)).toEqual([1, 2, 3]);
    // By hand, with nothing of ours.
    const [first] = chain.versions;
    const text = `{"content":{"content":[{"content":[{"text":"Een.","type":"text"}],"type":"paragraph"}],"type":"doc"},"createdAt":"2026-11-18T10:00:00.000Z","note":"Begin","number":1,"previous":null,"section":"${id}","title":"De kade"}`;
    expect(first?.sha256).toBe(createHash('sha256').update(text).digest('hex'));
  });

  test.each<[string, (id: string) => string, { number: number; reason: string }]>([
    [
      'a word',
      (id) =>
        `update section_version set content = replace(content::text, 'Twee', 'Tien')::jsonb where section_id = '${id}' and number = 2`,
      { number: 2, reason: 'changed' },
    ],
    [
      'a note',
      (id) => `update section_version set note = 'Anders' where section_id = '${id}' and number = 1`,
      { number: 1, reason: 'changed' },
    ],
    [
      'a title',
      (id) => `update section_version set title = 'Anders' where section_id = '${id}' and number = 3`,
      { number: 3, reason: 'changed' },
    ],
    [
      'a date',
      (id) => `update section_version set created_at = created_at - interval '1 day' where section_id = '${id}' and number = 2`,
      { number: 2, reason: 'changed' },
    ],
    [
      'a hash',
      (id) => `update section_version set sha256 = repeat('0', 64) where section_id = '${id}' and number = 2`,
      { number: 2, reason: 'changed' },
    ],
    [
      'that a version was there',
      (id) =>
        `delete from section_version_author where version_id in (select id from section_version where section_id = '${id}' and number = 2); delete from section_version where section_id = '${id}' and number = 2`,
      { number: 2, reason: 'missing' },
    ],
  ])('shows who changed %s, and where', async (_, statement, broken) => {
    const id = await newChain();
    for (const part of statement(id).split('; ')) await tamper(part);
    expect((await getVersionChain(at(5), id)).broken).toEqual(broken);
    const faults = await verifyAllChains(handle.db);
    expect(faults.broken.find((fault) => fault.sectionId === id)).toMatchObject(broken);
  });

  test('a version that is made to fit again breaks the one after it', async () => {
    const id = await newChain();
    const { versions } = await getVersionChain(at(5), id);
    const [first, second, third] = versions;
    if (!first || !second || !third) throw new Error('no chain');
    const forged = { ...second, section: id, note: 'Anders' };
    const forgedHash = versionSha256(forged, first.sha256);
    const chain = [
      { ...first, section: id },
      { ...forged, sha256: forgedHash },
      { ...third, section: id },
    ];
    expect(findChainBreak(chain)).toEqual({ number: 3, reason: 'changed' });
  });

  test('is guarded by the database: no version is changed or removed, and who saved it can be forgotten', async () => {
    const id = await newChain();
    const change = handle.db.updateTable('section_version').set({ note: 'Anders' }).where('section_id', '=', id).execute();
    await expect(change).rejects.toThrow('cannot be changed or removed');
    await expect(handle.db.deleteFrom('section_version').where('section_id', '=', id).execute()).rejects.toThrow(
      'cannot be changed or removed',
    );
    const swap = handle.db
      .updateTable('section_version')
      .set({ created_by_id: world.people.admin.id })
      .where('section_id', '=', id)
      .execute();
    await expect(swap).rejects.toThrow('cannot be changed or removed');
    await handle.db.updateTable('section_version').set({ created_by_id: null }).where('section_id', '=', id).execute();
    expect((await getVersionChain(at(5), id)).broken).toBeNull();
  });

  test('does not break when a person is forgotten', async () => {
    const id = await newChain();
    await handle.db
      .updateTable('person')
      .set({ erased_at: TEST_NOW, display_name: 'weg', email: null })
      .where('id', '=', world.people.resident.id)
      .execute();
    expect((await getVersionChain(at(5), id)).broken).toBeNull();
  });
});

describe('the migration', () => {
  test('chains the versions that were there before it, and guards them', async () => {
    const id = await newChain();
    const { versions } = await getVersionChain(at(5), id);
    const undo = new Error('undo');
    const migrated = handle.db.transaction().execute(async (tx) => {
      for (const statement of [
        'drop trigger section_version_kept on section_version',
        'drop function refuse_version_change()',
        'drop table plan_mark, document_author_index',
        'alter table section_version drop column sha256, drop column cause',
      ])
        await sql.raw(statement).execute(tx);
      await tx.updateTable('phase').set({ starts_on: '2026-10-01', ends_on: '2026-10-31' }).execute();
      await up(tx as unknown as Kysely<unknown>);
      expect((await getVersionChain({ ...at(5), db: tx }, id)).versions).toEqual(versions);
      expect((await verifyAllChains(tx)).broken.filter((fault) => fault.sectionId === id)).toEqual([]);
      const marks = await tx.selectFrom('plan_mark').select(['kind', 'ends_on', 'state_at']).execute();
      expect(marks).toEqual([{ kind: 'phase_end', ends_on: '2026-10-31', state_at: null }]);
      throw undo;
    });
    await expect(migrated).rejects.toBe(undo);
  });
});

describe('the program that anybody can check with', () => {
  const run = (file: unknown) => {
    const path = join(mkdtempSync(join(tmpdir(), 'oever-')), 'versies.json');
    writeFileSync(path, JSON.stringify(file));
    return spawnSync(process.execPath, ['public/controleer-versies.mjs', path], { encoding: 'utf8' });
  };

  test('says that a chain is whole, and where it is not', async () => {
    const { section, versions } = await getVersionChain(at(5), await newChain());
    expect(run({ section, versions })).toMatchObject({ status: 0, stdout: expect.stringContaining('Alles klopt: 3 versies.') });
    const changed = versions.map((version) => (version.number === 2 ? { ...version, note: 'Anders' } : version));
    expect(run({ section, versions: changed })).toMatchObject({ status: 1, stderr: expect.stringContaining('Versie 2 klopt niet.') });
    const missing = versions.filter((version) => version.number !== 2);
    expect(run({ section, versions: missing })).toMatchObject({ status: 1, stderr: expect.stringContaining('Versie 2 ontbreekt.') });
  });
});

describe('one value has one spelling', () => {
  test.each<[unknown, string]>([
    [{ b: 1, a: [true, null, 'é"\n'] }, '{"a":[true,null,"é\\"\\n"],"b":1}'],
    [{ z: undefined, a: {} }, '{"a":{}}'],
    [{ 10: 'x', 9: 'y' }, '{"10":"x","9":"y"}'],
  ])('%j', (value, spelled) => expect(canonicalJson(value)).toBe(spelled));
});
