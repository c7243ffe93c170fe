import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { DatabaseHandle } from '../../db/client.ts';
import { createComment } from '../comments/commands.ts';
import type { Actor } from '../context.ts';
import { canonicalJson, sha256Of } from '../dossiers/canonical.ts';
import { DomainError } from '../errors.ts';
import { findDecisionForAuthor } from '../moderation/author-queries.ts';
import { decideOnSubject } from '../moderation/commands.ts';
import { getVersionChain, verifyAllChains } from '../plan-texts/chain-queries.ts';
import { createChangeProposal } from '../plan-texts/change-proposal-commands.ts';
import { createSection } from '../plan-texts/commands.ts';
import { loadDocumentAt } from '../plan-texts/document-log.ts';
import { appendUpdates, compactDocument, editDocument, keepSnapshot, loadDocument } from '../plan-texts/documents.ts';
import { getSectionWriters } from '../plan-texts/passages-by-author.ts';
import { applyContent } from '../plan-texts/replace-text.ts';
import { documentText } from '../plan-texts/schema.ts';
import { snapshotOf } from '../plan-texts/snapshot-thread.ts';
import { saveVersion } from '../plan-texts/versions.ts';
import { applyRetention } from '../privacy/retention.ts';
import { noteSha256 } from '../reply-notes/hash.ts';
import { createCaller } from '../router.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { codeOf } from './paper-code.ts';

const NUMBER = '06-12345678';
const NAME = 'Willemijn Zwartepoort';
const REASON = 'Er staan gegevens van een ander in de tekst.';
const publicUrl = 'https://oever.example';
const DAY = 86_400_000;

let handle: DatabaseHandle;
let world: World;
let clock = 0;
let count = 0;
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterAll(() => handle.close());

const as = (actor: Actor | null) => contextFor(handle.db, actor, new Date(TEST_NOW.getTime() + clock++ * 60_000));
const call = (actor: Actor | null) => createCaller(as(actor));
const doc = (...lines: string[]) => ({
  type: 'doc',
  content: lines.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
});

/** Types letters one by one in the first paragraph, each its own row, as a socket stores them. */
async function typeIn(documentId: string, { words, person, at }: { words: string; person: Actor; at?: number }): Promise<void> {
  const { doc: live } = await loadDocument(handle.db, documentId);
  live.clientID = 1000 + ++count;
  await handle.db
    .insertInto('document_client')
    .values({ document_id: documentId, client_id: live.clientID, person_id: person.id })
    .execute();
  const rows: Uint8Array[] = [];
  live.on('update', (update: Uint8Array) => rows.push(update));
  const text = (live.getXmlFragment('content').get(0) as Y.XmlElement).get(0) as Y.XmlText;
  const start = at ?? text.length;
  for (const [index, letter] of [...words].entries()) text.insert(start + index, letter);
  await appendUpdates(
    handle.db,
    documentId,
    rows.map((payload) => ({ payload, authorId: person.id, connectionId: 'test', at: new Date(TEST_NOW.getTime() + clock++ * 60_000) })),
  );
}

/** A section whose number of a neighbour stands in two of its three versions, was typed by a resident, and is quoted by a proposal and comments. */
async function makeSection() {
  const { id, documentId } = await createSection(as(world.people.manager), {
    trajectoryId: world.trajectory.id,
    title: `De kade ${++count}`,
    level: 1,
    policy: 'open',
    note: 'Begin',
    number: `8.${count}`,
    content: doc('Het pad is vier meter breed.', 'Er komt een bank.'),
  });
  await typeIn(documentId, { words: ` Bel ${NUMBER} (${NAME}).`, person: world.people.resident });
  await saveVersion(as(world.people.manager), { sectionId: id, note: `Met ${NUMBER}` });
  await editDocument(as(null), documentId, world.people.resident2.id, (live) => {
    const line = new Y.XmlElement('paragraph');
    line.insert(0, [new Y.XmlText(`Nog eens ${NUMBER}, en er is groen.`)]);
    live.getXmlFragment('content').insert(2, [line]);
  });
  await saveVersion(as(world.people.manager), { sectionId: id, note: 'Derde' });
  return { id, documentId };
}

async function takeOut(sectionId: string, words: string[], actor = world.people.moderator): Promise<string> {
  const { decisionId } = await decideOnSubject(as(actor), {
    subjectKind: 'section',
    subjectId: sectionId,
    action: 'redact',
    rule: 'personal_data',
    reason: REASON,
    words,
    publicUrl,
  });
  return decisionId;
}

