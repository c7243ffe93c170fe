import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { proveAgain } from '../auth/commands.ts';
import { hashPassword } from '../auth/passwords.ts';
import { createSession, loadActor, validateSession } from '../auth/sessions.ts';
import { createComment } from '../comments/commands.ts';
import type { Actor, Context } from '../context.ts';
import { sealEvents } from '../events/seal.ts';
import { verifyEvents } from '../events/verify.ts';
import { proposeIdea } from '../ideas/commands.ts';
import { getIdea } from '../ideas/queries.ts';
import { log } from '../log.ts';
import { deliverMails } from '../mail/deliver.ts';
import { queueMail } from '../mail/outbox.ts';
import { blockPerson, unblockPerson } from '../people/commands.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makePerson, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { eraseOwnAccount } from './erase.ts';
import { exportOwnData } from './export.ts';
import { applyRetention, listOverdueData } from './retention.ts';
import { PROOF_HOLDS } from './rules.ts';

const NAME = 'Quirine Zandstra-Ööp (test)';
const EMAIL = 'Quirine.Zandstra@wonen.example';
const PASSWORD = 'een vlot vol ganzen';

let handle: DatabaseHandle;
let world: World;
let person: Actor;
let hash: string;
beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  person = await makePerson(handle.db, { name: NAME, email: EMAIL });
  hash ??= await hashPassword(PASSWORD);
  await handle.db.updateTable('person').set({ password_hash: hash, neighbourhood: 'Noordkade' }).where('id', '=', person.id).execute();
});
afterEach(() => handle.close());

async function signedIn(now = TEST_NOW): Promise<Context & { token: string }> {
  const { token } = await createSession(handle.db, person.id, now);
  const session = await validateSession(handle.db, token, now);
  if (!session) throw new Error('the session was just made');
  return { ...contextFor(handle.db, session.actor, now), sessionIdHash: session.sessionIdHash, token };
}

