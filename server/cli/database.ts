import { DatabaseDamagedError, type DatabaseHandle, DatabaseInUseError, openDatabase } from '../../db/client.ts';
import { migrateWithSnapshot, NewerSchemaError } from '../../db/migrate.ts';
import { BackupError } from '../backup/format.ts';
import type { Context } from '../context.ts';
import { env } from '../env.ts';
import { log } from '../log.ts';
import { RegisterError } from '../privacy/erasure-register.ts';
import { ImportError } from './import-error.ts';

/** Wrong words on the command line; the message says what it takes. */
export class UsageError extends Error {}

/** A saved version is not what it was; the message says which. */
export class BrokenChainError extends Error {}

/** Errors whose message is a sentence for the person at the keyboard. */
const PLAIN_ERRORS = [UsageError, BrokenChainError, BackupError, RegisterError, DatabaseInUseError, DatabaseDamagedError, NewerSchemaError];

/**
 * Runs one command-line task on the migrated database and ends the process: 0 when it went well, 1 with a plain sentence when it did not. Beside a running embedded
 * server the lock refuses: stop the server first.
 */
export async function withDatabase(task: (handle: DatabaseHandle) => Promise<string>): Promise<never> {
  let handle: DatabaseHandle | null = null;
  let code = 0;
  try {
    handle = await openDatabase({ databaseUrl: env.databaseUrl ?? undefined, dataDir: env.dataDir, log });
    await migrateWithSnapshot(handle);
    process.stdout.write(`${await task(handle)}\n`);
  } catch (error) {
    code = 1;
    process.stderr.write(`${explain(error)}\n`);
  }
  await handle?.close();
  process.exit(code);
}

function explain(error: unknown): string {
  if (error instanceof ImportError) return `${error.line > 0 ? `Regel ${error.line}: ` : ''}${error.message}\nEr is niets veranderd.`;
  if (PLAIN_ERRORS.some((plain) => error instanceof plain)) return (error as Error).message;
  log.error({ err: error }, 'command failed');
  return `Dat lukte niet: ${error instanceof Error ? error.message : String(error)}`;
}

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
