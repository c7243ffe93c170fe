/**
 * Lucia 3 behind one file (docs/decisions/0003-lucia-behind-one-file.md). Lucia decides whether a session is in use, due for renewal or
 * over; this adapter decides what is stored: sha256 of the session id and never the id, and an expiry that cannot pass the absolute end.
 */
import { createHash } from 'node:crypto';
import { type Adapter, Lucia, TimeSpan } from 'lucia';
import type { Actor, Db } from '../context.ts';
import type { Device } from './device.ts';
import { SESSION_LIMITS, type SessionKind, sessionExpiry, sessionHolds } from './rules.ts';

type Attributes = { createdAt: Date; method?: SignInMethod | null; device?: Device; secondFactor?: SecondFactor };
export type OeverLucia = Lucia<Attributes, { actor: Actor }>;

declare module 'lucia' {
  interface Register {
    Lucia: OeverLucia;
    DatabaseSessionAttributes: Attributes;
    DatabaseUserAttributes: { actor: Actor };
  }
}

export type SignInMethod = 'password' | 'link' | 'passkey' | 'oidc';
/** What a session showed besides a password or a mailbox. */
export type SecondFactor = 'passkey' | 'app' | 'recovery' | 'provider';

/** A stored session with its person as they are now. */
export type StoredSession = { actor: Actor; createdAt: Date; expiresAt: Date };

/** What a table holds of a token: enough to recognise it, useless to whoever reads the table. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/**
 * A Lucia for one call, because limits differ by `kind` and `now` is an argument. Lucia reads the machine's clock, so the adapter shows
 * it our instants shifted to that clock.
 * @param stored the session that will be asked for, already read: its kind had to be known first
 */
export function luciaFor(
  db: Db,
  { kind, now, stored, readOnly = false }: { kind: SessionKind; now: Date; stored?: StoredSession; readOnly?: boolean },
): OeverLucia {
  const { idle, touch } = SESSION_LIMITS[kind];
  const skew = Date.now() - now.getTime();
  const adapter: Adapter = {
    async getSessionAndUser(sessionId) {
      if (!stored) return [null, null];
      const { actor, createdAt, expiresAt } = stored;
      const shown = sessionHolds(kind, stored, now) ? new Date(expiresAt.getTime() + skew) : new Date(0);
      return [
        { id: sessionId, userId: actor.id, expiresAt: shown, attributes: { createdAt } },
        { id: actor.id, attributes: { actor } },
      ];
    },
    async setSession({ id, userId, attributes }) {
      const { createdAt, method, device, secondFactor } = attributes;
      await db
        .insertInto('session')
        .values({
          id_hash: hashToken(id),
          person_id: userId,
          created_at: createdAt,
          expires_at: sessionExpiry(kind, createdAt, now),
          last_seen_at: createdAt,
          method: method ?? null,
          browser: device?.browser ?? null,
          system: device?.system ?? null,
          second_factor: secondFactor ?? null,
          second_factor_at: secondFactor ? createdAt : null,
        })
        .execute();
    },
    async updateSessionExpiration(sessionId) {
      if (!stored || readOnly) return;
      await db
        .updateTable('session')
        .set({ expires_at: sessionExpiry(kind, stored.createdAt, now), last_seen_at: now })
        .where('id_hash', '=', hashToken(sessionId))
        .execute();
    },
    async deleteSession(sessionId) {
      if (readOnly) return;
      await db.deleteFrom('session').where('id_hash', '=', hashToken(sessionId)).execute();
    },
    async deleteUserSessions(personId) {
      await db.deleteFrom('session').where('person_id', '=', personId).execute();
    },
    async getUserSessions() {
      // Lucia would give their ids, and those are nowhere.
      return [];
    },
    async deleteExpiredSessions() {
      await db.deleteFrom('session').where('expires_at', '<=', now).execute();
    },
  };
  // Lucia renews in the last half of `sessionExpiresIn`; with the plain idle time, 30 minutes without a request would often be 15.
  // This makes it renew once `touch` has passed. The adapter writes its own expiry, so the number is used for nothing else.
  return new Lucia(adapter, {
    sessionExpiresIn: new TimeSpan(2 * (idle - touch), 'ms'),
    getSessionAttributes: (attributes: Attributes) => attributes,
    getUserAttributes: (attributes: { actor: Actor }) => attributes,
  });
}
