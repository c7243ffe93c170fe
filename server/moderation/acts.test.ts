import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { createComment } from '../comments/commands.ts';
import type { Actor } from '../context.ts';
import { proposeIdea } from '../ideas/commands.ts';
import { updateIdea } from '../ideas/update.ts';
import { createSection } from '../plan-texts/commands.ts';
import { editDocument, loadDocument } from '../plan-texts/documents.ts';
import { applyContent } from '../plan-texts/replace-text.ts';
import { documentText } from '../plan-texts/schema.ts';
import { saveVersion } from '../plan-texts/versions.ts';
import { createCaller } from '../router.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makePerson, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { appeal, decideAppeal } from './appeals.ts';
import { findDecisionForAuthor } from './author-queries.ts';
import { decideOnSubject, type NewDecision } from './commands.ts';
import { listWord, unlistWord } from './holds.ts';
import { listQueue } from './queries.ts';
import { reviseText, seeOriginal } from './revise.ts';

const publicUrl = 'https://oever.example';
const REASON = 'Er staan gegevens van een ander in de tekst.';

let handle: DatabaseHandle;
let world: World;
let clock = 0;
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterAll(() => handle.close());

/** Each act a minute after the one before. */
const as = (actor: Actor | null) => contextFor(handle.db, actor, new Date(TEST_NOW.getTime() + clock++ * 60_000));
const call = (actor: Actor | null) => createCaller(as(actor));
const propose = (title: string, body: string, actor: Actor = world.people.resident) =>
  proposeIdea(as(actor), { trajectory: world.trajectory.slug, title, body, publicUrl: null });
const decide = (
  decision: Partial<NewDecision> & Pick<NewDecision, 'subjectKind' | 'subjectId' | 'action'>,
  actor = world.people.moderator,
) => decideOnSubject(as(actor), { rule: 'personal_data', reason: REASON, publicUrl, ...decision });
const lastMail = async (actor: Actor) =>
  handle.db
    .selectFrom('mail')
    .where('to_email', '=', actor.email ?? '')
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .selectAll()
    .executeTakeFirst();
const shown = (number: number) => call(null).ideas.get({ trajectory: world.trajectory.slug, number });
const queued = async (id: string) =>
  (await listQueue(handle.db, { trajectoryIds: null, limit: 50 })).items.find(({ subject }) => subject.id === id);

describe('a plain rule', () => {
  test('holds a text with a link from a new account: others do not see it, its clock waits, its author is told, nothing is lost', async () => {
    const newcomer = await makePerson(handle.db, { name: 'Nieuwkomer', email: 'nieuwkomer@wonen.example' });
    await handle.db.updateTable('person').set({ created_at: TEST_NOW }).where('id', '=', newcomer.id).execute();
    const idea = await propose('Kijk eens hier', 'Alles staat op www.voorbeeld.example', newcomer);
    await expect(shown(idea.number)).rejects.toThrow('not_found');
    expect(await call(newcomer).ideas.get({ trajectory: world.trajectory.slug, number: idea.number })).toMatchObject({ status: 'hidden' });
    const mail = await lastMail(newcomer);
    expect(mail?.subject).toBe('Uw idee wacht op een moderator');
    expect(mail?.text).toContain('uiterlijk 20 november 2026');
    expect(await queued(idea.id)).toMatchObject({ reportCount: 0, waiting: { why: 'held' }, dueOn: '2026-11-20' });
    const clockOf = () =>
      handle.db.selectFrom('clock').where('contribution_id', '=', idea.id).select('stopped_on').executeTakeFirstOrThrow();
    expect((await clockOf()).stopped_on).not.toBeNull();
    await decide({ subjectKind: 'idea', subjectId: idea.id, action: 'restore' });
    expect(await shown(idea.number)).toMatchObject({ status: 'visible', body: 'Alles staat op www.voorbeeld.example' });
    expect((await clockOf()).stopped_on).toBeNull();
    expect(await queued(idea.id)).toBeUndefined();
  });

  test('is a word that administrators list and take off; a moderator who confirms it hides the text, which can be objected to', async () => {
    await expect(listWord(as(world.people.moderator), { word: 'Sukkel', rule: 'insult' })).rejects.toMatchObject({ code: 'not_allowed' });
    await listWord(as(world.people.admin), { word: ' Sukkel ', rule: 'insult' });
    const idea = await propose('Een ander plan', 'Wie dit verzon, is een sukkel.');
    expect(await queued(idea.id)).toMatchObject({ waiting: { why: 'held' } });
    const { decisionId } = await decide({ subjectKind: 'idea', subjectId: idea.id, action: 'hide', rule: 'insult' });
    const { appealId } = await appeal(as(world.people.resident), { decisionId, statement: 'Zo zeggen wij dat hier nu eenmaal.' });
    await decideAppeal(as(world.people.moderator2), { appealId, outcome: 'overturned', reason: 'Het is een gewoon woord.' });
    // Back to what it was before it was held, with its clock.
    expect(await shown(idea.number)).toMatchObject({ status: 'visible', clock: { state: 'running' } });
    await unlistWord(as(world.people.admin), { word: 'sukkel' });
    const again = await propose('Nog een plan', 'Wie dit verzon, is geen sukkel.');
    expect(await shown(again.number)).toMatchObject({ status: 'visible' });
    // What is changed is looked at as what is new.
    await listWord(as(world.people.admin), { word: 'sukkel', rule: 'insult' });
    await updateIdea(as(world.people.resident), {
      ideaId: again.id,
      edits: 0,
      title: 'Nog een plan',
      body: 'Wie dit verzon, is een sukkel!',
    });
    await expect(shown(again.number)).rejects.toThrow('not_found');
    await unlistWord(as(world.people.admin), { word: 'sukkel' });
  });

  test('does not hold what staff write, nor what nobody has said anything about', async () => {
    const { id } = await propose('Iets gewoons', 'Een fontein op het plein graag.');
    await listWord(as(world.people.admin), { word: 'fonteinen', rule: 'spam' });
    expect(await createComment(as(world.people.official), { ideaId: id, body: 'Wij bouwen fonteinen.' })).toMatchObject({ heldBy: null });
    expect(await createComment(as(world.people.resident2), { ideaId: id, body: 'Liever fonteinen.' })).toMatchObject({
      heldBy: expect.any(String),
    });
    await unlistWord(as(world.people.admin), { word: 'fonteinen' });
  });
});

