import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestIssuer } from '../server/testing/oidc-issuer.ts';
import { freePort, startBuilt } from './process.ts';

/** Starts the built server as a person would: fresh folder, embedded database, demo trajectory, a free port. Ends it when the run ends. */
export default async function startServer(): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'oever-e2e-'));
  const port = await freePort();
  const elsewhere = await startTestIssuer({
    'Bo van de Kade': { sub: 'bo-van-de-kade', acr: 'midden' },
    'Met burgerservicenummer': { sub: 'cees', acr: 'midden', bsn: '123456782' },
  });
  const server = startBuilt('server/cli/start.ts', {
    port,
    dataDir,
    env: {
      OIDC_RESIDENT_ISSUER: elsewhere.issuer,
      OIDC_RESIDENT_CLIENT_ID: elsewhere.clientId,
      OIDC_RESIDENT_CLIENT_SECRET: elsewhere.clientSecret,
      OIDC_RESIDENT_LABEL: 'Proef-ID',
      OIDC_RESIDENT_ACR: 'midden',
    },
  });
  await server.ready;
  process.env.OEVER_E2E_URL = `http://localhost:${port}`;
  return async () => {
    server.child.kill('SIGTERM');
    await server.ended;
    await elsewhere.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
