import type pg from 'pg';
import type { EngineOptions } from './engine.ts';
import type { Turns } from './turns.ts';
import type { DatabaseThread } from './worker-thread.ts';

/** The one connection of the embedded database for as long as somebody holds it. */
export type Lease = {
  // biome-ignore lint/suspicious/noExplicitAny: as pg's own type; Kysely gives rows their type
  query(text: string, values?: readonly unknown[]): Promise<pg.QueryResult<any>>;
  release(): void;
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

type Holding = {
  thread: DatabaseThread;
  turns: Turns;
  giveBack: () => void;
  options: EngineOptions;
  onRunaway: (reason: Error, gone: Promise<void>) => void;
};

/** Takes the connection for its holder. */
export function holdLease({ thread, turns, giveBack, options, onRunaway }: Holding): Lease {
  let limitMs = options.statementLimitMs;
  let broken: Error | null = null;
  let idle: NodeJS.Timeout | undefined;
  let running = 0;
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
    const gone = thread.kill();
    onRunaway(reason, gone);
    void gone.then(giveBack);
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
      running++;
      const result = thread.client.query(text, values as unknown[] | undefined);
      try {
        return await Promise.race([result, tooLong]);
      } finally {
        running--;
        // Lost the race to its limit: nobody waits for its rejection any more.
        result.catch(() => {});
        clearTimeout(timer);
        if (!broken && running === 0) armIdle();
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
