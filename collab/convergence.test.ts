import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { compactDocument, editDocument, loadDocument } from '../server/plan-texts/documents.ts';
import { checkDocument } from '../server/plan-texts/schema.ts';
import { contextFor } from '../server/testing/world.ts';
import { type Editor, openEditor } from './testing/clients.ts';
import { addOpenSection } from './testing/server.ts';
import { setStage, UNHURRIED } from './testing/stage.ts';
import { textOf, writeParagraph } from './testing/texts.ts';
import { eventually, sleep } from './testing/waiting.ts';

const stage = setStage({ limits: UNHURRIED });
const PEOPLE = ['resident', 'resident2', 'resident'] as const;

/** What may happen to a text, and to the lines and the server below it. `at`: where, as a share of what is there. */
type Edit = { who: number; kind: 'type' | 'erase' | 'mark' | 'split' | 'remove'; at: number; words: string };
type Deed = Edit | { who: number; kind: 'cut line' | 'mend line' } | { kind: 'restart' | 'snapshot' | 'adopt a proposal' | 'wait' };

const who = fc.nat(PEOPLE.length - 1);
const edit = fc.record({
  who,
  kind: fc.constantFrom('type', 'type', 'type', 'erase', 'mark', 'split', 'remove'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  words: fc.string({ minLength: 1, maxLength: 6, unit: fc.constantFrom('a', 'é', ' ', '😀', '<', '\n') }),
});
const line = fc.record({ who, kind: fc.constantFrom('cut line', 'mend line') });
const below = fc.record({ kind: fc.constantFrom('restart', 'snapshot', 'adopt a proposal', 'wait', 'wait') });
const deeds = fc.array(
  fc.oneof({ weight: 12, arbitrary: edit }, { weight: 3, arbitrary: line }, { weight: 1, arbitrary: below }) as fc.Arbitrary<Deed>,
  { minLength: 30, maxLength: 90 },
);

function paragraphs(doc: Y.Doc): Y.XmlElement[] {
  return doc.getXmlFragment('content').toArray() as Y.XmlElement[];
}

function change(doc: Y.Doc, { kind, at, words }: Edit): void {
  const all = paragraphs(doc);
  const place = Math.floor(at * all.length * 0.999);
  const text = all[place]?.get(0);
  if (!(text instanceof Y.XmlText)) {
    writeParagraph(doc, words);
    return;
  }
  const from = betweenCharacters(text, Math.floor(((at * 7919) % 1) * (text.length + 1)));
  const length = betweenCharacters(text, Math.min(from + words.length, text.length)) - from;
  doc.transact(() => {
    if (kind === 'type') text.insert(from, words);
    else if (kind === 'erase') text.delete(from, length);
    else if (kind === 'mark') text.format(from, length, { bold: at < 0.5 ? {} : null });
    else if (kind === 'remove') doc.getXmlFragment('content').delete(place, 1);
    else split(doc, { text, from, place });
  });
}

/**
 * No cursor stands within a character of two UTF-16 units. Half of one cannot be written as UTF-8: who put it there would see something else than what was sent.
 */
function betweenCharacters(text: Y.XmlText, at: number): number {
  const before = lettersOf(text).charCodeAt(at - 1);
  return before >= 0xd800 && before <= 0xdbff ? at - 1 : at;
}

function lettersOf(text: Y.XmlText): string {
  return text.toDelta().reduce((all: string, part: { insert: string }) => all + part.insert, '');
}

/** As an editor splits a paragraph: what is behind the cursor goes, and comes back in one of its own. */
function split(doc: Y.Doc, { text, from, place }: { text: Y.XmlText; from: number; place: number }): void {
  const rest = lettersOf(text).slice(from);
  text.delete(from, text.length - from);
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(rest)]);
  doc.getXmlFragment('content').insert(place + 1, [paragraph]);
}

async function happen(deed: Deed, { documentId, editors }: { documentId: string; editors: Editor[] }): Promise<void> {
  if (!('who' in deed)) {
    if (deed.kind === 'restart') await stage.restart();
    else if (deed.kind === 'snapshot') await compactDocument(stage.handle.db, documentId, stage.now);
    else if (deed.kind === 'wait') await sleep(15);
    else
      await editDocument(contextFor(stage.handle.db, null), documentId, stage.world.people.official.id, (doc) =>
        writeParagraph(doc, 'overgenomen'),
      );
    return;
  }
  const editor = editors[deed.who];
  if (!editor) return;
  if (deed.kind === 'cut line') editor.provider.disconnect();
  else if (deed.kind === 'mend line') editor.provider.connect();
  else if ('words' in deed) change(editor.doc, deed);
}

describe('whatever people do to a text, with lines that break and a server that restarts', () => {
  test('they end with the same valid text, and so does the database', { timeout: 180_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(deeds, async (story) => {
        const documentId = await addOpenSection(stage.handle.db, stage.world);
        const cookies = await Promise.all(PEOPLE.map((person) => stage.cookie(person)));
        const editors = cookies.map((cookie) => openEditor(stage.server, documentId, { cookie }));
        const codes = new Set<number>();
        for (const { provider } of editors) provider.on('connection-close', (event) => codes.add(event?.code ?? 0));
        try {
          for (const deed of story) await happen(deed, { documentId, editors });
          for (const { provider } of editors) provider.connect();
          const stored = await eventually(
            async () => {
              if (!editors.every(({ provider }) => provider.synced)) return null;
              const { doc } = await loadDocument(stage.handle.db, documentId);
              return editors.every((editor) => contentOf(editor.doc) === contentOf(doc)) && doc;
            },
            `all have what is stored, closed with ${[...codes]}`,
            20_000,
          );
          expect(checkDocument(stored)).toBeNull();
          expect(editors.every(({ doc }) => doc.store.pendingStructs === null)).toBe(true);
          // Nobody honest is ever refused anything.
          expect([...codes].filter((code) => code >= 4_000)).toEqual([]);
          // Two who split one paragraph at once, each on their own line, both keep what came after it: that is how a split merges.
          if (!story.some(({ kind }) => kind === 'split')) {
            const adopted = story.filter(({ kind }) => kind === 'adopt a proposal').length;
            expect(textOf(stored).split('overgenomen').length - 1).toBeLessThanOrEqual(adopted);
          }
        } finally {
          for (const editor of editors) editor.stop();
        }
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });
});

/** With its marks and its elements, not only its letters. */
function contentOf(doc: Y.Doc): string {
  return JSON.stringify(paragraphs(doc).map((paragraph) => paragraph.toArray().map((text) => (text as Y.XmlText).toDelta())));
}
