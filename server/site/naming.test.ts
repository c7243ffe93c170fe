import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { createCaller } from '../router.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, type World } from '../testing/world.ts';

let handle: DatabaseHandle;
let world: World;
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterAll(() => handle.close());

const as = (actor: World['people']['admin'] | null) => createCaller(contextFor(handle.db, actor));
const NAMES = {
  municipality: 'Kadestad',
  contactName: 'Team Participatie',
  contactEmail: 'meedoen@kadestad.example',
  contactPhone: '000 765 43 21',
};

test('an administrator says whose site it is; every page names it at once, and the council gets its term', async () => {
  await handle.db.deleteFrom('response_policy').where('kind', '=', 'council_question').execute();
  expect((await as(null).site.get()).municipality).not.toBe('Kadestad');
  await as(world.people.admin).site.name(NAMES);
  expect(await as(null).site.get()).toMatchObject(NAMES);
  // A term that was chosen meanwhile stays.
  const terms = () => handle.db.selectFrom('response_policy').where('kind', '=', 'council_question').select('trajectory_id').execute();
  expect(await terms()).toEqual([{ trajectory_id: null }]);
  await as(world.people.admin).site.name({ ...NAMES, contactPhone: '000 111 22 33' });
  expect(await terms()).toHaveLength(1);
  expect((await as(null).site.get()).contactPhone).toBe('000 111 22 33');
});

test.each([
  ['no name', { municipality: ' ' }],
  ['no address', { contactEmail: 'meedoen' }],
  ['no telephone', { contactPhone: '' }],
])('with %s nothing is saved', async (_, wrong) => {
  const before = await as(null).site.get();
  await expect(as(world.people.admin).site.name({ ...NAMES, ...wrong })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  expect(await as(null).site.get()).toEqual(before);
});

test('teams are added and get another name, no two the same', async () => {
  const admin = as(world.people.admin);
  const { id } = await admin.site.nameTeam({ name: 'Team Water' });
  await admin.site.nameTeam({ teamId: id, name: 'Team Oevers' });
  const names = async () => (await admin.site.settings()).teams.filter((team) => team.id === id).map(({ name }) => name);
  expect(await names()).toEqual(['Team Oevers']);
  await expect(admin.site.nameTeam({ name: 'team oevers' })).rejects.toMatchObject({ message: 'invalid' });
  await expect(admin.site.nameTeam({ teamId: world.trajectory.id, name: 'Team Nergens' })).rejects.toMatchObject({ message: 'not_found' });
  const events = await handle.db.selectFrom('event').where('subject_id', '=', id).select('kind').orderBy('id').execute();
  expect(events.map(({ kind }) => kind)).toEqual(['team.added', 'team.renamed']);
});

test('nobody else does', async () => {
  for (const person of [world.people.resident, world.people.manager, world.people.official])
    await expect(as(person).site.name(NAMES)).rejects.toMatchObject({ message: 'not_allowed' });
});
