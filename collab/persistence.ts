/**
 * The one writer of this process. Updates of all documents that come in while one commit is under way go together in the next (self-clocked: no timer, so a
 * lone keystroke waits for nothing). What is handed over here is committed before anybody else sees it, in the order in which it came per document.
 * When the database fails everything stays in the queue, in order, and is tried again.
 */
import { CompiledQuery } from 'kysely';
import * as Y from 'yjs';
import type { Db } from '../server/context.ts';
import type { Log } from '../server/log.ts';
import { inTime } from './in-time.ts';
import type { Limits } from './limits.ts';

const MAX_GROUP_ROWS = 512;
const MAX_GROUP_BYTES = 512 * 1024;
/** Yjs merges in more than linear time: never many at once. */
export const MAX_MERGE = 64;
const RETRY_MS = { first: 100, most: 2_000 };

export type Entry = {
  documentId: string;
  payload: Uint8Array;
  authorId: string;
  connectionId: string;
  at: Date;
  target: Target;
};

/** Who hears what became of the updates of one document. */
export type Target = {
  /** Stored as rows `firstSeq` to `lastSeq`; in order. */
  committed(entries: Entry[], stored: { firstSeq: number; lastSeq: number }): void;
  /** Not stored yet: the database failed. */
  delayed(): void;
  /** Will never be stored: the section may no longer be written, or the database refuses the rows. */
  rejected(entries: Entry[]): void;
};

export type Persistence = {
  append(entry: Entry): void;
  /** Resolves when nothing of the document is waiting. */
  settled(documentId: string): Promise<void>;
  /** Writes what is waiting, at most for `timeoutMs`. */
  stop(timeoutMs: number): Promise<void>;
  waiting(): number;
};

type Parts = {
  db: Db;
  log: Log;
  limits: Limits;
  /** Hears of every document that has new rows, once they are committed. */
  onStored: (documentId: string, lastSeq: number) => void;
};

export function startPersistence({ db, log, limits, onStored }: Parts): Persistence {
  let queue: Entry[] = [];
  let running: Promise<void> | null = null;
  let stopped = false;

  async function run(): Promise<void> {
    // The rest of this turn's messages join the first group.
    await new Promise<void>((resolve) => setImmediate(resolve));
    let wait = RETRY_MS.first;
    while (queue.length > 0) {
      const group = firstGroup(queue);
      // A database that neither answers nor fails: as when a cable is pulled.
      const slow = setInterval(tellDelayed, limits.commitSlowMs);
      try {
        await commitGroup(group);
        wait = RETRY_MS.first;
      } catch (error) {
        log.error({ err: error, updates: queue.length }, 'co-writing: not saved, trying again');
        tellDelayed();
        if (stopped) break;
        await new Promise((resolve) => setTimeout(resolve, wait));
        wait = Math.min(wait * 2, RETRY_MS.most);
      } finally {
        clearInterval(slow);
      }
    }
  }

  function tellDelayed(): void {
    for (const target of new Set(queue.map((entry) => entry.target))) target.delayed();
  }

  /** What is given up may be committed after all; stored twice, an update changes nothing. */
  const storeInTime = (documents: Map<string, Entry[]>) => inTime(limits.commitLimitMs, store(db, documents));

  async function commitGroup(group: Entry[]): Promise<void> {
    const documents = byDocument(group);
    try {
      settle(documents, await storeInTime(documents));
    } catch (error) {
      if (!isRefusedByDatabase(error)) throw error;
      // Rows the database will never take must not hold up everybody else: each document by itself.
      for (const [documentId, entries] of documents) {
        const alone = new Map([[documentId, entries]]);
        try {
          settle(alone, await storeInTime(alone));
        } catch (cause) {
          if (!isRefusedByDatabase(cause)) throw cause;
          log.error({ err: cause, documentId }, 'co-writing: the database refuses these updates');
          settle(alone, new Map());
        }
      }
    }
  }

  /** What has a range was stored, the rest never will be: the section is closed, or the database refuses it. */
  function settle(documents: Map<string, Entry[]>, stored: Map<string, Stored>): void {
    const settled = new Set([...documents.values()].flat());
    queue = queue.filter((entry) => !settled.has(entry));
    for (const [documentId, entries] of documents) {
      const target = entries[0]?.target;
      const range = stored.get(documentId);
      try {
        if (range) onStored(documentId, range.lastSeq);
        if (range) target?.committed(entries, range);
        else target?.rejected(entries);
      } catch (error) {
        log.error({ err: error, documentId }, 'co-writing: telling of a commit failed');
      }
    }
  }

  function start(): void {
    running ??= run()
      .catch((error) => log.error({ err: error }, 'co-writing: the writer stopped'))
      .finally(() => {
        running = null;
        if (queue.length > 0 && !stopped) start();
      });
  }

  return {
    append(entry) {
      queue.push(entry);
      start();
    },
    async settled(documentId) {
      while (queue.some((entry) => entry.documentId === documentId)) {
        start();
        await (stopped ? Promise.resolve() : Promise.race([running, new Promise((resolve) => setTimeout(resolve, 50))]));
        if (stopped) return;
      }
    },
    async stop(timeoutMs) {
      const deadline = new Promise((resolve) => setTimeout(resolve, timeoutMs).unref());
      await Promise.race([
        (async () => {
          while (running) await running;
        })(),
        deadline,
      ]);
      stopped = true;
      if (queue.length > 0) log.error({ updates: queue.length }, 'co-writing: stopped with updates that could not be saved');
    },
    waiting: () => queue.length,
  };
}

