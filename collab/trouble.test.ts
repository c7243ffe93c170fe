import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { openEditor, openRaw, syncMessage } from './testing/clients.ts';
import { cookieOf } from './testing/server.ts';
import { setStage } from './testing/stage.ts';
import { paragraphUpdate, textOf, typeOn } from './testing/texts.ts';
import { eventually, sleep } from './testing/waiting.ts';

const stage = setStage();

const stored = () => stage.stored();

describe('when the database fails', () => {
  test('writers hear that nothing is saved, others see nothing of it, and all is saved in order when it is back', async () => {
    const [anna, bram] = [
      await cookieOf(stage.handle.db, stage.world.people.resident),
      await cookieOf(stage.handle.db, stage.world.people.resident2),
    ];
    const writer = await openRaw(stage.server, stage.documentId, { cookie: anna, extended: true });
    const reader = openEditor(stage.server, stage.documentId, { cookie: bram });
    await eventually(() => reader.provider.synced && writer.received.length > 0, 'both in');
    const doc = new Y.Doc();
    writer.sendUpdate(paragraphUpdate('voor', doc));
    await eventually(() => reader.text() === 'voor', 'saved and seen');

    await sql`alter table document_update rename to document_update_away`.execute(stage.handle.db);
    const news: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => news.push(update));
    for (const letter of ' tijdens de storing') typeOn(doc, letter);
    for (const update of news) writer.sendUpdate(update);
    await eventually(() => writer.said.some((said) => JSON.stringify(said) === '{"unsaved":true}'), 'told that nothing is saved');
    // Also who asks for the state now waits until it is stored.
    const late = await openRaw(stage.server, stage.documentId, { cookie: bram });
    late.send(syncMessage(0, Y.encodeStateVector(new Y.Doc())));
    await sleep(300);
    expect(reader.text()).toBe('voor');
    expect(late.received.filter((message) => message.step === 1)).toEqual([]);

    await sql`alter table document_update_away rename to document_update`.execute(stage.handle.db);
    await eventually(() => reader.text() === 'voor tijdens de storing', 'seen after it came back');
    await eventually(() => late.received.some((message) => message.step === 1), 'the late one gets its answer');
    await eventually(() => JSON.stringify(writer.said.at(-1)).includes(`"through":${news.length + 1}`), 'told that all is saved');
    expect(await stored()).toBe('voor tijdens de storing');
    for (const raw of [writer, late]) raw.socket.close();
    reader.stop();
  });

  test('no more is kept in memory than agreed', async () => {
    await stage.restart({ unsavedBytes: 50_000 });
    const raw = await openRaw(stage.server, stage.documentId, { cookie: await cookieOf(stage.handle.db, stage.world.people.resident) });
    const doc = new Y.Doc();
    raw.sendUpdate(paragraphUpdate('begin', doc));
    await eventually(async () => (await stored()) === 'begin', 'stored');
    await sql`alter table document_update rename to document_update_away`.execute(stage.handle.db);
    doc.on('update', (update: Uint8Array) => raw.sendUpdate(update));
    for (let count = 0; count < 12; count++) typeOn(doc, 'x'.repeat(10_000));
    expect(await raw.closed).toBe(1013);
    await sql`alter table document_update_away rename to document_update`.execute(stage.handle.db);
    await eventually(async () => (await stored()).length > 40_000, 'what was taken is stored');
  });
});

describe('a reader that does not read', () => {
  test('is left behind, and dropped when it stays behind, while the others go on', async () => {
    await stage.restart({
      bufferedBytes: 16 * 1024,
      unsavedBytes: 1e9,
      behindMs: 500,
      messages: { perSecond: 1_000, burst: 1_000 },
      bytes: { perSecond: 1e8, burst: 1e8 },
    });
    const anna = await cookieOf(stage.handle.db, stage.world.people.resident);
    const writer = openEditor(stage.server, stage.documentId, { cookie: anna });
    const reader = openEditor(stage.server, stage.documentId, { cookie: await cookieOf(stage.handle.db, stage.world.people.resident2) });
    const slow = await openRaw(stage.server, stage.documentId, { cookie: anna });
    await eventually(() => writer.provider.synced && reader.provider.synced && slow.received.length > 0, 'all in');
    slow.socket.pause();
    writer.write('begin');
    const content = writer.doc.getXmlFragment('content');
    // Much more than the kernel buffers for a socket: a large paragraph comes and goes again and again.
    for (let count = 0; count < 100; count++) {
      writer.write('x'.repeat(150_000));
      content.delete(1, 1);
      if (count % 10 === 9) await sleep(30);
    }
    typeOn(writer.doc, ' einde');
    await eventually(() => reader.text() === 'begin einde', 'others go on', 10_000);
    await sleep(2_500);
    slow.socket.resume();
    expect(await slow.closed).toBe(4408);
    expect(writer.closed()).toBeNull();
    writer.stop();
    reader.stop();
  }, 30_000);

  test('gets the difference in one piece when it reads again in time', async () => {
    await stage.restart({
      bufferedBytes: 16 * 1024,
      unsavedBytes: 1e9,
      behindMs: 20_000,
      messages: { perSecond: 1_000, burst: 1_000 },
      bytes: { perSecond: 1e8, burst: 1e8 },
    });
    const anna = await cookieOf(stage.handle.db, stage.world.people.resident);
    const writer = openEditor(stage.server, stage.documentId, { cookie: anna });
    const slow = await openRaw(stage.server, stage.documentId, { cookie: anna });
    await eventually(() => writer.provider.synced && slow.received.length > 0, 'both in');
    slow.socket.pause();
    writer.write('begin');
    for (let count = 0; count < 60; count++) {
      writer.write('x'.repeat(150_000));
      writer.doc.getXmlFragment('content').delete(1, 1);
      if (count % 10 === 9) await sleep(30);
    }
    typeOn(writer.doc, ' einde');
    await eventually(async () => (await stored()) === 'begin einde', 'stored', 10_000);
    slow.socket.resume();
    await eventually(
      () => {
        const doc = new Y.Doc();
        for (const { type, step, payload } of slow.received) if (type === 0 && step === 2) Y.applyUpdate(doc, payload);
        return textOf(doc) === 'begin einde' && doc.store.pendingStructs === null;
      },
      'the slow one has everything',
      10_000,
    );
    slow.socket.close();
    writer.stop();
  }, 30_000);
});
