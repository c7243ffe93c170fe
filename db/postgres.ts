import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { DatabaseHandle } from './client.ts';
import { type DatabaseLog, errorsTo } from './log.ts';
import { NamingClient } from './naming-client.ts';
import type { Database } from './schema.ts';
import { valueTypes } from './value-types.ts';

const STATEMENT_LIMIT_MS = 30_000;
const IDLE_IN_TRANSACTION_LIMIT_MS = 60_000;
const CONNECT_LIMIT_MS = 10_000;
const LONGEST_PAUSE_MS = 5_000;

type Options = { databaseUrl: string; log: DatabaseLog; poolSize?: number; onError?: ((error: unknown) => void) | undefined };

/** A pool on a PostgreSQL server. @throws when the server cannot be reached now */
export async function openPostgres({ databaseUrl, log, poolSize = 20, onError }: Options): Promise<DatabaseHandle> {
  const pool = new pg.Pool({
    Client: NamingClient,
    connectionString: databaseUrl,
    max: poolSize,
    types: valueTypes,
    application_name: 'oever',
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    statement_timeout: STATEMENT_LIMIT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_LIMIT_MS,
    keepAlive: true,
  });
  // Both listeners are needed: the pool's for idle connections, the client's for those in use. Without them a killed connection ends the process.
  pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection was lost'));
  pool.on('connect', (client) => client.on('error', (error) => log.warn({ err: error }, 'a database connection was lost')));
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    throw error;
  }
  const listener = listenOn({ databaseUrl, log });
  let closing: Promise<void> | null = null;
  return {
    kind: 'postgres',
    db: new Kysely<Database>({ dialect: new PostgresDialect({ pool }), ...errorsTo(onError) }),
    listen: listener.listen,
    async snapshot() {},
    restoredFrom: null,
    close() {
      closing ??= (async () => {
        await listener.close();
        await pool.end();
      })();
      return closing;
    },
  };
}

type Subscription = { onNotification: (payload: string) => void; onGap: (() => void) | undefined };

/** One connection of its own that only listens, opened at the first `listen` and opened again whenever it is lost. */
function listenOn({ databaseUrl, log }: { databaseUrl: string; log: DatabaseLog }): Pick<DatabaseHandle, 'listen' | 'close'> {
  const subscriptions = new Map<string, Set<Subscription>>();
  let client: Promise<pg.Client> | null = null;
  let closed = false;
  let pause: NodeJS.Timeout | undefined;

  async function connect(): Promise<pg.Client> {
    const fresh = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'oever listen',
      connectionTimeoutMillis: CONNECT_LIMIT_MS,
      keepAlive: true,
    });
    fresh.on('error', (error) => log.warn({ err: error }, 'the listening database connection was lost'));
    fresh.on('notification', ({ channel, payload }) => {
      for (const subscription of subscriptions.get(channel) ?? []) subscription.onNotification(payload ?? '');
    });
    await fresh.connect();
    for (const channel of subscriptions.keys()) await fresh.query(`listen ${pg.escapeIdentifier(channel)}`);
    fresh.on('end', () => {
      if (closed) return;
      client = null;
      reconnect(100);
    });
    return fresh;
  }

  function reconnect(pauseMs: number): void {
    clearTimeout(pause);
    pause = setTimeout(() => {
      if (closed || client !== null) return;
      client = connect();
      client.then(
        () => {
          for (const subscription of [...subscriptions.values()].flatMap((set) => [...set])) subscription.onGap?.();
        },
        (error) => {
          log.warn({ err: error }, 'the listening database connection could not be restored yet');
          client = null;
          reconnect(Math.min(pauseMs * 2, LONGEST_PAUSE_MS));
        },
      );
    }, pauseMs);
  }

  return {
    async listen(channel, onNotification, onGap) {
      const subscription: Subscription = { onNotification, onGap };
      const set = subscriptions.get(channel) ?? new Set();
      subscriptions.set(channel, set);
      set.add(subscription);
      if (client === null) {
        clearTimeout(pause);
        client = connect();
        client.catch(() => {
          client = null;
        });
      }
      try {
        await (await client).query(`listen ${pg.escapeIdentifier(channel)}`);
      } catch (error) {
        set.delete(subscription);
        throw error;
      }
      return async () => {
        if (!set.delete(subscription) || set.size > 0 || closed) return;
        subscriptions.delete(channel);
        // A lost connection listens to nothing any more.
        const open = await client?.catch(() => null);
        await open?.query(`unlisten ${pg.escapeIdentifier(channel)}`).catch((error) => log.warn({ err: error }, 'unlisten failed'));
      };
    },
    async close() {
      closed = true;
      clearTimeout(pause);
      const open = await client?.catch(() => null);
      await open?.end();
    },
  };
}
