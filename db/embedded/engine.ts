import type pg from 'pg';
import type { DatabaseLog } from '../log.ts';
import { type Turns, takeTurns } from './turns.ts';
import type { DatabaseThread } from './worker-thread.ts';

export type EngineOptions = {
  /** Opens the database; called again after a worker was killed or died. Null when it cannot come back (in memory). */
  reopen: (() => Promise<DatabaseThread>) | null;
  log: DatabaseLog;
  /** Longest a statement may run, unless `set statement_timeout = …` says otherwise, as on PostgreSQL. */
  statementLimitMs: number;
  /** Longest a connection may be held without a statement while others wait: then its transaction is rolled back. */
  idleLimitMs: number;
  /** Longest to wait for a turn. */
  waitLimitMs: number;
};

/** The one connection of the embedded database for as long as somebody holds it. */
export type Lease = {
  // biome-ignore lint/suspicious/noExplicitAny: as pg's own type; Kysely gives rows their type
  query(text: string, values?: readonly unknown[]): Promise<pg.QueryResult<any>>;
  release(): void;
};

export type Engine = {
  connect(): Promise<Lease>;
  listen(channel: string, listener: Listener): Promise<() => Promise<void>>;
  /** Runs work on the thread itself while no transaction is open. */
  exclusively<T>(work: (thread: DatabaseThread) => Promise<T>): Promise<T>;
  /** Refuses new work, lets what runs finish (at most 5 s), runs `last`, closes. */
  close(last?: (thread: DatabaseThread) => Promise<void>): Promise<void>;
};

export type Listener = {
  onNotification(payload: string): void;
  /** The connection was lost for a moment: notifications may have been missed. */
  onGap?(): void;
};

/** A statement ran too long and was stopped, and the whole worker with it. Nothing of its transaction was kept. */
export class StatementLimitError extends Error {
  /** PostgreSQL's own code for a cancelled statement. */
  readonly code = '57014';
  constructor(limitMs: number) {
    super(`canceling statement due to statement timeout (${limitMs} ms)`);
    this.name = 'StatementLimitError';
  }
}

const CLOSE_WAIT_MS = 5_000;

