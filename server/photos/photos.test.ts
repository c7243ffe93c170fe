import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { proposeIdea } from '../ideas/commands.ts';
import { getIdea } from '../ideas/queries.ts';
import { removeIdeaPhoto } from '../ideas/remove-photo.ts';
import { updateIdea } from '../ideas/update.ts';
import { decideOnSubject } from '../moderation/commands.ts';
import { applyRetention } from '../privacy/retention.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { keepPhoto, removePhotosOf } from './commands.ts';
import { findWaitingPhoto, getPhoto } from './queries.ts';

let handle: DatabaseHandle;
let world: World;

const WORDS = { title: 'Zwemtrap bij het Bochtpark', body: 'Een trap waar iedereen veilig het water in kan.' };
const ALT = 'Kinderen springen van de brug.';

beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterEach(() => handle.close());

const as = (person: keyof World['people'] | null, now = TEST_NOW) => contextFor(handle.db, person && world.people[person], now);
const jpeg = (colour: string) =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();
const keep = async (colour = '#1f5f86', person: keyof World['people'] | null = 'resident') =>
  (await keepPhoto(as(person), { bytes: await jpeg(colour) })).id;
const propose = (photo: { id: string; alt: string } | null, person: keyof World['people'] = 'resident') =>
  proposeIdea(as(person), { trajectory: world.trajectory.slug, ...WORDS, photo, publicUrl: null });
const read = (number: number, person: keyof World['people'] | null = null) =>
  getIdea(as(person), { trajectory: world.trajectory.slug, number });
const see = (id: string, person: keyof World['people'] | null = null) => getPhoto(as(person), { id, size: 'image' });
const photoIds = async () => (await handle.db.selectFrom('photo').select('id').execute()).map(({ id }) => id);

describe('a photo with an idea', () => {
  test('is sent before there is an account, waits unseen, and stands with the idea', async () => {
    const id = await keep('#1f5f86', null);
    expect((await findWaitingPhoto(handle.db, id))?.preview).toMatch(/^data:image\/webp;base64,/);
    await expect(see(id)).rejects.toMatchObject({ code: 'not_found' });
    const { number } = await propose({ id, alt: ` ${ALT} ` });
    expect((await read(number)).photo).toEqual({ id, alt: ALT, width: 40, height: 30 });
    expect(await see(id)).toMatchObject({ shown: true });
    expect(await findWaitingPhoto(handle.db, id)).toBeNull();
  });

  test('needs words for who does not see it; without them nothing is proposed and the photo waits on', async () => {
    const id = await keep();
    await expect(propose({ id, alt: ' ' })).rejects.toMatchObject({ details: { fields: { photoAlt: 'photos:error.alt_missing' } } });
    expect(await handle.db.selectFrom('idea').select('id').execute()).toEqual([]);
    expect(await findWaitingPhoto(handle.db, id)).not.toBeNull();
  });

  test('belongs to one idea only: nobody takes the photo of another', async () => {
    const id = await keep();
    const { number } = await propose({ id, alt: ALT });
    await expect(propose({ id, alt: 'Van mij.' }, 'resident2')).rejects.toMatchObject({
      details: { fields: { photo: 'photos:error.gone' } },
    });
    expect((await read(number)).photo).toMatchObject({ id, alt: ALT });
  });

  test('is hidden with the idea, but for its author and moderators', async () => {
    const id = await keep();
    const { id: ideaId } = await propose({ id, alt: ALT });
    const reason = 'Hier staat de naam van een buurman op.';
    await decideOnSubject(as('moderator'), {
      subjectKind: 'idea',
      subjectId: ideaId,
      action: 'hide',
      rule: 'personal_data',
      reason,
      publicUrl: '',
    });
    for (const person of [null, 'resident2', 'official'] as const)
      await expect(see(id, person)).rejects.toMatchObject({ code: 'not_found' });
    for (const person of ['resident', 'moderator'] as const) expect(await see(id, person)).toMatchObject({ shown: false });
  });

  test('is replaced, described anew and taken away by its author, for good', async () => {
    const first = await keep();
    const { id: ideaId, number } = await propose({ id: first, alt: ALT });
    const update = (edits: number, photo: { id: string; alt: string } | null) =>
      updateIdea(as('resident'), { ideaId, edits, ...WORDS, photo });
    await update(0, { id: first, alt: 'Drie kinderen springen van de brug.' });
    expect((await read(number)).photo).toMatchObject({ id: first, alt: 'Drie kinderen springen van de brug.' });
    const second = await keep('#b23c17');
    await update(1, { id: second, alt: 'De trap.' });
    expect(await photoIds()).toEqual([second]);
    await update(2, null);
    expect([await photoIds(), (await read(number)).photo]).toEqual([[], null]);
  });
});

describe('a photo goes', () => {
  test('when a moderator takes it away with a reason, which its author is told', async () => {
    const { id: ideaId, number } = await propose({ id: await keep(), alt: ALT });
    await expect(removeIdeaPhoto(as('moderator'), { ideaId, reason: 'weg' })).rejects.toMatchObject({ code: 'invalid' });
    for (const person of ['resident2', 'official'] as const)
      await expect(removeIdeaPhoto(as(person), { ideaId, reason: 'Hier staat een gezicht op.' })).rejects.toMatchObject({
        code: 'not_allowed',
      });
    expect((await read(number, 'moderator')).may.removePhoto).toBe(true);
    await removeIdeaPhoto(as('moderator'), { ideaId, reason: 'Hier staat een gezicht op.' });
    expect([await photoIds(), (await read(number)).photo]).toEqual([[], null]);
    const mail = await handle.db.selectFrom('mail').selectAll().executeTakeFirstOrThrow();
    expect([mail.to_email, mail.text.includes('Hier staat een gezicht op.')]).toEqual(['resident@proeftraject.example', true]);
    await expect(removeIdeaPhoto(as('moderator'), { ideaId, reason: 'Hier staat een gezicht op.' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('with all that somebody gave, when their personal data must go', async () => {
    await propose({ id: await keep(), alt: ALT });
    const other = await keep('#3d6a1b', 'resident2');
    await propose({ id: other, alt: 'Van de ander.' }, 'resident2');
    const removed = await handle.db.transaction().execute((tx) => removePhotosOf(tx, world.people.resident.id));
    expect([removed, await photoIds()]).toEqual([1, [other]]);
  });

  test('after a day, when its form was never sent', async () => {
    const waiting = await keep();
    const used = await keep('#3d6a1b');
    await propose({ id: used, alt: ALT });
    await applyRetention({ db: handle.db, now: new Date(TEST_NOW.getTime() + 23 * 3_600_000) });
    expect((await photoIds()).sort()).toEqual([waiting, used].sort());
    await applyRetention({ db: handle.db, now: new Date(TEST_NOW.getTime() + 25 * 3_600_000) });
    expect(await photoIds()).toEqual([used]);
  });
});

test('nobody sends more than thirty photos an hour', async () => {
  const bytes = await jpeg('#000000');
  for (let n = 0; n < 30; n++) await keepPhoto(as('resident'), { bytes });
  await expect(keepPhoto(as('resident'), { bytes })).rejects.toMatchObject({
    code: 'too_many_requests',
    details: { fields: { photo: 'photos:error.too_many' } },
  });
});
