/** Large files are read in a thread: a file made to be slow, or to fill the memory, must not stop the people who are writing. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { looksLikeDocx, unpackDocx } from './docx-archive.ts';
import { type PlanFile, readPlan } from './import-file.ts';
import { PlanFileError } from './import-refusals.ts';
import type { ReadReply } from './import-worker.ts';

/** Below this a file is read in some tenths of a second at most, whatever is in it. */
const SMALL_MARKDOWN = 16 * 1024;
/** Unpacked. */
const SMALL_WORD = 128 * 1024;
const LIMIT_MS = 30_000;
const HEAP_MB = 768;

/**
 * Reads a Markdown or Word plan whole, or refuses it; see `readPlan`.
 * @throws PlanFileError
 */
export async function readPlanFile(file: string | Uint8Array): Promise<PlanFile> {
  if (typeof file === 'string' || isSmall(file)) return readPlan(file);
  return new Promise((resolve, reject) => {
    const worker = startWorker(file);
    const limit = setTimeout(() => void worker.terminate(), LIMIT_MS);
    worker.on('message', (reply: ReadReply) => {
      if ('plan' in reply) resolve(reply.plan);
      else if ('refused' in reply) reject(new PlanFileError(reply.refused.reason, reply.refused));
      else reject(new Error(reply.problem));
    });
    worker.on('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new PlanFileError('too_complex', { cause: error }) : error),
    );
    worker.on('exit', () => {
      clearTimeout(limit);
      reject(new PlanFileError('too_complex'));
    });
  });
}

/** A Word file that is refused for what it is, is refused here. */
function isSmall(file: Uint8Array): boolean {
  if (!looksLikeDocx(file)) return file.length <= SMALL_MARKDOWN;
  return [...unpackDocx(file).values()].reduce((sum, part) => sum + part.length, 0) <= SMALL_WORD;
}

/** In the build the worker lies beside the bundle. From source it needs tsx, which does not register itself inside a thread on Node 20. */
function startWorker(workerData: Uint8Array): Worker {
  const options = { workerData, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } };
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./import-worker.js', import.meta.url), options);
  const tsx = new URL('./esm/api/index.mjs', pathToFileURL(createRequire(import.meta.url).resolve('tsx'))).href;
  const script = `import { register } from '${tsx}'; register(); await import('${new URL('./import-worker.ts', import.meta.url).href}');`;
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(script)}`), options);
}
