/** A database that answers when the test wants it to. */
import { type DatabaseConnection, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Database } from '../../db/schema.ts';

type Moment = (sql: string) => Promise<unknown> | undefined;

/** Every statement waits for `before` until it is sent, and its answer for `after`. No transactions: co-writing begins none. */
export function slowDatabase(handle: DatabaseHandle, { before, after }: { before?: Moment; after?: Moment }): DatabaseHandle {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: Parameters<DatabaseConnection['executeQuery']>[0]) {
      await before?.(query.sql);
      const answer = await handle.db.executeQuery<R>(query);
      await after?.(query.sql);
      return answer;
    },
    streamQuery: notHere,
  };
  const db = new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => ({
        async init() {},
        acquireConnection: async () => connection,
        beginTransaction: notHere,
        commitTransaction: notHere,
        rollbackTransaction: notHere,
        async releaseConnection() {},
        async destroy() {},
      }),
      createIntrospector: (on) => new PostgresIntrospector(on),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  return { ...handle, db };
}

function notHere(): never {
  throw new Error('not in a slow database');
}

/** Of co-writing: the one statement that stores updates, and those that read a document. */
export const isSave = (sql: string) => sql.includes('append_document_updates');
export const isLoad = (sql: string) => /from "?document_(snapshot|update)\b/.test(sql) && !isSave(sql);
