import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../db/client.ts';
import { openOnPostgres } from '../server/testing/database.ts';
import { makeWorld, TEST_NOW, type World } from '../server/testing/world.ts';
import { openEditor } from './testing/clients.ts';
import { freePort, type ServerProcess, startServerProcess } from './testing/process.ts';
import { addOpenSection, cookieOf } from './testing/server.ts';
import { UNHURRIED } from './testing/stage.ts';
import { eventually, sleep } from './testing/waiting.ts';

let handle: DatabaseHandle;
let world: World;
let server: ServerProcess;

beforeEach(async () => {
  const opened = await openOnPostgres();
  handle = opened.handle;
  world = await makeWorld(handle.db);
  const limits = { ...UNHURRIED, idleRoomMs: 100 };
  server = await startServerProcess({ databaseUrl: opened.url, port: await freePort(), now: TEST_NOW.toISOString(), limits });
});

afterEach(async () => {
  await server.kill();
  await handle.close();
});

describe('sections that nobody has open any more', () => {
  test('give their memory back, again and again', { timeout: 60_000 }, async () => {
    const cookie = await cookieOf(handle.db, world.people.resident);
    const ids: string[] = [];
    for (let count = 0; count < 40; count++) ids.push(await addOpenSection(handle.db, world));
    const held: number[] = [];
    const open: number[] = [];
    for (let round = 0; round < 6; round++) {
      const editors = ids.map((id) => openEditor(server, id, { cookie }));
      await eventually(() => editors.every(({ provider }) => provider.synced), 'all in step', 15_000);
      if (round === 0) for (const editor of editors) for (let count = 0; count < 150; count++) editor.write(`zin ${count} over de oever`);
      await eventually(async () => (await server.measure()).stats.unsaved === 0, 'all is stored', 15_000);
      open.push((await server.measure()).heapBytes);
      for (const editor of editors) editor.stop();
      await eventually(async () => {
        const { stats } = await server.measure();
        return stats.rooms === 0 && stats.connections === 0;
      }, 'all are put away');
      // Their snapshots are being made.
      await sleep(300);
      held.push((await server.measure()).heapBytes);
    }
    // The first rounds compile and fill caches.
    const mib = (bytes: number | undefined) => (bytes ?? 0) / 1024 ** 2;
    expect(mib(open[5]) - mib(held[5])).toBeGreaterThan(1);
    expect(mib(held[5]) - mib(held[2])).toBeLessThan(1);
  });
});
