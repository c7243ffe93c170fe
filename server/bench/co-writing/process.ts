/** A server under measurement, and the load, each on a core of its own where `taskset` is there. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { GeneratorOptions, LoadResult } from './generator.ts';

const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const GAUGE = new URL('./gauge.mjs', import.meta.url).href;
const GENERATOR = fileURLToPath(new URL('./generator.ts', import.meta.url));
export type Running = {
  child: ChildProcess;
  gauge(): Promise<Gauge>;
  stop(): Promise<void>;
};

/** What a server says of itself (`gauge.mjs`), the same for all. */
export type Gauge = {
  /** User and system time with all threads; `cpuMsAfter` with the garbage collection that this measuring does. */
  cpuMs: number;
  cpuMsAfter: number;
  /** Since the last time. */
  longestStallMs: number;
  /** What node holds, and what the process takes of the machine, which moves more from run to run. */
  heldBytes: number;
  residentBytes: number;
};

const isPinned = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;

function start(args: string[], { core, cwd }: { core: 0 | 1; cwd?: string }): ChildProcess {
  const command = [...(isPinned ? ['taskset', '-c', String(core)] : []), process.execPath, ...args];
  return spawn(command[0] as string, command.slice(1), { ...(cwd && { cwd }), stdio: ['pipe', 'pipe', 'inherit'] });
}

/** Starts a server and waits for its first line. `script` is run with tsx when it ends in `.ts`. */
export async function startServer({ script, args, cwd }: { script: string; args: string[]; cwd?: string }): Promise<Running> {
  const child = start(['--expose-gc', '--import', GAUGE, ...(script.endsWith('.ts') ? ['--import', TSX] : []), script, ...args], {
    core: 0,
    ...(cwd && { cwd }),
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines = createInterface({ input: child.stdout as Readable });
  await new Promise<void>((resolve, reject) => {
    lines.once('line', () => resolve());
    void ended.then(() => reject(new Error(`${script} ended before it listened`)));
  });
  return {
    child,
    async gauge() {
      const answer = new Promise<string>((resolve) => lines.once('line', resolve));
      child.kill('SIGUSR2');
      return JSON.parse(await answer) as Gauge;
    },
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Types as asked and says how it went. */
export async function runLoad(options: GeneratorOptions): Promise<LoadResult> {
  const generator = startGenerator(options);
  const line = await generator.line;
  await generator.stop();
  return JSON.parse(line) as LoadResult;
}

/** Holds connections open until `stop`. */
export async function holdConnections(options: GeneratorOptions): Promise<{ stop(): Promise<void> }> {
  const generator = startGenerator(options);
  await generator.line;
  return generator;
}

function startGenerator(options: GeneratorOptions): { line: Promise<string>; stop(): Promise<void> } {
  const child = start(['--import', TSX, GENERATOR, JSON.stringify(options)], { core: 1 });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const line = new Promise<string>((resolve, reject) => {
    if (child.stdout) createInterface({ input: child.stdout }).once('line', resolve);
    void ended.then(() => reject(new Error('the load ended without a word')));
  });
  return {
    line,
    async stop() {
      child.stdin?.end();
      await ended;
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
