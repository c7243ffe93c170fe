/** The whole site in this process: every page from its own source, the API, and the socket, as `server/main.ts` puts them together. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import type { RouteConfigEntry } from '@remix-run/route-config';
import { startCollab } from '../../collab/start.ts';
import type { DatabaseHandle } from '../../db/client.ts';
import type { DiskRoom } from '../../server/disk/disk-room.ts';
import { type Env, env } from '../../server/env.ts';
import type { Log } from '../../server/log.ts';
import { builtAssets, createWebApp } from '../../server/web/app.ts';
import { createHttpServer } from '../../server/web/http-server.ts';

const modules = import.meta.glob('../../app/{root,routes/*,entry.server}.{ts,tsx}');

export type Route = { id: string; path: string };

/** The routes as Remix reads them from the names of the files, with their whole paths. */
export async function listRoutes(): Promise<Route[]> {
  return (await readRoutes()).map(({ id, file, path, index }) => ({ id: id ?? file, path: index ? '/' : `/${path ?? ''}` }));
}

async function readRoutes(): Promise<RouteConfigEntry[]> {
  (globalThis as { __remixAppDirectory?: string }).__remixAppDirectory = fileURLToPath(new URL('../../app', import.meta.url));
  return (await import('../../app/routes.ts')).default;
}

async function moduleOf(file: string): Promise<ServerBuild['entry']['module']> {
  const load = modules[`../../app/${file}`];
  if (!load) throw new Error(`no module ${file}`);
  return (await load()) as ServerBuild['entry']['module'];
}

async function buildSite(): Promise<ServerBuild> {
  const entries = [{ id: 'root', file: 'root.tsx', path: '' }, ...(await readRoutes()).map((route) => ({ ...route, parentId: 'root' }))];
  const routes: ServerBuild['routes'] = {};
  const manifest: Record<string, unknown> = {};
  for (const { file, id = file, ...entry } of entries) {
    const module = (await moduleOf(file)) as unknown as Record<string, unknown>;
    routes[id] = { id, ...entry, module } as unknown as ServerBuild['routes'][string];
    manifest[id] = {
      id,
      ...entry,
      hasAction: 'action' in module,
      hasLoader: 'loader' in module,
      hasErrorBoundary: 'ErrorBoundary' in module,
      hasClientAction: false,
      hasClientLoader: false,
      module: '/none.js',
    };
  }
  return {
    entry: { module: await moduleOf('entry.server.tsx') },
    routes,
    assets: { entry: { module: '/none.js', imports: [] }, routes: manifest, url: '/none.js', version: '1' },
    publicPath: '/',
    assetsBuildDirectory: '',
    isSpaMode: false,
    mode: 'production',
    future: {
      v3_fetcherPersist: true,
      v3_lazyRouteDiscovery: true,
      v3_relativeSplatPath: true,
      v3_routeConfig: true,
      v3_singleFetch: true,
      v3_throwAbortReason: true,
    },
  } as unknown as ServerBuild;
}

/** `paths`: what Express answers before the pages do. */
export type Site = { origin: string; server: Server; paths: string[]; stop(): Promise<void> };

/** The files that lie ready; what the build makes of the rest is not there. */
const FILES = fileURLToPath(new URL('../../public', import.meta.url));

type Given = {
  handle: DatabaseHandle;
  log: Log;
  given?: Partial<Env>;
  disk?: Pick<DiskRoom, 'isReadOnly' | 'freeBytes'>;
  limits?: Parameters<typeof createHttpServer>[0];
};

export async function startSite({ handle, log, given = {}, disk, limits }: Given): Promise<Site> {
  const build = await buildSite();
  const settings: Env = { ...env, demo: true, publicUrlGiven: false, trustProxy: 0, ...given };
  const web = await createWebApp({
    env: settings,
    log,
    handle,
    build: async () => build,
    assets: builtAssets(FILES),
    ...(disk && { disk }),
  });
  const server = createHttpServer(limits).on('request', web);
  const collab = await startCollab({ httpServer: server, handle, origin: settings, log, ...(disk && { isReadOnly: disk.isReadOnly }) });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    server,
    paths: pathsOf((web as unknown as { _router: { stack: Layer[] } })._router.stack),
    async stop() {
      await collab.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Of Express 4, as far as it is read here. */
type Layer = { route?: { path: string | string[] }; handle?: { stack?: Layer[] } };

function pathsOf(stack: Layer[]): string[] {
  return stack.flatMap(({ route, handle }) => [
    ...(route ? [route.path].flat().filter((path) => path !== '*') : []),
    ...(handle?.stack ? pathsOf(handle.stack) : []),
  ]);
}
