import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import type { DatabaseHandle } from './client.ts';
import * as oever from './migrations/0001-oever.ts';
import * as versions from './migrations/0002-versions.ts';
import * as passages from './migrations/0003-passages.ts';
import * as meetings from './migrations/0004-meetings.ts';
import * as exchange from './migrations/0005-exchange.ts';
import * as collab from './migrations/0006-collab.ts';
import * as votings from './migrations/0007-votings.ts';
import * as ideas from './migrations/0008-ideas.ts';
import * as following from './migrations/0009-following.ts';
import * as clocks from './migrations/0010-clocks.ts';
import * as commitments from './migrations/0011-commitments.ts';
import * as trust from './migrations/0012-trust.ts';
import * as tallyOrder from './migrations/0013-tally-order.ts';
import * as identity from './migrations/0014-identity.ts';
import * as moderation from './migrations/0015-moderation.ts';
import * as followThrough from './migrations/0016-follow-through.ts';
import * as council from './migrations/0017-council.ts';
import * as dossiers from './migrations/0018-dossiers.ts';
import * as openData from './migrations/0019-open-data.ts';
import * as templates from './migrations/0020-templates.ts';
import * as redaction from './migrations/0021-redaction.ts';
import * as visibility from './migrations/0022-visibility.ts';
import * as reach from './migrations/0023-reach.ts';
import * as languages from './migrations/0024-languages.ts';
import * as margin from './migrations/0025-margin.ts';
import * as integrity from './migrations/0026-integrity.ts';
import * as record from './migrations/0027-record.ts';
import * as secondFactor from './migrations/0028-second-factor.ts';
import * as corrections from './migrations/0029-corrections.ts';
import * as quietAppend from './migrations/0030-quiet-append.ts';
import * as objections from './migrations/0031-objections.ts';
import * as appendOneByOne from './migrations/0032-append-one-by-one.ts';
import type { Database } from './schema.ts';

/** In order; a name, once released, never changes. */
export const MIGRATIONS: Record<string, Migration> = {
  '0001-oever': oever,
  '0002-versions': versions,
  '0003-passages': passages,
  '0004-meetings': meetings,
  '0005-exchange': exchange,
  '0006-collab': collab,
  '0007-votings': votings,
  '0008-ideas': ideas,
  '0009-following': following,
  '0010-clocks': clocks,
  '0011-commitments': commitments,
  '0012-trust': trust,
  '0013-tally-order': tallyOrder,
  '0014-identity': identity,
  '0015-moderation': moderation,
  '0016-follow-through': followThrough,
  '0017-council': council,
  '0018-dossiers': dossiers,
  '0019-open-data': openData,
  '0020-templates': templates,
  '0021-redaction': redaction,
  '0022-visibility': visibility,
  '0023-reach': reach,
  '0024-languages': languages,
  '0025-margin': margin,
  '0026-integrity': integrity,
  '0027-record': record,
  '0028-second-factor': secondFactor,
  '0029-corrections': corrections,
  '0030-quiet-append': quietAppend,
  '0031-objections': objections,
  '0032-append-one-by-one': appendOneByOne,
};

/** The database was written by a newer Oever than this one; running on would damage it. */
export class NewerSchemaError extends Error {
  constructor(unknown: string[]) {
    super(
      `De database is van een nieuwere versie van Oever dan deze (onbekend hier: ${unknown.join(', ')}). Start de nieuwe versie, of zet een back-up van voor de overgang terug.`,
    );
    this.name = 'NewerSchemaError';
  }
}

/**
 * Brings the schema up to date. All or nothing; twice, or by two processes at once, is safe: the second waits and finds nothing to do.
 * @throws NewerSchemaError
 */
export async function migrate(db: Kysely<Database>): Promise<void> {
  await refuseNewer(db);
  // Kysely's own look takes ten queries, every start.
  if (await isMigrated(db)) return;
  await db.connection().execute(async (connection) => {
    // A migration, or waiting for another node's, may take longer than a page.
    await sql`set statement_timeout = 0`.execute(connection);
    try {
      const { error } = await migratorFor(connection).migrateToLatest();
      if (error !== undefined) throw error;
    } finally {
      await sql`reset statement_timeout`.execute(connection);
    }
  });
}

/** As `migrate`, with a snapshot of the embedded database first when there is something to change. */
export async function migrateWithSnapshot(handle: DatabaseHandle): Promise<void> {
  const pending = await pendingMigrations(handle.db);
  const isEmpty = pending.length === Object.keys(MIGRATIONS).length;
  if (pending.length > 0 && !isEmpty) await handle.snapshot('migration');
  await migrate(handle.db);
}

/** Names of migrations this program knows and the database has not had. */
export async function pendingMigrations(db: Kysely<Database>): Promise<string[]> {
  const done = await executedMigrations(db);
  return Object.keys(MIGRATIONS).filter((name) => !done.includes(name));
}

/** Whether the schema is exactly the one this program knows; for `/readyz`. */
export async function isMigrated(db: Kysely<Database>): Promise<boolean> {
  const done = await executedMigrations(db);
  return done.length === Object.keys(MIGRATIONS).length && done.every((name) => name in MIGRATIONS);
}

async function refuseNewer(db: Kysely<Database>): Promise<void> {
  const unknown = (await executedMigrations(db)).filter((name) => !(name in MIGRATIONS));
  if (unknown.length > 0) throw new NewerSchemaError(unknown);
}

async function executedMigrations(db: Kysely<Database>): Promise<string[]> {
  const { rows } = await sql<{ found: boolean }>`select to_regclass('kysely_migration') is not null as found`.execute(db);
  if (!rows[0]?.found) return [];
  const executed = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return executed.rows.map((row) => row.name);
}

function migratorFor(db: Kysely<Database>): Migrator {
  return new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
}
