import type { ErrorRequestHandler, RequestHandler } from 'express';
import helmet from 'helmet';
import type { Env } from '../env.ts';
import type { Log } from '../log.ts';
import type { RequestState } from './request-state.ts';
import { isSameOrigin } from './same-origin.ts';

/** A form with everything in it stays far below this. */
export const MAX_BODY_BYTES = 1024 * 1024;
/** A Word file of 10 MB with what the form puts around it. */
const MAX_UPLOAD_BYTES = 11 * 1024 * 1024;
/** Where files are sent to. */
const UPLOADS = /^\/trajecten\/[^/]+\/plan\/inlezen(?:\.data)?$/;
/** A photo of 10 MB with the words around it; somewhat more, so that the form itself can say that a photo is too large and give the words back. */
const MAX_PHOTO_FORM_BYTES = 16 * 1024 * 1024;
/** Where anybody may send a photo along: writing comes first, the account after. */
const PHOTO_FORMS = /^\/trajecten\/[^/]+\/ideeen\/(?:nieuw|\d+\/wijzigen)(?:\.data)?$/;
/** Forms with a photo that are read at once, in all and from one address: they stand in memory. */
const MOST_PHOTO_FORMS = { all: 12, address: 3 };

/** A document of its own that other websites may show in a frame: no form, no script, nothing of who looks. */
const FRAMED = /^\/antwoordtijden\/bord\/?$/;

/** Of what a browser can do, the site asks nothing but passkeys. */
const PERMISSIONS_POLICY = [
  ...['accelerometer', 'autoplay', 'browsing-topics', 'camera', 'display-capture', 'encrypted-media', 'geolocation', 'gyroscope', 'hid'],
  ...['magnetometer', 'microphone', 'midi', 'payment', 'screen-wake-lock', 'serial', 'usb', 'xr-spatial-tracking'],
]
  .map((feature) => `${feature}=()`)
  .concat('publickey-credentials-create=(self)', 'publickey-credentials-get=(self)')
  .join(', ');

/** Security headers on every answer. Pages carry no inline script; the nonce lets in nothing but the hot-reload preamble while developing. */
export function securityHeaders(env: Env): RequestHandler {
  const https = env.publicUrl.startsWith('https:');
  return (req, res, next) => {
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'", `'nonce-${res.locals.nonce}'`],
          // Style attributes carry lengths computed on the server (river labels, gauges).
          styleSrc: env.development ? ["'self'", "'unsafe-inline'"] : ["'self'"],
          styleSrcAttr: ["'unsafe-inline'"],
          imgSrc: ["'self'", 'data:'],
          fontSrc: ["'self'"],
          connectSrc: env.development ? ["'self'", 'ws:'] : ["'self'", ...websocketOrigins(env, req.headers.host)],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          frameAncestors: FRAMED.test(req.path) ? ['*'] : ["'none'"],
          // A form that goes on to sign in elsewhere is counted as sent there.
          formAction: ["'self'", ...signInOrigins(env)],
          ...(https ? { upgradeInsecureRequests: [] } : {}),
        },
      },
      strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: true } : false,
      xFrameOptions: FRAMED.test(req.path) ? false : { action: 'deny' },
      referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
      crossOriginOpenerPolicy: { policy: 'same-origin' },
      crossOriginResourcePolicy: { policy: 'same-origin' },
      crossOriginEmbedderPolicy: false,
    })(req, res, () => {
      res.setHeader('Permissions-Policy', PERMISSIONS_POLICY);
      next();
    });
  };
}

function signInOrigins({ oidc }: Env): string[] {
  return [oidc.staff, oidc.resident].flatMap((provider) => (provider ? [new URL(provider.issuer).origin] : []));
}

/** Older browsers do not count a websocket to the same host as 'self'. */
function websocketOrigins(env: Env, host: string | undefined): string[] {
  if (env.publicUrlGiven) return [env.publicUrl.replace(/^http/, 'ws')];
  return host && /^[\w.:[\]-]+$/.test(host) ? [`ws://${host}`] : [];
}

/** Of Remix, for browsers that run its router: ours do not. It answers for as many paths as are asked (CVE-2026-42342). */
const ROUTE_MANIFEST = '/__manifest';

/** An address of nothing gets the page for that, whatever would have read it: a path that is no UTF-8, or one that no page of ours asks for. */
export const straightenPath: RequestHandler = (req, _res, next) => {
  if (!isUtf8(req.path) || req.path === ROUTE_MANIFEST) req.url = req.originalUrl = '/%EF%BF%BD';
  next();
};

