/** Sessions as the rest of Oever sees them: page, API and socket all come through here. */
import type { Actor, Db } from '../context.ts';
import type { Device } from './device.ts';
import { hashToken, luciaFor, type SecondFactor, type SignInMethod } from './lucia.ts';
import { findActor, findSession } from './queries.ts';
import { sessionEnd, sessionExpiry, sessionKind } from './rules.ts';

export const SESSION_COOKIE = 'oever_session';

/**
 * What the cookie is called on a site with this origin. Behind https with `__Host-`: a browser takes such a cookie only from this very host, with `Secure` and for the
 * whole of it, so a neighbour under the same domain cannot plant one. On plain http browsers refuse the prefix.
 */
export function sessionCookieName(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? `__Host-${SESSION_COOKIE}` : SESSION_COOKIE;
}

/** Lucia's ids are 25 random bytes in base32. Anything else is not looked up at all. */
const TOKEN = /^[a-z2-7]{40}$/;

/** The person with the rights they have at `now`, or null when there is no such person (any more). */
export function loadActor(db: Db, personId: string, now: Date): Promise<Actor | null> {
  return findActor(db, personId, now);
}

/**
 * Who holds this cookie value, with their rights as they are at this moment. Counts as use: it puts off the idle end.
 * @param readOnly the site reads only: then nothing is put off, and a session that is over stays until the retention job
 * @returns `expiresAt`: when the session ends if it is not used again. Null when it is unknown or over.
 */
export async function validateSession(
  db: Db,
  token: string,
  now: Date,
  { readOnly = false }: { readOnly?: boolean } = {},
): Promise<{ actor: Actor; sessionIdHash: string; expiresAt: Date } | null> {
  if (!TOKEN.test(token)) return null;
  const sessionIdHash = hashToken(token);
  const stored = await findSession(db, { idHash: sessionIdHash, now });
  if (!stored) return null;
  const kind = sessionKind(stored.actor.roles);
  const { session } = await luciaFor(db, { kind, now, stored, readOnly }).validateSession(token);
  if (!session) return null;
  return { actor: stored.actor, sessionIdHash, expiresAt: sessionExpiry(kind, stored.createdAt, now) };
}

/**
 * A new session; never one with a given id, so a planted cookie is worth nothing.
 * @returns `token` for the cookie, to be shown once, and `expiresAt` for the cookie: the absolute end. The idle end is the server's matter.
 */
export async function createSession(
  db: Db,
  personId: string,
  now: Date,
  { method = null, device, secondFactor }: { method?: SignInMethod | null; device?: Device; secondFactor?: SecondFactor } = {},
): Promise<{ token: string; expiresAt: Date }> {
  const actor = await findActor(db, personId, now);
  if (!actor) throw new Error(`no person ${personId} to make a session for`);
  const kind = sessionKind(actor.roles);
  const rest = { ...(device ? { device } : {}), ...(secondFactor ? { secondFactor } : {}) };
  const session = await luciaFor(db, { kind, now }).createSession(personId, { createdAt: now, method, ...rest });
  return { token: session.id, expiresAt: sessionEnd(kind, now) };
}

/** Ends one session. Ending one that is already gone is fine. */
export async function endSession(db: Db, sessionIdHash: string): Promise<void> {
  await db.deleteFrom('session').where('id_hash', '=', sessionIdHash).execute();
}

/** Ends all sessions of a person, but for the one to keep. Tell the sockets too: `notifyRights`. */
export async function endSessionsOf(db: Db, personId: string, keep: { exceptIdHash?: string | null } = {}): Promise<void> {
  let sessions = db.deleteFrom('session').where('person_id', '=', personId);
  if (keep.exceptIdHash) sessions = sessions.where('id_hash', '<>', keep.exceptIdHash);
  await sessions.execute();
}
