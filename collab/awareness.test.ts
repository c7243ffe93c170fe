import { describe, expect, test } from 'vitest';
import { CLOSE } from './close-codes.ts';
import { awarenessMessage, type Editor, manyStates, openRaw } from './testing/clients.ts';
import { cookieOf } from './testing/server.ts';
import { setStage } from './testing/stage.ts';
import { eventually, sleep } from './testing/waiting.ts';

const stage = setStage();

const open = (person: keyof typeof stage.world.people) => stage.open(person);

function seenBy(editor: Editor, other: Editor): Record<string, unknown> | undefined {
  return editor.provider.awareness.getStates().get(other.doc.clientID);
}

describe('who is writing', () => {
  test('is told by the stage.server, whatever name a client gives itself', async () => {
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
    const raw = await openRaw(stage.server, stage.documentId, { cookie: await cookieOf(stage.handle.db, stage.world.people.unverified) });
    raw.send(awarenessMessage(anna.doc.clientID, 2 ** 40, null));
    raw.send(awarenessMessage(anna.doc.clientID, 2 ** 40, { cursor: { anchor: 99 } }));
    await sleep(300);
    expect(seenBy(bram, anna)).toMatchObject({ cursor: { anchor: 1 }, user: { name: 'resident van Proef' } });
    raw.socket.close();
  });

  test('has one cursor for each connection', async () => {
    const bram = await open('resident2');
    const raw = await openRaw(stage.server, stage.documentId, { cookie: await cookieOf(stage.handle.db, stage.world.people.resident) });
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
    const raw = await openRaw(stage.server, stage.documentId, { cookie: await cookieOf(stage.handle.db, stage.world.people.resident) });
    raw.send(state ? awarenessMessage(5, 1, state) : new Uint8Array([1, 4, 1, 5, 1, 200]));
    expect(await raw.closed).toBe(code);
  });

  test('of a section that only may be read is nobody', async () => {
    const id = stage.world.sections.fixed.documentId;
    const [anna, bram] = [await stage.open('resident', { id }), await stage.open('resident2', { id })];
    anna.provider.awareness.setLocalStateField('cursor', { anchor: 1 });
    await sleep(250);
    expect(seenBy(bram, anna)).toBeUndefined();
  });

  test('is told at most ten times a second, however often it is said, and the last is right', async () => {
    const [listener, raw] = [await stage.openRaw('resident2'), await stage.openRaw('resident')];
    const began = performance.now();
    for (let count = 0; count < 60; count++) {
      raw.send(awarenessMessage(7, count, { cursor: { anchor: count } }));
      if (count % 10 === 9) await sleep(50);
    }
    const heard = () => listener.received.filter(({ type }) => type === 1);
    await eventually(() => Buffer.from(heard().at(-1)?.payload ?? []).includes('"anchor":59'), 'the last is told');
    expect(heard().length).toBeLessThanOrEqual((performance.now() - began) / 100 + 1);
  });

  test('may take two KiB and no more', async () => {
    const sized = (bytes: number) => ({ cursor: 'x'.repeat(bytes - JSON.stringify({ cursor: '' }).length) });
    const raw = await stage.openRaw('resident');
    const listener = await stage.openRaw('resident2');
    raw.send(awarenessMessage(7, 1, sized(2_048)));
    await eventually(() => listener.received.some(({ type, payload }) => type === 1 && payload.length > 2_048), 'told');
    raw.send(awarenessMessage(7, 2, sized(2_049)));
    expect(await raw.closed).toBe(CLOSE.tooLarge);
  });

  test('of more people than can ever be there is refused', async () => {
    const raw = await stage.openRaw('resident');
    raw.send(awarenessMessage(7, 1, { cursor: null }));
    raw.send(manyStates(2_000));
    await sleep(50);
    expect(raw.socket.readyState).toBe(raw.socket.OPEN);
    raw.send(manyStates(2_001));
    expect(await raw.closed).toBe(CLOSE.invalidUpdate);
  });
});
