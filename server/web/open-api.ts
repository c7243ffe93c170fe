/** The open API over HTTP: `/api/v1`. Without cookies and without a session, so it stands before everything that looks at those. */
import express, { type Request, type Response, Router } from 'express';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Env } from '../env.ts';
import type { Log } from '../log.ts';
import { answer, matchPath, readQuestion } from '../open-data/answer.ts';
import { OPERATIONS } from '../open-data/operations.ts';
import { findWriteOperation, writeForPartner } from '../open-data/partners/write.ts';
import { ProblemError, problemOf, tooMany } from '../open-data/problem.ts';
import { API_BASE, API_VERSION } from '../open-data/version.ts';
import type { CachedPage, PageCache, Rendered } from './page-cache.ts';
import { Turnstile } from './turnstile.ts';

const MOST_BODY_BYTES = 64 * 1024;
/** Answers one address may have made for it in a minute; what lies ready counts for nothing. */
const MOST_FRESH = { points: 300, seconds: 60 };

type Surroundings = { env: Env; log: Log; handle: DatabaseHandle; cache: PageCache };

export function openApi({ env, log, handle, cache }: Surroundings): Router {
  const routes = Router({ strict: true, caseSensitive: true });
  const turnstile = new Turnstile(MOST_FRESH);

  async function read(req: Request, res: Response): Promise<void> {
    const now = new Date();
    const url = new URL(req.originalUrl.replace(/^\/\/+/, '/'), env.publicUrl);
    const question = readQuestion(pathOf(req), { query: url.searchParams, accept: preferred(req) });
    let problem: ProblemError | null = null as ProblemError | null;
    // With the path in it: that is how the cache knows what to empty when somebody writes in a plan.
    const page = await cache.get(`${API_BASE}${pathOf(req)} ${question.key}`, now.getTime(), async () => {
      try {
        const wait = turnstile.pass(req.ip ?? '', now.getTime());
        if (wait > 0) throw tooMany(wait);
        const { contentType, body, headers } = await answer({ db: handle.db, now, publicUrl: env.publicUrl }, question);
        return {
          status: 200,
          headers: [['Content-Type', contentType], ...Object.entries(headers)],
          body: Buffer.from(body),
          shareable: true,
        };
      } catch (error) {
        // Others may be waiting for this answer: a refusal is only for who asked, and they ask for themselves.
        if (!(error instanceof ProblemError)) throw error;
        problem = error;
        return { status: error.status, headers: [], body: Buffer.alloc(0), shareable: false };
      }
    });
    if (problem) throw problem;
    sendPage(req, res, page);
  }

  async function write(req: Request, res: Response): Promise<void> {
    if (!findWriteOperation(pathOf(req))) throw notAllowed(pathOf(req));
    const written = await writeForPartner(
      {
        db: handle.db,
        now: new Date(),
        requestId: res.locals.requestId as string,
        address: req.ip ?? '',
        sessionIdHash: null,
        cookie: { set: refuseCookie, clear: refuseCookie },
      },
      {
        path: pathOf(req),
        token: bearer(req),
        key: req.get('idempotency-key') ?? null,
        body: await readBody(req, res),
        publicUrl: env.publicUrl,
      },
    );
    if (written.location) res.setHeader('Location', written.location);
    if (written.repeated) res.setHeader('Idempotency-Replayed', 'true');
    res.status(201).setHeader('Cache-Control', 'private, no-store');
    res.setHeader('Content-Type', 'application/json; charset=utf-8').end(JSON.stringify(written.answer));
  }

  async function serve(req: Request, res: Response): Promise<void> {
    setHeaders(res);
    try {
      if (req.method === 'OPTIONS') sendOptions(req, res);
      else if (req.method === 'GET' || req.method === 'HEAD') await read(req, res);
      else if (req.method === 'POST') await write(req, res);
      else throw notAllowed(pathOf(req));
    } catch (error) {
      if (!(error instanceof ProblemError))
        log.error({ err: error, requestId: res.locals.requestId, path: req.path }, 'the open API failed');
      sendProblem(
        req,
        res,
        error instanceof ProblemError ? error : new ProblemError(500, 'failed', 'Probeer het over een minuut nog eens.'),
      );
    }
  }

  function sendProblem(req: Request, res: Response, problem: ProblemError): void {
    if (problem.status === 401 || problem.status === 403 || problem.status === 429)
      log.info({ requestId: res.locals.requestId, action: `${req.method} ${API_BASE}${pathOf(req)}`, reason: problem.code }, 'refused');
    for (const [name, value] of Object.entries(problem.headers)) res.setHeader(name, value);
    const body = JSON.stringify(problemOf(problem, { publicUrl: env.publicUrl, requestId: res.locals.requestId as string }));
    res.status(problem.status).setHeader('Cache-Control', 'no-store');
    res.setHeader('Content-Type', 'application/problem+json; charset=utf-8').end(req.method === 'HEAD' ? undefined : body);
  }

  routes.use((req, res) => void serve(req, res));
  return routes;
}

