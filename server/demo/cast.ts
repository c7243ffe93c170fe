import { loadActor } from '../auth/sessions.ts';
import type { Actor, Context, Db } from '../context.ts';
import { appointFirstAdministrator, enrolPerson, grantRole } from '../people/commands.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './accounts.ts';
import { DEMO_NEIGHBOURS, DEMO_PEOPLE } from './story/people.ts';

/** Everybody in the story by key, as actors; and neighbours who only support and vote. */
export type Cast = { get(key: string): Actor; neighbours: Actor[] };

const AREAS = ['Noordkade', 'Bochtpark', 'Zuiderweide', 'Ringdijkhoek'];

/** The context of one act: this person, at this moment. */
export function acting(db: Db, actor: Actor | null, now: Date): Context {
  return { db, actor, now, requestId: 'demo', address: '', sessionIdHash: null, cookie: { set: () => undefined, clear: () => undefined } };
}

/** Enrols everybody and gives the staff their roles. */
export async function enrolCast(db: Db, { at, teams }: { at: Date; teams: Map<string, string> }): Promise<Cast> {
  const nobody = acting(db, null, at);
  const ids = new Map<string, string>();
  for (const { key, name, neighbourhood, email } of DEMO_PEOPLE) {
    const account = DEMO_ACCOUNTS.find((entry) => entry.email === email);
    const id = await enrolPerson(nobody, {
      name,
      email,
      neighbourhood: neighbourhood ?? null,
      password: account ? DEMO_PASSWORD : null,
      confirmed: account?.verified ?? true,
    });
    ids.set(key, id);
  }
  const adminId = ids.get('admin');
  if (!adminId) throw new Error('the story has no administrator');
  await appointFirstAdministrator(nobody, { personId: adminId });
  const admin = await loadActor(db, adminId, at);
  for (const { key, email } of DEMO_PEOPLE) {
    const role = DEMO_ACCOUNTS.find((account) => account.email === email)?.role;
    const personId = ids.get(key);
    if (!role || role === 'administrator' || !personId) continue;
    const teamId = key === 's2' ? teams.get('Waterbeheer') : key === 's3' ? teams.get('Wonen') : undefined;
    await grantRole(acting(db, admin, at), { personId, role, ...(teamId ? { teamId } : {}) });
  }
  const neighbours: Actor[] = [];
  for (let index = 1; index <= DEMO_NEIGHBOURS; index++) {
    const id = await enrolPerson(nobody, {
      name: `Buur ${index} van de rivier`,
      email: `buur${index}@oever.example`,
      neighbourhood: AREAS[index % AREAS.length] ?? null,
      password: null,
    });
    neighbours.push(await actorOf(db, id, at));
  }
  const actors = new Map<string, Actor>();
  for (const [key, id] of ids) actors.set(key, await actorOf(db, id, at));
  return {
    neighbours,
    get(key) {
      const actor = actors.get(key);
      if (!actor) throw new Error(`nobody in the story is called ${key}`);
      return actor;
    },
  };
}

async function actorOf(db: Db, id: string, at: Date): Promise<Actor> {
  const actor = await loadActor(db, id, at);
  if (!actor) throw new Error('somebody enrolled is not there');
  return actor;
}
