/**
 * A server in a process of its own, to kill and to measure: `server-process.ts '{"databaseUrl": …, "port": …}'`. Says `open <port>` when it listens. With
 * `measure` on its standard input it says one line of JSON about itself.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import pino from 'pino';
import { openDatabase } from '../../db/client.ts';
import type { Limits } from '../limits.ts';
import { startCollab } from '../start.ts';

/** `now`: the moment this server thinks it is; without it the real one. */
export type ServerProcessOptions = {
  databaseUrl?: string;
  dataDir?: string;
  port: number;
  now?: string;
  limits?: Partial<Limits>;
  logLevel?: string;
};

/** What a server says of itself: CPU and time since it started, memory after a garbage collection where node allows one. */
export type Measurement = {
  cpuMs: number;
  atMs: number;
  rssBytes: number;
  heapBytes: number;
  longestStallMs: number;
  stats: { connections: number; writers: number; rooms: number; unsaved: number };
};

const options = JSON.parse(process.argv[2] ?? '{}') as ServerProcessOptions;
const handle = await openDatabase({
  ...(options.databaseUrl && { databaseUrl: options.databaseUrl }),
  dataDir: options.dataDir ?? '',
});
const httpServer = createServer();
const fixed = options.now === undefined ? null : new Date(options.now);
const collab = await startCollab({
  httpServer,
  handle,
  origin: { publicUrl: '', publicUrlGiven: false, trustProxy: 0 },
  log: pino({ level: options.logLevel ?? 'fatal' }, pino.destination(2)),
  ...(fixed && { now: () => fixed }),
  ...(options.limits && { limits: options.limits }),
});
await new Promise<void>((resolve) => httpServer.listen(options.port, '127.0.0.1', resolve));

const stalls = monitorEventLoopDelay({ resolution: 5 });
stalls.enable();

function measure(): Measurement {
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  const longestStallMs = stalls.max / 1e6;
  stalls.reset();
  return {
    cpuMs: (user + system) / 1000,
    atMs: performance.now(),
    rssBytes: rss,
    heapBytes: heapUsed,
    longestStallMs,
    stats: collab.stats(),
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

createInterface({ input: process.stdin }).on('line', (line) => {
  if (line === 'measure') say(JSON.stringify(measure()));
});
process.stdin.on('end', () => process.exit(0));
process.on('SIGTERM', () => {
  collab
    .stop()
    .then(() => handle.close())
    .then(
      () => process.exit(0),
      () => process.exit(1),
    );
});
say(`open ${(httpServer.address() as AddressInfo).port}`);
