/**
 * `npm run clean-install`: copies what is in the repository to an empty folder, installs there without running any script of a package, builds, and starts it.
 * What works only because of something that lies about on this machine fails here. `--offline` takes packages from npm's cache alone.
 */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const START_WITHIN_MS = 120_000;

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const folder = mkdtempSync(join(tmpdir(), 'oever-clean-'));
const npm = (...words: string[]) => execFileSync('npm', words, { cwd: folder, stdio: 'inherit' });

try {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, maxBuffer: 64e6 });
  for (const file of files.toString().split('\n'))
    if (file !== '' && existsSync(join(root, file))) cpSync(join(root, file), join(folder, file));
  // Not `npm ci`: that wants the packages of every kind of machine in the lock file, and the registry this was written with has those of Linux only.
  npm('install', '--ignore-scripts', '--no-save', '--no-audit', '--no-fund', ...(process.argv.includes('--offline') ? ['--offline'] : []));
  npm('run', 'build');
  await startOnce();
  process.stdout.write('Een schone installatie zonder scripts bouwt en start.\n');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Waits until it answers, asks the first page, and stops it. */
async function startOnce(): Promise<void> {
  const env = { ...process.env, DATA_DIR: join(folder, 'data'), PORT: '0', DATABASE_URL: '', LOG_LEVEL: 'error' };
  const server = spawn(process.execPath, [join(folder, 'build', 'main.js')], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const address = await new Promise<string>((resolve, reject) => {
      server.stdout.on('data', (chunk: Buffer) => {
        const found = /http:\/\/localhost:\d+/.exec(chunk.toString());
        if (found) resolve(found[0]);
      });
      server.once('exit', (code) => reject(new Error(`the server stopped with ${code}`)));
      setTimeout(() => reject(new Error('the server was not ready in time')), START_WITHIN_MS).unref();
    });
    const answer = await fetch(address);
    if (answer.status !== 200) throw new Error(`the first page answered ${answer.status}`);
  } finally {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await ended;
  }
}
