/** A snapshot now and then, so that a section opens quickly however long its log is. */
import type { Db } from '../server/context.ts';
import type { Log } from '../server/log.ts';
import { compactDocument } from '../server/plan-texts/documents.ts';

/** Rows and bytes of the log after which one is made. */
const ROWS = 500;
const BYTES = 256 * 1024;

export type Snapshots = {
  /** So much was added to the log. */
  grown(rows: number, bytes: number): void;
  /** Makes one if anything was added; one at a time. A failure is only logged: the log itself has everything. */
  make(): Promise<void>;
};

export function keepSnapshots(documentId: string, { db, log, now }: { db: Db; log: Log; now: () => Date }): Snapshots {
  let since = { rows: 0, bytes: 0 };
  let making: Promise<void> | null = null;

  function make(): Promise<void> {
    if (making) return making;
    if (since.rows === 0) return Promise.resolve();
    since = { rows: 0, bytes: 0 };
    making = compactDocument(db, documentId, now())
      .then(() => undefined)
      .catch((error) => log.error({ err: error, documentId }, 'co-writing: no snapshot could be made'))
      .finally(() => {
        making = null;
      });
    return making;
  }

  return {
    make,
    grown(rows, bytes) {
      since = { rows: since.rows + rows, bytes: since.bytes + bytes };
      if (since.rows >= ROWS || since.bytes >= BYTES) void make();
    },
  };
}