/** Every text or JSON column of every table that holds one of the words, whatever its capitals. */
async function findWords(...words: string[]): Promise<string[]> {
  const { rows: columns } = await sql<{ table: string; column: string }>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = 'public' and (data_type in ('text','character varying','jsonb','json') or data_type = 'ARRAY')`.execute(handle.db);
  const found = [];
  for (const { table, column } of columns) {
    for (const word of words) {
      const { rows } =
        await sql`select 1 from ${sql.table(table)} where position(lower(${word}) in lower(${sql.ref(column)}::text)) > 0 limit 1`.execute(
          handle.db,
        );
      if (rows.length > 0) found.push(`${table}.${column}: ${word}`);
    }
  }
  return found;
}

/** Writes in as many places as one can, so that there is something to forget. */
async function takePart(): Promise<{ ideaNumber: number }> {
  const context = contextFor(handle.db, person);
  const idea = await proposeIdea(context, {
    trajectory: world.trajectory.slug,
    publicUrl: 'http://localhost',
    title: 'Bankjes langs het water',
    body: 'Dan kan iedereen even zitten.',
  });
  await createComment(context, { ideaId: idea.id, body: 'Met een leuning graag.' });
  const moderator = contextFor(handle.db, world.people.moderator);
  await blockPerson(moderator, {
    personId: person.id,
    until: new Date('2026-12-01T00:00:00Z'),
    reason: `${NAME} (${EMAIL}) schold anderen uit.`,
  });
  await unblockPerson(moderator, { personId: person.id });
  await queueMail(
    handle.db,
    { to: 'een.ander@wonen.example', subject: `${NAME} reageerde`, text: `Beste buur,\n\n${NAME} reageerde op uw idee.` },
    TEST_NOW,
  );
  return { ideaNumber: idea.number };
}

describe('who erases their account', () => {
  test('gives the password first, not longer ago than a proof holds', async () => {
    const context = await signedIn();
    await expect(eraseOwnAccount(context)).rejects.toMatchObject({ code: 'prove_first' });
    await expect(proveAgain(context, { password: 'iets anders' })).rejects.toMatchObject({ code: 'wrong_credentials' });
    await proveAgain(context, { password: PASSWORD });
    const later = { ...context, now: new Date(TEST_NOW.getTime() + PROOF_HOLDS + 1) };
    await expect(eraseOwnAccount(later)).rejects.toMatchObject({ code: 'prove_first' });
    const elsewhere = await signedIn();
    await expect(eraseOwnAccount(elsewhere)).rejects.toMatchObject({ code: 'prove_first' });
    expect(await loadActor(handle.db, person.id, TEST_NOW)).not.toBeNull();
  });

  test('keeps a role until somebody else takes it', async () => {
    await handle.db.insertInto('role_grant').values({ person_id: person.id, role: 'moderator', granted_at: TEST_NOW }).execute();
    const context = await signedIn();
    await proveAgain(context, { password: PASSWORD });
    await expect(eraseOwnAccount(context)).rejects.toMatchObject({ code: 'still_staff' });
  });

  test('is in no column of no table any more, while what was public stays and the chain of events is whole', async () => {
    const { ideaNumber } = await takePart();
    await sealEvents(handle.db);
    expect(await findWords(NAME, EMAIL)).toEqual(
      expect.arrayContaining([
        `person.display_name: ${NAME}`,
        `person.email: ${EMAIL}`,
        `event.data: ${EMAIL}`,
        `mail.to_email: ${EMAIL}`,
        `mail.subject: ${NAME}`,
      ]),
    );
    const context = await signedIn();
    await proveAgain(context, { password: PASSWORD });
    await eraseOwnAccount(context);

    // The goodbye is the one thing left, until it has been sent.
    expect((await findWords(NAME, EMAIL)).every((place) => place.startsWith('mail.'))).toBe(true);
    const sent: string[] = [];
    const postman = { send: async (mail: { to: string; subject: string }) => void sent.push(`${mail.to} ${mail.subject}`), close() {} };
    await deliverMails({ db: handle.db, postman, from: 'Oever <noreply@oever.example>', now: () => TEST_NOW, log });
    expect(sent).toContain(`${EMAIL} Uw account is verwijderd`);
    expect(sent).toContain('een.ander@wonen.example Een bewoner reageerde');
    expect(await findWords(NAME, EMAIL, 'Zandstra')).toEqual([]);

    expect(await validateSession(handle.db, context.token, TEST_NOW)).toBeNull();
    const idea = await getIdea(contextFor(handle.db, null), { trajectory: world.trajectory.slug, number: ideaNumber });
    expect(idea).toMatchObject({ title: 'Bankjes langs het water', author: { name: 'Een bewoner' } });
    await sealEvents(handle.db);
    expect(await verifyEvents(handle.db)).toMatchObject({ broken: null, waiting: 0 });
    expect((await verifyEvents(handle.db)).erased).toBeGreaterThan(0);
  });

  test('can come back with the same address as somebody new', async () => {
    const context = await signedIn();
    await proveAgain(context, { password: PASSWORD });
    await eraseOwnAccount(context);
    const again = await makePerson(handle.db, { name: NAME, email: EMAIL });
    expect(again.id).not.toBe(person.id);
  });
});

describe('what somebody downloads', () => {
  test('is all of their own and nothing of others', async () => {
    await takePart();
    const other = world.people.resident;
    await createComment(contextFor(handle.db, other), {
      ideaId: (await handle.db.selectFrom('idea').select('id').executeTakeFirstOrThrow()).id,
      body: 'Dat vind ik niet.',
    });
    const { data } = await exportOwnData(handle.db, { personId: person.id, now: TEST_NOW });
    expect(data.account).toEqual([expect.objectContaining({ name: NAME, email: EMAIL, neighbourhood: 'Noordkade', has_password: true })]);
    expect(data.ideas).toEqual([expect.objectContaining({ title: 'Bankjes langs het water', body: 'Dan kan iedereen even zitten.' })]);
    expect(data.comments).toEqual([expect.objectContaining({ body: 'Met een leuning graag.' })]);
    expect(data.events?.map((event) => event.kind)).toEqual(expect.arrayContaining(['idea.proposed', 'comment.created', 'person.blocked']));
    const all = JSON.stringify(data);
    expect(all).not.toContain('Dat vind ik niet.');
    expect(all).not.toContain(other.name);
    expect(all).not.toContain('$argon2id$');
  });
});

describe('retention', () => {
  const later = (days: number) => new Date(TEST_NOW.getTime() + days * 86_400_000);

  test('a dry run says what would go and changes nothing; the job does that, and finds nothing the second time', async () => {
    await handle.db.updateTable('person').set({ email_confirmed_at: TEST_NOW }).execute();
    await handle.db.insertInto('person').values({ display_name: 'Nooit', email: 'nooit@wonen.example', created_at: TEST_NOW }).execute();
    await queueMail(handle.db, { to: EMAIL, subject: 'x', text: 'y' }, TEST_NOW);
    await signedIn();
    const rows = (lines: { name: string; rows: number }[]) =>
      Object.fromEntries(lines.filter((line) => line.rows > 0).map((line) => [line.name, line.rows]));
    expect(rows(await listOverdueData({ db: handle.db, now: TEST_NOW }))).toEqual({});
    const dry = await listOverdueData({ db: handle.db, now: later(31) });
    expect(rows(dry)).toEqual({ sessions: 1, mails: 1, unconfirmed: 1 });
    expect(await findWords('nooit@wonen.example')).not.toEqual([]);
    expect(await applyRetention({ db: handle.db, now: later(31) })).toEqual(dry);
    expect(await findWords('nooit@wonen.example')).toEqual([]);
    expect(rows(await applyRetention({ db: handle.db, now: later(31) }))).toEqual({});
    expect(await loadActor(handle.db, person.id, later(31))).not.toBeNull();
  });
});
