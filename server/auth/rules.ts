/** How long somebody stays signed in. Pure: the clock is an argument. */
import type { Role } from '../context.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Staff see drafts and personal data, so their sessions are short; council members read what everybody reads. */
export type SessionKind = 'resident' | 'staff';

const STAFF_ROLES: readonly Role[] = ['official', 'moderator', 'trajectory_manager', 'clerk', 'administrator'];

/**
 * Milliseconds. `idle`: without any request. `absolute`: since signing in, whatever happens. `touch`: how much later a request must be
 * than the last noted one to be noted again, so that reading does not write to the database each time.
 */
export const SESSION_LIMITS: Record<SessionKind, { idle: number; absolute: number; touch: number }> = {
  resident: { idle: 14 * DAY, absolute: 30 * DAY, touch: HOUR },
  staff: { idle: 30 * MINUTE, absolute: 12 * HOUR, touch: MINUTE },
};

/** @param roles grants that hold today */
export function sessionKind(roles: readonly { role: Role }[]): SessionKind {
  return roles.some((grant) => STAFF_ROLES.includes(grant.role)) ? 'staff' : 'resident';
}

/** The instant after which the session can no longer be kept alive by using it. */
export function sessionEnd(kind: SessionKind, createdAt: Date): Date {
  return new Date(createdAt.getTime() + SESSION_LIMITS[kind].absolute);
}

/** When a session used at `now` expires: after the idle time, and never past its absolute end. */
export function sessionExpiry(kind: SessionKind, createdAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + SESSION_LIMITS[kind].idle, sessionEnd(kind, createdAt).getTime()));
}

/**
 * Whether a stored session still holds. The absolute end is counted with the rights of today: who became staff since is held to the
 * shorter limit at once.
 */
export function sessionHolds(kind: SessionKind, session: { createdAt: Date; expiresAt: Date }, now: Date): boolean {
  return now < session.expiresAt && now < sessionEnd(kind, session.createdAt);
}

/** How long a second factor holds in the session that showed it, in milliseconds; a session of staff is over by then. */
export const SECOND_FACTOR_HOLDS = 12 * HOUR;

export function secondFactorHolds(shownAt: Date | null, now: Date): boolean {
  return shownAt !== null && now.getTime() - shownAt.getTime() < SECOND_FACTOR_HOLDS;
}

const FREE_GUESSES = 12;
const FIRST_DELAY = 30;
const LONGEST_DELAY = 60 * 60;

/**
 * How long an account takes no password from places where it never signed in, in seconds. Forgetting which of a few passwords it was costs nothing;
 * after that each wrong one doubles the wait, up to an hour.
 * @param wrong wrong passwords of the last day, from such places
 */
export function delayAfter(wrong: number): number {
  if (wrong < FREE_GUESSES) return 0;
  return Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** Math.min(wrong - FREE_GUESSES, 20));
}
