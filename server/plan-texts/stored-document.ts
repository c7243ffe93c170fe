/** A document as it lies in the database, and what can be made of it without the database: here or in a thread of its own. */
import { createHash } from 'node:crypto';
import * as Y from 'yjs';
import { documentText } from './schema.ts';

/** The newest snapshot, and the updates after it in order. */
export type Stored = {
  id: string;
  lastSeq: number;
  snapshotSeq: number;
  state: Uint8Array | null;
  tail: { seq: number; payload: Uint8Array }[];
};

export type Snapshot = { state: Uint8Array; stateVector: Uint8Array; textSha256: string };

/** Fails closed: a document that cannot be read whole is not served, for a writer would overwrite what is missing. */
export function rebuild({ id, lastSeq, snapshotSeq, state, tail }: Stored): Y.Doc {
  const expected = lastSeq - snapshotSeq;
  if (tail.length !== expected || tail.some((row, index) => row.seq !== snapshotSeq + 1 + index) || (snapshotSeq > 0 && !state)) {
    throw new Error(`document ${id}: the log has a gap (${tail.length} of ${expected} updates after ${snapshotSeq})`);
  }
  const doc = new Y.Doc();
  doc.transact(() => {
    if (state) Y.applyUpdateV2(doc, state);
    for (const { payload } of tail) Y.applyUpdate(doc, payload);
  });
  return doc;
}

/** @throws when the snapshot, read back, does not say the same as the document */
export function makeSnapshot(stored: Stored): Snapshot {
  const doc = rebuild(stored);
  const state = Y.encodeStateAsUpdateV2(doc);
  const fingerprint = fingerprintOf(doc);
  const again = new Y.Doc();
  Y.applyUpdateV2(again, state);
  const check = fingerprintOf(again);
  if (check.textSha256 !== fingerprint.textSha256 || Buffer.compare(check.stateVector, fingerprint.stateVector) !== 0) {
    throw new Error(`the snapshot of document ${stored.id} at ${stored.lastSeq} does not read back the same`);
  }
  return { state, ...fingerprint };
}

function fingerprintOf(doc: Y.Doc): Omit<Snapshot, 'state'> {
  return { stateVector: Y.encodeStateVector(doc), textSha256: createHash('sha256').update(documentText(doc)).digest('hex') };
}

/** Bytes that have to be worked through to build it. */
export function sizeOf({ state, tail }: Stored): number {
  return tail.reduce((bytes, { payload }) => bytes + payload.length, state?.length ?? 0);
}

/** Yjs's second format, of snapshots, is three to four times as small as the first; of a text with every letter on its own, not six times. */
const V1_PER_V2 = 6;

/** At most how many bytes the document is as one update (v1), without making that update. */
export function boundOf({ state, tail }: Stored): number {
  return tail.reduce((bytes, { payload }) => bytes + payload.length, (state?.length ?? 0) * V1_PER_V2);
}
