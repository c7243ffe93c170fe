/**
 * Tells the other nodes which documents have new rows. Beside the commits and not in them: a message takes a lock that all commits of a database share, so many go
 * together. It only wakes: the log is the truth, and who misses a message looks by itself within a second (`rights-watch.ts`).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '../server/context.ts';
import type { Log } from '../server/log.ts';
import { DOCUMENT_CHANNEL } from '../server/plan-texts/documents.ts';

/** From one message to the next. */
const GATHER_MS = 4;

export type Telling = {
  tell(documentId: string, lastSeq: number): void;
  /** Resolves when everything was told, or could not be. */
  settle(): Promise<void>;
};

export function createTelling({ db, log }: { db: Db; log: Log }): Telling {
  let untold = new Map<string, number>();
  let telling: Promise<void> | null = null;

  async function run(): Promise<void> {
    while (untold.size > 0) {
      const payloads = [...untold].map(([documentId, lastSeq]) => `${documentId}:${lastSeq}`);
      untold = new Map();
      // The rows are on the disk already; the message need not wait for it.
      await sql`select set_config('synchronous_commit', 'off', true), pg_notify(${DOCUMENT_CHANNEL}, payload)
        from unnest(${payloads}::text[]) as payload`
        .execute(db)
        .catch((error) => log.warn({ err: error }, 'co-writing: other nodes were not woken'));
      await sleep(GATHER_MS);
    }
  }

  return {
    tell(documentId, lastSeq) {
      untold.set(documentId, lastSeq);
      telling ??= run().finally(() => {
        telling = null;
      });
    },
    async settle() {
      await telling;
    },
  };
}
