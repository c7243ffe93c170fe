import { randomBytes, randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { DatabaseHandle } from '../../db/client.ts';
import { SESSION_COOKIE, sessionCookieName, validateSession } from '../auth/sessions.ts';
import type { Context } from '../context.ts';
import type { Env } from '../env.ts';
import type { Log } from '../log.ts';
import { readCookies } from './cookies.ts';
import { localeOf } from './locale.ts';

/** Somebody must make room on the disk first. */
const RETRY_AFTER_SECONDS = 600;

/** What is known of a request before any page or procedure runs; kept in `res.locals`. */
export type RequestState = {
  cookies: Record<string, string>;
  nonce: string;
  context: Context;
};

/** A fresh nonce and request id for every request, cookies read once. */
export const identifyRequest: RequestHandler = (req, res, next) => {
  res.locals.cookies = readCookies(req.headers.cookie);
  res.locals.nonce = randomBytes(16).toString('base64');
  res.locals.requestId = randomUUID();
  res.setHeader('X-Request-Id', res.locals.requestId);
  next();
};

/** Who asks: one look at the session when there is a cookie, nothing otherwise. */
export function loadContext({
  env,
  handle,
  log,
  isReadOnly = () => false,
}: {
  env: Env;
  handle: DatabaseHandle;
  log: Log;
  isReadOnly?: () => boolean;
}): RequestHandler {
  const name = sessionCookieName(env.publicUrl);
  return (req, res, next) => {
    const now = new Date();
    const token = (res.locals.cookies as Record<string, string>)[name];
    const readOnly = isReadOnly();
    const session = token ? validateSession(handle.db, token, now, { readOnly }) : Promise.resolve(null);
    if (readOnly && req.method !== 'GET' && req.method !== 'HEAD') res.setHeader('Retry-After', RETRY_AFTER_SECONDS);
    session
      .then((found) => {
        const cookie = sessionCookie(res, env);
        if (token && !found) cookie.clear();
        res.locals.context = {
          db: handle.db,
          actor: found?.actor ?? null,
          now,
          requestId: res.locals.requestId as string,
          address: req.ip ?? '',
          userAgent: req.headers['user-agent'] ?? null,
          locale: localeOf(res.locals.cookies as Record<string, string>),
          sessionIdHash: found?.sessionIdHash ?? null,
          cookie,
          log,
          readOnly,
        } satisfies Context;
        next();
      })
      .catch(next);
  };
}

function sessionCookie(res: Response, env: Env): Context['cookie'] {
  const name = sessionCookieName(env.publicUrl);
  const options = { httpOnly: true, sameSite: 'lax', secure: env.publicUrl.startsWith('https:'), path: '/' } as const;
  return {
    set: (sessionToken, expiresAt) => {
      res.cookie(name, sessionToken, { ...options, expires: expiresAt });
      // Of before the site went behind https; nobody reads it any more.
      if (name !== SESSION_COOKIE) res.clearCookie(SESSION_COOKIE, options);
    },
    clear: () => void res.clearCookie(name, options),
  };
}