export function startEngine(first: DatabaseThread, options: EngineOptions): Engine {
  const turns = takeTurns();
  const listeners = new Map<string, Set<Listener>>();
  let thread: Promise<DatabaseThread> = Promise.resolve(first);
  let closing = false;
  watch(first);

  function watch(started: DatabaseThread): void {
    started.client.on('notification', ({ channel, payload }) => {
      for (const listener of listeners.get(channel) ?? []) listener.onNotification(payload ?? '');
    });
    void started.ended.then(async (error) => {
      const current = await thread.catch(() => null);
      if (!closing && current === started) revive(error);
    });
  }

  /** Replaces a thread that died or was killed. */
  function revive(reason: Error): void {
    const { reopen } = options;
    if (reopen === null) {
      thread = Promise.reject(reason);
    } else {
      options.log.error({ err: reason }, 'the embedded database stopped and is opened again');
      thread = reopen().then(async (opened) => {
        watch(opened);
        for (const channel of listeners.keys()) await opened.client.query(`listen ${quote(channel)}`);
        for (const listener of [...listeners.values()].flatMap((set) => [...set])) listener.onGap?.();
        return opened;
      });
    }
    thread.catch((error) => options.log.error({ err: error }, 'the embedded database could not be opened again'));
  }

  async function currentThread(): Promise<DatabaseThread> {
    try {
      return await thread;
    } catch (error) {
      if (options.reopen === null || closing) throw error;
      revive(error instanceof Error ? error : new Error(String(error)));
      return await thread;
    }
  }

  async function connect(): Promise<Lease> {
    if (closing) throw new Error('the embedded database is closing');
    const giveBack = await turns.take(options.waitLimitMs);
    try {
      const current = await currentThread();
      return holdLease({ thread: current, turns, giveBack, options, onRunaway: revive });
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  async function runOnce(text: string): Promise<void> {
    const lease = await connect();
    try {
      await lease.query(text);
    } finally {
      lease.release();
    }
  }

  return {
    connect,
    async listen(channel, listener) {
      const set = listeners.get(channel) ?? new Set();
      listeners.set(channel, set);
      set.add(listener);
      if (set.size === 1) await runOnce(`listen ${quote(channel)}`);
      return async () => {
        if (!set.delete(listener) || set.size > 0 || closing) return;
        listeners.delete(channel);
        await runOnce(`unlisten ${quote(channel)}`);
      };
    },
    async exclusively(work) {
      const giveBack = await turns.take(options.waitLimitMs);
      try {
        return await work(await currentThread());
      } finally {
        giveBack();
      }
    },
    async close(last) {
      if (closing) return;
      closing = true;
      const giveBack = await turns.take(CLOSE_WAIT_MS).catch(() => null);
      const current = await thread.catch(() => null);
      if (current === null) return;
      // Somebody still holds a transaction: it is lost, as it would be on PostgreSQL.
      if (giveBack === null) return current.kill();
      try {
        await last?.(current);
      } finally {
        await current.close();
      }
    },
  };
}

type Holding = { thread: DatabaseThread; turns: Turns; giveBack: () => void; options: EngineOptions; onRunaway: (reason: Error) => void };

function holdLease({ thread, turns, giveBack, options, onRunaway }: Holding): Lease {
  let limitMs = options.statementLimitMs;
  let broken: Error | null = null;
  let idle: NodeJS.Timeout | undefined;
  armIdle();

  function armIdle(): void {
    clearTimeout(idle);
    idle = setTimeout(() => {
      if (turns.waiting() === 0) return armIdle();
      broken = new Error(`terminating connection: held for ${options.idleLimitMs} ms without a statement while others waited`);
      void endTransaction();
    }, options.idleLimitMs).unref();
  }

  async function endTransaction(): Promise<void> {
    clearTimeout(idle);
    try {
      if (thread.client.getTransactionStatus() !== 'I') await thread.client.query('rollback');
    } catch (error) {
      options.log.warn({ err: error }, 'a transaction could not be rolled back');
    } finally {
      giveBack();
    }
  }

  function stopRunaway(reason: Error): void {
    broken = reason;
    onRunaway(reason);
    void thread.kill().then(giveBack);
  }

  return {
    async query(text, values) {
      if (broken) throw broken;
      clearTimeout(idle);
      limitMs = statementLimit(text, options.statementLimitMs) ?? limitMs;
      let timer: NodeJS.Timeout | undefined;
      const tooLong = new Promise<never>((_, reject) => {
        if (limitMs === 0) return;
        timer = setTimeout(() => {
          const reason = new StatementLimitError(limitMs);
          stopRunaway(reason);
          reject(reason);
        }, limitMs);
      });
      const running = thread.client.query(text, values as unknown[] | undefined);
      try {
        return await Promise.race([running, tooLong]);
      } finally {
        running.catch(() => {});
        clearTimeout(timer);
        if (!broken) armIdle();
      }
    },
    release() {
      if (broken) return;
      broken = new Error('this connection was given back');
      void endTransaction();
    },
  };
}

/** PGlite accepts statement_timeout but does not act on it; the engine does. @returns ms (0 = no limit), or null when the text does not set it */
function statementLimit(text: string, standardMs: number): number | null {
  const match = /^\s*(?:set\s+(?:local\s+|session\s+)?statement_timeout\s*(?:=|to)\s*'?(\d+)'?|reset\s+statement_timeout)\s*;?\s*$/i.exec(
    text,
  );
  if (match === null) return null;
  return match[1] === undefined ? standardMs : Number(match[1]);
}

function quote(channel: string): string {
  return `"${channel.replaceAll('"', '""')}"`;
}
