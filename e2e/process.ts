/** The built server in a process of its own, as `npm start` runs it: to start, to stop and to kill. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

export type Started = { child: ChildProcess; ready: Promise<void>; ended: Promise<number | null> };

/** @param script what node runs: `npm start` builds first when the sources changed, `build/main.js` is the server itself */
export function startBuilt(
  script: 'server/cli/start.ts' | 'build/main.js',
  { port, dataDir, env = {} }: { port: number; dataDir: string; env?: Record<string, string> },
): Started {
  const child = spawn(process.execPath, [...(script.endsWith('.ts') ? ['--import', 'tsx'] : []), join(root, script)], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      DATABASE_URL: '',
      NODE_ENV: 'production',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = new Promise<void>((resolve, reject) => {
    let said = '';
    const tooLong = setTimeout(() => reject(new Error(`De server was na 4 minuten niet klaar:\n${said}`)), 240_000);
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk;
      if (!said.includes('Oever staat klaar')) return;
      clearTimeout(tooLong);
      resolve();
    });
    void ended.then((code) => {
      clearTimeout(tooLong);
      reject(new Error(`De server stopte met code ${code}:\n${said}`));
    });
  });
  // Who kills it does not wait for it.
  ready.catch(() => {});
  return { child, ready, ended };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('geen vrije poort'))));
    });
  });
}
