/** The database a co-writing server is measured on: a plan with many sections, and people who have signed in. */
import * as Y from 'yjs';
import { createSession, SESSION_COOKIE } from '../../auth/sessions.ts';
import type { Db } from '../../context.ts';
import { appendUpdates, compactDocument } from '../../plan-texts/documents.ts';
import { longHistory } from '../../testing/long-history.ts';
import { makePerson, makeWorld, TEST_NOW } from '../../testing/world.ts';

export type BenchWorld = {
  documents: string[];
  cookies: string[];
  /** One that was written in for weeks, with the text it has. */
  long: { document: string; text: string; bytes: number };
};

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
  const [longest = '', ...others] = documents.map(({ id }) => id);
  return { documents: others, cookies, long: await fillLong(db, longest, world.people.resident.id) };
}

/** As much as the trace automerge-paper, which it stands in for: 260,000 edits, mostly in a row, leave 105,000 letters and 280 KB as one update. */
const TYPED = { edits: 260_000, leapOneIn: 200, backOneIn: 29, backAtMost: 24 };

async function fillLong(db: Db, document: string, authorId: string): Promise<BenchWorld['long']> {
  const { rows, doc } = longHistory(TYPED);
  await db.insertInto('document_client').values({ document_id: document, client_id: doc.clientID, person_id: authorId }).execute();
  for (let start = 0; start < rows.length; start += 500) {
    const part = rows.slice(start, start + 500).map((payload) => ({ payload, authorId, connectionId: null, at: TEST_NOW }));
    await appendUpdates(db, document, part);
  }
  await compactDocument(db, document, TEST_NOW);
  return { document, text: doc.getXmlFragment('content').toString(), bytes: Y.encodeStateAsUpdate(doc).length };
}
