import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { signOutElsewhere } from '../server/auth/own-sessions.ts';
import { blockPerson, revokeRole } from '../server/people/commands.ts';
import type { SectionPolicy } from '../server/permissions.ts';
import { setSectionPolicy } from '../server/plan-texts/commands.ts';
import { contextFor, TEST_NOW } from '../server/testing/world.ts';
import { setMinimumLevel, stopTrajectory } from '../server/trajectories/commands.ts';
import { updatePhase } from '../server/trajectories/move-phase.ts';
import { openRaw, type RawClient } from './testing/clients.ts';
import { setStage } from './testing/stage.ts';
import { paragraphUpdate } from './testing/texts.ts';
import { eventually } from './testing/waiting.ts';

/** Whatever is decided on one node holds on the other. */
const stage = setStage({ nodes: 2 });
const WITHIN_MS = 2_000;

const as = (person: keyof typeof stage.world.people) => contextFor(stage.handle.db, stage.world.people[person], stage.now);
const setPolicy = (policy: SectionPolicy) =>
  setSectionPolicy(as('manager'), { sectionId: stage.world.sections.open.id, policy, reason: 'Het college beslist.' });

/** The same person with a pen on each node. */
async function openWriters({ extended = true }: { extended?: boolean } = {}): Promise<RawClient[]> {
  return Promise.all(stage.servers.map((at) => stage.openRaw('resident', { at, extended })));
}

/** They are told why, and nothing of what they send from now on is taken, whatever bytes they send; they may go on reading. */
async function losePen(raws: readonly RawClient[], reason: string): Promise<void> {
  const news = JSON.stringify({ rights: 'read', reason });
  await eventually(() => raws.every(({ said }) => said.some((one) => JSON.stringify(one) === news)), `no pen: ${reason}`, WITHIN_MS);
  for (const raw of raws) {
    raw.sendUpdate(paragraphUpdate('te laat'));
    raw.sendUpdate(paragraphUpdate('ook te laat'), 1);
  }
  // Who asks for the state is answered after what was sent before.
  for (const raw of raws) {
    const before = raw.received.length;
    raw.send(new Uint8Array([0, 0, 1, 0]));
    await eventually(() => raw.received.slice(before).some(({ step }) => step === 1), 'still answered');
  }
  expect(await stage.stored()).toBe('');
}

async function areClosed(raws: readonly RawClient[], code: number): Promise<void> {
  const late = new Promise<'late'>((resolve) => setTimeout(resolve, WITHIN_MS, 'late'));
  expect(await Promise.all(raws.map(({ closed }) => Promise.race([closed, late])))).toEqual(raws.map(() => code));
}

describe('within two seconds the pen is gone on every node', () => {
  test.each(['fixed', 'suggest', 'closed'] as const)('when the section becomes %s', async (policy) => {
    const raws = await openWriters();
    await setPolicy(policy);
    await losePen(raws, 'read_only');
  });

  test('when the phase asks to know more of who writes, and only of who is not known so well', async () => {
    await stage.handle.db
      .updateTable('person')
      .set({ verification_level: 'address' })
      .where('id', '=', stage.world.people.resident2.id)
      .execute();
    const known = await stage.openRaw('resident2', { extended: true });
    const raws = await openWriters();
    await setMinimumLevel(as('manager'), { phaseId: stage.world.phaseId, minimumLevel: 'address' });
    await losePen(raws, 'asks_address');
    known.sendUpdate(paragraphUpdate('met adres'));
    await eventually(async () => (await stage.stored()).includes('met adres'), 'what somebody known writes is taken');
  });

  test('when nobody says so: the table was changed by hand', async () => {
    const raws = await openWriters();
    await stage.handle.db.updateTable('section').set({ policy: 'fixed' }).where('document_id', '=', stage.documentId).execute();
    await losePen(raws, 'read_only');
  });

  test('when the day after its last begins', async () => {
    const raws = await openWriters();
    await stage.handle.db
      .updateTable('session')
      .set({ expires_at: new Date('2026-12-10T00:00:00Z') })
      .execute();
    stage.now = new Date('2026-11-30T23:00:01Z');
    await losePen(raws, 'phase_closed');
  });

  test('when the phase is made to end earlier', async () => {
    const raws = await openWriters();
    await updatePhase(as('manager'), { phaseId: stage.world.phaseId, endsOn: '2026-11-17' });
    await losePen(raws, 'phase_closed');
  });

  test('when the trajectory stops', async () => {
    const raws = await openWriters();
    const account = 'Het geld is op en de raad heeft besloten om nu te stoppen.';
    await stopTrajectory(as('manager'), { trajectoryId: stage.world.trajectory.id, account });
    await losePen(raws, 'phase_closed');
  });

  test('and back again when it opens, with what was typed meanwhile', async () => {
    const [raw] = await openWriters();
    if (!raw) throw new Error('no writer');
    await setPolicy('closed');
    await eventually(() => raw.said.some((said) => JSON.stringify(said).includes('read_only')), 'loses the pen', WITHIN_MS);
    await setPolicy('open');
    await eventually(() => JSON.stringify(raw.said.at(-1)).includes('write'), 'gets it back', WITHIN_MS);
    const asked = await eventually(() => raw.received.filter((message) => message.step === 0).at(1), 'is asked for what it has');
    expect(asked.payload).toEqual(Y.encodeStateVector(new Y.Doc()));
    raw.sendUpdate(paragraphUpdate('intussen getypt'), 1);
    await eventually(async () => (await stage.stored()) === 'intussen getypt', 'stored');
  });
});

