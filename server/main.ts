/** The composition root: environment → database → web, co-writing and jobs by ROLE, and a graceful stop. The only place that starts `app` and `collab`. */
import { createServer, type Server } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import { startCollab } from '../collab/start.ts';
import { DatabaseDamagedError, type DatabaseHandle, DatabaseInUseError, openDatabase } from '../db/client.ts';
import { migrateWithSnapshot, NewerSchemaError } from '../db/migrate.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo/accounts.ts';
import { fillDemo, isEmpty, wipeHalfFilled } from './demo/fill.ts';
import { findDemoImage, readdressDemoMails } from './demo/image.ts';
import { type DiskRoom, watchDisk } from './disk/disk-room.ts';
import { env, warnOfDemo } from './env.ts';
import { startJobs } from './jobs/start.ts';
import { log } from './log.ts';
import { builtAssets, createWebApp } from './web/app.ts';
import { collabConnections, metrics } from './web/health.ts';
import { createHttpServer } from './web/http-server.ts';

const STOP_WITHIN_MS = 8_000;

async function start(): Promise<void> {
  const image =
    env.demo && !env.development ? findDemoImage(join(dirname(dirname(fileURLToPath(import.meta.url))), 'build'), new Date()) : null;
  let disk: DiskRoom | null = null;
  const handle = await openDatabase({
    databaseUrl: env.databaseUrl ?? undefined,
    dataDir: env.dataDir,
    log,
    onError: (error) => disk?.note(error),
    ...(image ? { image } : {}),
  });
  await migrateWithSnapshot(handle);
  if (env.demo) await wipeHalfFilled(handle.db);
  if (env.demo && (await isEmpty(handle.db))) {
    say('De eerste keer: het voorbeeldtraject wordt gevuld…');
    await fillDemo({ db: handle.db, now: new Date(), publicUrl: env.publicUrl });
  }
  if (env.demo) await readdressDemoMails(handle.db, env.publicUrl);

  const httpServer = createHttpServer();
  const room = watchDisk({ handle, dataDir: env.dataDir, reserve: env.diskReserve, publicUrl: env.publicUrl, log });
  disk = room;
  await room.look();
  const stops: (() => Promise<void>)[] = [() => room.stop()];
  if (env.roles.includes('web')) httpServer.on('request', await webApp({ handle, stops, disk: room }));
  if (env.roles.includes('collab')) {
    const collab = await startCollab({ httpServer, handle, origin: env, log, isReadOnly: room.isReadOnly });
    const timer = setInterval(() => collabConnections.set(collab.stats().connections), 5_000).unref();
    stops.push(async () => {
      clearInterval(timer);
      await collab.stop();
    });
  }
  if (env.roles.includes('jobs')) {
    const jobs = await startJobs({ handle, env, log, disk: room });
    stops.push(() => jobs.stop());
  }
  await new Promise<void>((resolve, reject) => {
    httpServer.once('error', reject);
    httpServer.listen(env.port, env.host, resolve);
  });
  stops.push(() => new Promise((resolve) => httpServer.close(() => resolve())));
  await startMetrics(stops);
  stopGracefully(stops, handle, () => httpServer.closeAllConnections());
  greet(httpServer.address());
}

async function webApp({ handle, stops, disk }: { handle: DatabaseHandle; stops: (() => Promise<void>)[]; disk: DiskRoom }) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  if (!env.development) {
    const build: ServerBuild = await import(pathToFileURL(join(root, 'build', 'server', 'index.js')).href);
    return createWebApp({ env, log, handle, disk, build: async () => build, assets: builtAssets(join(root, 'build', 'client')) });
  }
  const { createServer: createViteServer } = await import('vite');
  const vite = await createViteServer({ root, server: { middlewareMode: true } });
  stops.push(() => vite.close());
  return createWebApp({
    env,
    log,
    handle,
    disk,
    build: () => vite.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild>,
    assets: [vite.middlewares],
  });
}

/** `/metrics` on its own port, when one is asked for. */
async function startMetrics(stops: (() => Promise<void>)[]): Promise<void> {
  const port = env.metricsPort;
  if (port === null) return;
  const server = createServer((_, res) => {
    metrics.metrics().then(
      (text) => res.setHeader('Content-Type', metrics.contentType).end(text),
      (error) => res.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(port, env.host, resolve));
  stops.push(() => new Promise((resolve) => server.close(() => resolve())));
}

/** SIGTERM and SIGINT: no new work, co-writers are told, everything queued is written, the database is closed last. */
function stopGracefully(stops: (() => Promise<void>)[], handle: DatabaseHandle, closeConnections: () => void): void {
  let stopping = false;
  async function stop(signal: string): Promise<void> {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(closeConnections, STOP_WITHIN_MS / 2).unref();
    const deadline = setTimeout(() => {
      log.error('could not stop in time');
      process.exit(1);
    }, STOP_WITHIN_MS);
    try {
      for (const end of stops) await end();
      await handle.close();
      clearTimeout(deadline);
      process.exit(0);
    } catch (error) {
      log.error({ err: error }, 'stop failed');
      process.exit(1);
    }
  }
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
}

function greet(address: ReturnType<Server['address']>): void {
  const port = typeof address === 'object' && address ? address.port : env.port;
  say(`\nOever staat klaar op ${env.publicUrlGiven ? env.publicUrl : `http://localhost:${port}`}`);
  const warning = warnOfDemo(env);
  if (warning) {
    log.warn('the demo is on where everybody can come');
    say(`\n${warning}`);
  }
  if (!env.demo) return;
  say(`\nVoorbeeldaccounts (wachtwoord voor allemaal: ${DEMO_PASSWORD})`);
  for (const account of DEMO_ACCOUNTS) say(`  ${account.email.padEnd(34)} ${account.what}`);
  say('');
}

/** To the person at the terminal; everything else goes to the log. */
function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

start().catch((error: unknown) => {
  const isPlain = [DatabaseInUseError, DatabaseDamagedError, NewerSchemaError].some((plain) => error instanceof plain);
  if (isPlain && error instanceof Error) process.stderr.write(`${error.message}\n`);
  else if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    process.stderr.write(`Poort ${env.port} is al in gebruik. Kies een andere, bijvoorbeeld: PORT=3001 npm start\n`);
  else log.fatal({ err: error }, 'start failed');
  process.exit(1);
});
