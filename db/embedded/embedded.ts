import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Kysely, PostgresDialect } from 'kysely';
import type { DatabaseHandle } from '../client.ts';
import { type DatabaseLog, errorsTo } from '../log.ts';
import type { Database } from '../schema.ts';
import { embeddedPool } from './dialect.ts';
import { type Engine, type EngineOptions, startEngine } from './engine.ts';
import { openFolder } from './folder.ts';
import { lockDatabase } from './lock.ts';
import { makeSnapshot } from './snapshots.ts';
import { startThread } from './worker-thread.ts';

const LIMITS = { statementLimitMs: 30_000, idleLimitMs: 10_000, waitLimitMs: 30_000 };

export type EmbeddedOptions = {
  dataDir: string;
  log: DatabaseLog;
  /** What an empty folder begins with; without it the image of the build, if there is one. */
  image?: string;
  limits?: Partial<typeof LIMITS>;
  onError?: ((error: unknown) => void) | undefined;
};

/**
 * Opens the embedded database in `dataDir`; the folder is ours until `close()`.
 * @throws DatabaseInUseError, DatabaseDamagedError
 */
export async function openEmbedded({
  dataDir,
  log,
  image = emptyImage() ?? undefined,
  limits,
  onError,
}: EmbeddedOptions): Promise<DatabaseHandle> {
  const lock = lockDatabase(dataDir);
  if (lock.uncleanStop) log.warn({ dataDir }, 'the last run did not stop cleanly; PostgreSQL replays its log');
  const open = () => openFolder({ dataDir, image: image ?? null, log });
  const opened = await open().catch((error) => {
    lock.release();
    throw error;
  });
  const options: EngineOptions = { ...LIMITS, ...limits, log, reopen: async () => (await open()).thread };
  const engine = startEngine(opened.thread, options);
  const folder = join(dataDir, 'snapshots');
  return {
    ...shared(engine, onError),
    restoredFrom: opened.restoredFrom,
    async snapshot(reason) {
      await engine.exclusively((thread) => makeSnapshot({ thread, folder, reason }));
    },
    async close() {
      try {
        await engine.close(async (thread) => {
          await makeSnapshot({ thread, folder, reason: 'closing' }).catch((error) =>
            log.error({ err: error }, 'no snapshot could be made at closing'),
          );
        });
      } finally {
        lock.release();
      }
    },
  };
}

/** A database in memory, gone at `close()`. `image`: a tar.gz to begin with. For tests and for making the image. */
export async function openInMemory({
  image,
  log,
  limits,
}: {
  image: string | null;
  log: DatabaseLog;
  limits?: Partial<typeof LIMITS>;
}): Promise<DatabaseHandle & { dump(file: string): Promise<void> }> {
  const thread = await startThread({ folder: null, image });
  const engine = startEngine(thread, { ...LIMITS, ...limits, log, reopen: null });
  return {
    ...shared(engine),
    restoredFrom: null,
    async snapshot() {},
    dump: (file) => engine.exclusively((running) => running.dump(file)),
    close: () => engine.close(),
  };
}

function shared(engine: Engine, onError?: (error: unknown) => void): Pick<DatabaseHandle, 'kind' | 'db' | 'listen'> {
  return {
    kind: 'embedded',
    db: new Kysely<Database>({ dialect: new PostgresDialect({ pool: embeddedPool(engine) }), ...errorsTo(onError) }),
    listen: (channel, onNotification, onGap) => engine.listen(channel, onGap ? { onNotification, onGap } : { onNotification }),
  };
}

/** The migrated, empty database the build makes: with it a first start takes seconds less. Without it PostgreSQL's initdb runs. */
export function emptyImage(): string | null {
  const places = import.meta.url.endsWith('.ts')
    ? ['../../build/empty-database.tar.gz']
    : ['../empty-database.tar.gz', './empty-database.tar.gz'];
  return places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((file) => existsSync(file)) ?? null;
}
