import { sql } from 'kysely';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { decideOnSubject } from '../server/moderation/commands.ts';
import { compactDocument, loadDocument } from '../server/plan-texts/documents.ts';
import { contextFor } from '../server/testing/world.ts';
import { setStage } from './testing/stage.ts';
import { textOf, typeOn } from './testing/texts.ts';
import { eventually } from './testing/waiting.ts';

const stage = setStage({ nodes: 2 });
const [ANNA, BRAM] = ['resident', 'resident2'] as const;
const NUMBER = '06-12345678';

const takeOut = (words: string[]) =>
  decideOnSubject(contextFor(stage.handle.db, stage.world.people.moderator, stage.now), {
    subjectKind: 'section',
    subjectId: stage.world.sections.open.id,
    action: 'redact',
    rule: 'personal_data',
    reason: 'Er staat een telefoonnummer in de tekst.',
    words,
    publicUrl: 'https://oever.example',
  });

/** Whether the letters still lie anywhere in the log or in a snapshot, in the order in which they were written. */
async function isInDatabase(words: string): Promise<boolean> {
  const rows = await stage.handle.db.selectFrom('document_update').orderBy('document_id').orderBy('seq').select('payload').execute();
  const letters = new Map<string, string>();
  for (const { payload } of rows) {
    for (const struct of Y.decodeUpdate(payload).structs) {
      if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
      for (const [offset, letter] of struct.content.str.split('').entries())
        letters.set(`${struct.id.client} ${String(struct.id.clock + offset).padStart(9, '0')}`, letter);
    }
  }
  const written = [...letters].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, letter]) => letter);
  const { rows: bytes } = await sql<{ n: number }>`
    select (select count(*) from document_update where position(convert_to(${words}, 'UTF8') in payload) > 0)
      + (select count(*) from document_snapshot where position(convert_to(${words}, 'UTF8') in state) > 0) as n`.execute(stage.handle.db);
  return written.join('').includes(words) || Number(bytes[0]?.n) > 0;
}

function typeSlowly(doc: Y.Doc, words: string): void {
  for (const letter of words) typeOn(doc, letter);
}

test('words taken out go for everybody who has the text open, on every node, and nobody loses a letter of their own', async () => {
  const [first, second] = [await stage.open(ANNA), await stage.open(BRAM, { at: stage.servers[1] as { url: string; origin: string } })];
  first.write('Bel ');
  typeSlowly(first.doc, NUMBER);
  typeSlowly(first.doc, ' voor koffie.');
  await eventually(() => second.text() === first.text(), 'both have it');
  await eventually(async () => (await stage.stored()) === first.text(), 'it is stored');
  // Somebody goes away with the words on their screen, and writes on without a line.
  const away = await stage.open(ANNA);
  away.provider.disconnect();
  typeSlowly(away.doc, ' Geschreven in de trein.');
  second.write('En dit staat er ook.');
  await eventually(() => first.text() === second.text(), 'both have that too');

  await takeOut([NUMBER]);

  await eventually(() => first.text().includes('[weggehaald]') && second.text() === first.text(), 'both see the sign');
  expect(first.text()).toContain('Bel [weggehaald] voor koffie.');
  typeSlowly(second.doc, ' Nog iets.');
  away.provider.connect();
  await eventually(
    () =>
      first.text().includes('Geschreven in de trein.') &&
      first.text().includes('Nog iets.') &&
      new Set([first, second, away].map((one) => one.text())).size === 1,
    'who was away has the sign, and the others what they wrote',
  );
  await eventually(async () => (await stage.stored()) === first.text(), 'and so it is stored');
  expect([first, second, away].map((one) => one.closed())).toEqual([null, null, null]);
  expect(await isInDatabase(NUMBER)).toBe(false);

  // What a node has in memory brings nothing back: not in a snapshot, and not to who comes later.
  await compactDocument(stage.handle.db, stage.documentId, stage.now);
  expect(await isInDatabase(NUMBER)).toBe(false);
  for (const server of stage.servers) {
    const later = await stage.open(BRAM, { at: server });
    expect(later.text()).toBe(first.text());
    expect(Buffer.from(Y.encodeStateAsUpdate(later.doc)).includes('12345678')).toBe(false);
    expect([later.doc.store.pendingStructs, later.doc.store.pendingDs]).toEqual([null, null]);
  }
  await stage.restart();
  const { doc } = await loadDocument(stage.handle.db, stage.documentId);
  expect(textOf(doc)).toBe(first.text());
});

test('while others type as fast as they can, every letter of theirs arrives', async () => {
  const writers = [await stage.open(ANNA), await stage.open(BRAM)] as const;
  writers[0].write(`Bel ${NUMBER} nu.`);
  await eventually(() => writers[1].text() === writers[0].text(), 'both have it');
  await eventually(async () => (await stage.stored()) === writers[0].text(), 'it is stored');
  const taking = takeOut([NUMBER]);
  for (let index = 0; index < 100; index++) {
    for (const { doc } of writers) typeOn(doc, 'x');
    if (index % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await taking;
  await eventually(
    () =>
      writers[0].text() === writers[1].text() &&
      writers[0].text().includes('Bel [weggehaald] nu.') &&
      writers[0].text().split('x').length === 201,
    'both have all letters, and the sign',
  );
  await eventually(async () => (await stage.stored()) === writers[0].text(), 'and so it is stored');
  expect(await isInDatabase(NUMBER)).toBe(false);
});
