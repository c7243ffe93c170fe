/** The thread that puts a backup back to try it. */
import { parentPort, workerData } from 'node:worker_threads';
import { SILENT } from '../../db/log.ts';
import { type Back, putBackAndLook } from './try-backup.ts';

export type TryInput = { file: string; image: string | null };
export type TryReply = { back: Back } | { problem: string };

const { file, image } = workerData as TryInput;
const reply = await putBackAndLook({ file, image, log: SILENT }).then(
  (back): TryReply => ({ back }),
  (error: unknown): TryReply => ({ problem: error instanceof Error ? error.message : String(error) }),
);
parentPort?.postMessage(reply);