async function textOf(documentId: string): Promise<string> {
  const { doc: live } = await loadDocument(handle.db, documentId);
  const text = documentText(live);
  live.destroy();
  return text;
}

/** Every place of the database in which these letters can be read, but for what is kept for staff and the mails that were sent. */
async function placesOf(words: string): Promise<string[]> {
  const { rows: columns } = await sql<{ table: string; column: string; type: string }>`
    select table_name as "table", column_name as "column", data_type as type from information_schema.columns
    where table_schema = 'public' and data_type in ('text','jsonb','bytea','ARRAY')`.execute(handle.db);
  const places: string[] = [];
  for (const { table, column, type } of columns) {
    if (table === 'moderation_original' || table === 'mail') continue;
    const read = type === 'bytea' ? sql`encode(${sql.ref(column)}, 'escape')` : sql`${sql.ref(column)}::text`;
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)} where strpos(${read}, ${words}) > 0`.execute(
      handle.db,
    );
    if (Number(rows[0]?.n) > 0) places.push(`${table}.${column}`);
  }
  return places;
}

/** What the letters of the log of a document say, per client in the order of writing. */
async function lettersOf(documentId: string): Promise<string> {
  const rows = await handle.db
    .selectFrom('document_update')
    .where('document_id', '=', documentId)
    .orderBy('seq')
    .select('payload')
    .execute();
  const letters = new Map<string, string>();
  for (const { payload } of rows) {
    for (const struct of Y.decodeUpdate(payload).structs) {
      if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
      for (const [offset, letter] of struct.content.str.split('').entries())
        letters.set(`${struct.id.client} ${String(struct.id.clock + offset).padStart(9, '0')}`, letter);
    }
  }
  return [...letters]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, letter]) => letter)
    .join('');
}

async function tamper(statement: string): Promise<void> {
  await handle.db.transaction().execute(async (tx) => {
    await sql.raw('alter table section_version disable trigger user').execute(tx);
    await sql.raw(statement).execute(tx);
    await sql.raw('alter table section_version enable trigger user').execute(tx);
  });
}

const refusal = async (promise: Promise<unknown>) => {
  const error = await promise.catch((reason: unknown) => reason);
  return error instanceof DomainError ? { code: error.code, fields: error.details.fields } : error;
};

describe('taking words out of the text of a section', () => {
  test('takes every letter out of text, log, snapshots, versions, quotes, proposals and events; the rest stays as it was', async () => {
    const { id, documentId } = await makeSection();
    const proposal = await createChangeProposal(as(world.people.resident), {
      sectionId: id,
      quote: `Nog eens ${NUMBER}, en er is groen.`,
      proposed: `Nooit meer ${NUMBER}.`,
      reason: 'Dat hoort niet in een plan.',
    });
    await createComment(as(world.people.resident2), { sectionId: id, body: `Wie is ${NUMBER}?` });
    await createComment(as(world.people.resident2), {
      sectionId: id,
      body: 'Mooi groen.',
      passage: { quote: `${NUMBER}, en er is groen` },
    });
    await compactDocument(handle.db, documentId, TEST_NOW);
    await typeIn(documentId, { words: `Of ${NUMBER} `, person: world.people.resident, at: 0 });
    expect((await placesOf(NUMBER)).sort()).toEqual([
      'change_proposal.proposed',
      'change_proposal.quote',
      'comment.body',
      'document_snapshot.state',
      'document_update.payload',
      'passage.quote',
      'section_version.content',
      'section_version.note',
      'section_version.text',
    ]);
    const before = await textOf(documentId);
    const vector = Y.encodeStateVector((await loadDocument(handle.db, documentId)).doc);
    const preview = await call(world.people.moderator).moderation.lookForWords({ sectionId: id, words: `${NUMBER}\n${NAME}` });
    expect(preview.counts).toMatchObject({ text: 4, proposals: 1, comments: 1, quotes: 1, papers: 0 });
    expect(preview.versions).toEqual([2, 3]);

    const decisionId = await takeOut(id, [NUMBER, NAME]);

    expect(await placesOf(NUMBER)).toEqual([]);
    expect(await placesOf(NAME)).toEqual([]);
    expect(await lettersOf(documentId)).not.toMatch(/1234|Zwarte/);
    const after = await textOf(documentId);
    expect(after).toBe(before.replaceAll(NUMBER, '[weggehaald]').replace(NAME, '[weggehaald]'));
    // From the first row, without a snapshot, it says the same.
    const { last_seq } = await handle.db.selectFrom('document').where('id', '=', documentId).select('last_seq').executeTakeFirstOrThrow();
    await handle.db.deleteFrom('document_snapshot').where('document_id', '=', documentId).execute();
    expect(documentText(await loadDocumentAt(handle.db, documentId, last_seq))).toBe(after);
    // Who has the text open from before lacks only the edit.
    const lacks = Y.encodeStateAsUpdate((await loadDocument(handle.db, documentId)).doc, vector);
    expect(Y.decodeUpdate(lacks).structs.every((struct) => struct instanceof Y.Item && struct.content instanceof Y.ContentString)).toBe(
      true,
    );

    const shown = await handle.db
      .selectFrom('change_proposal')
      .where('id', '=', proposal.id)
      .select(['quote', 'proposed'])
      .executeTakeFirst();
    expect(shown).toEqual({ quote: 'Nog eens [weggehaald], en er is groen.', proposed: 'Nooit meer [weggehaald].' });
    // The log of events tells how much, and not what.
    const event = await handle.db
      .selectFrom('event')
      .where('kind', '=', 'moderation.redacted')
      .orderBy('id', 'desc')
      .selectAll()
      .executeTakeFirst();
    expect(event).toMatchObject({ subject_id: id, data: { decisionId, rule: 'personal_data', counts: { text: 4 } } });
    expect((await call(null).moderation.log()).redacted).toBeGreaterThan(0);
  });

  test('tells who wrote them, keeps them for staff with a reason, and lets them object to a second person, who puts them back in the text', async () => {
    const { id, documentId } = await makeSection();
    const before = await textOf(documentId);
    const decisionId = await takeOut(id, [NUMBER]);
    const told = await handle.db.selectFrom('moderation_told').where('decision_id', '=', decisionId).select('person_id').execute();
    expect(told.map((one) => one.person_id).sort()).toEqual([world.people.resident.id, world.people.resident2.id].sort());
    const mails = await handle.db
      .selectFrom('mail')
      .where('text', 'like', `%${decisionId}%`)
      .select(['to_email', 'subject', 'text'])
      .execute();
    expect(mails.map((mail) => mail.to_email).sort()).toEqual([world.people.resident.email, world.people.resident2.email].sort());
    expect(mails.some((mail) => mail.text.includes(NUMBER))).toBe(false);
    expect(
      (await call(world.people.moderator2).moderation.seeOriginal({ decisionId, reason: 'Er is een vraag over.' })).words,
    ).toMatchObject({
      words: `${NUMBER}\n${NUMBER}`,
      lines: expect.stringContaining('Nog eens'),
    });
    expect(await findDecisionForAuthor(handle.db, decisionId, world.people.official.id)).toBeNull();
    expect(await findDecisionForAuthor(handle.db, decisionId, world.people.resident.id)).toMatchObject({ may: { appeal: true } });
    const { appealId } = await call(world.people.resident).moderation.appeal({
      decisionId,
      statement: 'Het is het nummer van de gemeente.',
    });
    const judged = { appealId, outcome: 'overturned' as const, reason: 'Het is een openbaar nummer.' };
    await expect(call(world.people.moderator).moderation.decideAppeal(judged)).rejects.toThrow('own_case');
    await call(world.people.moderator2).moderation.decideAppeal(judged);
    expect(await textOf(documentId)).toBe(before);
    expect((await getVersionChain(as(null), id)).broken).toBeNull();
  });

  test('leaves what people write after it, and who wrote what', async () => {
    const { id, documentId } = await makeSection();
    await takeOut(id, [NUMBER, NAME]);
    await typeIn(documentId, { words: 'Later geschreven. ', person: world.people.resident2, at: 0 });
    const text = await textOf(documentId);
    expect(text).toContain('Later geschreven.');
    const written = await getSectionWriters(as(null), id);
    const byName = new Map(written.writers.map((writer) => [writer.name, writer.characters]));
    expect(byName.get(world.people.resident2.name)).toBe('Later geschreven. '.length + 'Nog eens , en er is groen.'.length);
    expect(byName.get(world.people.resident.name)).toBe(' Bel  ().'.length);
    await saveVersion(as(world.people.manager), { sectionId: id, note: 'Later' });
    expect(await verifyAllChains(handle.db)).toMatchObject({ broken: [] });
  });

  test('finds what was taken away before any version, and lets a version put back lose nobody’s name', async () => {
    const { id, documentId } = await makeSection();
    await typeIn(documentId, { words: `${NAME} woont op 12. `, person: world.people.resident, at: 0 });
    await editDocument(as(null), documentId, world.people.resident2.id, (live) => applyContent(live, doc('Alles weg.')));
    expect(await placesOf(NUMBER)).toContain('document_update.payload');
    expect(await lettersOf(documentId)).toContain(NAME);
    await call(world.people.manager).planTexts.restoreVersion({ sectionId: id, number: 3, reason: 'Dat was te veel' });
    const preview = await call(world.people.moderator).moderation.lookForWords({ sectionId: id, words: NAME });
    expect(preview.counts.log).toBeGreaterThan(0);
    await takeOut(id, [NAME, NUMBER]);
    expect(await lettersOf(documentId)).not.toMatch(/Zwarte|12345678/);
    const written = await getSectionWriters(as(null), id);
    expect(written.writers.map((writer) => writer.name)).toEqual(
      expect.arrayContaining([world.people.resident.name, world.people.resident2.name]),
    );
  });

  test('that stand only in what is gone from the text leaves the text as it is, and makes no version', async () => {
    const { id, documentId } = await makeSection();
    await editDocument(as(null), documentId, world.people.resident2.id, (live) => applyContent(live, doc('Alles weg.')));
    await saveVersion(as(world.people.manager), { sectionId: id, note: 'Schoon' });
    const seq = async () =>
      (await handle.db.selectFrom('document').where('id', '=', documentId).select('last_seq').executeTakeFirstOrThrow()).last_seq;
    const at = await seq();
    await takeOut(id, [NUMBER]);
    expect(await seq()).toBe(at);
    expect(await textOf(documentId)).toBe('Alles weg.');
    expect((await getVersionChain(as(null), id)).versions.map((version) => version.redacted !== null)).toEqual([false, true, true, false]);
  });

  test.each([
    ['that stand nowhere', ['zonnebloem'], 'redaction:error.words_nowhere'],
    ['that stand there as part of a word', ['metertje'], 'redaction:error.words_nowhere'],
  ])('refuses words %s', async (_, words, sentence) => {
    const { id } = await makeSection();
    expect(await refusal(takeOut(id, words))).toEqual({ code: 'invalid', fields: { words: sentence } });
  });

  test('refuses words that are too short, or stand in too many places', async () => {
    const { id, documentId } = await makeSection();
    const input = { subjectKind: 'section', subjectId: id, action: 'redact', rule: 'personal_data', reason: REASON } as const;
    await expect(call(world.people.moderator).moderation.decide({ ...input, words: 'is' })).rejects.toThrow('invalid');
    await editDocument(as(null), documentId, null, (live) => applyContent(live, doc('boom '.repeat(201))));
    expect(await refusal(takeOut(id, ['boom']))).toEqual({ code: 'invalid', fields: { words: 'redaction:error.too_many' } });
    expect(await textOf(documentId)).toContain('boom');
  });

  test.each(['resident', 'official', 'manager', 'council'] as const)('is not for %s, and neither is looking', async (person) => {
    const { id } = await makeSection();
    expect(await refusal(takeOut(id, [NUMBER], world.people[person]))).toMatchObject({ code: 'not_allowed' });
    await expect(call(world.people[person]).moderation.lookForWords({ sectionId: id, words: NUMBER })).rejects.toThrow('not_allowed');
  });

  test('keeps them for staff for half a year', async () => {
    const { id } = await makeSection();
    const decisionId = await takeOut(id, [NUMBER]);
    const kept = () => handle.db.selectFrom('moderation_original').where('decision_id', '=', decisionId).select('words').executeTakeFirst();
    await applyRetention({ db: handle.db, now: new Date(TEST_NOW.getTime() + 180 * DAY) });
    expect(await kept()).toBeDefined();
    await applyRetention({ db: handle.db, now: new Date(TEST_NOW.getTime() + 200 * DAY) });
    expect(await kept()).toBeUndefined();
  });
});

describe('a frozen paper that quotes them', () => {
  test('loses them, keeps its code, and gets one of what it says now; nothing else may change it', async () => {
    const { id } = await makeSection();
    const trajectory_id = world.trajectory.id;
    const parts = [
      { kind: 'same', text: 'Nog eens 06-' },
      { kind: 'removed', text: '12345678' },
      { kind: 'added', text: '00' },
    ];
    const sections = { changed: [{ heading: 'De kade', residents: [{ kind: 'changed', parts }] }] };
    const frozen = { frozen_by_id: world.people.manager.id, frozen_at: TEST_NOW };
    const dossier = canonicalJson({ format: 1, sections, minority: [`Een idee over ${NAME}`] });
    await handle.db
      .insertInto('dossier_version')
      .values({ trajectory_id, number: 1, note: '', content: dossier, sha256: sha256Of(dossier), ...frozen })
      .execute();
    const paper = canonicalJson({ format: 1, chapters: { decision: `Wij belden ${NUMBER}.` }, dossier: { sections } });
    await handle.db
      .insertInto('process_paper')
      .values({
        trajectory_id,
        kind: 'final_report',
        number: 1,
        instrument: null,
        changed_by_id: world.people.manager.id,
        changed_at: TEST_NOW,
        content: paper,
        sha256: sha256Of(paper),
        ...frozen,
      })
      .execute();
    const content = { items: [{ number: 1, summary: `Verander: "${NUMBER}" in: "niets"` }] };
    await handle.db
      .insertInto('reply_note')
      .values({
        trajectory_id,
        number: 1,
        title: 'Nota van antwoorden',
        kinds: ['change_proposal'],
        period_from: '2026-11-01',
        period_until: '2026-11-30',
        status: 'published',
        created_by_id: world.people.manager.id,
        created_at: TEST_NOW,
        sent_at: TEST_NOW,
        published_at: TEST_NOW,
        content: JSON.stringify(content),
        sha256: noteSha256(content as never),
      })
      .execute();
    expect((await call(world.people.moderator).moderation.lookForWords({ sectionId: id, words: NUMBER })).counts.papers).toBe(3);
    await takeOut(id, [NUMBER]);
    const kept = await handle.db
      .selectFrom('dossier_version')
      .where('trajectory_id', '=', trajectory_id)
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(kept.content).not.toContain('12345678');
    // Only what quotes the plan: an idea is moderated by itself.
    expect(kept.content).toContain(NAME);
    expect(codeOf(kept)).toEqual({
      sha256: sha256Of(kept.content),
      takenOut: { at: kept.redacted_at?.toISOString(), sha256: sha256Of(dossier) },
    });
    const report = await handle.db
      .selectFrom('process_paper')
      .where('trajectory_id', '=', trajectory_id)
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(report.content).toContain('Wij belden [weggehaald].');
    expect(codeOf(report).sha256).toBe(sha256Of(report.content ?? ''));
    const note = await handle.db.selectFrom('reply_note').where('trajectory_id', '=', trajectory_id).selectAll().executeTakeFirstOrThrow();
    expect(note.content).toEqual({ items: [{ number: 1, summary: 'Verander: "[weggehaald]" in: "niets"' }] });
    expect(codeOf(note).sha256).toBe(noteSha256(note.content as never));
    for (const table of ['dossier_version', 'process_paper', 'reply_note'])
      await expect(sql.raw(`update ${table} set sha256 = repeat('a', 64)`).execute(handle.db), table).rejects.toThrow(/does not change/);
    await expect(sql.raw(`update dossier_version set content = '{}'`).execute(handle.db)).rejects.toThrow(/does not change/);
  });
});

describe('the log without the words', () => {
  test('lets nothing else change: not a row by itself, not by the function without a redaction, not the trace of it', async () => {
    const { id, documentId } = await makeSection();
    await takeOut(id, [NUMBER]);
    const { id: redaction } = await handle.db
      .selectFrom('document_redaction')
      .where('document_id', '=', documentId)
      .select('id')
      .executeTakeFirstOrThrow();
    const rows = await handle.db.selectFrom('document_redaction_row').where('redaction_id', '=', redaction).select('seq').execute();
    expect(rows.length).toBeGreaterThan(NUMBER.length);
    for (const statement of [
      `update document_update set payload = '\\x0000' where document_id = '${documentId}'`,
      `update document_update set author_id = null where document_id = '${documentId}'`,
      `select redact_document_update('${redaction}', 1, '\\x0000')`,
      `update document_redaction set rule = 'spam'`,
      'delete from document_redaction_row',
      `update section_version set content = '{}' where section_id = '${id}'`,
      `update section_version set redacted_at = null, redacted_rule = null, redacted_sha256 = null, redaction_id = null where section_id = '${id}'`,
    ])
      await expect(sql.raw(statement).execute(handle.db), statement).rejects.toThrow(/append-only|cannot be changed|no rows/);
  });

  test('is not overtaken by a snapshot that was begun before', async () => {
    const { id, documentId } = await makeSection();
    const { last_seq, redactions } = await handle.db
      .selectFrom('document')
      .where('id', '=', documentId)
      .selectAll()
      .executeTakeFirstOrThrow();
    const tail = await handle.db
      .selectFrom('document_update')
      .where('document_id', '=', documentId)
      .orderBy('seq')
      .select(['seq', 'payload'])
      .execute();
    const stored = { id: documentId, lastSeq: last_seq, redactions, snapshotSeq: 0, state: null, tail };
    const snapshot = await snapshotOf(stored);
    await takeOut(id, [NUMBER]);
    await keepSnapshot(handle.db, { stored, snapshot, now: TEST_NOW });
    expect(await placesOf(NUMBER)).not.toContain('document_snapshot.state');
    const snapshots = await handle.db.selectFrom('document_snapshot').where('document_id', '=', documentId).select('seq').execute();
    expect(snapshots.map((row) => row.seq)).not.toContain(last_seq);
  });
});

describe('the chain of versions without the words', () => {
  test('stays whole, says of which versions the code is of the text before, and proves what is left', async () => {
    const { id } = await makeSection();
    const before = await getVersionChain(as(null), id);
    await takeOut(id, [NUMBER]);
    const after = await getVersionChain(as(null), id);
    expect(after.broken).toBeNull();
    expect(after.versions.slice(0, 3).map((version) => version.sha256)).toEqual(before.versions.map((version) => version.sha256));
    expect(after.versions.map((version) => version.redacted?.rule ?? null)).toEqual([null, 'personal_data', 'personal_data', null]);
    expect(after.versions.at(-1)).toMatchObject({ number: 4, note: 'Een moderator haalde woorden weg' });
    // What was said in the log of events, that is sealed, are the same codes.
    const event = await handle.db
      .selectFrom('event')
      .where('kind', '=', 'moderation.redacted')
      .orderBy('id', 'desc')
      .select('data')
      .executeTakeFirst();
    expect(event?.data).toMatchObject({ codes: { 2: after.versions[1]?.redacted?.sha256, 3: after.versions[2]?.redacted?.sha256 } });
    const report = await verifyAllChains(handle.db);
    expect(report.broken).toEqual([]);
    expect(report.redacted).toBeGreaterThanOrEqual(2);
    const file = join(mkdtempSync(join(tmpdir(), 'versies-')), 'versies.json');
    writeFileSync(file, JSON.stringify({ section: id, versions: after.versions }));
    const check = () => spawnSync('node', ['public/controleer-versies.mjs', file], { encoding: 'utf8' });
    expect(check().stdout).toMatch(/versie 2: woorden weggehaald op 2026-11-\d\d; de code hoort bij de tekst van ervoor: [0-9a-f]{64}/);
    expect(check().stdout).toContain('Alles klopt: 4 versies, waarvan 2 zonder woorden');
    const changed = JSON.stringify({ section: id, versions: after.versions }).replace('en er is groen', 'en er is geel');
    writeFileSync(file, changed);
    expect(check()).toMatchObject({ status: 1, stderr: expect.stringContaining('Versie 3 klopt niet') });
  });

  test('a second time, other words go too and the code is that of what is left then', async () => {
    const { id } = await makeSection();
    await takeOut(id, [NUMBER]);
    await takeOut(id, [NAME]);
    const { versions, broken } = await getVersionChain(as(null), id);
    expect(broken).toBeNull();
    expect(JSON.stringify(versions)).not.toContain(NAME);
  });

  test('shows when such a version is changed by hand, its code, or the one before', async () => {
    const { id } = await makeSection();
    await takeOut(id, [NUMBER]);
    const { rows } = await sql<{
      kept: string;
    }>`select content::text as kept from section_version where section_id = ${id}::uuid and number = 3`.execute(handle.db);
    await tamper(
      `update section_version set content = replace(content::text, 'groen', 'geel')::jsonb where section_id = '${id}' and number = 3`,
    );
    expect((await getVersionChain(as(null), id)).broken).toEqual({ number: 3, reason: 'changed' });
    expect((await verifyAllChains(handle.db)).broken).toContainEqual({ sectionId: id, number: 3, reason: 'changed' });
    await tamper(`update section_version set content = '${rows[0]?.kept}' where section_id = '${id}' and number = 3`);
    expect((await getVersionChain(as(null), id)).broken).toBeNull();
    await tamper(`update section_version set sha256 = repeat('a', 64) where section_id = '${id}' and number = 3`);
    expect((await getVersionChain(as(null), id)).broken).toEqual({ number: 3, reason: 'changed' });
  });
});
