/** Snapshots are made in a thread: reading back 500 letters twice takes 50 ms, a large text up to half a second, in which nobody could type. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { SnapshotReply } from './snapshot-worker.ts';
import { isSmall, makeSnapshot, type Snapshot, type Stored } from './stored-document.ts';

/** The thread goes when it had nothing to do for so long; its memory with it. */
const IDLE_MS = 30_000;

type Waiting = { resolve(snapshot: Snapshot): void; reject(error: Error): void };

let thread: { worker: Worker; waiting: Waiting[]; idle: NodeJS.Timeout | null } | null = null;

/** @throws when the snapshot does not read back the same, or the thread ended */
export async function snapshotOf(stored: Stored): Promise<Snapshot> {
  // A thread would cost more.
  if (isSmall(stored)) return makeSnapshot(stored);
  const { worker, waiting, idle } = startThread();
  if (idle) clearTimeout(idle);
  return new Promise((resolve, reject) => {
    waiting.push({ resolve, reject });
    worker.postMessage(stored);
  });
}

function startThread(): NonNullable<typeof thread> {
  if (thread) return thread;
  const worker = startWorker();
  const own = { worker, waiting: [] as Waiting[], idle: null as NodeJS.Timeout | null };
  thread = own;
  // It never keeps the process alive: a snapshot that is not made costs nothing but time at the next load.
  worker.unref();
  worker.on('message', (reply: SnapshotReply) => {
    const next = own.waiting.shift();
    if ('snapshot' in reply) next?.resolve(reply.snapshot);
    else next?.reject(new Error(reply.problem));
    if (own.waiting.length === 0) own.idle = setTimeout(() => void worker.terminate(), IDLE_MS).unref();
  });
  const end = (error: Error) => {
    if (thread === own) thread = null;
    for (const { reject } of own.waiting.splice(0)) reject(error);
  };
  worker.on('error', end);
  worker.on('exit', (code) => end(new Error(`the thread for snapshots ended (exit ${code})`)));
  return own;
}

/** In the build the worker lies beside the bundle. From source it needs tsx, which does not register itself inside a thread on Node 20. */
function startWorker(): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./snapshot-worker.js', import.meta.url), { execArgv: [] });
  const tsx = new URL('./esm/api/index.mjs', pathToFileURL(createRequire(import.meta.url).resolve('tsx'))).href;
  const script = `import { register } from '${tsx}'; register(); await import('${new URL('./snapshot-worker.ts', import.meta.url).href}');`;
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(script)}`), { execArgv: [] });
}
