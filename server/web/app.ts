import { join } from 'node:path';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import compression from 'compression';
import express, { type Express, type RequestHandler } from 'express';
import type { DatabaseHandle } from '../../db/client.ts';
import type { DiskRoom } from '../disk/disk-room.ts';
import type { Env } from '../env.ts';
import { isDomainError } from '../errors.ts';
import type { Log } from '../log.ts';
import { API_BASE } from '../open-data/version.ts';
import { DOCUMENT_CHANNEL } from '../plan-texts/documents.ts';
import { appRouter } from '../router.ts';
import { embedHeaders, sharedScript } from './embed.ts';
import { answerFaults, guardMutations, guardUploads, MAX_BODY_BYTES, securityHeaders, straightenPath } from './guards.ts';
import { healthRoutes, pageCacheTotal, requestSeconds } from './health.ts';
import { refuseOtherMethods } from './methods.ts';
import { openApi } from './open-api.ts';
import { paced } from './paced.ts';
import { PageCache } from './page-cache.ts';
import { photoRoutes } from './photos.ts';
import { identifyRequest, loadContext, type RequestState } from './request-state.ts';
import { type SiteBuild, serveSite } from './site.ts';

const SHARED_PAGE_SECONDS = 15;
const MAX_BATCH = 20;

/** The web part: assets, health, API and pages, in that order. `assets` serves the built files, or Vite's while developing. */
export async function createWebApp({
  env,
  log,
  handle,
  build,
  assets,
  disk,
}: {
  env: Env;
  log: Log;
  handle: DatabaseHandle;
  build: SiteBuild;
  assets: RequestHandler[];
  /** Whether there is room to write; without it there always is. */
  disk?: Pick<DiskRoom, 'isReadOnly' | 'freeBytes'>;
}): Promise<Express> {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', env.trustProxy);
  app.set('etag', false);
  app.use(measure(log), identifyRequest, securityHeaders(env), straightenPath);
  app.use('/inbed-gastheer.js', sharedScript);
  app.use(...assets);
  app.use(healthRoutes({ env, handle, disk }));
  const cache = new PageCache({ seconds: SHARED_PAGE_SECONDS });
  await emptyOnChange(cache, handle);
  // Without cookies and sessions, so before everything that asks whose request it is.
  app.use(API_BASE, openApi({ env, log, handle, cache }));
  app.use('/inbedden', embedHeaders);
  app.use(refuseOtherMethods);
  app.use(guardMutations(env, log), loadContext({ env, handle, log, isReadOnly: () => disk?.isReadOnly() ?? false }), guardUploads());
  app.use(photoRoutes);
  app.use('/api/trpc', apiHandler(log));
  app.use(compression({ threshold: 1024 }));
  app.all('*', serveSite({ env, log, build, cache }));
  app.use(answerFaults(log));
  return app;
}

/** Built files carry a hash in their name and never change; what lies in `public/` may. */
export function builtAssets(clientDirectory: string): RequestHandler[] {
  return [
    express.static(join(clientDirectory), {
      index: false,
      redirect: false,
      setHeaders: (res, path) => {
        res.setHeader(
          'Cache-Control',
          path.includes(`${join('client', 'assets')}`) ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
        );
      },
    }),
  ];
}

function apiHandler(log: Log): RequestHandler {
  return createExpressMiddleware({
    router: appRouter,
    maxBodySize: MAX_BODY_BYTES,
    maxBatchSize: MAX_BATCH,
    createContext: ({ res }) => {
      res.setHeader('Cache-Control', 'private, no-store');
      return (res.locals as RequestState).context;
    },
    onError: ({ error, path, ctx }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR' && !isDomainError(error.cause))
        log.error({ err: error.cause ?? error, path, requestId: ctx?.requestId }, 'procedure failed');
    },
  });
}

/**
 * Every recorded event, and every saved edit of a plan text, empties the pages it may stand on. When hundreds vote or type at once that is done a few times a second:
 * otherwise no page would ever be shared just when most people look.
 */
async function emptyOnChange(cache: PageCache, handle: DatabaseHandle): Promise<void> {
  const onEvent = paced(
    () => {
      cache.clear();
      pageCacheTotal.inc();
    },
    { burst: 20, everyMs: 500 },
  );
  await handle.listen('oever_event', onEvent);
  await handle.listen(
    DOCUMENT_CHANNEL,
    paced(() => cache.clear((key) => key.includes('/plan')), { burst: 100, everyMs: 200 }),
  );
}

function measure(log: Log): RequestHandler {
  return (req, res, next) => {
    const start = process.hrtime.bigint();
    res.on('finish', () => {
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      requestSeconds.observe({ method: req.method, status: String(res.statusCode) }, seconds);
      log.debug(
        { requestId: res.locals.requestId, method: req.method, path: req.path, status: res.statusCode, ms: Math.round(seconds * 1000) },
        'request',
      );
    });
    next();
  };
}
