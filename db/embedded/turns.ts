/** First come, first served, one at a time. */
export type Turns = {
  /** Waits for its turn; give it back with the returned function. @throws BusyError after `limitMs` */
  take(limitMs: number): Promise<() => void>;
  waiting(): number;
};

export class BusyError extends Error {
  constructor(limitMs: number) {
    super(`the embedded database was busy for more than ${limitMs / 1000} s`);
    this.name = 'BusyError';
  }
}

export function takeTurns(): Turns {
  let busy = false;
  const queue: (() => void)[] = [];

  function give(): () => void {
    let given = true;
    return () => {
      if (!given) return;
      given = false;
      const next = queue.shift();
      if (next) next();
      else busy = false;
    };
  }

  return {
    waiting: () => queue.length,
    take(limitMs) {
      if (!busy) {
        busy = true;
        return Promise.resolve(give());
      }
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          queue.splice(queue.indexOf(enter), 1);
          reject(new BusyError(limitMs));
        }, limitMs);
        function enter(): void {
          clearTimeout(timer);
          resolve(give());
        }
        queue.push(enter);
      });
    },
  };
}
