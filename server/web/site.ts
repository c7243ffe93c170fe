import type { AppLoadContext, ServerBuild } from '@remix-run/node';
import { createRequestHandler } from '@remix-run/node';
import type { Request as ExpressRequest, Response as ExpressResponse, RequestHandler } from 'express';
import type { Env } from '../env.ts';
import type { Log } from '../log.ts';
import { createCaller } from '../router.ts';
import { localeOf } from './locale.ts';
import type { CachedPage, PageCache, Rendered } from './page-cache.ts';
import type { RequestState } from './request-state.ts';

/** Where the site's code comes from: the build, or Vite while developing. */
export type SiteBuild = () => Promise<ServerBuild>;

/** Serves the Remix site: shared pages to visitors without a session, everything else rendered for this request alone. */
export function serveSite({ env, log, build, cache }: { env: Env; log: Log; build: SiteBuild; cache: PageCache }): RequestHandler {
  let handler: { build: ServerBuild; handle: ReturnType<typeof createRequestHandler> } | null = null;

  async function render(req: ExpressRequest, state: RequestState, res: ExpressResponse): Promise<Response> {
    const current = await build();
    if (handler?.build !== current)
      handler = { build: current, handle: createRequestHandler(current, env.development ? 'development' : 'production') };
    return handler.handle(toRequest(req, res, env), loadContext(state, current));
  }

  function loadContext(state: RequestState, current: ServerBuild): AppLoadContext {
    return {
      api: createCaller(state.context),
      actor: state.context.actor,
      now: state.context.now,
      requestId: state.context.requestId,
      cspNonce: env.development ? state.nonce : '',
      locale: localeOf(state.cookies),
      clientEntry: current.assets.entry.module,
      hotReload: (current.assets as { hmr?: { runtime: string } }).hmr?.runtime ?? null,
      demo: env.demo,
      publicUrl: env.publicUrl,
      reportError: (error) => log.error({ err: error, requestId: state.context.requestId }, 'page failed'),
    };
  }

  return (req, res, next) => {
    const state = res.locals as RequestState;
    const own = async () => send(res, await readWhole(await render(req, state, res)), { private: state.context.actor !== null });
    const shared = async () => {
      const key = `${localeOf(state.cookies)} ${req.originalUrl}`;
      sendShared(req, res, await cache.get(key, Date.now(), async () => readWhole(await render(req, state, res))));
    };
    (isShared(req, state) ? shared() : own()).catch(next);
  };
}

/** Only a plain GET that carries nothing of the visitor: no cookie but the language. */
function isShared(req: ExpressRequest, { cookies }: RequestState): boolean {
  return (req.method === 'GET' || req.method === 'HEAD') && Object.keys(cookies).every((name) => name === 'oever_taal');
}

async function readWhole(response: Response): Promise<Rendered> {
  const headers = [...response.headers.entries()].filter(([name]) => name !== 'transfer-encoding');
  const shareable =
    response.status === 200 && !response.headers.has('Set-Cookie') && !/no-store|private/.test(response.headers.get('Cache-Control') ?? '');
  return { status: response.status, headers, body: Buffer.from(await response.arrayBuffer()), shareable };
}

function send(res: ExpressResponse, { status, headers, body }: Rendered, { private: isPrivate }: { private: boolean }): void {
  res.status(status);
  for (const [name, value] of headers) res.append(name, value);
  if (isPrivate || !res.getHeader('Cache-Control')) res.setHeader('Cache-Control', 'private, no-store');
  res.end(body);
}

function sendShared(req: ExpressRequest, res: ExpressResponse, page: Rendered | CachedPage): void {
  if (!('etag' in page)) {
    send(res, page, { private: false });
    return;
  }
  res.status(page.status);
  for (const [name, value] of page.headers) res.append(name, value);
  // The visitor may sign in a second later: ask again each time, cheaply.
  res.setHeader('Cache-Control', 'public, max-age=0, must-revalidate');
  res.vary('Cookie').vary('Accept-Encoding');
  res.setHeader('ETag', page.etag);
  if (req.headers['if-none-match']?.includes(page.etag)) {
    res.status(304).end();
    return;
  }
  const encoding = req.acceptsEncodings('br', 'gzip', 'identity');
  const body = encoding === 'br' ? page.brotli : encoding === 'gzip' ? page.gzip : page.body;
  if (encoding === 'br' || encoding === 'gzip') res.setHeader('Content-Encoding', encoding);
  res.setHeader('Content-Length', body.byteLength);
  res.end(req.method === 'HEAD' ? undefined : body);
}

/**
 * A web Request under our own address: what Host or X-Forwarded-* claim never reaches a page. The posted body streams through; its length was checked before.
 */
function toRequest(req: ExpressRequest, res: ExpressResponse, env: Env): Request {
  const url = new URL(req.originalUrl.replace(/^\/\/+/, '/'), env.publicUrl);
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    if (value === undefined || name.startsWith('x-forwarded') || name.startsWith('x-remix') || name.startsWith(':')) continue;
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one);
  }
  headers.set('host', url.host);
  // The same-origin check has been done (same-origin.ts); Remix compares once more with our own address.
  if (headers.has('origin')) headers.set('origin', env.publicUrl);
  const controller = new AbortController();
  res.on('close', () => {
    if (!res.writableFinished) controller.abort();
  });
  const hasBody = req.method !== 'GET' && req.method !== 'HEAD';
  return new Request(url, {
    method: req.method,
    headers,
    signal: controller.signal,
    ...(hasBody ? { body: toWebStream(req), duplex: 'half' } : {}),
  } as RequestInit);
}

function toWebStream(req: ExpressRequest): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      req.on('data', (chunk: Buffer) => controller.enqueue(new Uint8Array(chunk)));
      req.on('end', () => controller.close());
      req.on('error', (error) => controller.error(error));
    },
  });
}
