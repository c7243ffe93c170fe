/**
 * Runs PGlite in its own thread, so that a heavy query never holds up a page or a websocket, and a runaway one can be killed.
 * The thread speaks PostgreSQL's own wire protocol: bytes in, bytes out.
 */
import { open, readFile, rename } from 'node:fs/promises';
import { promisify } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { gzip } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { exchange } from './exchange.ts';

/** Null folder: in memory. `image`: a tar.gz of a data folder, to begin an empty folder with. */
export type WorkerInput = { folder: string | null; image: string | null };

export type WorkerRequest =
  | { id: number; kind: 'wire'; bytes: Uint8Array<ArrayBuffer> }
  | { id: number; kind: 'dump'; file: string }
  | { id: number; kind: 'close' };

export type WorkerReply =
  | { kind: 'ready' }
  | { kind: 'failed'; message: string; code?: string }
  | { kind: 'done'; id: number; bytes?: Uint8Array<ArrayBuffer> }
  | { kind: 'error'; id: number; message: string; code?: string };

if (parentPort === null) throw new Error('embedded worker: start me as a worker thread');
const port = parentPort;
const { folder, image } = workerData as WorkerInput;

function reply(message: WorkerReply, transfer: ArrayBuffer[] = []): void {
  port.postMessage(message, transfer);
}

function describe(error: unknown): { message: string; code?: string } {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return code === undefined ? { message: error.message } : { message: error.message, code };
}

async function answer(database: PGlite, request: WorkerRequest): Promise<void> {
  if (request.kind === 'wire') {
    const bytes = await exchange(database, request.bytes);
    reply({ kind: 'done', id: request.id, bytes }, [bytes.buffer]);
    return;
  }
  if (request.kind === 'dump') await dump(database, request.file);
  else await database.close();
  reply({ kind: 'done', id: request.id });
}

/** Whole or not at all, and on the disk before it gets its name: this is what is left after a power cut. */
async function dump(database: PGlite, file: string): Promise<void> {
  const archive = await database.dumpDataDir('none');
  // Level 1 takes a third of the time of PGlite's own and a tenth more room; a stop must not wait for a snapshot.
  const bytes = await promisify(gzip)(new Uint8Array(await archive.arrayBuffer()), { level: 1 });
  const partial = `${file}.partial`;
  const handle = await open(partial, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(partial, file);
}

async function start(): Promise<void> {
  const loadDataDir = image === null ? undefined : new Blob([new Uint8Array(await readFile(image))], { type: 'application/gzip' });
  const database = await PGlite.create({
    ...(folder === null ? {} : { dataDir: folder }),
    ...(loadDataDir === undefined ? {} : { loadDataDir }),
    extensions: { pg_trgm },
  });
  // One after another: the wire is one connection.
  let last = Promise.resolve();
  port.on('message', (request: WorkerRequest) => {
    last = last.then(() => answer(database, request)).catch((error) => reply({ kind: 'error', id: request.id, ...describe(error) }));
  });
  reply({ kind: 'ready' });
}

start().catch((error) => reply({ kind: 'failed', ...describe(error) }));
