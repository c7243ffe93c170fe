/** Trying a backup takes minutes of reading and comparing: in a thread, so that nobody who writes waits for it. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { emptyImage } from '../../db/embedded/embedded.ts';
import type { Db } from '../context.ts';
import { BackupError } from './format.ts';
import type { Back } from './try-backup.ts';
import type { TryInput, TryReply } from './try-worker.ts';

const LIMIT_MS = 30 * 60_000;

type Trying = { file: string; live: Db /** What the database begins with; the empty one of the build. */; image?: string | null };

/**
 * Puts a backup back in a database that is thrown away, and looks whether it is this site.
 * @param live the database it was made of: the end of the chain of events in the backup must be in its chain
 * @returns the number of rows that came back
 * @throws BackupError with what does not fit, as a Dutch sentence
 */
export async function tryBackup({ file, live, image = emptyImage() }: Trying): Promise<number> {
  const { rows, end } = await inThread({ file, image });
  if (!end) return rows;
  const here = await live.selectFrom('event_seal').where('seq', '=', end.seq).select('sha256').executeTakeFirst();
  if (here?.sha256 !== end.sha256) throw new BackupError('De laatste gebeurtenis in de back-up is een andere dan op de site.');
  return rows;
}

function inThread(input: TryInput): Promise<Back> {
  return new Promise((resolve, reject) => {
    const worker = startWorker(input);
    const limit = setTimeout(() => void worker.terminate(), LIMIT_MS);
    worker.on('message', (reply: TryReply) => {
      if ('back' in reply) resolve(reply.back);
      else reject(new BackupError(reply.problem));
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      clearTimeout(limit);
      reject(new Error(`the thread that tries a backup ended (exit ${code})`));
    });
  });
}

/** In the build the worker lies beside the bundle. From source it needs tsx, which does not register itself inside a thread on Node 20. */
function startWorker(workerData: TryInput): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./try-worker.js', import.meta.url), { workerData, execArgv: [] });
  const tsx = new URL('./esm/api/index.mjs', pathToFileURL(createRequire(import.meta.url).resolve('tsx'))).href;
  const script = `import { register } from '${tsx}'; register(); await import('${new URL('./try-worker.ts', import.meta.url).href}');`;
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(script)}`), { workerData, execArgv: [] });
}
