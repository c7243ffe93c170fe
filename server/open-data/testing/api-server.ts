/** The real web part of the server, on a free port, for tests over HTTP. Pages are not built: only what stands before them can be asked. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DatabaseHandle } from '../../../db/client.ts';
import { env } from '../../env.ts';
import { log } from '../../log.ts';
import { createWebApp } from '../../web/app.ts';

export type ApiServer = { url: string; get(path: string, headers?: Record<string, string>): Promise<Response>; close(): Promise<void> };

export async function startApi(handle: DatabaseHandle): Promise<ApiServer> {
  const app = await createWebApp({
    env,
    log,
    handle,
    assets: [(_req, _res, next) => next()],
    build: () => Promise.reject(new Error('no pages in this test')),
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    get: (path, headers = {}) => fetch(`${url}/api/v1${path}`, { headers }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
