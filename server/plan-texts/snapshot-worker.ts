/** The thread that makes snapshots: one at a time, in the order asked. */
import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { makeSnapshot, type Snapshot, type Stored } from './stored-document.ts';

export type SnapshotReply = { snapshot: Snapshot } | { problem: string };

// On Linux this is of the thread alone, elsewhere of the whole process: who types comes first on a core that both share.
if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_LOW);

parentPort?.on('message', (stored: Stored) => parentPort?.postMessage(reply(stored)));

function reply(stored: Stored): SnapshotReply {
  try {
    return { snapshot: makeSnapshot(stored) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
