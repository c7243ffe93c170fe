import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { createSession } from '../../server/auth/sessions.ts';
import { LEFT_OUT } from '../../server/backup/format.ts';
import { restoreBackup } from '../../server/backup/restore-backup.ts';
import { writeBackup } from '../../server/backup/write-backup.ts';
import { sealEvents } from '../../server/events/seal.ts';
import { verifyEvents } from '../../server/events/verify.ts';
import { createCaller } from '../../server/router.ts';
import { openTestDatabase } from '../../server/testing/database.ts';
import { contextFor, TEST_NOW } from '../../server/testing/world.ts';
import { fillWorld } from './content.ts';
import { type Cast, makeCast } from './roles.ts';
import type { Known } from './sample.ts';

let folder: string;
let original: DatabaseHandle;
let restored: DatabaseHandle;
let cast: Cast;
let known: Known;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oever-backup-all-'));
  original = await openTestDatabase();
  restored = await openTestDatabase();
  cast = await makeCast(original.db);
  known = await fillWorld(original.db, cast);
  await createSession(original.db, cast.world.people.admin.id, TEST_NOW);
});
afterAll(async () => {
  await original.close();
  await restored.close();
  rmSync(folder, { recursive: true });
});

/** Every table the catalogue knows, with every row as text: a table that is made tomorrow is in it. */
async function everything({ db }: DatabaseHandle): Promise<Record<string, string[]>> {
  await sql`set timezone = 'UTC'`.execute(db);
  const { rows: tables } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely\\_%' order by 1`.execute(db);
  const all: Record<string, string[]> = {};
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`select (whole.*)::text as row from ${sql.table(name)} as whole order by 1`.execute(db);
    all[name] = rows.map(({ row }) => row);
  }
  return all;
}

test('a backup put back is the same site: every row of every table, but for what would let somebody in', async () => {
  const file = join(folder, 'all.gz');
  await writeBackup({ db: original.db, file, now: TEST_NOW });
  await restoreBackup(restored.db, file);
  const before = await everything(original);
  const after = await everything(restored);
  expect(Object.keys(after)).toEqual(Object.keys(before));
  for (const [table, rows] of Object.entries(before)) {
    if (LEFT_OUT.includes(table)) expect(after[table], table).toEqual([]);
    else expect(after[table], table).toEqual(rows);
  }
  // The comparison is worth something: most tables have rows, also those that are left out.
  const filled = Object.entries(before).filter(([, rows]) => rows.length > 0);
  expect(filled.length).toBeGreaterThan(40);
  expect(before.session?.length).toBeGreaterThan(0);

  await sealEvents(restored.db);
  expect(await verifyEvents(restored.db)).toMatchObject({ broken: null, waiting: 0 });
  const asVisitor = async ({ db }: DatabaseHandle) => {
    const call = createCaller(contextFor(db, null));
    const trajectory = String(known.trajectory);
    return JSON.stringify([
      await call.trajectories.page({ slug: trajectory }),
      await call.planTexts.get({ trajectory }),
      await call.ideas.list({ trajectory }),
      await call.ideas.get({ trajectory, number: 1 }),
      await call.moderation.log(),
      await call.figures.responseTimes({ trajectory }),
    ]);
  };
  expect(await asVisitor(restored)).toBe(await asVisitor(original));
});