function isUtf8(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** The link in a mail that stops mails: pressed by a mail program, which is no page of ours. Its code alone says who may (RFC 8058), and it can do nothing else. */
const BY_CODE = /^\/afmelden\/[\w-]{40,100}$/;

/** Everything that may change something must come from our own pages, and say how long it is. */
export function guardMutations(env: Env, log: Log): RequestHandler {
  return (req, res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD' || req.method === 'OPTIONS') return next();
    if (!isSameOrigin({ origin: req.headers.origin, host: req.headers.host }, env) && !(BY_CODE.test(req.path) && !req.headers.origin)) {
      log.info({ requestId: res.locals.requestId, action: `${req.method} ${req.path}`, reason: 'from_elsewhere' }, 'refused');
      return refuse(req, res, {
        status: 403,
        code: 'not_allowed',
        text: 'Dit verzoek komt niet van deze website. Open de pagina opnieuw en probeer het nog eens.',
      });
    }
    const length = Number(req.headers['content-length'] ?? Number.NaN);
    if (req.headers['transfer-encoding'] !== undefined || Number.isNaN(length)) {
      if (req.headers['transfer-encoding'] === undefined) return next(); // no body at all
      return refuse(req, res, { status: 411, code: 'too_large', text: 'Dit verzoek zegt niet hoe lang het is.' });
    }
    if (length > mostBytes(req.path)) return refuse(req, res, TOO_LARGE);
    next();
  };
}

function mostBytes(path: string): number {
  if (UPLOADS.test(path)) return MAX_UPLOAD_BYTES;
  return PHOTO_FORMS.test(path) ? MAX_PHOTO_FORM_BYTES : MAX_BODY_BYTES;
}

/** After it is known who asks: only staff send files, and others a few photos at a time, so nobody fills the memory with them. */
export function guardUploads(): RequestHandler {
  const photoForms = new Map<string, number>();
  let all = 0;
  return (req, res, next) => {
    const { actor, address } = (res.locals as RequestState).context;
    if (Number(req.headers['content-length'] ?? 0) <= MAX_BODY_BYTES || actor?.roles.length) return next();
    if (!PHOTO_FORMS.test(req.path)) return refuse(req, res, TOO_LARGE);
    const ofAddress = photoForms.get(address) ?? 0;
    if (all >= MOST_PHOTO_FORMS.all || ofAddress >= MOST_PHOTO_FORMS.address) return refuse(req, res, BUSY);
    all++;
    photoForms.set(address, ofAddress + 1);
    res.once('close', () => {
      all--;
      const left = (photoForms.get(address) ?? 1) - 1;
      if (left > 0) photoForms.set(address, left);
      else photoForms.delete(address);
    });
    next();
  };
}

/** The last resort: says sorry in words, keeps the cause in the log under the same request id. */
export function answerFaults(log: Log): ErrorRequestHandler {
  return (error, req, res, next) => {
    log.error({ err: error, requestId: res.locals.requestId, path: req.path }, 'request failed');
    if (res.headersSent) return next(error);
    refuse(req, res, {
      status: 500,
      code: 'failed',
      text: `Er ging iets mis bij ons. Probeer het over een minuut nog eens. Noem bij vragen nummer ${res.locals.requestId}.`,
    });
  };
}

const TOO_LARGE: Refusal = {
  status: 413,
  code: 'too_large',
  text: 'Dit is te groot om te versturen. Maak uw tekst of bestand kleiner en probeer het nog eens.',
};

const BUSY: Refusal = {
  status: 503,
  code: 'busy',
  text: 'Er worden nu te veel foto’s tegelijk verstuurd. Ga terug, wacht een minuut en verstuur uw idee nog eens. Wat u typte, staat er dan nog.',
};

type Refusal = { status: number; code: string; text: string };

function refuse(req: Parameters<RequestHandler>[0], res: Parameters<RequestHandler>[1], { status, code, text }: Refusal): void {
  res.status(status).setHeader('Cache-Control', 'no-store');
  res.setHeader('Connection', 'close');
  if (req.path.startsWith('/api/')) {
    res.json({
      error: {
        message: code,
        code: -32_600,
        data: { code: status === 403 ? 'FORBIDDEN' : 'BAD_REQUEST', httpStatus: status, oever: code },
      },
    });
    return;
  }
  res
    .type('html')
    .send(
      `<!doctype html><html lang="nl"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Dat lukte niet | Oever</title><h1>Dat lukte niet</h1><p>${text}</p><p><a href="/">Naar de beginpagina</a></p></html>`,
    );
}