function firstGroup(queue: readonly Entry[]): Entry[] {
  let bytes = 0;
  const end = queue.findIndex((entry, index) => {
    bytes += entry.payload.length;
    return index > 0 && (index >= MAX_GROUP_ROWS || bytes > MAX_GROUP_BYTES);
  });
  return end === -1 ? queue.slice() : queue.slice(0, end);
}

function byDocument(entries: readonly Entry[]): Map<string, Entry[]> {
  const documents = new Map<string, Entry[]>();
  for (const entry of entries) {
    const list = documents.get(entry.documentId);
    if (list) list.push(entry);
    else documents.set(entry.documentId, [entry]);
  }
  return documents;
}

type Row = Omit<Entry, 'target'>;

/** Consecutive updates of one connection become one row. */
function toRows(entries: readonly Entry[]): Row[] {
  const runs: Entry[][] = [];
  for (const entry of entries) {
    const run = runs.at(-1);
    if (run && run[0]?.connectionId === entry.connectionId && run.length < MAX_MERGE) run.push(entry);
    else runs.push([entry]);
  }
  return runs.flatMap((run) => {
    const [first] = run;
    return first ? [{ ...first, payload: run.length === 1 ? first.payload : Y.mergeUpdates(run.map((entry) => entry.payload)) }] : [];
  });
}

type Stored = { firstSeq: number; lastSeq: number };

/** Built once: putting it together for every few letters took a tenth of the server's time. Without a channel: who else has the document open hears of it afterwards (`telling.ts`). */
const STORE = `select id, first_seq, last_seq from append_document_updates(
  null, $1::uuid[], $2::int[], null, $3::int[], $4::uuid[], $5::text[], $6::timestamptz[], $7::bytea[])`;

/**
 * One call, so one round trip and one commit (the function stands in migration 0032).
 * @returns per document where its rows are; a document that is missing took nothing
 */
async function store(db: Db, documents: Map<string, Entry[]>): Promise<Map<string, Stored>> {
  const ids = [...documents.keys()];
  const rows = [...documents.values()].map(toRows);
  const flat = rows.flatMap((list) => list.map((row, index) => ({ ...row, ordinal: index + 1 })));
  const { rows: stored } = await db.executeQuery<{ id: string; first_seq: number; last_seq: number }>(
    CompiledQuery.raw(STORE, [
      ids,
      rows.map((list) => list.length),
      flat.map((row) => row.ordinal),
      flat.map((row) => row.authorId),
      flat.map((row) => row.connectionId),
      flat.map((row) => row.at.toISOString()),
      flat.map((row) => Buffer.from(row.payload)),
    ]),
  );
  return new Map(stored.map((row) => [row.id, { firstSeq: Number(row.first_seq), lastSeq: Number(row.last_seq) }]));
}

/** Data exceptions and broken constraints (SQLSTATE 22, 23): trying again would give the same. */
function isRefusedByDatabase(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^2[23]/.test(error.code);
}
