/**
 * Who may open a document, and with which rights: decided by the one permission table when a socket opens, and again for all open sockets together when
 * anything may have changed.
 */
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { listSessions } from '../server/auth/queries.ts';
import { sessionHolds, sessionKind } from '../server/auth/rules.ts';
import { validateSession } from '../server/auth/sessions.ts';
import { amsterdamDay } from '../server/calendar/amsterdam.ts';
import type { Actor, Db } from '../server/context.ts';
import type { ErrorCode } from '../server/errors.ts';
import { gatedColumn, verdictColumn } from '../server/gates/columns.ts';
import { type ActiveFeatures, can, type SectionPolicy, whyNot } from '../server/permissions.ts';
import { activeFeatures } from '../server/trajectories/rules.ts';
import { readCookies } from '../server/web/cookies.ts';
import { CLOSE, type CloseCode } from './close-codes.ts';

/** `reason`: why somebody may only read, or may not come in. */
export type Access =
  | { mode: 'write'; reason: null }
  | { mode: 'read'; reason: ErrorCode }
  | { mode: 'none'; code: CloseCode; reason: string };

/** Where a document stands, as far as rights go. */
export type Place = {
  documentId: string;
  trajectoryId: string;
  published: boolean;
  policy: SectionPolicy;
  features: ActiveFeatures;
  lastSeq: number;
};

/** Who is behind a socket. A visitor without a cookie is nobody; one whose session is over is told to sign in. */
export type Visitor = { token: string; sessionIdHash: string; actor: Actor } | null | 'session_over';

/** Where these documents stand now. One that is no section (any more) is not in the answer. */
export async function findPlaces(db: Db, documentIds: readonly string[], now: Date): Promise<Map<string, Place>> {
  if (documentIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('section')
    .innerJoin('document', 'document.id', 'section.document_id')
    .innerJoin('trajectory', 'trajectory.id', 'section.trajectory_id')
    .where('section.document_id', 'in', [...documentIds])
    .where('section.removed_at', 'is', null)
    .select([
      'document.id',
      'document.last_seq',
      'section.trajectory_id',
      'section.policy',
      'trajectory.published_at',
      'trajectory.stopped_at',
    ])
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('phase')
          .whereRef('phase.trajectory_id', '=', 'trajectory.id')
          .select(['phase.kind', 'starts_on as startsOn', 'ends_on as endsOn', 'features', 'minimum_level as minimumLevel'])
          .select([gatedColumn.as('gated'), verdictColumn.as('verdict')]),
      ).as('phases'),
    )
    .execute();
  return new Map(
    rows.map((row) => {
      const stopped = row.stopped_at !== null && row.stopped_at <= now;
      return [
        row.id,
        {
          documentId: row.id,
          trajectoryId: row.trajectory_id,
          published: row.published_at !== null && row.published_at <= now,
          policy: row.policy,
          // A stopped trajectory allows nothing any more.
          features: stopped ? new Map() : activeFeatures(row.phases, amsterdamDay(now)),
          lastSeq: Number(row.last_seq),
        },
      ];
    }),
  );
}

/** Who sends this Cookie header, with the session under this name. Counts as use of the session. */
export async function findVisitor(
  db: Db,
  { cookieHeader, cookieName, readOnly = false }: { cookieHeader: string | undefined; cookieName: string; readOnly?: boolean },
  now: Date,
): Promise<Visitor> {
  const token = readCookies(cookieHeader)[cookieName];
  if (!token) return null;
  const session = await validateSession(db, token, now, { readOnly });
  return session ? { token, sessionIdHash: session.sessionIdHash, actor: session.actor } : 'session_over';
}

/** The people behind these sessions as they are now; a session that is over is not in the answer. Does not count as use. */
export async function findActors(db: Db, idHashes: readonly string[], now: Date): Promise<Map<string, Actor>> {
  const actors = new Map<string, Actor>();
  for (const [idHash, { actor, createdAt, expiresAt }] of await listSessions(db, { idHashes, now })) {
    if (sessionHolds(sessionKind(actor.roles), { createdAt, expiresAt }, now)) actors.set(idHash, actor);
  }
  return actors;
}

/** What somebody may do with a document. What one may not know of does not exist. */
export function accessTo(place: Place | undefined, actor: Actor | null | 'session_over', now: Date): Access {
  if (!place) return { mode: 'none', code: CLOSE.noSuchDocument, reason: 'no such document' };
  if (actor === 'session_over') return { mode: 'none', code: CLOSE.signInFirst, reason: 'sign in first' };
  const subject = { trajectoryId: place.trajectoryId, features: place.features, policy: place.policy };
  if (!place.published && !can(actor, 'trajectory.read_concept', subject, { now })) {
    return { mode: 'none', code: CLOSE.noSuchDocument, reason: 'no such document' };
  }
  if (!can(actor, 'section.read', subject, { now })) return { mode: 'none', code: CLOSE.notAllowed, reason: 'not allowed' };
  const reason = whyNot(actor, 'section.write', subject, { now });
  return reason === null ? { mode: 'write', reason } : { mode: 'read', reason };
}
