import { randomBytes } from 'node:crypto';
import type { AppLoadContext, ServerBuild } from '@remix-run/node';
import { createRequestHandler } from '@remix-run/node';
import { matchRoutes } from '@remix-run/react';
import type { Request as ExpressRequest, Response as ExpressResponse, RequestHandler } from 'express';
import type { Actor } from '../context.ts';
import type { Env } from '../env.ts';
import type { Log } from '../log.ts';
import { createCaller } from '../router.ts';
import { localeOf } from './locale.ts';
import type { CachedPage, PageCache, Rendered } from './page-cache.ts';
import type { RequestState } from './request-state.ts';
import { shuffleOf } from './shuffle.ts';

/** Where the site's code comes from: the build, or Vite while developing. */
export type SiteBuild = () => Promise<ServerBuild>;

/**
 * Where the name goes on a page that was rendered once for all residents. Nobody can guess it, so nobody can write it in a text of their own.
 */
const NAME = `naam-${randomBytes(16).toString('hex')}`;
const ANY_RESIDENT: Actor = { id: NAME, name: NAME, email: null, verificationLevel: 'none', blockedUntil: null, roles: [] };

/**
 * Serves the Remix site: shared pages to visitors without a session; the same pages under their own name to residents, where a page says it shows them nothing
 * else (`handle.sameForResidents`); everything else rendered for this request alone.
 */
export function serveSite({ env, log, build, cache }: { env: Env; log: Log; build: SiteBuild; cache: PageCache }): RequestHandler {
  let site: { build: ServerBuild; handle: ReturnType<typeof createRequestHandler>; kindOf: (path: string) => PageKind } | null = null;

  async function loadSite() {
    const current = await build();
    if (site?.build !== current)
      site = {
        build: current,
        handle: createRequestHandler(current, env.development ? 'development' : 'production'),
        kindOf: readPageKinds(current),
      };
    return site;
  }

  async function render(req: ExpressRequest, res: ExpressResponse, view: View): Promise<Rendered> {
    const current = await loadSite();
    return readWhole(
      await current.handle(toRequest(req, res, env, view.reader), loadContext(res.locals as RequestState, current.build, view)),
    );
  }

  function loadContext({ context, nonce, cookies }: RequestState, current: ServerBuild, { reader, shuffle }: View): AppLoadContext {
    return {
      api: createCaller(reader === 'self' ? context : { ...context, actor: null, sessionIdHash: null }),
      actor: reader === 'self' ? context.actor : reader === 'any resident' ? ANY_RESIDENT : null,
      now: context.now,
      requestId: context.requestId,
      cspNonce: env.development ? nonce : '',
      locale: localeOf(cookies),
      shuffle,
      clientEntry: current.assets.entry.module,
      hotReload: (current.assets as { hmr?: { runtime: string } }).hmr?.runtime ?? null,
      demo: env.demo,
      publicUrl: env.publicUrl,
      reportError: (error) => log.error({ err: error, requestId: context.requestId }, 'page failed'),
    };
  }

  async function serve(req: ExpressRequest, res: ExpressResponse): Promise<void> {
    const state = res.locals as RequestState;
    const { actor, address } = state.context;
    const { sameForResidents, shuffled } = (await loadSite()).kindOf(req.path);
    const shuffle = shuffled ? shuffleOf({ personId: actor?.id ?? null, address, browser: req.headers['user-agent'] ?? '' }) : 0;
    const key = (reader: Reader) => `${reader} ${shuffle} ${localeOf(state.cookies)} ${req.originalUrl}`;
    const kept = (reader: Reader) => cache.get(key(reader), Date.now(), () => render(req, res, { reader, shuffle }));
    if (isShared(req, state)) sendShared(req, res, await kept('visitor'));
    else if (isRead(req) && actor?.roles.length === 0 && sameForResidents)
      send(res, named(await kept('any resident'), actor.name), { private: true });
    else send(res, await render(req, res, { reader: 'self', shuffle }), { private: actor !== null });
  }

  return (req, res, next) => {
    serve(req, res).catch(next);
  };
}

type Answer = Pick<Rendered, 'status' | 'headers' | 'body'>;

/** For whom a page is rendered. */
type Reader = 'visitor' | 'any resident' | 'self';

/** A rendering: for whom, and which of the random orders they see on a page that has them. */
type View = { reader: Reader; shuffle: number };

/** What a page says of itself in its `handle`: that it shows every resident the same; that it has a random order, which differs per visitor. */
type PageKind = { sameForResidents: boolean; shuffled: boolean };

function readPageKinds(build: ServerBuild): (path: string) => PageKind {
  const routes = Object.values(build.routes).flatMap((route) =>
    route?.parentId ? [{ id: route.id, path: route.path ?? '', index: route.index ?? false }] : [],
  );
  return (path) => {
    const id = matchRoutes(routes as Parameters<typeof matchRoutes>[0], path)?.at(-1)?.route.id;
    const handle = id === undefined ? undefined : build.routes[id]?.module.handle;
    const says = (what: string) => typeof handle === 'object' && handle !== null && (handle as Record<string, unknown>)[what] === true;
    return { sameForResidents: says('sameForResidents'), shuffled: says('shuffled') };
  };
}

/** A page for all residents, under the name of one. */
function named(page: Answer, name: string): Answer {
  return { ...page, body: Buffer.from(page.body.toString().replaceAll(NAME, () => escapeHtml(name))) };
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' };

/** As React writes text and attributes. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

/** Only a plain GET that carries nothing of the visitor: no cookie but the language. */
function isShared(req: ExpressRequest, { cookies }: RequestState): boolean {
  return isRead(req) && Object.keys(cookies).every((name) => name === 'oever_taal');
}

function isRead({ method }: ExpressRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}

async function readWhole(response: Response): Promise<Rendered> {
  const headers = [...response.headers.entries()].filter(([name]) => name !== 'transfer-encoding');
  const shareable =
    response.status === 200 && !response.headers.has('Set-Cookie') && !/no-store|private/.test(response.headers.get('Cache-Control') ?? '');
  return { status: response.status, headers, body: Buffer.from(await response.arrayBuffer()), shareable };
}

function send(res: ExpressResponse, { status, headers, body }: Answer, { private: isPrivate }: { private: boolean }): void {
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
function toRequest(req: ExpressRequest, res: ExpressResponse, env: Env, reader: Reader): Request {
  const url = new URL(req.originalUrl.replace(/^\/\/+/, '/'), env.publicUrl);
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    if (value === undefined || name.startsWith('x-forwarded') || name.startsWith('x-remix') || name.startsWith(':')) continue;
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one);
  }
  headers.set('host', url.host);
  if (reader !== 'self') headers.delete('cookie');
  // The same-origin check has been done (same-origin.ts); Remix compares once more with our own address.
  if (headers.has('origin')) headers.set('origin', env.publicUrl);
  const controller = new AbortController();
  res.on('close', () => {
    if (!res.writableFinished) controller.abort();
  });
  const hasBody = req.method !== 'GET' && req.method !== 'HEAD';
  return new Request(url, {
    // The page itself, also for who asks for its head: it is kept for everybody, and Node sends no body with a HEAD.
    method: req.method === 'HEAD' ? 'GET' : req.method,
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
