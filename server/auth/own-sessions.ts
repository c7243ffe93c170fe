/** Where somebody is signed in, for themselves. Which network they came from is kept nowhere. */
import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { notifyRights } from './notify-rights.ts';
import { endSessionsOf } from './sessions.ts';

export type OwnSession = {
  /** The first part of the hash: names the session to its owner, and is worth nothing to anybody. */
  id: string;
  browser: string;
  system: string;
  method: 'password' | 'link' | 'passkey' | 'oidc' | null;
  startedAt: Date;
  lastSeenAt: Date | null;
  isThis: boolean;
};

const ID_LENGTH = 24;

/** Newest first, the one in use on top. */
export async function listOwnSessions({ db, actor, now, sessionIdHash }: Context): Promise<OwnSession[]> {
  if (!actor) throw new DomainError('sign_in_first');
  const rows = await db
    .selectFrom('session')
    .where('person_id', '=', actor.id)
    .where('expires_at', '>', now)
    .select(['id_hash', 'browser', 'system', 'method', 'created_at', 'last_seen_at'])
    .orderBy('last_seen_at', (by) => by.desc().nullsLast())
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute();
  const sessions = rows.map((row) => ({
    id: row.id_hash.slice(0, ID_LENGTH),
    browser: row.browser ?? 'other',
    system: row.system ?? 'other',
    method: row.method,
    startedAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    isThis: row.id_hash === sessionIdHash,
  }));
  return [...sessions.filter(({ isThis }) => isThis), ...sessions.filter(({ isThis }) => !isThis)];
}

/** Ends one of their own; its open sockets close too. One that is gone already is fine. @throws DomainError `sign_in_first` */
export async function endOwnSession(context: Context, { id }: { id: string }): Promise<void> {
  const { db, actor } = context;
  if (!actor) throw new DomainError('sign_in_first');
  await db.transaction().execute(async (tx) => {
    const ended = await tx
      .deleteFrom('session')
      .where('person_id', '=', actor.id)
      .where((eb) => eb(eb.fn<string>('left', ['id_hash', eb.lit(ID_LENGTH)]), '=', id))
      .executeTakeFirst();
    if (ended.numDeletedRows === 0n) return;
    await notifyRights(tx, actor.id);
    await recordSignedOut(tx, context, actor.id);
  });
}

/** Ends the person's sessions on other devices. */
export async function signOutElsewhere(context: Context): Promise<void> {
  const { db, actor, sessionIdHash } = context;
  if (!actor) throw new DomainError('sign_in_first');
  await db.transaction().execute(async (tx) => {
    await endSessionsOf(tx, actor.id, { exceptIdHash: sessionIdHash });
    await notifyRights(tx, actor.id);
    await recordSignedOut(tx, context, actor.id);
  });
}

function recordSignedOut(tx: Parameters<typeof recordEvent>[0], context: Context, personId: string): Promise<void> {
  return recordEvent(tx, context, { kind: 'person.signed_out_elsewhere', trajectoryId: null, subjectKind: 'person', subjectId: personId });
}
