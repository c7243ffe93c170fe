import type { Actor, Context, Db, Role } from '../context.ts';
import type { PhaseFeature, SectionPolicy } from '../permissions.ts';

/** The moment tests run at, unless they say otherwise: Wednesday 18 November 2026, 11:00 in Amsterdam. */
export const TEST_NOW = new Date('2026-11-18T10:00:00Z');

export const ALL_FEATURES: PhaseFeature[] = [
  'read',
  'comment',
  'write',
  'suggest',
  'propose',
  'support',
  'vote',
  'tell',
  'challenge',
  'formal_view',
];

export type World = {
  trajectory: { id: string; slug: string };
  phaseId: string;
  themeId: string;
  teamId: string;
  sections: Record<SectionPolicy, { id: string; documentId: string; number: string }>;
  people: Record<
    | 'resident'
    | 'resident2'
    | 'unverified'
    | 'moderator'
    | 'moderator2'
    | 'official'
    | 'colleague'
    | 'manager'
    | 'council'
    | 'clerk'
    | 'admin',
    Actor
  >;
};

const STAFF: Partial<Record<keyof World['people'], Role>> = {
  moderator: 'moderator',
  moderator2: 'moderator',
  official: 'official',
  colleague: 'official',
  manager: 'trajectory_manager',
  council: 'council_member',
  clerk: 'clerk',
  admin: 'administrator',
};

/**
 * The least world most tests need: one running trajectory whose single phase allows everything (1 to 30 November 2026), a section of each policy (empty
 * documents), an answer promise of 10 working days for ideas, questions and change proposals, and one person of each role.
 */
export async function makeWorld(
  db: Db,
  { slug = 'proeftraject', features = ALL_FEATURES }: { slug?: string; features?: PhaseFeature[] } = {},
): Promise<World> {
  const created_at = new Date('2026-10-01T08:00:00Z');
  await db
    .insertInto('site')
    .values({
      municipality: 'Amstelboog',
      contact_name: 'Team Participatie',
      contact_email: 'participatie@amstelboog.example',
      contact_phone: '000 123 45 67',
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const team = await db
    .insertInto('team')
    .values({ name: `Team ${slug}` })
    .returning('id')
    .executeTakeFirstOrThrow();
  const trajectory = await db
    .insertInto('trajectory')
    .values({
      slug,
      title: 'Proeftraject',
      question: 'Hoe moet het hier worden?',
      lead: 'Bewoners schrijven mee.',
      area_name: 'Noordkade',
      decision_maker: 'De gemeenteraad',
      influence_subject: 'De tekst van het plan',
      contact_name: 'Noor Hamstra',
      support_threshold: 50,
      published_at: created_at,
      created_at,
    })
    .returning(['id', 'slug'])
    .executeTakeFirstOrThrow();
  const phase = await db
    .insertInto('phase')
    .values({
      trajectory_id: trajectory.id,
      position: 1,
      kind: 'writing',
      title: 'Samen schrijven',
      summary: 'Iedereen schrijft mee.',
      starts_on: '2026-11-01',
      ends_on: '2026-11-30',
      influence_level: 'coproduce',
      promise: 'We schrijven het plan samen. De raad neemt het besluit.',
      features,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const theme = await db
    .insertInto('theme')
    .values({ trajectory_id: trajectory.id, slug: 'water', name: 'Water', position: 1, team_id: team.id })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('response_policy')
    .values(
      ['idea', 'question', 'change_proposal', 'formal_view', 'challenge'].map((kind) => ({
        trajectory_id: trajectory.id,
        kind,
        term_working_days: 10,
        first_day: 'next' as const,
        terms_act: true,
        basis: 'promise' as const,
        basis_text: 'Eigen belofte',
      })),
    )
    .execute();
  const sections = {} as World['sections'];
  for (const [index, policy] of (['fixed', 'open', 'suggest', 'closed'] as const).entries()) {
    const document = await db.insertInto('document').values({ created_at }).returning('id').executeTakeFirstOrThrow();
    const number = String(index + 1);
    const section = await db
      .insertInto('section')
      .values({
        trajectory_id: trajectory.id,
        document_id: document.id,
        position: index + 1,
        level: 1,
        number,
        title: `Deel ${number}`,
        policy,
        created_at,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    sections[policy] = { id: section.id, documentId: document.id, number };
  }
  const people = {} as World['people'];
  const names = [
    'resident',
    'resident2',
    'unverified',
    'moderator',
    'moderator2',
    'official',
    'colleague',
    'manager',
    'council',
    'clerk',
    'admin',
  ] as const;
  for (const name of names) {
    const role = STAFF[name];
    people[name] = await makePerson(db, {
      name: `${name} van Proef`,
      email: `${name}@${slug}.example`,
      level: name === 'unverified' ? 'none' : 'email',
      roles: role ? [{ role, trajectoryId: null, teamId: role === 'official' ? team.id : null }] : [],
    });
  }
  return { trajectory, phaseId: phase.id, themeId: theme.id, teamId: team.id, sections, people };
}

/** One person with grants, as rules see them. */
export async function makePerson(
  db: Db,
  { name, email, level = 'email', roles = [] }: { name: string; email: string; level?: Actor['verificationLevel']; roles?: Actor['roles'] },
): Promise<Actor> {
  const at = new Date('2026-10-01T08:00:00Z');
  const { id } = await db
    .insertInto('person')
    .values({ display_name: name, email, verification_level: level, email_confirmed_at: level === 'none' ? null : at, created_at: at })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const grant of roles) {
    await db
      .insertInto('role_grant')
      .values({ person_id: id, role: grant.role, trajectory_id: grant.trajectoryId, team_id: grant.teamId, granted_at: at })
      .execute();
  }
  return { id, name, email, verificationLevel: level, blockedUntil: null, roles };
}

/** What a command is given when `actor` acts. Cookies set by it are kept in the returned `setCookies`. */
export function contextFor(db: Db, actor: Actor | null, now: Date = TEST_NOW): Context & { setCookies: (string | null)[] } {
  const setCookies: (string | null)[] = [];
  return {
    db,
    actor,
    now,
    requestId: 'test',
    address: '127.0.0.1',
    sessionIdHash: null,
    cookie: { set: (token) => void setCookies.push(token), clear: () => void setCookies.push(null) },
    setCookies,
  };
}
