/** A document as it lies in the database, and what can be made of it without the database: here or in a thread of its own. */
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import * as Y from 'yjs';
import { applyAsIs } from './apply-as-is.ts';
import { documentText } from './schema.ts';
import { applyState, applyStateInTurns, encodeState } from './snapshot-state.ts';

/** The newest snapshot, and the updates after it in order. */
export type Stored = {
  id: string;
  lastSeq: number;
  /** How often words had been taken out of it. */
  redactions: number;
  snapshotSeq: number;
  state: Uint8Array | null;
  tail: { seq: number; payload: Uint8Array }[];
};

/** `state`: see `snapshot-state.ts`. */
export type Snapshot = { state: Uint8Array; stateVector: Uint8Array; textSha256: string };

/** Fails closed: a document that cannot be read whole is not served, for a writer would overwrite what is missing. */
function assertWhole({ id, lastSeq, snapshotSeq, state, tail }: Stored): void {
  const expected = lastSeq - snapshotSeq;
  if (tail.length !== expected || tail.some((row, index) => row.seq !== snapshotSeq + 1 + index) || (snapshotSeq > 0 && !state)) {
    throw new Error(`document ${id}: the log has a gap (${tail.length} of ${expected} updates after ${snapshotSeq})`);
  }
}

/** Milliseconds of work before others get their turn. */
const TURN_MS = 4;

/** As `rebuild`, with turns for others of this process in between when it is large. @throws as `rebuild` */
export async function rebuildInTurns(stored: Stored): Promise<Y.Doc> {
  if (isSmall(stored)) return rebuild(stored);
  assertWhole(stored);
  const doc = new Y.Doc();
  if (stored.state) await applyStateInTurns(doc, stored.state);
  const tail = stored.tail.values();
  for (let row = tail.next(); !row.done; await setImmediate()) {
    const began = performance.now();
    doc.transact(() => {
      for (; !row.done && performance.now() - began < TURN_MS; row = tail.next()) applyAsIs(doc, row.value.payload);
    });
  }
  return doc;
}

/** @throws Error when the log has a gap */
export function rebuild(stored: Stored): Y.Doc {
  assertWhole(stored);
  const { state, tail } = stored;
  const doc = new Y.Doc();
  doc.transact(() => {
    if (state) applyState(doc, state);
    for (const { payload } of tail) applyAsIs(doc, payload);
  });
  return doc;
}

/** @throws when the snapshot, read back, does not say the same as the document */
export function makeSnapshot(stored: Stored): Snapshot {
  const doc = rebuild(stored);
  const state = encodeState(doc);
  const fingerprint = fingerprintOf(doc);
  const again = new Y.Doc();
  applyState(again, state);
  const check = fingerprintOf(again);
  if (check.textSha256 !== fingerprint.textSha256 || Buffer.compare(check.stateVector, fingerprint.stateVector) !== 0) {
    throw new Error(`the snapshot of document ${stored.id} at ${stored.lastSeq} does not read back the same`);
  }
  return { state, ...fingerprint };
}

function fingerprintOf(doc: Y.Doc): Omit<Snapshot, 'state'> {
  return { stateVector: Y.encodeStateVector(doc), textSha256: createHash('sha256').update(documentText(doc)).digest('hex') };
}

/** Worked through in some milliseconds. A row costs as much as some hundred bytes: five hundred rows with one letter each took 15 to 40 ms. */
export function isSmall(stored: Stored): boolean {
  return stored.tail.length < 100 && sizeOf(stored) < 16 * 1024;
}

/** Bytes that have to be worked through to build it. */
function sizeOf({ state, tail }: Stored): number {
  return tail.reduce((bytes, { payload }) => bytes + payload.length, state?.length ?? 0);
}

/** Yjs's second format, of snapshots, is three to four times as small as the first; of a text with every letter on its own, not six times. */
const V1_PER_V2 = 6;

/** At most how many bytes the document is as one update (v1), without making that update. */
export function boundOf({ state, tail }: Stored): number {
  return tail.reduce((bytes, { payload }) => bytes + payload.length, (state?.length ?? 0) * V1_PER_V2);
}
