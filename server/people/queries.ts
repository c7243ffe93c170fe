import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Db, Role } from '../context.ts';

export type ListedPerson = {
  id: string;
  name: string;
  email: string | null;
  verificationLevel: string;
  blockedUntil: Date | null;
  blockedReason: string | null;
  createdAt: Date;
  /** They have a passkey or codes from an app, which a colleague can take away for who lost them. */
  hasFactor: boolean;
  roles: {
    role: Role;
    trajectory: string | null;
    trajectoryTitle: string | null;
    team: string | null;
    endsOn: string | null;
    fromProvider: boolean;
  }[];
};

/** People by name for administrators; `search` looks in names and e-mail addresses. */
export async function listPeople(
  db: Db,
  { search, staffOnly, cursor, limit, now }: { search?: string; staffOnly?: boolean; cursor?: string; limit: number; now: Date },
): Promise<{ items: ListedPerson[]; nextCursor: string | null }> {
  // People without internet, for whom the municipality types, have no account to look after.
  let people = db
    .selectFrom('person')
    .where('person.erased_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('person.email', 'is not', null),
        eb.exists(eb.selectFrom('identity_link').whereRef('identity_link.person_id', '=', 'person.id').select('identity_link.id')),
      ]),
    );
  if (search) {
    const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
    people = people.where((eb) => eb.or([eb('display_name', 'ilike', pattern), eb('email', 'ilike', pattern)]));
  }
  if (staffOnly)
    people = people.where((eb) =>
      eb.exists(eb.selectFrom('role_grant').whereRef('role_grant.person_id', '=', 'person.id').select('role_grant.id')),
    );
  const after = cursor ? readCursor(cursor) : null;
  if (after) {
    people = people.where((eb) =>
      eb.or([eb('display_name', '>', after.name), eb.and([eb('display_name', '=', after.name), eb('person.id', '>', after.id)])]),
    );
  }
  const rows = await people
    .select((eb) => [
      'person.id',
      'display_name',
      'email',
      'verification_level',
      'blocked_until',
      'blocked_reason',
      'created_at',
      jsonArrayFrom(
        eb
          .selectFrom('role_grant')
          .leftJoin('trajectory', 'trajectory.id', 'role_grant.trajectory_id')
          .leftJoin('team', 'team.id', 'role_grant.team_id')
          .whereRef('role_grant.person_id', '=', 'person.id')
          .where((grant) => grant.or([grant('ends_on', 'is', null), grant('ends_on', '>=', amsterdamDay(now))]))
          .select(['role', 'trajectory.slug as trajectory', 'trajectory.title as trajectoryTitle', 'team.name as team'])
          .select(['ends_on as endsOn', 'from_provider as fromProvider'])
          .orderBy('granted_at'),
      ).as('roles'),
      eb
        .or([
          eb.exists(eb.selectFrom('passkey').whereRef('passkey.person_id', '=', 'person.id').select('passkey.id')),
          eb.exists(
            eb
              .selectFrom('code_key')
              .whereRef('code_key.person_id', '=', 'person.id')
              .where('confirmed_at', 'is not', null)
              .select('code_key.person_id'),
          ),
        ])
        .as('has_factor'),
    ])
    .orderBy('display_name')
    .orderBy('person.id')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => ({
      id: row.id,
      name: row.display_name,
      email: row.email,
      verificationLevel: row.verification_level,
      blockedUntil: row.blocked_until,
      blockedReason: row.blocked_reason,
      createdAt: row.created_at,
      hasFactor: Boolean(row.has_factor),
      roles: row.roles,
    })),
    nextCursor: rows.length > limit && last ? JSON.stringify([last.display_name, last.id]) : null,
  };
}

/** Ids of those who can act as administrator of the whole site at `now`: the role holds today and they are not blocked. */
export async function listAdministratorIds(db: Db, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('role_grant')
    .innerJoin('person', 'person.id', 'role_grant.person_id')
    .where('role', '=', 'administrator')
    .where('trajectory_id', 'is', null)
    .where('person.erased_at', 'is', null)
    .where((eb) => eb.or([eb('blocked_until', 'is', null), eb('blocked_until', '<=', now)]))
    .where((eb) => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>=', amsterdamDay(now))]))
    .select('person_id')
    .execute();
  return rows.map((row) => row.person_id);
}

function readCursor(cursor: string): { name: string; id: string } | null {
  try {
    const [name, id] = JSON.parse(cursor) as unknown[];
    return typeof name === 'string' && !name.includes('\0') && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) ? { name, id } : null;
  } catch {
    // A cursor of our own making parses; any other starts at the beginning.
    return null;
  }
}
