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

/** Starts a server and waits until it says `open`. `script` is run with tsx when it ends in `.ts`. */
export async function startServer({ script, args, cwd }: { script: string; args: string[]; cwd?: string }): Promise<Running> {
  const child = start(['--expose-gc', '--import', GAUGE, ...(script.endsWith('.ts') ? ['--import', TSX] : []), script, ...args], {
    core: 0,
    ...(cwd && { cwd }),
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines = createInterface({ input: child.stdout as Readable });
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => line.startsWith('open') && resolve());
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

/** Types as asked and says how it went, with what the server, or its nodes together, took of the machine from when everybody was in until all was typed. */
export async function runLoad(
  nodes: readonly Running[],
  options: GeneratorOptions,
): Promise<LoadResult & { cpuPercent: number; longestStallMs: number }> {
  const generator = startGenerator(options);
  await generator.line();
  const before = await Promise.all(nodes.map((node) => node.gauge()));
  const startedAt = performance.now();
  generator.go();
  await generator.line();
  const after = await Promise.all(nodes.map((node) => node.gauge()));
  const took = performance.now() - startedAt;
  const result = JSON.parse(await generator.line()) as LoadResult;
  await generator.stop();
  return {
    ...result,
    cpuPercent: Math.round((100 * after.reduce((sum, { cpuMs }, node) => sum + cpuMs - (before[node]?.cpuMsAfter ?? 0), 0)) / took),
    longestStallMs: Number(Math.max(...after.map(({ longestStallMs }) => longestStallMs)).toFixed(1)),
  };
}

/** Holds connections open until `stop`. */
export async function holdConnections(options: GeneratorOptions): Promise<{ stop(): Promise<void> }> {
  const generator = startGenerator(options);
  await generator.line();
  return generator;
}

function startGenerator(options: GeneratorOptions): { line(): Promise<string>; go(): void; stop(): Promise<void> } {
  const child = start(['--import', TSX, GENERATOR, JSON.stringify(options)], { core: 1 });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines = createInterface({ input: child.stdout as Readable })[Symbol.asyncIterator]();
  return {
    async line() {
      const { value, done } = await lines.next();
      if (done) throw new Error('the load ended without a word');
      return value;
    },
    go: () => child.stdin?.write('\n'),
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
