import mammoth from 'mammoth';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { writePaperDocx } from '../documents/docx.ts';
import { writePaperPdf } from '../documents/pdf.ts';
import { reopen } from '../responses/commands.ts';
import { actingOn, answer, makeIdea, refusal } from '../responses/test-story.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { beginNote, changeNote, publishNote, sendNote, summariseItem } from './commands.ts';
import { noteSha256 } from './hash.ts';
import { notePaper } from './paper.ts';
import { getNote, getNoteDesk, getNotes } from './queries.ts';
import { changesOf, findPersonalDetails, type NoteItem, withoutName } from './rules.ts';

let handle: DatabaseHandle;
let as: ReturnType<typeof actingOn>;
const DAY = '2026-11-12';
const NOTE = {
  title: 'Antwoorden op het plan',
  introduction: '',
  ownChanges: '',
  kinds: ['idea'],
  periodFrom: '2026-11-01',
  periodUntil: '2026-11-30',
};

beforeAll(async () => {
  handle = await openTestDatabase();
  as = actingOn(handle.db);
});
afterAll(() => handle.close());

/** A trajectory of its own with two ideas of two residents, the first answered. */
async function story(slug: string): Promise<{ world: World; ideas: string[]; begin: () => Promise<number> }> {
  const world = await makeWorld(handle.db, { slug });
  const { resident, resident2 } = world.people;
  const one = await makeIdea(handle.db, world, { on: '2026-11-02', title: 'Zwemtrap', author: resident });
  const two = await makeIdea(handle.db, world, { on: '2026-11-03', title: 'Bankje', author: resident2 });
  await answer(handle.db, world, { contributionId: one.id, on: DAY });
  const begin = async () => (await beginNote(as(world.people.official, DAY), { trajectoryId: world.trajectory.id, ...NOTE })).number;
  return { world, ideas: [one.id, two.id], begin };
}

describe('names', () => {
  test.each<[string, string | null, string[]]>([
    ['Bel mij op 06 12345678', null, ['06 12345678']],
    ['Mail jan@huis.nl of +31 20 123 4567', null, ['jan@huis.nl', '+31 20 123 4567']],
    ['Ik woon op 1234 AB 5', null, ['1234 AB']],
    ['Henk Vos wil een bankje', 'Henk Vos', ['Henk Vos']],
    ['Meneer Vos wil een bankje', 'Henk Vos', ['Vos']],
    ['Er loopt een vos langs het water', 'Henk Vos', []],
    ['Het kost € 12.500 in 2027, 40 woningen', 'Femke Eland', []],
  ])('%s', (text, name, found) => {
    expect(findPersonalDetails(text, name)).toEqual(found);
  });

  test('an answer that calls somebody by name does not do so in the note', () => {
    expect(withoutName('Beste Henk, u heeft gelijk. Mevrouw Vos en Henk Vos vroegen dit.', 'Henk Vos')).toBe(
      'Beste indiener, u heeft gelijk. de indiener en de indiener vroegen dit.',
    );
    expect(withoutName('Niets te zien.', null)).toBe('Niets te zien.');
  });
});

test('what changed stands per section, in reading order, from the oldest text to the newest', () => {
  const item = (number: number, section: string, versions: [number, number] | null, outcome = 'adopted' as const): NoteItem => ({
    number,
    kind: 'idea',
    summary: '',
    answer: {
      outcome,
      summary: '',
      motivation: '',
      nextStep: '',
      change: { section, title: 'T', from: versions?.[0] ?? null, to: versions?.[1] ?? null },
      decision: null,
      authority: null,
      answeredOn: DAY,
    },
  });
  const refused = { ...item(4, '2.9', [8, 9]) };
  if (refused.answer) refused.answer = { ...refused.answer, outcome: 'not_adopted' };
  const changes = changesOf([item(1, '2.10', [3, 4]), item(2, '2.9', [2, 3]), item(3, '2.9', [4, 6]), refused]);
  expect(changes.map(({ section, from, to, items }) => [section, from, to, items.map(({ number }) => number)])).toEqual([
    ['2.9', 2, 6, [2, 3]],
    ['2.10', 3, 4, [1]],
  ]);
});