describe('words that are taken out', () => {
  test('are gone from the text, its title and its earlier forms; the original is for moderators with a reason, and looking is an event', async () => {
    const idea = await propose('Bel Jan Jansen', 'Jan Jansen woont op Kade 3.');
    await call(world.people.resident2).ideas.support({ ideaId: idea.id });
    await updateIdea(as(world.people.resident), {
      ideaId: idea.id,
      edits: 0,
      title: 'Bel Jan Jansen',
      body: 'Jan Jansen woont op Kade 3. Vraag hem maar.',
    });
    const of = { subjectKind: 'idea' as const, subjectId: idea.id };
    await expect(decide({ ...of, action: 'redact', words: ['Piet'] })).rejects.toMatchObject({ code: 'invalid' });
    const { decisionId } = await decide({ ...of, action: 'redact', words: ['Jan Jansen', 'Kade 3'] });
    const seen = JSON.stringify([
      await shown(idea.number),
      await call(null).ideas.changes({ trajectory: world.trajectory.slug, number: idea.number }),
      await handle.db.selectFrom('contribution').where('id', '=', idea.id).select('title').execute(),
    ]);
    expect(seen).not.toMatch(/Jansen|Kade 3/);
    expect(seen).toContain('[weggehaald] woont op [weggehaald]. Vraag hem maar.');
    expect((await lastMail(world.people.resident))?.subject).toBe('Uit uw idee zijn woorden weggehaald');

    await expect(seeOriginal(as(world.people.official), { decisionId, reason: 'Nieuwsgierig hoor.' })).rejects.toMatchObject({
      code: 'not_allowed',
    });
    const { words } = await seeOriginal(as(world.people.moderator2), { decisionId, reason: 'Bezwaar van de schrijver beoordelen.' });
    expect(words).toEqual({ title: 'Bel Jan Jansen', body: 'Jan Jansen woont op Kade 3. Vraag hem maar.' });
    const event = await handle.db.selectFrom('event').where('kind', '=', 'moderation.original_seen').selectAll().executeTakeFirstOrThrow();
    expect(event).toMatchObject({
      actor_id: world.people.moderator2.id,
      data: { decisionId, reason: 'Bezwaar van de schrijver beoordelen.' },
    });

    const { appealId } = await appeal(as(world.people.resident), { decisionId, statement: 'Ik ben Jan Jansen zelf, dat mag toch?' });
    await expect(
      decideAppeal(as(world.people.moderator), { appealId, outcome: 'upheld', reason: 'Ik blijf erbij hoor.' }),
    ).rejects.toMatchObject({ code: 'own_case' });
    await decideAppeal(as(world.people.moderator2), { appealId, outcome: 'overturned', reason: 'U schreef het over uzelf.' });
    expect(await shown(idea.number)).toMatchObject({ title: 'Bel Jan Jansen' });
  });

  test('of a held text: without them it shows', async () => {
    await listWord(as(world.people.admin), { word: 'telefoonnummer', rule: 'personal_data' });
    const idea = await propose('Een oproep', 'Mijn telefoonnummer is 06 12345678.');
    await decide({ subjectKind: 'idea', subjectId: idea.id, action: 'redact', words: ['06 12345678'] });
    expect(await shown(idea.number)).toMatchObject({ status: 'visible', body: 'Mijn telefoonnummer is [weggehaald].' });
    await unlistWord(as(world.people.admin), { word: 'telefoonnummer' });
  });
});

