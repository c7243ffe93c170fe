/** The columns of the matrix: everybody who may come to the door. */
import { createSession, validateSession } from '../../server/auth/sessions.ts';
import type { Actor, Db, Role } from '../../server/context.ts';
import { makePerson, makeWorld, TEST_NOW, type World } from '../../server/testing/world.ts';

export const COLUMNS = [
  'visitor',
  'unverified',
  'resident',
  'neighbour',
  'official',
  'moderator',
  'manager',
  'council',
  'clerk',
  'admin',
  'official elsewhere',
  'moderator elsewhere',
  'manager elsewhere',
] as const;
export type Column = (typeof COLUMNS)[number];

export type Cast = {
  world: World;
  elsewhere: World;
  actors: Record<Column, Actor | null>;
};

/** `resident` is the author of everything in the world; `neighbour` is another resident. */
export async function makeCast(db: Db): Promise<Cast> {
  const world = await makeWorld(db);
  const elsewhere = await makeWorld(db, { slug: 'elders' });
  // The phase runs today as well as at the moment tests run at: pages have no clock of their own.
  await db.updateTable('phase').set({ starts_on: '2020-01-01', ends_on: '2099-12-31' }).execute();
  const there = (role: Role) =>
    makePerson(db, {
      name: `${role} elders`,
      email: `${role}@elders-alleen.example`,
      roles: [{ role, trajectoryId: elsewhere.trajectory.id, teamId: null }],
    });
  const { resident, resident2, unverified, official, moderator, manager, council, clerk, admin } = world.people;
  return {
    world,
    elsewhere,
    actors: {
      visitor: null,
      unverified,
      resident,
      neighbour: resident2,
      official,
      moderator,
      manager,
      council,
      clerk,
      admin,
      'official elsewhere': await there('official'),
      'moderator elsewhere': await there('moderator'),
      'manager elsewhere': await there('trajectory_manager'),
    },
  };
}

/** Everybody with an account is signed in. @returns the hash of each session's id, as a request would carry it */
export async function openSessions(db: Db, { actors }: Cast): Promise<Map<Column, string>> {
  const sessions = new Map<Column, string>();
  for (const column of COLUMNS) {
    const actor = actors[column];
    if (!actor) continue;
    const { token } = await createSession(db, actor.id, TEST_NOW);
    sessions.set(column, (await validateSession(db, token, TEST_NOW))?.sessionIdHash ?? '');
  }
  return sessions;
}
