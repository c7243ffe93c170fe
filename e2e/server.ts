import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTestIssuer } from '../server/testing/oidc-issuer.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Starts the built server as a person would: fresh folder, embedded database, demo trajectory, a free port. Ends it when the run ends. */
export default async function startServer(): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'oever-e2e-'));
  const port = await freePort();
  const elsewhere = await startTestIssuer({
    'Bo van de Kade': { sub: 'bo-van-de-kade', acr: 'midden' },
    'Met burgerservicenummer': { sub: 'cees', acr: 'midden', bsn: '123456782' },
  });
  const server = spawn(process.execPath, ['--import', 'tsx', join(root, 'server/cli/start.ts')], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      DATABASE_URL: '',
      NODE_ENV: 'production',
      OIDC_RESIDENT_ISSUER: elsewhere.issuer,
      OIDC_RESIDENT_CLIENT_ID: elsewhere.clientId,
      OIDC_RESIDENT_CLIENT_SECRET: elsewhere.clientSecret,
      OIDC_RESIDENT_LABEL: 'Proef-ID',
      OIDC_RESIDENT_ACR: 'midden',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    let said = '';
    const tooLong = setTimeout(() => reject(new Error(`De server was na 4 minuten niet klaar:\n${said}`)), 240_000);
    server.stdout.on('data', (chunk: Buffer) => {
      said += chunk;
      if (!said.includes('Oever staat klaar')) return;
      clearTimeout(tooLong);
      resolve();
    });
    server.on('exit', (code) => reject(new Error(`De server stopte met code ${code}:\n${said}`)));
  });
  process.env.OEVER_E2E_URL = `http://localhost:${port}`;
  return async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await ended;
    await elsewhere.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('geen vrije poort'))));
    });
  });
}