describe('an author who is asked to change a text', () => {
  test('does so once, and it shows at once; nobody else finds the page', async () => {
    const idea = await propose('Dat plein', 'Die lui van hiernaast snappen er niets van.');
    const of = { subjectKind: 'idea' as const, subjectId: idea.id };
    const { decisionId } = await decide({ ...of, action: 'ask', rule: 'insult', reason: 'Wilt u dit vriendelijker zeggen?' });
    expect(await shown(idea.number)).toMatchObject({ status: 'visible' });
    expect((await lastMail(world.people.resident))?.text).toContain(`${publicUrl}/bezwaar/${decisionId}/aanpassen`);
    expect(await findDecisionForAuthor(handle.db, decisionId, world.people.resident.id)).toMatchObject({
      may: { revise: true, appeal: false },
      words: { title: 'Dat plein' },
    });
    const words = { title: 'Dat plein', body: 'De buren en ik verschillen van mening.', status: 'answered' };
    await expect(reviseText(as(world.people.resident2), { decisionId, words })).rejects.toMatchObject({ code: 'not_found' });
    await expect(reviseText(as(world.people.resident), { decisionId, words: { title: 'x', body: '' } })).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(await reviseText(as(world.people.resident), { decisionId, words })).toEqual({ shown: true });
    expect(await shown(idea.number)).toMatchObject({ body: 'De buren en ik verschillen van mening.', status: 'visible' });
    await expect(reviseText(as(world.people.resident), { decisionId, words: { body: 'En nog eens iets anders.' } })).rejects.toMatchObject({
      code: 'already_decided',
    });
  });

  test('whose text was hidden can change it as well: then it waits for a moderator', async () => {
    const { id } = await propose('Iets over de markt', 'De markt hoort op zaterdag te zijn.');
    const comment = await createComment(as(world.people.resident2), { ideaId: id, body: 'Wat een onzin, prutser.' });
    const of = { subjectKind: 'comment' as const, subjectId: comment.id };
    const { decisionId } = await decide({ ...of, action: 'hide', rule: 'insult' });
    expect(await reviseText(as(world.people.resident2), { decisionId, words: { body: 'Ik ben het er niet mee eens.' } })).toEqual({
      shown: false,
    });
    expect(await queued(comment.id)).toMatchObject({ waiting: { why: 'revised' }, subject: { text: 'Ik ben het er niet mee eens.' } });
    await decide({ ...of, action: 'restore' });
    expect(JSON.stringify(await call(null).comments.list({ ideaId: id }))).toContain('Ik ben het er niet mee eens.');
  });
});

describe('the text of a section', () => {
  test('is put back to a version that everybody can see; who wrote what went is told and can object', async () => {
    const { resident, moderator, moderator2, resident2 } = world.people;
    const section = await createSection(as(world.people.manager), {
      trajectoryId: world.trajectory.id,
      number: '8.1',
      title: 'De kade',
      level: 2,
      policy: 'open',
      content: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'De kade blijft.' }] }] },
      note: 'Begin',
    });
    const text = async () => documentText((await loadDocument(handle.db, section.documentId)).doc);
    await editDocument(as(null), section.documentId, resident.id, (doc) =>
      applyContent(doc, {
        type: 'doc',
        content: [{ type: 'paragraph', content: [{ type: 'text', text: 'De kade is van Jan Jansen, die dief.' }] }],
      }),
    );
    await saveVersion(as(world.people.official), { sectionId: section.id, note: 'Tweede' });
    const of = { subjectKind: 'section' as const, subjectId: section.id };
    await call(resident2).moderation.report({ ...of, reason: 'insult', note: '' });
    await expect(decide({ ...of, action: 'hide' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(decide({ ...of, action: 'put_back' })).rejects.toMatchObject({ code: 'invalid' });
    const { decisionId } = await decide({ ...of, action: 'put_back', version: 1, rule: 'insult' });
    expect(await text()).toBe('De kade blijft.');
    expect((await lastMail(resident))?.text).toContain(`${publicUrl}/bezwaar/${decisionId}`);
    const { latest } = await call(null).moderation.log();
    expect(latest.find(({ subjectKind }) => subjectKind === 'section')).toMatchObject({
      action: 'put_back',
      section: { number: '8.1', before: 2, after: 3 },
    });

    await expect(appeal(as(resident2), { decisionId, statement: 'Dit wil ik ook terug zien.' })).rejects.toMatchObject({
      code: 'not_found',
    });
    const { appealId } = await appeal(as(resident), { decisionId, statement: 'Het is gewoon zijn eigen kade.' });
    await expect(decideAppeal(as(moderator), { appealId, outcome: 'upheld', reason: 'Ik blijf erbij hoor.' })).rejects.toMatchObject({
      code: 'own_case',
    });
    await decideAppeal(as(moderator2), { appealId, outcome: 'overturned', reason: 'Het klopt wat er stond.' });
    expect(await text()).toBe('De kade is van Jan Jansen, die dief.');
  });
});

