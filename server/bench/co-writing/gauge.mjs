/** Loaded before every server that is measured, ours and others: at SIGUSR2 it says in one line of JSON what it took of the machine. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

const stalls = monitorEventLoopDelay({ resolution: 2 });
stalls.enable();

function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

process.on('SIGUSR2', () => {
  const before = { cpuMs: cpuMs(), longestStallMs: stalls.max / 1e6 };
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  // The collection just now is nobody's work.
  process.stdout.write(`${JSON.stringify({ ...before, cpuMsAfter: cpuMs(), heldBytes: heapUsed + external, residentBytes: rss })}\n`);
  // Nor is the wait it made, which is written down at the next turn.
  setTimeout(() => stalls.reset(), 10);
});
