import { setTimeout as sleep } from 'node:timers/promises';

type Truthy<T> = Exclude<T, null | undefined | false | 0 | ''>;

/** Waits until `check` gives something true; the tests' only clock. */
export async function eventually<T>(check: () => T | Promise<T>, what: string, withinMs = 10_000): Promise<Truthy<T>> {
  const end = performance.now() + withinMs;
  for (;;) {
    const result = await check();
    if (result) return result as Truthy<T>;
    if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(10);
  }
}

export { sleep };