describe('within two seconds the connection is closed on every node', () => {
  test('when the account is blocked; who comes back then may not write', async () => {
    const raws = await openWriters();
    const { id: personId } = stage.world.people.resident;
    await blockPerson(as('admin'), { personId, until: new Date('2026-12-01T00:00:00Z'), reason: 'schelden' });
    await areClosed(raws, 4401);
    const again = await stage.openRaw('resident', { extended: true });
    await eventually(() => JSON.stringify(again.said[0]) === '{"rights":"read","reason":"blocked"}', 'may only read');
  });

  test('when the person signs out on another device', async () => {
    const raws = await openWriters();
    await signOutElsewhere(as('resident'));
    await areClosed(raws, 4401);
  });

  test('when the role that let somebody see a concept is taken away', async () => {
    const managers = await Promise.all(stage.servers.map((at) => stage.openRaw('manager', { at })));
    await stage.handle.db.updateTable('trajectory').set({ published_at: null }).execute();
    await revokeRole(as('admin'), { personId: stage.world.people.manager.id, role: 'trajectory_manager' });
    await areClosed(managers, 4401);
    const again = await openRaw(stage.server, stage.documentId, { cookie: await stage.cookie('manager') });
    await areClosed([again], 4404);
  });

  test('when that role ends by its date', async () => {
    const managers = await Promise.all(stage.servers.map((at) => stage.openRaw('manager', { at })));
    await stage.handle.db.updateTable('trajectory').set({ published_at: null }).execute();
    await stage.handle.db
      .updateTable('role_grant')
      .set({ ends_on: '2026-11-17' })
      .where('person_id', '=', stage.world.people.manager.id)
      .execute();
    await areClosed(managers, 4404);
  });

  test('when the section is taken out of the plan', async () => {
    const raws = await openWriters();
    await stage.handle.db.updateTable('section').set({ removed_at: TEST_NOW }).where('document_id', '=', stage.documentId).execute();
    await areClosed(raws, 4404);
  });

  test('when a client that does not know our messages loses the pen', async () => {
    const raws = await openWriters({ extended: false });
    await setPolicy('suggest');
    await areClosed(raws, 4403);
  });
});

describe('who somebody seems to be', () => {
  test('changes with their role, also while they write', async () => {
    const [official, resident] = [await stage.open('official'), await stage.open('resident')];
    official.provider.awareness.setLocalStateField('cursor', { anchor: 1 });
    const user = () => resident.provider.awareness.getStates().get(official.doc.clientID)?.user as { staff: boolean } | undefined;
    await eventually(() => user()?.staff === true, 'an official');
    await stage.handle.db.deleteFrom('role_grant').where('person_id', '=', stage.world.people.official.id).execute();
    await eventually(() => user()?.staff === false, 'an official no more', WITHIN_MS);
  });
});

describe('an update that was on its way when the section closed', () => {
  test('is not stored, and everybody starts from what is', async () => {
    const [raw] = await openWriters();
    if (!raw) throw new Error('no writer');
    // The table tells before any watch does: the same statement that stores asks for the policy.
    await stage.handle.db.updateTable('section').set({ policy: 'fixed' }).where('document_id', '=', stage.documentId).execute();
    raw.sendUpdate(paragraphUpdate('net te laat'));
    const loses = eventually(() => raw.said.some((said) => JSON.stringify(said).includes('read_only')), 'loses the pen');
    expect(await Promise.race([raw.closed, loses])).toBeTruthy();
    expect(await stage.stored()).toBe('');
  });
});
