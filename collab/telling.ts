/**
 * Tells which documents have new rows: to the other nodes, and to who keeps pages of them. Beside the commits and not in them: a message takes a lock that all commits of a database share, so many go
 * together. It only wakes: the log is the truth, and who misses a message looks by itself within a second (`rights-watch.ts`).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '../server/context.ts';
import type { Log } from '../server/log.ts';
import { DOCUMENT_CHANNEL } from '../server/plan-texts/documents.ts';

export type Telling = {
  tell(documentId: string, lastSeq: number): void;
  /** Resolves when everything was told, or could not be. */
  settle(): Promise<void>;
};

/** @param everyMs from one message to the next */
export function createTelling({ db, log, everyMs }: { db: Db; log: Log; everyMs: number }): Telling {
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
        .catch((error) => log.warn({ err: error }, 'co-writing: nobody was told of new rows'));
      await sleep(everyMs);
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
