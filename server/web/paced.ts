/**
 * Does `act` at once while that is seldom asked, and under a storm no more than once in `everyMs`; the last time it is asked is never lost, only as late as that.
 * `burst`: so many times at once before it counts as a storm; one comes back every `everyMs`.
 */
export function paced(
  act: () => void,
  { burst, everyMs, now = () => performance.now() }: { burst: number; everyMs: number; now?: () => number },
): () => void {
  let left = burst;
  let countedAt = now();
  let waiting = false;

  function take(): boolean {
    const back = Math.floor((now() - countedAt) / everyMs);
    left = Math.min(burst, left + back);
    countedAt += back * everyMs;
    if (left === 0) return false;
    left -= 1;
    return true;
  }

  return () => {
    if (waiting) return;
    if (take()) return act();
    waiting = true;
    setTimeout(() => {
      waiting = false;
      take();
      act();
    }, everyMs).unref();
  };
}
