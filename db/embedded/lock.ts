import { execFileSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** Two processes on one PGlite folder destroy it, silently (measured: checks.md §1.1), so the folder belongs to whoever holds this file. */
const LOCK_FILE = 'database.lock';
const HEARTBEAT_MS = 2_000;
/** A lock from another machine or container, whose processes we cannot see, counts as abandoned after this. */
const FOREIGN_STALE_MS = 20_000;
const TAKEOVER_STALE_MS = 5_000;

type Holder = {
  pid: number;
  /** When that process started, in the words of its system; a reused pid has another one. */
  started: string;
  /** Machine and pid space: pid 1 in one container is not pid 1 in the next. */
  place: string;
  since: string;
};

export type DatabaseLock = {
  /** True when the last holder went away without giving the lock back: killed, or a power cut. */
  uncleanStop: boolean;
  release(): void;
};

export class DatabaseInUseError extends Error {
  constructor(dataDir: string, holder: Holder | null) {
    const isElsewhere = holder !== null && holder.place !== place();
    const who =
      holder === null
        ? 'een ander proces'
        : `proces ${holder.pid}${isElsewhere ? ' op een andere machine of in een andere container' : ''}`;
    const wait = isElsewhere ? ' Is die net gestopt, probeer het dan over een halve minuut opnieuw.' : '';
    super(
      `De database in ${dataDir} is al in gebruik door ${who}. Stop eerst de server die deze map gebruikt: één map is voor één proces.${wait}`,
    );
    this.name = 'DatabaseInUseError';
  }
}

/** @throws DatabaseInUseError at once when another living process holds the folder */
export function lockDatabase(dataDir: string): DatabaseLock {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lockFile = join(dataDir, LOCK_FILE);
  const own: Holder = {
    pid: process.pid,
    started: processStart(process.pid) ?? 'unknown',
    place: place(),
    since: new Date().toISOString(),
  };
  const ownFile = `${lockFile}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  writeFileSync(ownFile, JSON.stringify(own), { mode: 0o600 });
  let uncleanStop = false;
  try {
    if (!linkIfAbsent(ownFile, lockFile)) {
      takeOver({ dataDir, lockFile, ownFile });
      uncleanStop = true;
    }
  } finally {
    rmSync(ownFile, { force: true });
  }
  const heartbeat = setInterval(() => touch(lockFile), HEARTBEAT_MS).unref();
  return {
    uncleanStop,
    release() {
      clearInterval(heartbeat);
      if (readHolder(lockFile)?.since === own.since) rmSync(lockFile, { force: true });
    },
  };
}

/** A hard link is made whole or not at all, and never over an existing file. */
function linkIfAbsent(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    // A file system without hard links: exclusive creation comes closest.
    try {
      writeFileSync(to, readFileSync(from), { flag: 'wx', mode: 0o600 });
      return true;
    } catch (second) {
      if (hasCode(second, 'EEXIST')) return false;
      throw second;
    }
  }
}

/** Replaces the lock of a dead process. The folder beside it lets one taker in at a time. */
function takeOver({ dataDir, lockFile, ownFile }: { dataDir: string; lockFile: string; ownFile: string }): void {
  const guard = `${lockFile}.takeover`;
  if (existsSync(guard) && Date.now() - statSync(guard).mtimeMs > TAKEOVER_STALE_MS) rmSync(guard, { recursive: true, force: true });
  try {
    mkdirSync(guard);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) throw new DatabaseInUseError(dataDir, readHolder(lockFile));
    throw error;
  }
  try {
    if (isHeld(lockFile)) throw new DatabaseInUseError(dataDir, readHolder(lockFile));
    renameSync(ownFile, lockFile);
  } finally {
    rmdirSync(guard);
  }
}

function isHeld(lockFile: string): boolean {
  if (!existsSync(lockFile)) return false;
  const holder = readHolder(lockFile);
  const freshHeartbeat = Date.now() - statSync(lockFile).mtimeMs < FOREIGN_STALE_MS;
  if (holder === null || holder.place !== place()) return freshHeartbeat;
  // Opened twice by this very process is just as wrong.
  if (holder.pid === process.pid) return holder.started === (processStart(process.pid) ?? 'unknown');
  if (!isAlive(holder.pid)) return false;
  const started = processStart(holder.pid);
  return started === null || holder.started === 'unknown' || started === holder.started;
}

function readHolder(lockFile: string): Holder | null {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

/** @returns null where the system does not tell */
function processStart(pid: number): string | null {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The name, in brackets, may hold spaces; the start time is the 20th field after it.
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
    }
    if (process.platform === 'win32') return null;
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

function place(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

function touch(file: string): void {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    // Gone or read-only: the next opener decides by pid.
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
