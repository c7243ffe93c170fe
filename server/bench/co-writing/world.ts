/** The database a co-writing server is measured on: a plan with many sections, and people who have signed in. */
import { createSession, SESSION_COOKIE } from '../../auth/sessions.ts';
import type { Db } from '../../context.ts';
import { makePerson, makeWorld, TEST_NOW } from '../../testing/world.ts';

export type BenchWorld = { documents: string[]; cookies: string[] };

/** As many empty sections that everybody may write in, and as many residents, each with a session. */
export async function fillWorld(db: Db, { sections, people }: { sections: number; people: number }): Promise<BenchWorld> {
  const world = await makeWorld(db);
  const documents = await db
    .insertInto('document')
    .values(Array.from({ length: sections }, () => ({ created_at: TEST_NOW })))
    .returning('id')
    .execute();
  await db
    .insertInto('section')
    .values(
      documents.map(({ id }, index) => ({
        trajectory_id: world.trajectory.id,
        document_id: id,
        position: index + 10,
        level: 1,
        number: String(index + 10),
        title: `Deel ${index + 10}`,
        policy: 'open' as const,
        created_at: TEST_NOW,
      })),
    )
    .execute();
  const cookies: string[] = [];
  for (let index = 0; index < people; index++) {
    const person = await makePerson(db, { name: `Schrijver ${index}`, email: `schrijver${index}@bench.example` });
    cookies.push(`${SESSION_COOKIE}=${(await createSession(db, person.id, TEST_NOW)).token}`);
  }
  return { documents: documents.map(({ id }) => id), cookies };
}
