/**
 * `npm run bench`: one JSON line per measure. Figures move with the machine; the ratios within one run are what counts (`ratio`: against an empty page of the same
 * process). The server runs on one core where `taskset` is there, the load comes from this process. Loopback only, bounded in time.
 *
 * `npm run bench -- pages` fills 10,000 ideas with 100,000 supports (and 1,000 and 100,000 ideas in other trajectories) and asks the pages.
 * `npm run bench -- start` measures the first start and the next.
 * `npm run bench -- clocks` asks the figures of answer times over a million clocks on a PostgreSQL of its own.
 * `npm run bench -- events` seals 100,000 events and computes their chain again.
 * `npm run bench -- mixed` has 200 readers, 50 editors and 20 votes a second at once for a minute; a second word: for so many seconds.
 * `npm run bench -- collab` compares co-writing with other servers (docs/co-writing.md); a second word chooses one server by a part of its name.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { openDatabase } from '../../db/client.ts';
import { build, isBuilt } from '../cli/build.ts';
import type { Db } from '../context.ts';
import { benchClocks } from './clocks.ts';
import { benchCollab } from './co-writing/bench.ts';
import { benchEvents } from './events.ts';
import { fillIdeas } from './fill-ideas.ts';
import { load } from './load.ts';
import { benchMixed, fillMixed } from './mixed.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const PORT = Number(process.env.BENCH_PORT ?? 3999);
const base = `http://localhost:${PORT}`;
const SLUG = 'de-amstel-verandert';

const only = process.argv[2];
if (only !== 'collab' && only !== 'clocks' && only !== 'events' && !isBuilt()) await build();
const dataDir = mkdtempSync(join(tmpdir(), 'oever-bench-'));
try {
  if (!only || only === 'start' || only === 'pages') await benchStart();
  if (!only || only === 'pages') await benchPages();
  if (!only || only === 'clocks') await benchClocks(report);
  if (!only || only === 'events') await benchEvents(report, join(dataDir, 'events'));
  if (!only || only === 'mixed') await runMixed(Number(process.argv[3] ?? 60));
  if (!only || only === 'collab') await benchCollab(report, process.argv[3]);
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

function report(line: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function benchStart(): Promise<void> {
  for (const name of ['first start, demo filled', 'later start']) {
    const started = performance.now();
    const server = await start();
    report({ bench: 'start', name, seconds: Number(((performance.now() - started) / 1000).toFixed(2)) });
    await stop(server);
  }
}

async function benchPages(): Promise<void> {
  const handle = await openDatabase({ dataDir });
  const now = new Date();
  for (const [slug, ideas, supports] of [
    [SLUG, 10_000, 100_000],
    ['bench-1000', 1_000, 10_000],
    ['bench-100000', 100_000, 100_000],
  ] as const) {
    const trajectoryId = await findOrCopyTrajectory(handle.db, slug);
    await fillIdeas(handle.db, { trajectoryId, ideas, supports, now });
  }
  await handle.close();
  const server = await start();
  const signedIn = { Cookie: await signIn('bewoner') };
  const staff = { Cookie: await signIn('ambtenaar') };
  await load({ url: `${base}/dev/leeg`, headers: signedIn, seconds: 2 });
  const empty = await load({ url: `${base}/dev/leeg`, headers: signedIn });
  report({ bench: 'pages', name: 'empty page, signed in', ...empty });
  for (const [name, path, headers] of [
    ['trajectory page, 10,000 ideas, signed in', `/trajecten/${SLUG}`, signedIn],
    ['ideas page, 10,000 ideas, signed in', `/trajecten/${SLUG}/ideeen`, signedIn],
    ['ideas page, 1,000 ideas, signed in', '/trajecten/bench-1000/ideeen', signedIn],
    ['ideas page, 100,000 ideas, signed in', '/trajecten/bench-100000/ideeen', signedIn],
    ['trajectory page, 10,000 ideas, official', `/trajecten/${SLUG}`, staff],
    ['ideas page, 10,000 ideas, official', `/trajecten/${SLUG}/ideeen`, staff],
    ['trajectory page, no session', `/trajecten/${SLUG}`, {}],
    ['ideas page, no session', `/trajecten/${SLUG}/ideeen`, {}],
  ] as const) {
    const result = await load({ url: base + path, headers });
    report({ bench: 'pages', name, ...result, ratio: Number((result.requestsPerSecond / empty.requestsPerSecond).toFixed(2)) });
  }
  report({ bench: 'bytes', name: 'script of a reading page, gzip', bytes: await scriptBytes(`${base}/trajecten/${SLUG}`) });
  await stop(server);
}

async function runMixed(seconds: number): Promise<void> {
  if (!(seconds > 0 && seconds <= 600)) throw new Error('a number of seconds up to 600');
  // The first start fills the demo.
  await stop(await start());
  const story = await fillMixed(dataDir, { slug: SLUG, seconds });
  const server = await start({ cores: 'all' });
  await benchMixed(report, { base, story, seconds });
  await stop(server);
}

/** The demo trajectory, or a bare copy of it under another name. */
async function findOrCopyTrajectory(db: Db, slug: string): Promise<string> {
  const known = await db.selectFrom('trajectory').where('slug', '=', slug).select('id').executeTakeFirst();
  if (known) return known.id;
  const { rows } = await sql<{ id: string }>`
    insert into trajectory (slug, title, question, lead, area_name, decision_maker, influence_subject, contact_name, support_threshold, published_at, created_at)
    select ${slug}, title, question, lead, area_name, decision_maker, influence_subject, contact_name, support_threshold, published_at, created_at
    from trajectory where slug = ${SLUG} returning id`.execute(db);
  return rows[0]?.id ?? '';
}

async function scriptBytes(url: string): Promise<number> {
  const html = await (await fetch(url)).text();
  let bytes = 0;
  for (const [, src] of html.matchAll(/<script[^>]*src="([^"]+)"/g))
    bytes += gzipSync(Buffer.from(await (await fetch(new URL(src ?? '', url))).arrayBuffer())).byteLength;
  return bytes;
}

async function signIn(account: 'bewoner' | 'ambtenaar'): Promise<string> {
  const response = await fetch(`${base}/inloggen`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: base, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email: `${account}@oever.example`, password: 'oever-demo-2026' }),
  });
  const cookie = response.headers.getSetCookie().find((line) => line.startsWith('oever_session='));
  if (!cookie) throw new Error(`signing in answered ${response.status}`);
  return cookie.split(';')[0] ?? '';
}

/** On one core, so that the load has the other; with `all` it may use every core, beside the load. */
async function start({ cores = 'one' }: { cores?: 'one' | 'all' } = {}): Promise<ChildProcess> {
  const pinned = cores === 'one' && spawnSync('taskset', ['--version']).status === 0;
  const command = [...(pinned ? ['taskset', '-c', '0'] : []), process.execPath, join(root, 'build', 'main.js')];
  const server = spawn(command[0] ?? process.execPath, command.slice(1), {
    cwd: root,
    env: { ...process.env, PORT: String(PORT), DATA_DIR: dataDir, LOG_LEVEL: 'error', DATABASE_URL: '', NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    server.stdout?.on('data', (chunk: Buffer) => chunk.includes('staat klaar') && resolve());
    server.once('exit', (code) => reject(new Error(`the server stopped with ${code}`)));
    setTimeout(() => reject(new Error('the server was not ready within two minutes')), 120_000).unref();
  });
  return server;
}

async function stop(server: ChildProcess): Promise<void> {
  server.removeAllListeners('exit');
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
}
