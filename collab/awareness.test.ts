import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../db/client.ts';
import { openTestDatabase } from '../server/testing/database.ts';
import { makeWorld, type World } from '../server/testing/world.ts';
import {
  awarenessMessage,
  cookieOf,
  type Editor,
  eventually,
  openEditor,
  openRaw,
  sleep,
  startTestServer,
  type TestServer,
} from './testing.ts';

let handle: DatabaseHandle;
let world: World;
let server: TestServer;
let documentId: string;
const editors: Editor[] = [];

beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  documentId = world.sections.open.documentId;
  server = await startTestServer(handle);
});

afterEach(async () => {
  for (const editor of editors.splice(0)) editor.stop();
  await server.stop();
  await handle.close();
});

async function open(person: keyof World['people']): Promise<Editor> {
  const editor = openEditor(server, documentId, { cookie: await cookieOf(handle.db, world.people[person]) });
  editors.push(editor);
  await eventually(() => editor.provider.synced, 'in step');
  return editor;
}

function seenBy(editor: Editor, other: Editor): Record<string, unknown> | undefined {
  return editor.provider.awareness.getStates().get(other.doc.clientID);
}

describe('who is writing', () => {
  test('is told by the server, whatever name a client gives itself', async () => {
    const [anna, official] = [await open('resident'), await open('official')];
    anna.provider.awareness.setLocalState({
      user: { name: 'De burgemeester', staff: true, color: 'red' },
      cursor: { anchor: 1, head: 2 },
      extra: 'weg',
    });
    official.provider.awareness.setLocalStateField('user', { name: 'x' });
    await eventually(() => seenBy(official, anna)?.cursor, 'Anna is seen');
    const state = seenBy(official, anna);
    expect(state).toEqual({
      user: { name: 'resident van Proef', staff: false, color: expect.stringMatching(/^#[0-9a-f]{6}$/), tone: expect.any(Number) },
      cursor: { anchor: 1, head: 2 },
    });
    expect(await eventually(() => seenBy(anna, official), 'the official is seen')).toMatchObject({
      user: { name: 'official van Proef', staff: true, tone: 3 },
    });
  });

  test('comes and goes, and comes again', async () => {
    const [anna, bram] = [await open('resident'), await open('resident2')];
    anna.provider.awareness.setLocalStateField('cursor', { anchor: 1 });
    await eventually(() => seenBy(bram, anna), 'Anna is seen');
    anna.provider.disconnect();
    await eventually(() => !seenBy(bram, anna), 'Anna is gone');
    anna.provider.connect();
    await eventually(() => seenBy(bram, anna), 'Anna is back');
  });

  test('is known to who comes later', async () => {
    const anna = await open('resident');
    anna.provider.awareness.setLocalStateField('cursor', { anchor: 1 });
    await sleep(200);
    const bram = await open('resident2');
    await eventually(() => seenBy(bram, anna), 'Anna was there already');
  });

  test('cannot be sent away, or moved, by somebody else', async () => {
    const [anna, bram] = [await open('resident'), await open('resident2')];
    anna.provider.awareness.setLocalStateField('cursor', { anchor: 1 });
    await eventually(() => seenBy(bram, anna), 'Anna is seen');
    const raw = await openRaw(server, documentId, { cookie: await cookieOf(handle.db, world.people.unverified) });
    raw.send(awarenessMessage(anna.doc.clientID, 2 ** 40, null));
    raw.send(awarenessMessage(anna.doc.clientID, 2 ** 40, { cursor: { anchor: 99 } }));
    await sleep(300);
    expect(seenBy(bram, anna)).toMatchObject({ cursor: { anchor: 1 }, user: { name: 'resident van Proef' } });
    raw.socket.close();
  });

  test('has one cursor for each connection', async () => {
    const bram = await open('resident2');
    const raw = await openRaw(server, documentId, { cookie: await cookieOf(handle.db, world.people.resident) });
    for (const client of [11, 12, 13]) raw.send(awarenessMessage(client, 1, { cursor: null }));
    await eventually(() => bram.provider.awareness.getStates().has(11), 'the first is seen');
    await sleep(200);
    expect(bram.provider.awareness.getStates().has(12)).toBe(false);
    raw.socket.close();
    await eventually(() => !bram.provider.awareness.getStates().has(11), 'gone when the connection closes');
  });

  test.each([
    ['more than a cursor', { cursor: 'x'.repeat(3_000) }, 4413],
    ['no JSON', null, 4422],
  ])('with %s is refused', async (_, state, code) => {
    const raw = await openRaw(server, documentId, { cookie: await cookieOf(handle.db, world.people.resident) });
    raw.send(state ? awarenessMessage(5, 1, state) : new Uint8Array([1, 4, 1, 5, 1, 200]));
    expect(await raw.closed).toBe(code);
  });

  test('of a section that only may be read is nobody', async () => {
    const id = world.sections.fixed.documentId;
    const [anna, bram] = [
      openEditor(server, id, { cookie: await cookieOf(handle.db, world.people.resident) }),
      openEditor(server, id, { cookie: await cookieOf(handle.db, world.people.resident2) }),
    ];
    editors.push(anna, bram);
    await eventually(() => anna.provider.synced && bram.provider.synced, 'in step');
    anna.provider.awareness.setLocalStateField('cursor', { anchor: 1 });
    await sleep(250);
    expect(seenBy(bram, anna)).toBeUndefined();
  });
});
