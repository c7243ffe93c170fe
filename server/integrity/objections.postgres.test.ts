import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { supportIdea } from '../ideas/support.ts';
import { createCaller } from '../router.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makePerson, makeWorld, TEST_NOW, type World } from '../testing/world.ts';

let handle: DatabaseHandle;
let world: World;

beforeAll(async () => {
  handle = await openTestDatabase({ poolSize: 24 });
  world = await makeWorld(handle.db);
});
afterAll(() => handle.close());

test('an objection is decided once, also when one lets it count and another puts everything back at the same moment', async () => {
  const person = await makePerson(handle.db, { name: 'Buurman', email: 'buurman@wonen.example' });
  const { moderator, moderator2, admin } = world.people;
  const callerOf = (actor: typeof moderator) => createCaller(contextFor(handle.db, actor));
  const { id: ideaId } = await callerOf(world.people.resident).ideas.propose({
    trajectory: world.trajectory.slug,
    title: 'Een bankje',
    body: 'Dan kan men zitten.',
  });
  await supportIdea(contextFor(handle.db, person), { ideaId });
  const { id: flagId } = await handle.db
    .insertInto('integrity_flag')
    .values({
      trajectory_id: world.trajectory.id,
      subject_kind: 'idea',
      subject_id: ideaId,
      rule: 'address_range',
      count: 1,
      minutes: 1,
      raised_at: TEST_NOW,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await handle.db.insertInto('integrity_flag_support').values({ flag_id: flagId, person_id: person.id }).execute();
  await callerOf(moderator).integrity.decide({ flagId, outcome: 'excluded', reason: 'Alles kwam van één plek.' });
  const objected = await Promise.allSettled(
    Array.from({ length: 8 }, () => callerOf(person).integrity.object({ flagId, statement: 'Ik woon hier echt.' })),
  );
  expect(objected.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const [objection] = (await callerOf(admin).integrity.flags()).objections;
  const objectionId = objection?.id ?? '';
  const reason = 'Dit klopte gewoon niet.';
  await Promise.allSettled([
    ...Array.from({ length: 6 }, (_, index) =>
      callerOf(index % 2 ? moderator2 : admin).integrity.decideObjection({ objectionId, outcome: 'overturned', reason }),
    ),
    ...Array.from({ length: 6 }, (_, index) => callerOf(index % 2 ? moderator2 : admin).integrity.putBack({ flagId, reason })),
  ]);
  const { support_count } = await handle.db.selectFrom('idea').where('id', '=', ideaId).select('support_count').executeTakeFirstOrThrow();
  expect(support_count).toBe(1);
  expect(await handle.db.selectFrom('support_objection').select('outcome').execute()).toEqual([{ outcome: 'overturned' }]);
  const mails = await handle.db.selectFrom('mail').where('subject', '=', 'U krijgt gelijk op uw bezwaar').select('id').execute();
  expect(mails).toHaveLength(1);
});