describe('a reply note', () => {
  test('waits until everything has an outcome, goes to the submitters first, and then never changes', async () => {
    const { world, ideas, begin } = await story('nota-een');
    const { official, manager, resident, resident2, unverified } = world.people;
    const number = await begin();
    const where = { trajectory: 'nota-een', number };
    const desk = () => getNoteDesk(as(official, DAY), where);
    expect(await desk()).toMatchObject({
      status: 'concept',
      lacks: { waiting: 1, unsaid: 0, named: 0 },
      may: { send: false, publish: false },
    });
    const ref = async () => ({ noteId: (await desk()).id, revision: (await desk()).revision });
    expect(await refusal(sendNote(as(official, DAY), await ref()))).toBe('note_incomplete');
    expect(await handle.db.selectFrom('mail').select('id').where('subject', 'like', 'De antwoorden op een rij%').execute()).toEqual([]);

    await answer(handle.db, world, { contributionId: ideas[1] ?? '', on: DAY });
    expect(await refusal(publishNote(as(manager, DAY), await ref()))).toBe('note_not_sent');
    expect(await sendNote(as(official, DAY), await ref())).toEqual({ told: 2 });
    const mails = await handle.db
      .selectFrom('mail')
      .select(['to_email', 'text'])
      .where('subject', 'like', 'De antwoorden op een rij%')
      .execute();
    expect(mails.map((mail) => mail.to_email).sort()).toEqual([resident.email, resident2.email].sort());
    expect(mails.find((mail) => mail.to_email === resident2.email)?.text).toContain('nummer 2: Bankje');
    expect(await refusal(sendNote(as(official, DAY), await ref()))).toBe('already_decided');

    // Who is in it reads it before everybody else.
    expect((await getNote(as(resident, DAY), where)).ownNumbers).toEqual([1]);
    for (const nobody of [unverified, null]) {
      expect(await refusal(getNote(as(nobody, DAY), where))).toBe('not_found');
      expect((await getNotes(as(nobody, DAY), { trajectory: 'nota-een' })).items).toEqual([]);
    }
    expect(await refusal(publishNote(as(official, DAY), await ref()))).toBe('not_allowed');
    const old = await ref();
    await publishNote(as(manager, DAY), old);
    expect(await refusal(publishNote(as(manager, DAY), old))).toBe('already_published');
    const published = await getNote(as(null, DAY), where);
    expect(published.sha256).toBe(noteSha256(published.content));
    expect(JSON.stringify(published.content)).not.toContain(resident.name);

    expect(await refusal(changeNote(as(official, DAY), { ...old, ...NOTE, title: 'Anders' }))).toBe('already_published');
    await reopen(as(resident, DAY), { contributionId: ideas[0] ?? '', reason: 'U antwoordt niet op mijn vraag.' });
    expect((await getNote(as(null, DAY), where)).content).toEqual(published.content);
    await expect(
      handle.db.updateTable('reply_note').set({ title: 'Stiekem anders' }).where('id', '=', old.noteId).execute(),
    ).rejects.toThrow(/does not change/);
  });

  test('an answer asked for once more after sending keeps it from being published', async () => {
    const { world, ideas, begin } = await story('nota-twee');
    const { official, manager, resident2 } = world.people;
    await answer(handle.db, world, { contributionId: ideas[1] ?? '', on: DAY });
    const where = { trajectory: 'nota-twee', number: await begin() };
    const { id: noteId } = await getNoteDesk(as(official, DAY), where);
    await sendNote(as(official, DAY), { noteId, revision: 1 });
    await reopen(as(resident2, DAY), { contributionId: ideas[1] ?? '', reason: 'U antwoordt niet op mijn vraag.' });
    expect(await refusal(publishNote(as(manager, DAY), { noteId, revision: 2 }))).toBe('note_incomplete');
  });

  test('takes along what came in meanwhile, keeps the numbers it gave, and lets go of what was withdrawn', async () => {
    const { world, ideas, begin } = await story('nota-drie');
    const { official } = world.people;
    const where = { trajectory: 'nota-drie', number: await begin() };
    await makeIdea(handle.db, world, { on: '2026-11-11', title: 'Later' });
    await makeIdea(handle.db, world, { on: '2026-12-02', title: 'Na de periode' });
    await handle.db
      .updateTable('idea')
      .set({ status: 'withdrawn' })
      .where('id', '=', ideas[0] ?? '')
      .execute();
    const { id: noteId } = await getNoteDesk(as(official, DAY), where);
    await changeNote(as(official, DAY), { noteId, revision: 1, ...NOTE });
    expect((await getNoteDesk(as(official, DAY), where)).items.map(({ number, summary }) => [number, summary])).toEqual([
      [2, 'Bankje'],
      [3, 'Later'],
    ]);
    expect(await refusal(changeNote(as(official, DAY), { noteId, revision: 1, ...NOTE }))).toBe('stale');
    const summarise = (summary: string) => refusal(summariseItem(as(official, DAY), { noteId, revision: 2, number: 2, summary }));
    expect(await summarise('resident2 van Proef wil een bankje.')).toBe('names_in_note');
    expect(await summarise('Bel 06-12345678 voor het bankje.')).toBe('names_in_note');
    expect(await summarise('Iemand wil een bankje met uitzicht.')).toBe('nothing refused');
  });

  test('is refused with a wrong period, without a kind, and to residents', async () => {
    const { world } = await story('nota-vier');
    const { official, resident } = world.people;
    const begin = (change: object, actor = official) =>
      refusal(beginNote(as(actor, DAY), { trajectoryId: world.trajectory.id, ...NOTE, ...change }));
    expect(await begin({ periodUntil: '2026-10-01' })).toBe('invalid');
    expect(await begin({ periodFrom: '2026-02-30' })).toBe('invalid');
    expect(await begin({ kinds: [] })).toBe('invalid');
    expect(await begin({ kinds: ['iets'] })).toBe('invalid');
    expect(await begin({ title: 'x' })).toBe('invalid');
    expect(await begin({}, resident)).toBe('not_allowed');
  });

  test('is a Word file with its numbers, answers and changes under real headings', async () => {
    const { world, begin } = await story('nota-vijf');
    const where = { trajectory: 'nota-vijf', number: await begin() };
    const { content } = await getNote(as(world.people.official, DAY), where);
    const file = await writePaperDocx(notePaper(content, { publicUrl: 'https://oever.example', status: 'Nog niet gepubliceerd' }));
    const { value: html } = await mammoth.convertToHtml({ buffer: file });
    for (const heading of ['In het kort', 'Wat is er veranderd', 'Alle bijdragen en antwoorden'])
      expect(html).toContain(`<h1>${heading}</h1>`);
    expect(html).toContain('<h2>1. Idee</h2>');
    expect(html).toContain('Deels overgenomen. Beantwoord op 12 november 2026.');
    expect(html).toContain('Nog niet gegeven.');
    expect(html).not.toContain(world.people.resident.name);
  });

  test('is a tagged PDF with the same headings, and the same words in the same order', async () => {
    const { world, begin } = await story('nota-zes');
    const where = { trajectory: 'nota-zes', number: await begin() };
    const { content } = await getNote(as(world.people.official, DAY), where);
    const file = await writePaperPdf(notePaper(content, { publicUrl: 'https://oever.example', status: 'Nog niet gepubliceerd' }));
    const pdf = await getDocument({ data: new Uint8Array(file), verbosity: 0 }).promise;
    expect((await pdf.getMetadata()).info).toMatchObject({ Title: content.title, Language: 'nl-NL' });
    const page = await pdf.getPage(1);
    const roles = JSON.stringify(await page.getStructTree());
    for (const role of ['H1', 'H2', 'H3', 'P', 'Table', 'TR', 'TH', 'TD']) expect(roles).toContain(`"role":"${role}"`);
    const { items } = await page.getTextContent();
    const words = items.map((item) => ('str' in item ? item.str : '')).join('');
    for (const expected of ['In het kort', 'Deels overgenomen', '1. Idee', 'Nog niet gegeven.']) expect(words).toContain(expected);
    expect(words).not.toContain(world.people.resident.name);
  });
});
