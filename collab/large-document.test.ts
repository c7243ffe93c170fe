import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { appendUpdates, compactDocument, loadDocument } from '../server/plan-texts/documents.ts';
import { longHistory } from '../server/testing/long-history.ts';
import { setStage } from './testing/stage.ts';
import { textOf } from './testing/texts.ts';

const EDITS = 250_000;

const stage = setStage();

describe(`a section with ${EDITS} edits`, () => {
  test('opens in a few times what reading it takes, and nobody’s keys wait while its snapshot is made', { timeout: 60_000 }, async () => {
    const { handle, world, documentId, now } = stage;
    const { rows, doc } = longHistory({ edits: EDITS, leapOneIn: 30, backOneIn: 4, backAtMost: 1 });
    await handle.db
      .insertInto('document_client')
      .values({ document_id: documentId, client_id: doc.clientID, person_id: world.people.resident.id })
      .execute();
    const authorId = world.people.resident.id;
    for (let start = 0; start < rows.length; start += 500) {
      const part = rows.slice(start, start + 500).map((payload) => ({ payload, authorId, connectionId: null, at: now }));
      await appendUpdates(handle.db, documentId, part);
    }

    const stalls = monitorEventLoopDelay({ resolution: 1 });
    stalls.enable();
    expect(await compactDocument(handle.db, documentId, now)).toBe(rows.length);
    stalls.disable();
    // Reading the section once, on this machine at this moment, is what everything is measured by.
    const once = Math.min(...Array.from({ length: 3 }, () => readOnce(doc)));
    // What stays here is reading the rows and writing the snapshot; making and checking it takes several times as long.
    expect(stalls.max / 1e6).toBeLessThan(6 * once);

    // Server, database thread and client together. On a quiet machine this is under a second (`npm run bench -- collab`).
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      await stage.restart();
      const started = process.cpuUsage();
      const reader = await stage.open(null);
      expect(reader.text()).toBe(textOf(doc));
      const { user, system } = process.cpuUsage(started);
      times.push((user + system) / 1_000);
      reader.stop();
    }
    expect(Math.min(...times)).toBeLessThan(12 * once);
    expect(textOf((await loadDocument(handle.db, documentId)).doc)).toBe(textOf(doc));
  });
});

/** Time of the processor, in ms. */
function readOnce(doc: Y.Doc): number {
  const update = Y.encodeStateAsUpdate(doc);
  const started = process.cpuUsage();
  Y.applyUpdate(new Y.Doc(), update);
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1_000;
}
