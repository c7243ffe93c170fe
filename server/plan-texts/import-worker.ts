/** The thread in which a large file is read: see `import-thread.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { type PlanFile, readPlan } from './import-file.ts';
import { PlanFileError } from './import-refusals.ts';

export type ReadReply = { plan: PlanFile } | { refused: Pick<PlanFileError, 'reason' | 'line' | 'about'> } | { problem: string };

async function reply(): Promise<ReadReply> {
  try {
    return { plan: await readPlan(workerData as Uint8Array) };
  } catch (error) {
    if (error instanceof PlanFileError) return { refused: { reason: error.reason, line: error.line, about: error.about } };
    return { problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.postMessage(await reply());
