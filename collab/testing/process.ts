/** Starts, asks and kills a server in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Address } from './clients.ts';
import type { Measurement, ServerProcessOptions } from './server-process.ts';

export type ServerProcess = Address & {
  /** No goodbye, no last write: as when the power fails. */
  kill(): Promise<void>;
  /** As an operator stops it. Resolves with its exit code. */
  stop(): Promise<number | null>;
  measure(): Promise<Measurement>;
};

const running = new Set<ChildProcess>();
// A test run that is itself ended must leave no servers behind; a closed standard input would do, but only when the event loop turns.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const script = fileURLToPath(new URL('./server-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--expose-gc', '--import', tsx, script, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  running.add(child);
  const ended = new Promise<number | null>((resolve) =>
    child.once('exit', (code) => {
      running.delete(child);
      resolve(code);
    }),
  );
  const lines = createInterface({ input: child.stdout });
  await new Promise<void>((resolve, reject) => {
    lines.once('line', () => resolve());
    void ended.then((code) => reject(new Error(`the server process ended with ${code}`)));
  });
  return {
    url: `ws://127.0.0.1:${options.port}/collab`,
    origin: `http://127.0.0.1:${options.port}`,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      child.kill('SIGTERM');
      return ended;
    },
    measure() {
      const answer = new Promise<Measurement>((resolve) => lines.once('line', (line) => resolve(JSON.parse(line))));
      child.stdin.write('measure\n');
      return answer;
    },
  };
}

/** A port that was free a moment ago, to come back on after a kill. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
