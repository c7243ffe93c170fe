import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { loadDocument } from '../server/plan-texts/documents.ts';
import { openRaw, type RawClient } from './testing/clients.ts';
import { setStage, UNHURRIED } from './testing/stage.ts';
import { textOf, writeParagraph } from './testing/texts.ts';
import { eventually } from './testing/waiting.ts';

const TRACE = '/work/shared/data/editing-traces/friendsforever.json.gz';

/** `parents`: what the writer had seen; `patches`: position, deleted, inserted. */
type Change = { parents: number[]; agent: 0 | 1; patches: [number, number, string][] };
type Trace = { endContent: string; txns: Change[] };

type Writer = { doc: Y.Doc; raw: RawClient; text: Y.Text; sent: Sent | null; outbox: Sent[] };
type Sent = { index: number; update: Uint8Array };

const stage = setStage({ limits: UNHURRIED });

/** Somebody who sends what they type when the trace says that the other saw it: until then their line is slow. */
async function join(person: 'resident' | 'resident2', clientId: number): Promise<Writer> {
  const raw = await openRaw(stage.server, stage.documentId, { cookie: await stage.cookie(person) });
  const doc = new Y.Doc();
  // The trace orders two letters typed at the same place by the number of their writer.
  doc.clientID = clientId;
  raw.socket.on('message', () => {
    for (const { type, step, payload } of raw.received.splice(0)) if (type === 0 && step === 2) Y.applyUpdate(doc, payload);
  });
  return { doc, raw, text: new Y.Text(), sent: null, outbox: [] };
}

function type({ doc, text, outbox }: Writer, index: number, { patches }: Change): void {
  doc.once('update', (update: Uint8Array) => outbox.push({ index, update }));
  doc.transact(() => {
    for (const [position, deleted, inserted] of patches) {
      if (deleted > 0) text.delete(position, deleted);
      if (inserted !== '') text.insert(position, inserted);
    }
  });
}

function send(writer: Writer, through: number): void {
  for (let next = writer.outbox[0]; next && next.index <= through; next = writer.outbox[0]) {
    writer.raw.sendUpdate(next.update);
    writer.sent = next;
    writer.outbox.shift();
  }
}

/** Whether a document has what this update writes and deletes. */
function has(doc: Y.Doc, update: Uint8Array): boolean {
  const { structs, ds } = Y.decodeUpdate(update);
  const written = structs.every(({ id, length }) => Y.getState(doc.store, id.client) >= id.clock + length);
  return (
    written && [...ds.clients].every(([client, ranges]) => ranges.every(({ clock, len }) => isDeleted(doc, client, clock, clock + len)))
  );
}

function isDeleted(doc: Y.Doc, client: number, from: number, to: number): boolean {
  const structs = doc.store.clients.get(client) ?? [];
  if (Y.getState(doc.store, client) < to) return false;
  for (let index = Y.findIndexSS(structs, from); (structs[index]?.id.clock ?? to) < to; index++) if (!structs[index]?.deleted) return false;
  return true;
}

function firstText(doc: Y.Doc): Y.Text | null {
  const paragraph = doc.getXmlFragment('content').get(0);
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
  return text instanceof Y.XmlText ? text : null;
}

/** The other's words come in, over the server. */
async function arrived({ doc }: Writer, { sent }: Writer): Promise<void> {
  const end = performance.now() + 5_000;
  while (sent && !has(doc, sent.update)) {
    if (performance.now() > end) throw new Error(`the words of change ${sent.index} did not come in`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe.runIf(existsSync(TRACE))('two people who really typed one text at the same time', () => {
  test('come to the same text letter by letter, and so it is stored', { timeout: 60_000 }, async () => {
    const { endContent, txns } = JSON.parse(gunzipSync(readFileSync(TRACE)).toString()) as Trace;
    const writers = [await join('resident', 1_000), await join('resident2', 2_000)] as const;
    const [first, second] = writers;
    writeParagraph(first.doc, '');
    first.raw.sendUpdate(Y.encodeStateAsUpdate(first.doc));
    first.text = firstText(first.doc) ?? first.text;
    second.text = await eventually(() => firstText(second.doc), 'the second sees the paragraph');

    for (const [index, change] of txns.entries()) {
      const writer = writers[change.agent];
      const other = writers[1 - change.agent] as Writer;
      const needed = Math.max(-1, ...change.parents.filter((parent) => txns[parent]?.agent !== change.agent));
      if ((other.sent?.index ?? -1) < needed) {
        send(other, needed);
        await arrived(writer, other);
      }
      type(writer, index, change);
    }
    for (const writer of writers) send(writer, Number.POSITIVE_INFINITY);
    await eventually(() => writers.every(({ doc }) => textOf(doc) === endContent), 'both have the text of the trace', 10_000);
    await eventually(async () => (await stage.stored()) === endContent, 'and so it is stored');
    const reader = await stage.open(null);
    expect(reader.text()).toBe(endContent);
    const { seq } = await loadDocument(stage.handle.db, stage.documentId);
    expect(seq).toBeGreaterThan(1_000);
  });
});
