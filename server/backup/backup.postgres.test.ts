import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openInMemory } from '../../db/embedded/embedded.ts';
import { log } from '../log.ts';
import { openTestDatabase } from '../testing/database.ts';
import { embeddedImage } from '../testing/embedded-image.ts';
import { makeWorld } from '../testing/world.ts';
import { restoreBackup } from './restore-backup.ts';
import { listTables } from './tables.ts';
import { writeBackup } from './write-backup.ts';

const now = new Date('2026-11-18T10:00:00Z');
const TIMEOUT = 60_000;

let folder: string;
let embedded: DatabaseHandle;
let postgres: DatabaseHandle;
let file: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oever-backup-test-'));
  file = join(folder, 'backup.gz');
  embedded = await openInMemory({ image: await embeddedImage(), log });
  postgres = await openTestDatabase();
}, TIMEOUT);
afterEach(async () => {
  await embedded.close();
  await postgres.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A world with the rows that are awkward to put back: counted, self-referring, binary, JSON, arrays, identities. */
async function fill({ db }: DatabaseHandle): Promise<void> {
  const world = await makeWorld(db);
  const author_id = world.people.resident.id;
  const ids: string[] = [];
  for (let number = 1; number <= 1_203; number++) {
    const contribution = { trajectory_id: world.trajectory.id, kind: 'idea' as const, title: `Idee ${number}`, author_id, created_at: now };
    const { id } = await db.insertInto('contribution').values(contribution).returning('id').executeTakeFirstOrThrow();
    ids.push(id);
    const body = 'Een bankje aan de kade.\nMet "uitzicht", {krul}, \\ en \t tab: Ł 🎉 NULL';
    await db
      .insertInto('idea')
      .values({
        id,
        trajectory_id: world.trajectory.id,
        number,
        title: `Idee ${number}`,
        body,
        author_id,
        created_at: now,
        map_x: 0.1,
        map_y: 1 / 3,
      })
      .execute();
  }
  const [first = '', second = ''] = ids;
  await db
    .updateTable('idea')
    .set({ status: 'merged', merged_into_id: ids.at(-1) })
    .where('id', '=', second)
    .execute();
  for (const person of [world.people.resident, world.people.resident2]) {
    await db.insertInto('idea_support').values({ idea_id: first, person_id: person.id, created_at: now }).execute();
  }
  await db
    .insertInto('comment')
    .values({ trajectory_id: world.trajectory.id, idea_id: first, author_id, body: 'Mooi.', created_at: now })
    .execute();
  await db
    .insertInto('document_update')
    .values({ document_id: world.sections.open.documentId, seq: 1, at: now, payload: Buffer.from([0, 1, 255, 10, 13, 0]) })
    .execute();
  const event = {
    at: now,
    kind: 'idea.proposed',
    subject_kind: 'idea',
    subject_id: first,
    data: JSON.stringify({ titel: 'ë "x"', n: [1, null] }),
  };
  await db.insertInto('event').values([event, event]).execute();
  await db.insertInto('session').values({ id_hash: 'geheim', person_id: author_id, created_at: now, expires_at: now }).execute();
  const token = { token_hash: 'geheim', person_id: author_id, purpose: 'reset_password' as const, email: 'x@oever.example' };
  await db
    .insertInto('one_time_token')
    .values({ ...token, created_at: now, expires_at: now })
    .execute();
}

/** Every row of every table, as text. */
async function contents({ db }: DatabaseHandle): Promise<Record<string, unknown[]>> {
  await sql`set timezone = 'UTC'`.execute(db);
  const all: Record<string, unknown[]> = {};
  for (const { name, columns } of await listTables(db)) {
    const texts = columns.map((column) => sql`${sql.ref(column.name)}::text`);
    const { rows } = await sql<{ row: unknown }>`select array[${sql.join(texts)}] as row from ${sql.table(name)} order by 1`.execute(db);
    all[name] = rows.map(({ row }) => row);
  }
  return all;
}

describe('a backup', () => {
  test('of the embedded database, put back into PostgreSQL and from there into an embedded one, is the same everywhere', {
    timeout: TIMEOUT,
  }, async () => {
    await fill(embedded);
    const rows = await writeBackup({ db: embedded.db, file, now });
    expect((await stat(file)).mode & 0o077).toBe(0);
    expect(await restoreBackup(postgres.db, file)).toEqual({ rows, createdAt: now.toISOString() });
    const original = await contents(embedded);
    expect(await contents(postgres)).toEqual(original);

    const back = join(folder, 'back.gz');
    await writeBackup({ db: postgres.db, file: back, now });
    const again = await openInMemory({ image: await embeddedImage(), log });
    await restoreBackup(again.db, back);
    expect(await contents(again)).toEqual(original);
    await again.close();
  });

  test('does not count twice, counts on afterwards, and gives the next event a new number', { timeout: TIMEOUT }, async () => {
    await fill(embedded);
    await writeBackup({ db: embedded.db, file, now });
    await restoreBackup(postgres.db, file);
    const { db } = postgres;
    const first = () =>
      db.selectFrom('idea').where('number', '=', 1).select(['id', 'support_count', 'comment_count']).executeTakeFirstOrThrow();
    const { id } = await first();
    expect(await first()).toMatchObject({ support_count: 2, comment_count: 1 });
    const other = await db.selectFrom('person').where('display_name', 'like', 'clerk%').select('id').executeTakeFirstOrThrow();
    await db.insertInto('idea_support').values({ idea_id: id, person_id: other.id, created_at: now }).execute();
    expect(await first()).toMatchObject({ support_count: 3 });
    const event = await db
      .insertInto('event')
      .values({ at: now, kind: 'idea.supported', subject_kind: 'idea', subject_id: id })
      .returning('id')
      .executeTakeFirstOrThrow();
    expect(event.id).toBe(3);
    await expect(db.deleteFrom('event').execute()).rejects.toThrow(/append-only/);
  });

  test('holds no session and no token', { timeout: TIMEOUT }, async () => {
    await fill(embedded);
    await writeBackup({ db: embedded.db, file, now });
    const text = gunzipSync(await readFile(file)).toString();
    expect(text).toContain('Een bankje aan de kade');
    expect(text).not.toContain('geheim');
  });

  test('is of one moment, while others write', { timeout: TIMEOUT }, async () => {
    await makeWorld(postgres.db);
    let writing = true;
    const writer = (async () => {
      for (let n = 0; writing; n++) {
        await postgres.db.transaction().execute(async (tx) => {
          const { id } = await tx
            .insertInto('person')
            .values({ display_name: `p${n}`, created_at: now })
            .returning('id')
            .executeTakeFirstOrThrow();
          await tx.insertInto('role_grant').values({ person_id: id, role: 'clerk', granted_at: now }).execute();
        });
      }
    })();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await writeBackup({ db: postgres.db, file, now });
    writing = false;
    await writer;
    await restoreBackup(embedded.db, file);
    const count = (table: 'person' | 'role_grant') =>
      embedded.db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
    // makeWorld gives eight of its eleven people a role.
    expect((await count('person')).count - (await count('role_grant')).count).toBe(3);
  });
});

describe('putting back is refused, and nothing is written,', () => {
  async function expectRefused(message: RegExp): Promise<void> {
    await expect(restoreBackup(postgres.db, file)).rejects.toThrow(message);
    expect(await postgres.db.selectFrom('site').selectAll().execute()).toEqual([]);
  }

  test('when a byte is missing, flipped or added, or a line is changed', { timeout: TIMEOUT }, async () => {
    await makeWorld(embedded.db);
    await writeBackup({ db: embedded.db, file, now });
    const whole = await readFile(file);
    const text = gunzipSync(whole).toString();

    await writeFile(file, whole.subarray(0, -1));
    await expectRefused(/niet te lezen als back-up: het is afgekapt/);
    const flipped = Buffer.from(whole);
    flipped[Math.floor(whole.length / 2)] = (flipped[Math.floor(whole.length / 2)] ?? 0) ^ 1;
    await writeFile(file, flipped);
    // Where the bit falls decides what is noticed first.
    await expectRefused(/niet te lezen|controlesom|onleesbare regel/);
    await writeFile(file, gzipSync(text.replace('Proeftraject', 'Proefproject')));
    await expectRefused(/controlesom klopt niet/);
    await writeFile(file, gzipSync(text.slice(0, text.lastIndexOf('{'))));
    await expectRefused(/het einde ontbreekt/);
    await writeFile(file, gzipSync(`${text}["x"]\n`));
    await expectRefused(/na het einde/);
    await writeFile(file, 'zomaar een bestand');
    await expectRefused(/beschadigd of geen back-up/);
    await writeFile(file, gzipSync('{"kind":"iets anders"}\n'));
    await expectRefused(/geen back-up van Oever/);
    await expect(restoreBackup(postgres.db, join(folder, 'weg'))).rejects.toThrow(/het bestaat niet/);
  });

  test('when the database is not empty', { timeout: TIMEOUT }, async () => {
    await makeWorld(embedded.db);
    await writeBackup({ db: embedded.db, file, now });
    await expect(restoreBackup(embedded.db, file)).rejects.toThrow(/niet leeg/);
    await postgres.db.insertInto('team').values({ name: 'Groen' }).execute();
    await expectRefused(/niet leeg/);
  });

  test('when another version made it', { timeout: TIMEOUT }, async () => {
    await sql`insert into kysely_migration (name, timestamp) values ('0999-later', '')`.execute(embedded.db);
    await writeBackup({ db: embedded.db, file, now });
    await expectRefused(/andere versie van Oever \(0999-later/);
  });
});
