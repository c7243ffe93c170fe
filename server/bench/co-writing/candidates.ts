/** The servers that are compared, and how each is started. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import pg from 'pg';
import { openDatabase } from '../../../db/client.ts';
import { migrate } from '../../../db/migrate.ts';
import { databaseAt, startPostgres } from '../../testing/postgres-server.ts';
import { TEST_NOW } from '../../testing/world.ts';
import type { Dialect } from './dialects.ts';
import { installPeers } from './peers.ts';
import { freePort, type Running, startServer } from './process.ts';
import { type BenchWorld, fillWorld } from './world.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** Beside the packages it needs. */
const BUNDLE = join(root, 'node_modules', '.cache', 'oever-bench');
const SECTIONS = 900;
const PEOPLE = 500;
const MEMORY = 'none, memory only';

export type Candidate = {
  name: string;
  /** Where its documents are when it is killed. */
  persistence: string;
  dialect: Dialect;
  cookies: string[] | null;
  documents: string[];
  /** A document that was written in for weeks; null: nothing was kept for it. */
  long: BenchWorld['long'] | null;
  start(): Promise<{ server: Running; url: string }>;
  /** How many nodes may share its documents. */
  nodes: 1 | 2;
  /** Lets go of what was made for it. */
  end(): Promise<void>;
};

export async function prepareCandidates(say: (line: string) => void): Promise<Candidate[]> {
  await bundleOurs();
  const ours = [await ourPostgres(say), await ourEmbedded()].filter((candidate) => candidate !== null);
  const peers = installPeers();
  if (peers.folder === null) {
    say(`The other servers could not be installed, so only ours is measured: ${peers.reason}`);
    return ours;
  }
  const { folder } = peers;
  return [
    ...ours,
    peer({ name: '@y/websocket-server 0.1.1', persistence: MEMORY, folder, script: 'y-websocket.mjs', dialect: 'y-websocket' }),
    peer({
      name: '@y/websocket-server 0.1.1, y-leveldb',
      persistence: 'LevelDB, no fsync',
      folder,
      script: 'y-leveldb.mjs',
      dialect: 'y-websocket',
    }),
    peer({ name: '@hocuspocus/server 3.4.4', persistence: MEMORY, folder, script: 'hocuspocus.mjs', dialect: 'hocuspocus' }),
  ];
}

async function ourEmbedded(): Promise<Candidate> {
  const dataDir = mkdtempSync(join(tmpdir(), 'oever-bench-collab-'));
  const world = await fill({ dataDir });
  return ours({
    name: 'oever, embedded',
    persistence: 'PGlite',
    nodes: 1,
    options: { dataDir },
    world,
    end: async () => rmSync(dataDir, { recursive: true, force: true }),
  });
}

/** Durable as in production: every commit is on the disk. */
async function ourPostgres(say: (line: string) => void): Promise<Candidate | null> {
  try {
    const given = process.env.TEST_DATABASE_URL;
    const postgres = given ? { url: given, stop: async () => {} } : await startPostgres({ durable: true });
    const name = `oever_bench_${randomBytes(6).toString('hex')}`;
    await asAdmin(postgres.url, `create database ${name}`);
    const databaseUrl = databaseAt(postgres.url, name);
    const world = await fill({ databaseUrl, dataDir: '' });
    return ours({
      name: 'oever, PostgreSQL',
      persistence: 'PostgreSQL, fsync on',
      nodes: 2,
      options: { databaseUrl },
      world,
      async end() {
        await asAdmin(postgres.url, `drop database ${name} with (force)`);
        await postgres.stop();
      },
    });
  } catch (error) {
    say(`No PostgreSQL to measure on: ${error instanceof Error ? error.message : error}`);
    return null;
  }
}

/** Bundled as for production (`server/cli/build.ts`), and started as a process of its own: the bench imports nothing of it. */
async function bundleOurs(): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: {
      server: 'collab/testing/server-process.ts',
      'embedded-worker': 'db/embedded/worker.ts',
      'snapshot-worker': 'server/plan-texts/snapshot-worker.ts',
    },
    outdir: BUNDLE,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
}

async function fill(options: Parameters<typeof openDatabase>[0]): Promise<BenchWorld> {
  const handle = await openDatabase(options);
  try {
    await migrate(handle.db);
    return await fillWorld(handle.db, { sections: SECTIONS, people: PEOPLE });
  } finally {
    await handle.close();
  }
}

type OurParts = Pick<Candidate, 'name' | 'persistence' | 'nodes' | 'end'> & { options: Record<string, string>; world: BenchWorld };

function ours({ options, world, ...rest }: OurParts): Candidate {
  return {
    ...rest,
    ...world,
    dialect: 'y-websocket',
    async start() {
      const port = await freePort();
      const server = await startServer({
        script: join(BUNDLE, 'server.js'),
        args: [JSON.stringify({ ...options, port, now: TEST_NOW.toISOString(), logLevel: 'error' })],
      });
      return { server, url: `ws://127.0.0.1:${port}/collab` };
    },
  };
}

type PeerParts = Pick<Candidate, 'name' | 'persistence' | 'dialect'> & { folder: string; script: string };

function peer({ folder, script, ...rest }: PeerParts): Candidate {
  const dataDir = mkdtempSync(join(tmpdir(), 'oever-bench-peer-'));
  return {
    ...rest,
    nodes: 1,
    cookies: null,
    long: null,
    documents: Array.from({ length: SECTIONS }, (_, index) => `document-${index}`),
    async start() {
      const port = await freePort();
      const server = await startServer({ script: join(folder, script), args: [String(port), dataDir], cwd: folder });
      return { server, url: `ws://127.0.0.1:${port}` };
    },
    end: async () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(statement).finally(() => admin.end());
}
