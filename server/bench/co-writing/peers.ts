/** The servers people would pick instead, installed with exact versions in a temporary folder: they are no dependencies of ours. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PACKAGES = {
  '@hocuspocus/server': '3.4.4',
  '@y/websocket-server': '0.1.1',
  lib0: '0.2.120',
  ws: '8.23.0',
  'y-protocols': '1.0.7',
  yjs: '13.6.33',
};

/** As they are out of the box they keep everything in memory only, which is the fastest they can be. */
const SCRIPTS = {
  'y-websocket.mjs': `
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { setupWSConnection } from '@y/websocket-server/utils';
const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', (socket, request) => setupWSConnection(socket, request, { gc: true }));
server.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('open'));
`,
  // It reads this variable when it is loaded.
  'y-leveldb.mjs': `
process.env.YPERSISTENCE = process.argv[3];
await import('./y-websocket.mjs');
`,
  'hocuspocus.mjs': `
import { Server } from '@hocuspocus/server';
const server = new Server({ port: Number(process.argv[2]), address: '127.0.0.1', quiet: true });
await server.listen();
console.log('open');
`,
};

/** @returns the folder, or null with the reason when they cannot be installed */
export function installPeers(): { folder: string } | { folder: null; reason: string } {
  const content = JSON.stringify([PACKAGES, SCRIPTS]);
  const folder = join(tmpdir(), `oever-bench-peers-${createHash('sha256').update(content).digest('hex').slice(0, 12)}`);
  if (existsSync(folder)) return { folder };
  const making = `${folder}-${process.pid}`;
  mkdirSync(making, { recursive: true });
  writeFileSync(join(making, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies: PACKAGES }));
  for (const [name, script] of Object.entries(SCRIPTS)) writeFileSync(join(making, name), script);
  try {
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--silent'], {
      cwd: making,
      stdio: 'pipe',
      timeout: 60_000,
    });
  } catch (error) {
    return { folder: null, reason: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
  renameSync(making, folder);
  return { folder };
}
