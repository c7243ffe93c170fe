import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { applyRetention } from '../privacy/retention.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { keepCommentOnce, keepIdeaOnce, peekOnce, publishOnce } from './commands.ts';

const publicUrl = 'https://oever.example';
const later = (hours: number) => new Date(TEST_NOW.getTime() + hours * 60 * 60_000);
const WORDS = { title: 'Een bankje aan het water', body: 'Mijn moeder wil daar graag even zitten en naar de boten kijken.' };

let handle: DatabaseHandle;
let world: World;
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
beforeEach(async () => {
  for (const table of ['rate_limit', 'mail', 'once_contribution'] as const) await handle.db.deleteFrom(table).execute();
});
afterAll(() => handle.close());

const visitor = (now = TEST_NOW) => contextFor(handle.db, null, now);
const ideas = () => handle.db.selectFrom('idea').select(['id', 'title', 'author_id', 'show_name']).execute();
async function code(): Promise<string> {
  const mail = await handle.db
    .selectFrom('mail')
    .where('subject', '=', 'Plaats uw bijdrage')
    .select('text')
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
  return /meedoen\?code=([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
}
const keep = (email: string, more: { title?: string; name?: string } = {}) =>
  keepIdeaOnce(visitor(), {
    idea: { trajectory: world.trajectory.slug, ...WORDS, ...(more.title ? { title: more.title } : {}), showName: true },
    name: more.name ?? 'Toos',
    email,
    publicUrl,
  });

describe('taking part once without an account', () => {
  test('publishes nothing and makes nobody before the button in the mail is pressed', async () => {
    const people = async () => (await handle.db.selectFrom('person').select('id').execute()).length;
    const before = [await people(), (await ideas()).length];
    await keep('toos@oever.example');
    expect(await peekOnce(visitor(), { token: await code() })).toEqual({ kind: 'idea', title: WORDS.title, email: 'toos@oever.example' });
    expect([await people(), (await ideas()).length]).toEqual(before);
  });

  test('sends no link but our own to whoever somebody says they are', async () => {
    const title = 'Kijk op https://evil.example/inloggen, www.evil.example of evil.example/x';
    await keep('wie-dan-ook@oever.example', { title });
    const { text } = await handle.db.selectFrom('mail').select('text').executeTakeFirstOrThrow();
    expect(text).not.toContain('evil');
    expect(text).toContain('Kijk op … … of …');
  });

  test('publishes under a person of that address, without a password and without signing in', async () => {
    await keep('toos@oever.example');
    const context = visitor();
    expect(await publishOnce(context, { token: await code(), publicUrl })).toMatchObject({ kind: 'idea', slug: world.trajectory.slug });
    expect(context.setCookies).toEqual([]);
    const person = await handle.db.selectFrom('person').where('email', '=', 'toos@oever.example').selectAll().executeTakeFirstOrThrow();
    expect(person).toMatchObject({ display_name: 'Toos', password_hash: null, verification_level: 'email' });
    expect((await ideas()).at(-1)).toMatchObject({ title: WORDS.title, author_id: person.id, show_name: true });
    await expect(publishOnce(visitor(), { token: await code(), publicUrl })).rejects.toMatchObject({ code: 'token_expired' });
  });

  test('with the address of an account publishes under that account and its own name', async () => {
    const { resident } = world.people;
    await keep(resident.email ?? '', { title: 'Een fontein op het plein', name: 'Iemand anders' });
    await publishOnce(visitor(), { token: await code(), publicUrl });
    expect((await ideas()).find(({ title }) => title === 'Een fontein op het plein')?.author_id).toBe(resident.id);
    const row = await handle.db.selectFrom('person').where('id', '=', resident.id).select('display_name').executeTakeFirstOrThrow();
    expect(row.display_name).toBe(resident.name);
  });

  test('works for a comment on an idea too', async () => {
    const [idea] = await ideas();
    await keepCommentOnce(visitor(), {
      comment: { ideaId: idea?.id ?? '', body: 'Ja, en dan graag in de schaduw.' },
      name: 'Wim',
      email: 'wim@oever.example',
      publicUrl,
    });
    expect(await publishOnce(visitor(), { token: await code(), publicUrl })).toMatchObject({ kind: 'comment', held: false });
    const comment = await handle.db.selectFrom('comment').selectAll().executeTakeFirstOrThrow();
    expect(comment).toMatchObject({ body: 'Ja, en dan graag in de schaduw.', author_role: 'resident' });
  });

  test('is refused for who is blocked, and the words wait on', async () => {
    const { resident2 } = world.people;
    await handle.db
      .updateTable('person')
      .set({ blocked_until: later(100), blocked_reason: 'Reden genoeg.' })
      .where('id', '=', resident2.id)
      .execute();
    await keep(resident2.email ?? '', { title: 'Nog een heel ander idee' });
    const token = await code();
    await expect(publishOnce(visitor(), { token, publicUrl })).rejects.toMatchObject({ code: 'blocked' });
    expect(await peekOnce(visitor(), { token })).toMatchObject({ title: 'Nog een heel ander idee' });
    expect((await ideas()).filter(({ author_id }) => author_id === resident2.id)).toEqual([]);
  });

  test('says at once what is wrong with the words, the name and the phase', async () => {
    await expect(keep('toos@oever.example', { title: 'x' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(keep('toos@oever.example', { name: 'Gemeente Amstelboog' })).rejects.toMatchObject({
      details: { fields: { name: 'identity:error.name_official' } },
    });
    const closed = new Date('2027-02-01T10:00:00Z');
    await expect(
      keepIdeaOnce(visitor(closed), {
        idea: { trajectory: world.trajectory.slug, ...WORDS },
        name: 'Toos',
        email: 'toos@oever.example',
        publicUrl,
      }),
    ).rejects.toMatchObject({ code: 'phase_closed' });
    expect(await handle.db.selectFrom('once_contribution').selectAll().execute()).toEqual([]);
  });

  test('is over after twelve hours, and then nothing of it is left', async () => {
    await keep('toos@oever.example');
    await expect(publishOnce(visitor(later(12)), { token: await code(), publicUrl })).rejects.toMatchObject({ code: 'token_expired' });
    await applyRetention({ db: handle.db, now: later(12) });
    expect(await handle.db.selectFrom('once_contribution').selectAll().execute()).toEqual([]);
  });
});
