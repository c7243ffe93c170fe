import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { register, requestPasswordReset } from '../auth/account-commands.ts';
import { enter } from '../auth/enter.ts';
import { ideasFeed, trajectoryFeed } from '../following/feeds.ts';
import { proposeIdea } from '../ideas/commands.ts';
import { tellSupporters } from '../ideas/merge-mails.ts';
import { supportIdea } from '../ideas/support.ts';
import { keepIdeaOnce, publishOnce } from '../once/commands.ts';
import { trajectoryAgenda } from '../open-data/agenda.ts';
import { erasePerson } from '../privacy/erase.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import type { Locale } from '../web/locale.ts';
import { blockPerson, unblockPerson } from './commands.ts';
import { chooseLanguage, getOwnLanguage } from './language.ts';

const publicUrl = 'https://oever.example';
const PASSWORD = 'een boot vol eenden';

let handle: DatabaseHandle;
let world: World;
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
beforeEach(async () => {
  for (const table of ['rate_limit', 'mail'] as const) await handle.db.deleteFrom(table).execute();
  await handle.db.updateTable('person').set({ locale: null }).execute();
});
afterAll(() => handle.close());

const on = (locale: Locale, who?: keyof World['people']) => ({ ...contextFor(handle.db, who ? world.people[who] : null), locale });
const subjects = async () =>
  (await handle.db.selectFrom('mail').select(['to_email', 'subject']).orderBy('subject').execute()).map((mail) => mail);
const newest = async () => handle.db.selectFrom('mail').selectAll().orderBy('created_at', 'desc').executeTakeFirstOrThrow();
const languageOf = async (email: string) =>
  (await handle.db.selectFrom('person').where('email', '=', email).select('locale').executeTakeFirstOrThrow()).locale;
const enterAs = (locale: Locale, personId: string) =>
  handle.db.transaction().execute((tx) => enter(tx, on(locale), { personId, method: 'password' }));

describe('somebody is written to', () => {
  test.each([
    ['nl', 'Bevestig uw e-mailadres'],
    ['en', 'Confirm your e-mail address'],
  ] as const)('in the language of the page they registered on (%s)', async (locale, subject) => {
    const email = `nieuw-${locale}@oever.example`;
    await register(on(locale), { name: 'Nieuw', email, password: PASSWORD, publicUrl });
    expect(await languageOf(email)).toBe(locale);
    expect(await subjects()).toEqual([{ to_email: email, subject }]);
  });

  test('in their own language, whatever page they use', async () => {
    const { id, email } = world.people.resident;
    await chooseLanguage(on('nl', 'resident'), { locale: 'en' });
    await requestPasswordReset(on('nl'), { email: email?.toUpperCase() ?? '', publicUrl });
    expect(await newest()).toMatchObject({ to_email: email, subject: 'Choose a new password' });
    expect(await getOwnLanguage(handle.db, id)).toBe('en');
  });

  test('in the language of the page until it is known', async () => {
    await requestPasswordReset(on('en'), { email: world.people.resident.email ?? '', publicUrl });
    expect((await newest()).subject).toBe('Choose a new password');
  });

  test('in the language of the first page they sign in on, and not of a later one', async () => {
    const { id } = world.people.official;
    expect(await getOwnLanguage(handle.db, id)).toBe('nl');
    await enterAs('en', id);
    await enterAs('nl', id);
    expect(await getOwnLanguage(handle.db, id)).toBe('en');
  });

  test('in Dutch when they chose a language the site has stopped speaking', async () => {
    await handle.db.updateTable('person').set({ locale: 'fy' }).where('id', '=', world.people.resident.id).execute();
    await blockPerson(on('en', 'moderator'), { personId: world.people.resident.id, until: new Date('2027-01-01'), reason: 'Schelden.' });
    expect((await newest()).subject).toBe('U kunt een tijd niet meedoen op Oever');
    await unblockPerson(on('en', 'moderator'), { personId: world.people.resident.id });
  });
});

test('a member of staff who reads English writes to a Dutch resident in Dutch', async () => {
  await chooseLanguage(on('en', 'moderator'), { locale: 'en' });
  await chooseLanguage(on('nl', 'resident2'), { locale: 'nl' });
  await blockPerson(on('en', 'moderator'), { personId: world.people.resident2.id, until: new Date('2027-01-01'), reason: 'Schelden.' });
  expect((await newest()).subject).toBe('U kunt een tijd niet meedoen op Oever');
  await unblockPerson(on('en', 'moderator'), { personId: world.people.resident2.id });
});

