/** The thread that makes snapshots of large documents: one at a time, in the order asked. */
import { parentPort } from 'node:worker_threads';
import { makeSnapshot, type Snapshot, type Stored } from './stored-document.ts';

export type SnapshotReply = { snapshot: Snapshot } | { problem: string };

parentPort?.on('message', (stored: Stored) => parentPort?.postMessage(reply(stored)));

function reply(stored: Stored): SnapshotReply {
  try {
    return { snapshot: makeSnapshot(stored) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
