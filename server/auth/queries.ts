import type { ExpressionBuilder } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Database } from '../../db/schema.ts';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Actor, Db } from '../context.ts';
import type { StoredSession } from './lucia.ts';
import { secondFactorHolds } from './rules.ts';

/** The person as rules need to know them, with the grants that hold on the day of `now`. */
export async function findActor(db: Db, personId: string, now: Date): Promise<Actor | null> {
  const row = await db
    .selectFrom('person')
    .where('person.id', '=', personId)
    .where('person.erased_at', 'is', null)
    .select((eb) => actorColumns(eb, now))
    .executeTakeFirst();
  return row ? toActor(row) : null;
}

/** Session and person in one query: this runs for every request of somebody signed in. */
export async function findSession(db: Db, { idHash, now }: { idHash: string; now: Date }): Promise<StoredSession | null> {
  const row = await db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .where('session.id_hash', '=', idHash)
    .where('person.erased_at', 'is', null)
    .select(['session.created_at as session_created_at', 'session.expires_at as session_expires_at', 'session.second_factor_at'])
    .select((eb) => [...actorColumns(eb, now), asked(eb)])
    .executeTakeFirst();
  if (!row) return null;
  return { actor: toActorOfSession(row, now), createdAt: row.session_created_at, expiresAt: row.session_expires_at };
}

/** As `findSession` for many at once, by hash: open sockets are checked together. */
export async function listSessions(
  db: Db,
  { idHashes, now }: { idHashes: readonly string[]; now: Date },
): Promise<Map<string, StoredSession>> {
  if (idHashes.length === 0) return new Map();
  const rows = await db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .where('session.id_hash', 'in', [...idHashes])
    .where('person.erased_at', 'is', null)
    .select(['session.id_hash', 'session.created_at as session_created_at', 'session.expires_at as session_expires_at'])
    .select('session.second_factor_at')
    .select((eb) => [...actorColumns(eb, now), asked(eb)])
    .execute();
  return new Map(
    rows.map((row) => [
      row.id_hash,
      { actor: toActorOfSession(row, now), createdAt: row.session_created_at, expiresAt: row.session_expires_at },
    ]),
  );
}

/** Who signs in with this address, whatever its capitals. */
export async function findCredentials(db: Db, email: string): Promise<{ personId: string; passwordHash: string | null } | null> {
  const row = await db
    .selectFrom('person')
    .where((eb) => eb(eb.fn<string>('lower', ['email']), '=', email.toLowerCase()))
    .where('erased_at', 'is', null)
    .select(['id', 'password_hash'])
    .executeTakeFirst();
  return row ? { personId: row.id, passwordHash: row.password_hash } : null;
}

/** Where mail for this account goes: the address as they wrote it. */
export async function findMailbox(db: Db, email: string): Promise<{ personId: string; name: string; email: string } | null> {
  const row = await db
    .selectFrom('person')
    .where((eb) => eb(eb.fn<string>('lower', ['email']), '=', email.toLowerCase()))
    .where('erased_at', 'is', null)
    .select(['id', 'display_name', 'email'])
    .executeTakeFirst();
  return row?.email ? { personId: row.id, name: row.display_name, email: row.email } : null;
}

/** Until when, and why, this person cannot take part; null when they can. */
export async function findBlock(db: Db, personId: string, now: Date): Promise<{ until: Date; reason: string } | null> {
  const row = await db
    .selectFrom('person')
    .where('id', '=', personId)
    .where('blocked_until', '>', now)
    .select(['blocked_until', 'blocked_reason'])
    .executeTakeFirst();
  return row?.blocked_until ? { until: row.blocked_until, reason: row.blocked_reason ?? '' } : null;
}

/** How many sessions of this person hold besides the one in use. */
export async function countOtherSessions(
  db: Db,
  { personId, sessionIdHash, now }: { personId: string; sessionIdHash: string | null; now: Date },
): Promise<number> {
  const { n } = await db
    .selectFrom('session')
    .where('person_id', '=', personId)
    .where('expires_at', '>', now)
    .where('id_hash', '<>', sessionIdHash ?? '')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

function actorColumns(eb: ExpressionBuilder<Database, 'person'>, now: Date) {
  return [
    'person.id',
    'person.display_name',
    'person.email',
    'person.verification_level',
    'person.blocked_until',
    jsonArrayFrom(
      eb
        .selectFrom('role_grant')
        .whereRef('role_grant.person_id', '=', 'person.id')
        .where((grant) => grant.or([grant('ends_on', 'is', null), grant('ends_on', '>=', amsterdamDay(now))]))
        .select(['role', 'trajectory_id as trajectoryId', 'team_id as teamId'])
        .orderBy('granted_at'),
    ).as('roles'),
  ] as const;
}

/** Whether this site asks staff for a second factor. */
function asked(eb: ExpressionBuilder<Database, 'person'>) {
  return eb.selectFrom('site').select('staff_second_factor').limit(1).as('second_factor_asked');
}

type ActorRow = {
  id: string;
  display_name: string;
  email: string | null;
  verification_level: Actor['verificationLevel'];
  blocked_until: Date | null;
  roles: Actor['roles'];
};

function toActor(row: ActorRow): Actor {
  return {
    id: row.id,
    name: row.display_name,
    email: row.email,
    verificationLevel: row.verification_level,
    blockedUntil: row.blocked_until,
    roles: row.roles,
  };
}

/** Residents are asked nothing: no grave act is theirs. */
function toActorOfSession(row: ActorRow & { second_factor_at: Date | null; second_factor_asked: boolean | null }, now: Date): Actor {
  const actor = toActor(row);
  const mustShow = row.second_factor_asked && actor.roles.length > 0 && !secondFactorHolds(row.second_factor_at, now);
  return mustShow ? { ...actor, asksSecondFactor: true } : actor;
}