describe('a name and a photo', () => {
  test('a name is reported at a text that shows it, and hidden everywhere until its owner takes another', async () => {
    const rude = await makePerson(handle.db, { name: 'Burgemeester Sukkel', email: 'rude@wonen.example' });
    const idea = await propose('Iets met bomen', 'Meer bomen langs de weg graag.', rude);
    await call(world.people.resident2).moderation.report({
      subjectKind: 'idea',
      subjectId: idea.id,
      part: 'name',
      reason: 'insult',
      note: '',
    });
    const item = await queued(rude.id);
    expect(item?.subject).toMatchObject({ kind: 'name', text: 'Burgemeester Sukkel', trajectoryId: null });
    const of = { subjectKind: 'name' as const, subjectId: rude.id };
    const onOne: Actor = { ...world.people.moderator2, roles: [{ role: 'moderator', trajectoryId: world.trajectory.id, teamId: null }] };
    await expect(decide({ ...of, action: 'hide', rule: 'insult' }, onOne)).rejects.toMatchObject({ code: 'not_allowed' });
    await decide({ ...of, action: 'hide', rule: 'insult' });
    expect((await shown(idea.number)).author.name).toBe('Een bewoner');
    await expect(
      call(world.people.resident2).moderation.report({ subjectKind: 'idea', subjectId: idea.id, part: 'name', reason: 'insult', note: '' }),
    ).rejects.toThrow('not_found');
    await decide({ ...of, action: 'restore' });
    expect((await shown(idea.number)).author.name).toBe('Burgemeester Sukkel');
  });

  test('a photo is hidden without its idea, also for who knows its address', async () => {
    const idea = await propose('Kijk eens', 'Een foto van de kade van gisteren.');
    const { id: photoId } = await handle.db
      .insertInto('photo')
      .values({
        idea_id: idea.id,
        alt: 'Een kade',
        width: 10,
        height: 10,
        image: Buffer.from('x'),
        thumbnail: Buffer.from('x'),
        created_at: TEST_NOW,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const photo = async () => (await shown(idea.number)).photo?.id ?? null;
    expect(await photo()).toBe(photoId);
    await call(world.people.resident2).moderation.report({
      subjectKind: 'idea',
      subjectId: idea.id,
      part: 'photo',
      reason: 'personal_data',
      note: '',
    });
    await decide({ subjectKind: 'photo', subjectId: photoId, action: 'hide' });
    expect(await photo()).toBeNull();
    expect((await lastMail(world.people.resident))?.subject).toBe('Uw foto is verborgen');
    await decide({ subjectKind: 'photo', subjectId: photoId, action: 'restore' });
    expect(await photo()).toBe(photoId);
  });
});

test('the term of a look and of an appeal counts the free days that the municipality added to the calendar', async () => {
  const idea = await propose('Kalender', 'Een idee voor de kalender van dit jaar.');
  await handle.db
    .insertInto('equated_day')
    .values({
      number: 1,
      on_day: '2026-11-19',
      decree: 'https://zoek.officielebekendmakingen.nl/stcrt-2026-1',
      added_by: world.people.admin.id,
      added_at: TEST_NOW,
      status: 'open',
    })
    .execute();
  await call(world.people.resident2).moderation.report({ subjectKind: 'idea', subjectId: idea.id, reason: 'off_topic', note: '' });
  expect(await queued(idea.id)).toMatchObject({ dueOn: '2026-11-23' });
  const { decisionId } = await decide({ subjectKind: 'idea', subjectId: idea.id, action: 'hide', rule: 'off_topic' });
  expect(await appeal(as(world.people.resident), { decisionId, statement: 'Het gaat wel over het plan.' })).toMatchObject({
    dueOn: '2026-12-03',
  });
});
