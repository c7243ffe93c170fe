import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/**
 * A backup is gzipped text, one JSON value per line: a header, then per table a line that names it followed by its rows, and a last line with the number of
 * rows and the SHA-256 of all lines before it. Values are PostgreSQL's own text of them, so both databases read them alike.
 */
export const FORMAT = 1;

export type Header = {
  kind: 'oever-backup';
  format: number;
  createdAt: string;
  /** Names of the migrations the database had had. */
  migrations: string[];
};
export type TableLine = { table: string; columns: string[] };
export type Row = (string | null)[];
export type Trailer = { rows: number; sha256: string };

/** Never in a backup: what would let somebody in, what counts attempts, and mails, which would go out twice. */
export const LEFT_OUT = [
  'session',
  'one_time_token',
  'passkey_challenge',
  'code_key',
  'recovery_code',
  'oidc_request',
  'once_contribution',
  'rate_limit',
  'mail',
  'plan_import',
  'template_draft',
  'address_salt',
];

/** The file is not a whole and unchanged backup, or not one for this database. The message is a Dutch sentence. */
export class BackupError extends Error {
  override name = 'BackupError';
}

export function lineHash(): Hash {
  return createHash('sha256');
}

export type BackupPart = { header: Header } | { table: TableLine } | { row: Row };

/**
 * Reads a backup from its start to its end, checking that it is whole. What comes out before the end may only be trusted after a first pass without an error.
 * @throws BackupError
 */
export async function* readBackup(file: string): AsyncGenerator<BackupPart> {
  const hash = lineHash();
  let rows = 0;
  let trailer: Trailer | null = null;
  let first = true;
  for await (const line of lines(file)) {
    if (trailer) throw new BackupError('Er staat nog iets na het einde van de back-up. Het bestand is veranderd.');
    const value = parse(line);
    if (first) {
      first = false;
      yield { header: checkHeader(value) };
    } else if (Array.isArray(value)) {
      rows++;
      yield { row: value as Row };
    } else if (isRecord(value) && typeof value.table === 'string') {
      yield { table: value as TableLine };
    } else if (isRecord(value) && typeof value.sha256 === 'string') {
      trailer = value as Trailer;
      if (trailer.rows !== rows || trailer.sha256 !== hash.digest('hex')) {
        throw new BackupError('De controlesom klopt niet: de back-up is beschadigd of veranderd.');
      }
      continue;
    } else {
      throw new BackupError('De back-up heeft een regel die hier niet thuishoort.');
    }
    hash.update(line).update('\n');
  }
  if (first) throw new BackupError('Dit bestand is leeg.');
  if (!trailer) throw new BackupError('De back-up is niet heel: het einde ontbreekt.');
}

async function* lines(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const text = createGunzip();
  source.on('error', (error) => text.destroy(error));
  // Read from `errored` below. Without a listener, damage found after the reader has already refused the file ends the process.
  text.on('error', () => {});
  source.pipe(text);
  try {
    yield* createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY });
    // readline ends quietly when its input breaks off.
    if (text.errored) throw text.errored;
  } catch (error) {
    throw new BackupError(`Het bestand is niet te lezen als back-up: ${explain(error)}`);
  } finally {
    source.destroy();
    text.destroy();
  }
}

function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return 'het bestaat niet.';
  if (code === 'Z_BUF_ERROR') return 'het is afgekapt.';
  if (code === 'Z_DATA_ERROR') return 'het is beschadigd of geen back-up.';
  return error instanceof Error ? error.message : String(error);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new BackupError('De back-up heeft een onleesbare regel.');
  }
}

function checkHeader(value: unknown): Header {
  if (!isRecord(value) || value.kind !== 'oever-backup') throw new BackupError('Dit is geen back-up van Oever.');
  if (value.format !== FORMAT) throw new BackupError('Deze back-up is van een nieuwere versie van Oever dan deze.');
  return value as Header;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
