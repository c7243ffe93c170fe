import { type DatabaseHandle, openDatabase } from '../../db/client.ts';
import { DatabaseInUseError } from '../../db/embedded/lock.ts';
import { migrate } from '../../db/migrate.ts';
import type { Context } from '../context.ts';
import { env } from '../env.ts';
import { log } from '../log.ts';
import { ImportError } from './import-error.ts';

/**
 * Runs one command-line task on the migrated database and ends the process: 0 when it went well, 1 with a plain sentence when it did not. Beside a running embedded
 * server the lock refuses: stop the server first.
 */
export async function withDatabase(task: (handle: DatabaseHandle) => Promise<string>): Promise<never> {
  let handle: DatabaseHandle | null = null;
  let code = 0;
  try {
    handle = await openDatabase({ databaseUrl: env.databaseUrl ?? undefined, dataDir: env.dataDir, log });
    await migrate(handle.db);
    process.stdout.write(`${await task(handle)}\n`);
  } catch (error) {
    code = 1;
    process.stderr.write(`${explain(error)}\n`);
  }
  await handle?.close();
  process.exit(code);
}

function explain(error: unknown): string {
  if (error instanceof ImportError) return `Regel ${error.line}: ${error.message}\nEr is niets veranderd.`;
  if (error instanceof DatabaseInUseError || error instanceof UsageError) return error.message;
  log.error({ err: error }, 'command failed');
  return `Dat lukte niet: ${error instanceof Error ? error.message : String(error)}`;
}

/** Wrong words on the command line; the message says what it takes. */
export class UsageError extends Error {}

/** The context of a command run by hand. `actor` is null: what it writes has no personal author. */
export function operatorContext(handle: DatabaseHandle): Context {
  return {
    db: handle.db,
    actor: null,
    now: new Date(),
    requestId: 'cli',
    address: '',
    sessionIdHash: null,
    cookie: { set: () => undefined, clear: () => undefined },
  };
}
