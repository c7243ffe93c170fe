import { initTRPC, TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import type { Context } from './context.ts';
import { isNoRoom } from './disk/no-room.ts';
import { DomainError, type ErrorCode, isDomainError } from './errors.ts';

const TRPC_CODE = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  410: 'NOT_FOUND',
  413: 'PAYLOAD_TOO_LARGE',
  429: 'TOO_MANY_REQUESTS',
  503: 'SERVICE_UNAVAILABLE',
} as const;

const t = initTRPC.context<Context>().create({
  /** Errors carry `data.oever` (our closed set) and, for bad input, `data.fields`. Nothing else of the cause leaves the server. */
  errorFormatter({ shape, error }) {
    const { stack: _, ...data } = shape.data;
    const known = isDomainError(error.cause) ? error.cause : null;
    const oever = known?.code ?? (error.code === 'BAD_REQUEST' ? 'invalid' : error.code === 'INTERNAL_SERVER_ERROR' ? 'failed' : null);
    const message =
      known?.code ?? (error.code === 'INTERNAL_SERVER_ERROR' ? 'failed' : error.cause instanceof ZodError ? 'invalid' : shape.message);
    return { ...shape, message, data: { ...data, oever, details: known?.details ?? null } };
  },
});

/** A DomainError becomes the TRPCError with its status, keeping itself as the cause. */
const translate = t.middleware(async ({ next, ctx, path, type }) => {
  if (ctx.readOnly && type === 'mutation') throw noRoom();
  const result = await next();
  if (!result.ok && isDomainError(result.error.cause)) {
    const cause = result.error.cause;
    if (isRefusedAttempt(cause.code, type)) ctx.log?.info({ requestId: ctx.requestId, action: path, reason: cause.code }, 'refused');
    throw new TRPCError({ code: TRPC_CODE[cause.status as keyof typeof TRPC_CODE], message: cause.code, cause });
  }
  if (!result.ok && isNoRoom(result.error.cause)) throw noRoom();
  if (!result.ok && isUnstorableText(result.error.cause)) throw new TRPCError({ code: 'BAD_REQUEST', message: 'invalid' });
  return result;
});

/** The one door of everything that writes: pages and programs both come through a procedure. Sockets have their own (`collab/start.ts`). */
function noRoom(): TRPCError {
  const cause = new DomainError('site_read_only');
  return new TRPCError({ code: 'SERVICE_UNAVAILABLE', message: cause.code, cause });
}

/** By the permission table, or at the door: who is not allowed, and who cannot show who they are. */
const REFUSED: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'not_allowed',
  'not_verified',
  'asks_address',
  'asks_oidc',
  'blocked',
  'own_case',
  'own_response',
  'not_participant',
  'outside_area',
  'prove_first',
  'second_factor_first',
  'wrong_credentials',
  'token_expired',
  'code_wrong',
  'app_code_wrong',
  'passkey_wrong',
  'link_taken',
  'elsewhere_failed',
  'elsewhere_too_weak',
  'too_many_requests',
]);

/** A page that asks a visitor to sign in is no attempt at anything; an act without an account is. */
function isRefusedAttempt(code: ErrorCode, type: string): boolean {
  return REFUSED.has(code) || (code === 'sign_in_first' && type === 'mutation');
}

/** Text no PostgreSQL can hold (NUL, half a character): 22021 and 22P05. The input is at fault, wherever it was used. */
function isUnstorableText(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === '22021' || cause.code === '22P05');
}

export const router = t.router;
export const procedure = t.procedure.use(translate);
export const createCallerFactory = t.createCallerFactory;
