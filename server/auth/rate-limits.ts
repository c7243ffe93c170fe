/** Limits on guessing and on sending mail, kept in the table `rate_limit` so that several processes count together. */
import { createHash } from 'node:crypto';
import { CompiledQuery, type Kysely } from 'kysely';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../../db/schema.ts';
import { DomainError } from '../errors.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * `points` per `duration` (seconds). Whole neighbourhoods sit behind one address (a library, an evening in the community centre), so
 * limits per address alone are wide.
 */
const LIMITS = {
  /** Wrong passwords for one account from one address. */
  sign_in_pair: { points: 9, duration: 15 * MINUTE },
  /** Wrong passwords for one account from all addresses where it never signed in: not a limit, the next one says how long to wait. */
  sign_in_account: { points: 1_000_000, duration: 24 * HOUR },
  /** Spent while that account has to wait (`delayAfter`). */
  sign_in_wait: { points: 1, duration: HOUR },
  /** Wrong passwords from one address, over all accounts. */
  sign_in_address: { points: 60, duration: 15 * MINUTE },
  /** Not a limit: remembers that an account signed in from an address. */
  sign_in_known: { points: 1_000_000, duration: 30 * 24 * HOUR },
  register_address: { points: 30, duration: HOUR },
  /** Mails that anybody can have sent to one address. */
  mail_account: { points: 5, duration: HOUR },
  mail_address: { points: 30, duration: HOUR },
  /** Codes and links that do not fit, from one address: sign-in links, codes in mails. */
  token_address: { points: 60, duration: 15 * MINUTE },
  /** Codes from a mail that somebody signed in types wrong; with six digits this is all that stands between. */
  prove_code: { points: 5, duration: 15 * MINUTE },
  /** Codes from an app or from paper: with six digits this is all that stands between. */
  second_factor: { points: 5, duration: 15 * MINUTE },
  /** Questions for a passkey, and answers to them. */
  passkey_address: { points: 120, duration: 15 * MINUTE },
  /** Sign-ins that were started elsewhere. */
  oidc_address: { points: 120, duration: 15 * MINUTE },
  /** Letters cost a stamp, and somebody opens them. */
  letter_person: { points: 3, duration: 30 * 24 * HOUR },
  letter_code: { points: 20, duration: HOUR },
  name_person: { points: 10, duration: 24 * HOUR },
  /** Ideas and comments without an account, that wait for a press on a button in a mail. */
  once_address: { points: 20, duration: HOUR },
  report_person: { points: 20, duration: HOUR },
  /** Photos sent along with an idea; trying again counts too. */
  photo_person: { points: 30, duration: HOUR },
  photo_address: { points: 60, duration: HOUR },
  /** Contributions a partner sends with its key, and wrong keys from one address. */
  partner_write: { points: 120, duration: MINUTE },
  partner_token_address: { points: 60, duration: 15 * MINUTE },
} as const;

export type Limit = keyof typeof LIMITS;

/** A limit and what it is counted for, such as an e-mail address; that is stored as a hash. */
export type LimitKey = readonly [limit: Limit, ...of: string[]];

/**
 * Counts one for each.
 * @throws DomainError `too_many_requests` with `minutes` to wait
 */
export async function countOrRefuse(db: Kysely<Database>, ...keys: LimitKey[]): Promise<void> {
  for (const [limit, ...of] of keys) {
    await limiter(db, limit)
      .consume(keyOf(of))
      .catch((reason: unknown) => {
        throw reason instanceof RateLimiterRes ? tooMany(reason) : reason;
      });
  }
}

/** Counts one for each and refuses nothing. */
export async function count(db: Kysely<Database>, ...keys: LimitKey[]): Promise<void> {
  for (const [limit, ...of] of keys) await limiter(db, limit).penalty(keyOf(of));
}

/** Counts one, and says how many there are now. */
export async function countUp(db: Kysely<Database>, [limit, ...of]: LimitKey): Promise<number> {
  return (await limiter(db, limit).penalty(keyOf(of))).consumedPoints;
}

/** Takes all its points for so many seconds. */
export async function spend(db: Kysely<Database>, [limit, ...of]: LimitKey, seconds: number): Promise<void> {
  await limiter(db, limit).set(keyOf(of), LIMITS[limit].points, seconds);
}

/** @throws DomainError `too_many_requests` when one of them has no points left; counts nothing */
export async function refuseIfSpent(db: Kysely<Database>, ...keys: LimitKey[]): Promise<void> {
  for (const [limit, ...of] of keys) {
    const state = await limiter(db, limit).get(keyOf(of));
    if (state && state.consumedPoints >= LIMITS[limit].points) throw tooMany(state);
  }
}

/** Whether anything was counted for it lately. */
export async function isCounted(db: Kysely<Database>, [limit, ...of]: LimitKey): Promise<boolean> {
  return (await limiter(db, limit).get(keyOf(of))) !== null;
}

/** Starts its count anew. */
export async function forgive(db: Kysely<Database>, ...keys: LimitKey[]): Promise<void> {
  for (const [limit, ...of] of keys) await limiter(db, limit).delete(keyOf(of));
}

function tooMany(state: RateLimiterRes): DomainError {
  return new DomainError('too_many_requests', { minutes: Math.max(1, Math.ceil(state.msBeforeNext / 60_000)) });
}

function keyOf(of: readonly string[]): string {
  return createHash('sha256').update(of.join('\n').toLowerCase()).digest('base64url');
}

const limiters = new WeakMap<Kysely<Database>, Map<Limit, RateLimiterPostgres>>();

function limiter(db: Kysely<Database>, limit: Limit): RateLimiterPostgres {
  const known = limiters.get(db) ?? new Map<Limit, RateLimiterPostgres>();
  limiters.set(db, known);
  let found = known.get(limit);
  if (!found) {
    found = new RateLimiterPostgres({
      storeClient: { query: queryThrough(db) },
      storeType: 'client',
      tableName: 'rate_limit',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: limit,
      ...LIMITS[limit],
    });
    known.set(limit, found);
  }
  return found;
}

/** What the library asks of a pg client, on either of our databases. */
function queryThrough(db: Kysely<Database>) {
  return async ({ text, values }: { text: string; values: unknown[] }) => {
    const { rows, numAffectedRows } = await db.executeQuery(CompiledQuery.raw(text, values));
    return { rows, rowCount: Number(numAffectedRows ?? rows.length) };
  };
}
