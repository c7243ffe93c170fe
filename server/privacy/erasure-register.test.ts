import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { writeBackup } from '../backup/write-backup.ts';
import { proposeIdea } from '../ideas/commands.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makePerson, makeWorld, TEST_NOW } from '../testing/world.ts';
import { erasePerson } from './erase.ts';
import { keepRegister, readRegister, registerFile, replayRegister } from './erasure-register.ts';

const NAME = 'Quirine Zandstra';

let folder: string;
let live: DatabaseHandle;
let restored: DatabaseHandle;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oever-register-'));
  live = await openTestDatabase();
  restored = await openTestDatabase();
});
afterAll(async () => {
  await live.close();
  await restored.close();
  rmSync(folder, { recursive: true });
});

test('who erased their account after a backup is erased again when it is put back, by a register that holds ids only', async () => {
  const world = await makeWorld(live.db);
  const person = await makePerson(live.db, { name: NAME, email: 'quirine@wonen.example' });
  const idea = { trajectory: world.trajectory.slug, title: 'Bankjes', body: 'Langs het water graag.', publicUrl: null };
  await proposeIdea(contextFor(live.db, person), idea);
  const backup = join(folder, 'before.gz');
  await writeBackup({ db: live.db, file: backup, now: TEST_NOW });

  await live.db.transaction().execute((tx) => erasePerson(tx, { actor: person, now: TEST_NOW }, person.id));
  const file = registerFile(join(folder, 'data'));
  expect(await keepRegister({ db: live.db, file })).toBe(1);
  expect(await keepRegister({ db: live.db, file })).toBe(0);
  expect(await readFile(file, 'utf8')).toBe(`${person.id} 2026-11-18\n`);
  expect((await stat(file)).mode & 0o077).toBe(0);

  const nameIn = async ({ db }: DatabaseHandle) =>
    await db.selectFrom('person').where('id', '=', person.id).select(['display_name', 'email']).executeTakeFirstOrThrow();
  await restoreBackup(restored.db, backup);
  expect(await nameIn(restored)).toEqual({ display_name: NAME, email: 'quirine@wonen.example' });
  const register = await readRegister(file);
  expect(await replayRegister({ db: restored.db, register, now: TEST_NOW })).toBe(1);
  expect(await nameIn(restored)).toEqual({ display_name: 'Een bewoner', email: null });
  expect(await replayRegister({ db: restored.db, register, now: TEST_NOW })).toBe(0);

  // What the database has forgotten since, the register remembers: it never gets shorter.
  await writeFile(file, `11111111-1111-4111-8111-111111111111 2026-01-02\n${await readFile(file, 'utf8')}`);
  await keepRegister({ db: restored.db, file });
  expect((await readRegister(file)).size).toBe(2);
});

test('a damaged register is refused, so that nobody comes back unseen; none is an empty one', async () => {
  const file = join(folder, 'damaged.txt');
  expect(await readRegister(file)).toEqual(new Map());
  await writeFile(file, '11111111-1111-4111-8111-111111111111 2026-01-02\n1111 2026\n');
  await expect(readRegister(file)).rejects.toThrow(/Regel 2 .* is geen nummer met een dag/);
});
