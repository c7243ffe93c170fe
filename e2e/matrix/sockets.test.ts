import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRaw, type RawClient } from '../../collab/testing/clients.ts';
import { paragraphUpdate } from '../../collab/testing/texts.ts';
import { eventually } from '../../collab/testing/waiting.ts';
import type { DatabaseHandle } from '../../db/client.ts';
import { createSession } from '../../server/auth/sessions.ts';
import { log } from '../../server/log.ts';
import { can, type SectionPolicy, whyNot } from '../../server/permissions.ts';
import { openTestDatabase } from '../../server/testing/database.ts';
import { ALL_FEATURES } from '../../server/testing/world.ts';
import { type Cast, COLUMNS, type Column, makeCast } from './roles.ts';
import { type Site, startSite } from './site.ts';

let handle: DatabaseHandle;
let cast: Cast;
let site: Site;
const cookies = new Map<Column, string>();
const opened: RawClient[] = [];

beforeAll(async () => {
  handle = await openTestDatabase();
  cast = await makeCast(handle.db);
  await handle.db.updateTable('trajectory').set({ published_at: null }).where('id', '=', cast.elsewhere.trajectory.id).execute();
  site = await startSite({ handle, log });
  for (const column of COLUMNS) {
    const actor = cast.actors[column];
    if (actor) cookies.set(column, `oever_session=${(await createSession(handle.db, actor.id, new Date())).token}`);
  }
});
afterAll(async () => {
  for (const { socket } of opened) socket.terminate();
  await site?.stop();
  await handle.close();
});

async function open(column: Column, documentId: string): Promise<RawClient> {
  const address = { url: `${site.origin.replace('http', 'ws')}/collab`, origin: site.origin };
  const raw = await openRaw(address, documentId, { cookie: cookies.get(column) ?? null, extended: true });
  opened.push(raw);
  return raw;
}

/** What the server says of their rights, or the code it closes with. */
async function rightsOf(raw: RawClient): Promise<string> {
  let code: number | null = null;
  void raw.closed.then((closed) => {
    code = closed;
  });
  const said = () =>
    raw.said.find((one): one is { rights: string; reason?: string } => typeof one === 'object' && one !== null && 'rights' in one);
  await eventually(() => code !== null || said() !== undefined, 'an answer about rights');
  const rights = said();
  return rights ? [rights.rights, rights.reason].filter(Boolean).join(': ') : String(code);
}

describe.each(['open', 'fixed', 'suggest', 'closed'] as const)('the text of a section that is %s', (policy: SectionPolicy) => {
  test('is read and written over the socket by exactly whom the table lets', async () => {
    const { documentId } = cast.world.sections[policy];
    const wanted: Partial<Record<Column, string>> = {};
    const found: Partial<Record<Column, string>> = {};
    const mayWrite: string[] = [];
    for (const column of COLUMNS) {
      const actor = cast.actors[column];
      const reason = whyNot(actor, 'section.write', { trajectoryId: cast.world.trajectory.id, features: new Set(ALL_FEATURES), policy });
      wanted[column] = reason === null ? 'write' : `read: ${reason}`;
      if (reason === null && actor) mayWrite.push(actor.id);
      const raw = await open(column, documentId);
      found[column] = await rightsOf(raw);
      // Under both messages that can carry words, whatever was said before.
      raw.sendUpdate(paragraphUpdate(`van ${column}`));
      raw.sendUpdate(paragraphUpdate(`ook van ${column}`), 1);
      // Who asks for the state is answered after what was sent before.
      const before = raw.received.length;
      raw.send(new Uint8Array([0, 0, 1, 0]));
      await eventually(() => raw.received.slice(before).some(({ step }) => step === 1), 'still answered');
    }
    expect(found).toEqual(wanted);
    const authors = async () =>
      (await handle.db.selectFrom('document_update').where('document_id', '=', documentId).select('author_id').distinct().execute()).map(
        ({ author_id }) => author_id,
      );
    await eventually(async () => (await authors()).length >= mayWrite.length, 'what was sent is stored');
    expect((await authors()).sort()).toEqual(mayWrite.sort());
  });
});

test('the text of a concept is there for exactly whom the table lets, and to others it is not there', async () => {
  const { documentId } = cast.elsewhere.sections.open;
  const wanted: Partial<Record<Column, string>> = {};
  const found: Partial<Record<Column, string>> = {};
  for (const column of COLUMNS) {
    const may = can(cast.actors[column], 'trajectory.read_concept', { trajectoryId: cast.elsewhere.trajectory.id });
    wanted[column] = may ? 'write' : '4404';
    found[column] = await rightsOf(await open(column, documentId));
  }
  expect(found).toEqual(wanted);
});

test('a socket from elsewhere is refused at the door, whoever is signed in', async () => {
  const address = { url: `${site.origin.replace('http', 'ws')}/collab`, origin: site.origin };
  for (const origin of ['https://evil.example', 'null', null]) {
    const attempt = openRaw(address, cast.world.sections.open.documentId, { cookie: cookies.get('admin') ?? null, origin });
    await expect(attempt, String(origin)).rejects.toThrow(/403/);
  }
});
