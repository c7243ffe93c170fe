import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type pg from 'pg';
import { connectOverWire } from './wire.ts';
import type { WorkerInput, WorkerReply, WorkerRequest } from './worker.ts';

/** Opening takes 1 to 9 s, more on a slow machine; after this it will not come any more. */
const OPEN_LIMIT_MS = 90_000;
const DUMP_LIMIT_MS = 120_000;
const CLOSE_LIMIT_MS = 20_000;

/** One run of the worker: from opening the folder until it is closed or killed. */
export type DatabaseThread = {
  client: pg.Client;
  dump(file: string): Promise<void>;
  /** Writes everything down and ends the thread. */
  close(): Promise<void>;
  /** Ends the thread at once, whatever it is doing. What was committed is kept. */
  kill(): Promise<void>;
  /** Resolves when the thread has ended, for whatever reason. */
  ended: Promise<Error>;
};

/** Why the folder could not be opened; `code` is that of the file system if it was to blame. */
export class OpenError extends Error {
  readonly code: string | undefined;
  constructor(message: string, code?: string) {
    super(message);
    this.name = 'OpenError';
    this.code = code;
  }
}

/** @throws OpenError */
export async function startThread(input: WorkerInput): Promise<DatabaseThread> {
  const worker = startWorker(input);
  const waiting = new Map<number, { resolve(bytes: Uint8Array): void; reject(error: Error): void }>();
  let lastId = 0;
  let reportOpen: (problem: OpenError | null) => void;
  const opened = new Promise<OpenError | null>((resolve) => {
    reportOpen = resolve;
  });

  worker.on('message', (reply: WorkerReply) => {
    if (reply.kind === 'ready') return reportOpen(null);
    if (reply.kind === 'failed') return reportOpen(new OpenError(reply.message, reply.code));
    const request = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.kind === 'done') request?.resolve(reply.bytes ?? new Uint8Array());
    else request?.reject(Object.assign(new Error(reply.message), { code: reply.code }));
  });
  const ended = new Promise<Error>((resolve) => {
    worker.on('error', (error) => resolve(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => resolve(new Error(`the embedded database stopped (exit ${code})`)));
  }).then((error) => {
    reportOpen(new OpenError(error.message));
    for (const request of waiting.values()) request.reject(error);
    waiting.clear();
    return error;
  });

  function ask(request: DistributiveOmit<WorkerRequest, 'id'>): Promise<Uint8Array> {
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ ...request, id }, request.kind === 'wire' ? [request.bytes.buffer] : []);
    });
  }

  const problem = await within(OPEN_LIMIT_MS, 'opening the embedded database', opened).catch(
    (error: Error) => new OpenError(error.message),
  );
  if (problem !== null) {
    await worker.terminate();
    throw problem;
  }
  const client = await connectOverWire((bytes) => ask({ kind: 'wire', bytes }));
  return {
    client,
    ended,
    async dump(file) {
      await within(DUMP_LIMIT_MS, 'making a snapshot', ask({ kind: 'dump', file }));
    },
    async close() {
      try {
        await within(CLOSE_LIMIT_MS, 'closing the embedded database', ask({ kind: 'close' }));
      } finally {
        await worker.terminate();
      }
    },
    async kill() {
      await worker.terminate();
    },
  };
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** In the build the worker lies beside the bundle. From source it needs tsx, which does not register itself inside a thread on Node 20. */
function startWorker(workerData: WorkerInput): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./embedded-worker.js', import.meta.url), { workerData, execArgv: [] });
  const tsx = new URL('./esm/api/index.mjs', pathToFileURL(createRequire(import.meta.url).resolve('tsx'))).href;
  const script = `import { register } from '${tsx}'; register(); await import('${new URL('./worker.ts', import.meta.url).href}');`;
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(script)}`), { workerData, execArgv: [] });
}

async function within<T>(limitMs: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${limitMs / 1000} s`)), limitMs);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}
