import type { DatabaseLog } from '../log.ts';
import { holdLease, type Lease } from './lease.ts';
import { takeTurns } from './turns.ts';
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

type Channel = { listeners: Set<Listener>; ready: Promise<void> };

const CLOSE_WAIT_MS = 5_000;

export function startEngine(first: DatabaseThread, options: EngineOptions): Engine {
  const turns = takeTurns();
  const channels = new Map<string, Channel>();
  let thread: Promise<DatabaseThread> = Promise.resolve(first);
  let closing = false;
  watch(first);

  function watch(started: DatabaseThread): void {
    started.client.on('notification', ({ channel, payload }) => {
      for (const listener of channels.get(channel)?.listeners ?? []) listener.onNotification(payload ?? '');
    });
    void started.ended.then(async (error) => {
      const current = await thread.catch(() => null);
      if (!closing && current === started) revive(error, started.kill());
    });
  }

  /** Replaces a thread that died or was killed, once it is really gone: two on one folder would destroy it. */
  function revive(reason: Error, gone: Promise<void>): void {
    const { reopen } = options;
    if (reopen === null) {
      thread = Promise.reject(reason);
    } else {
      options.log.error({ err: reason }, 'the embedded database stopped and is opened again');
      thread = gone.then(reopen).then(async (opened) => {
        watch(opened);
        for (const channel of channels.keys()) await opened.client.query(`listen ${quote(channel)}`);
        for (const { listeners } of channels.values()) for (const listener of listeners) listener.onGap?.();
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
      revive(error instanceof Error ? error : new Error(String(error)), Promise.resolve());
      return await thread;
    }
  }

  function refuseWhenClosing(): void {
    if (closing) throw new Error('the embedded database is closing');
  }

  async function connect(): Promise<Lease> {
    refuseWhenClosing();
    const giveBack = await turns.take(options.waitLimitMs);
    try {
      refuseWhenClosing();
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
    async listen(name, listener) {
      let channel = channels.get(name);
      if (!channel) {
        channel = { listeners: new Set(), ready: runOnce(`listen ${quote(name)}`) };
        channels.set(name, channel);
      }
      const { listeners, ready } = channel;
      listeners.add(listener);
      await ready;
      return async () => {
        if (!listeners.delete(listener) || listeners.size > 0 || closing) return;
        channels.delete(name);
        await runOnce(`unlisten ${quote(name)}`);
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
        giveBack();
      }
    },
  };
}

function quote(channel: string): string {
  return `"${channel.replaceAll('"', '""')}"`;
}