/** Everything after `/api/v1`, slashes at the end included: an address with one more is another address. */
function pathOf(req: Request): string {
  return req.originalUrl.split('?')[0]?.replace(/^\/+/, '/').slice(API_BASE.length) ?? '';
}

function preferred(req: Request): 'json' | 'csv' | null {
  const found = req.accepts(['application/json', 'text/csv']);
  return found === 'application/json' ? 'json' : found === 'text/csv' ? 'csv' : null;
}

function bearer(req: Request): string | null {
  return /^Bearer ([\w-]{20,200})$/i.exec(req.get('authorization') ?? '')?.[1] ?? null;
}

function refuseCookie(): void {
  throw new Error('the open API knows no sessions');
}

const parseJson = express.json({ limit: MOST_BODY_BYTES, type: 'application/json' });

/** @throws ProblemError 400, 413, 415 */
async function readBody(req: Request, res: Response): Promise<unknown> {
  if (!req.is('application/json')) throw new ProblemError(415, 'unsupported_media_type', 'Stuur `Content-Type: application/json`.');
  const fault = await new Promise<unknown>((resolve) => parseJson(req, res, resolve));
  if (fault === undefined) return req.body as unknown;
  const status = typeof fault === 'object' && fault !== null && 'status' in fault ? fault.status : null;
  if (status === 413) throw new ProblemError(413, 'too_large', `Stuur hooguit ${MOST_BODY_BYTES} bytes.`);
  throw new ProblemError(400, 'invalid', 'Dit is geen goede JSON.');
}

function methodsOf(path: string): string[] {
  const reads = path === '/openapi.json' || OPERATIONS.some((operation) => matchPath(operation.path, path) !== null);
  return [...(reads ? ['GET', 'HEAD'] : []), ...(findWriteOperation(path) ? ['POST'] : []), 'OPTIONS'];
}

/** 404 where nothing is, 405 where something else can be done. */
function notAllowed(path: string): ProblemError {
  const methods = methodsOf(path);
  if (methods.length === 1)
    return new ProblemError(404, 'not_found', `Dit adres bestaat niet. Alle adressen staan in ${API_BASE}/openapi.json.`);
  return new ProblemError(405, 'method_not_allowed', `Hier kan: ${methods.join(', ')}.`, { headers: { Allow: methods.join(', ') } });
}

function sendOptions(req: Request, res: Response): void {
  const methods = methodsOf(pathOf(req));
  if (methods.length === 1) throw notAllowed(pathOf(req));
  res.setHeader('Allow', methods.join(', '));
  res.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, OPTIONS');
  res.setHeader('Access-Control-Allow-Headers', 'Accept, If-None-Match');
  res.setHeader('Access-Control-Max-Age', '86400');
  res.status(204).end();
}

/** Any website may read. Writing takes a key, which has no place in a browser, so POST is not opened. */
function setHeaders(res: Response): void {
  res.setHeader('API-Version', API_VERSION);
  res.setHeader('Access-Control-Allow-Origin', '*');
  res.setHeader('Access-Control-Expose-Headers', 'API-Version, ETag, Link, Retry-After');
  res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  res.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  res.setHeader('X-Frame-Options', 'DENY');
  res.vary('Accept').vary('Accept-Encoding');
}

function sendPage(req: Request, res: Response, page: Rendered | CachedPage): void {
  for (const [name, value] of page.headers) res.setHeader(name, value);
  // What is hidden must be gone the moment it is: ask each time, cheaply.
  res.setHeader('Cache-Control', 'public, max-age=0, must-revalidate');
  if (!('etag' in page)) {
    res.end(req.method === 'HEAD' ? undefined : page.body);
    return;
  }
  res.setHeader('ETag', page.etag);
  if (hasTag(req.get('if-none-match'), page.etag)) {
    res.removeHeader('Content-Type');
    res.status(304).end();
    return;
  }
  const encoding = req.acceptsEncodings('br', 'gzip', 'identity');
  const body = encoding === 'br' ? page.brotli : encoding === 'gzip' ? page.gzip : page.body;
  if (encoding === 'br' || encoding === 'gzip') res.setHeader('Content-Encoding', encoding);
  res.setHeader('Content-Length', body.byteLength);
  res.end(req.method === 'HEAD' ? undefined : body);
}

function hasTag(header: string | undefined, etag: string): boolean {
  const tags = header?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.includes('*') || tags.includes(etag);
}
