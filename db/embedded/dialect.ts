import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Engine } from './engine.ts';

/**
 * The embedded database as a pool of one, for Kysely's own PostgresDialect: the same dialect and the same pg client code as on a
 * PostgreSQL server, so the two cannot drift apart.
 */
export function embeddedPool(engine: Engine): PostgresPool {
  return {
    async connect() {
      const lease = await engine.connect();
      return { query: lease.query, release: lease.release } as unknown as PostgresPoolClient;
    },
    // The handle closes the engine; it has a snapshot to make first.
    async end() {},
  };
}