test('who takes part once is written to in the language of that page, also when the button is pressed elsewhere', async () => {
  const email = 'once@oever.example';
  const idea = { trajectory: world.trajectory.slug, title: 'A bench by the water', body: 'My mother would like to sit there for a while.' };
  await keepIdeaOnce(on('en'), { idea: { ...idea, showName: true }, name: 'Tom', email, publicUrl });
  const { subject, text } = await newest();
  expect(subject).toBe('Publish your contribution');
  const token = /meedoen\?code=([\w-]+)/.exec(text)?.[1] ?? '';
  await publishOnce(on('nl'), { token, publicUrl });
  expect(await languageOf(email)).toBe('en');
  expect((await subjects()).map((mail) => mail.subject)).toContain('We have received your idea: A bench by the water');
});

test('many people are each told in their own language', async () => {
  const { trajectory } = world;
  const words = { body: 'Waar iedereen veilig het water in kan.', showName: true, publicUrl: null };
  const from = await proposeIdea(on('nl', 'official'), { ...words, trajectory: trajectory.slug, title: 'Een trap naar het water' });
  const into = await proposeIdea(on('nl', 'official'), { ...words, trajectory: trajectory.slug, title: 'Een steiger aan het water' });
  for (const who of ['resident', 'resident2', 'council'] as const) await supportIdea(on('nl', who), { ideaId: from.id });
  await chooseLanguage(on('nl', 'resident2'), { locale: 'en' });
  const mailed = (idea: { id: string; number: number }, title: string) => ({ ...idea, title, slug: trajectory.slug, authorId: null });
  await handle.db
    .transaction()
    .execute((tx) => tellSupporters(tx, { from: mailed(from, 'Een trap'), into: mailed(into, 'Een steiger'), now: TEST_NOW }));
  const told = new Map((await subjects()).map((mail) => [mail.to_email, mail.subject]));
  expect(told.size).toBe(3);
  expect(told.get(world.people.resident.email ?? '')).toBe('Een idee dat u steunt gaat samen verder: Een trap');
  expect(told.get(world.people.resident2.email ?? '')).toBe('An idea you support goes on together with another one: Een trap');
});

test('choosing is in the log once, and is forgotten with the account', async () => {
  const { colleague } = world.people;
  const chosen = () =>
    handle.db
      .selectFrom('event')
      .where('kind', '=', 'person.language_chosen')
      .where('subject_id', '=', colleague.id)
      .select('id')
      .execute();
  await chooseLanguage(on('nl', 'colleague'), { locale: 'en' });
  await chooseLanguage(on('nl', 'colleague'), { locale: 'en' });
  expect(await chosen()).toHaveLength(1);
  await expect(chooseLanguage(on('nl'), { locale: 'en' })).rejects.toMatchObject({ code: 'sign_in_first' });
  await handle.db.transaction().execute((tx) => erasePerson(tx, on('nl', 'admin'), colleague.id));
  const left = await handle.db.selectFrom('person').where('id', '=', colleague.id).select('locale').executeTakeFirstOrThrow();
  expect(left.locale).toBeNull();
});

test('feeds and the calendar are in the language of their address, and say so', async () => {
  const trajectory = world.trajectory.slug;
  const dutch = await trajectoryFeed(on('en'), { trajectory });
  expect(dutch).toContain('xml:lang="nl"');
  expect(dutch).toContain('<title>Nieuws over ');
  expect(dutch).toContain(`hreflang="en" href="http://localhost:3000/trajecten/${trajectory}/feed.atom?taal=en"`);
  const english = await trajectoryFeed(on('nl'), { trajectory, locale: 'en' });
  expect(english).toContain('<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">');
  expect(english).toContain('<title>News about ');
  expect(english).toContain(`<id>http://localhost:3000/trajecten/${trajectory}/feed.atom?taal=en</id>`);
  // What a resident wrote is said to be Dutch.
  expect(await ideasFeed(on('nl'), { trajectory, locale: 'en' })).toContain('<title xml:lang="nl">Een trap naar het water</title>');
  const reader = { db: handle.db, now: TEST_NOW, publicUrl };
  expect(await trajectoryAgenda(reader, trajectory)).toContain('SUMMARY:Fase: Samen schrijven');
  expect(await trajectoryAgenda(reader, trajectory, 'en')).toContain('SUMMARY:Phase: Samen schrijven');
});
