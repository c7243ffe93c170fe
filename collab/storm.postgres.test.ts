/** Many people, bad lines, one text. `OEVER_LONG_SECONDS=60` makes it a long one. */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { loadDocument } from '../server/plan-texts/documents.ts';
import { checkDocument } from '../server/plan-texts/schema.ts';
import { secondsOf } from '../server/testing/long-run.ts';
import { type Editor, openEditor } from './testing/clients.ts';
import { randomFrom } from './testing/random.ts';
import { setStage, UNHURRIED } from './testing/stage.ts';
import { writeParagraph } from './testing/texts.ts';
import { countMissing } from './testing/typing.ts';
import { eventually, sleep } from './testing/waiting.ts';

const SECONDS = secondsOf({ quick: 2 });
const EDITORS = 20;
/** Between two things that one person does; a long storm has people who type as people do, for their words stay. */
const PAUSE_MS = SECONDS > 10 ? 400 : 60;
const OFFLINE_MS = (SECONDS * 1_000) / 2;

const stage = setStage({ limits: UNHURRIED });

const paragraphs = (doc: Y.Doc) => doc.getXmlFragment('content').toArray() as Y.XmlElement[];
const contentOf = (doc: Y.Doc) => JSON.stringify(paragraphs(doc).map((paragraph) => (paragraph.get(0) as Y.XmlText).toDelta()));

/** One thing that somebody does to the text: mostly a word of their own at the end of a paragraph. Only full stops are taken away again. */
function change({ doc }: Editor, word: string, random: (below: number) => number): boolean {
  const all = paragraphs(doc);
  const text = all[random(Math.max(1, all.length))]?.get(0);
  const deed = text instanceof Y.XmlText ? random(10) : 0;
  if (deed === 0 || !(text instanceof Y.XmlText)) writeParagraph(doc, `${word}. `);
  else if (deed === 1) text.format(0, random(text.length + 1), { bold: random(2) ? {} : null });
  else if (deed === 2) {
    const at = plain(text).indexOf('.');
    if (at >= 0) text.delete(at, 1);
  } else text.insert(text.length, `${word}. `);
  return deed !== 1 && deed !== 2;
}

const plain = (text: Y.XmlText): string => text.toDelta().reduce((all: string, part: { insert: string }) => all + part.insert, '');

/** Writes until the end, over a line that is cut one time in ten just when something was sent, and now and then gone for long. */
async function writeInTheStorm(editor: Editor, { name, seed, end }: { name: string; seed: number; end: number }): Promise<string[]> {
  const random = randomFrom(seed);
  const words: string[] = [];
  while (performance.now() < end) {
    const word = `${name}w${words.length}`;
    if (change(editor, word, random)) words.push(word);
    // Not a goodbye: what was under way may be lost.
    if (random(10) === 0) (editor.provider.ws as unknown as { terminate(): void } | null)?.terminate();
    else if (random(60) === 0) {
      editor.provider.disconnect();
      setTimeout(() => editor.provider.connect(), random(OFFLINE_MS));
    }
    await sleep(random(PAUSE_MS * 2));
  }
  return words;
}

test(`${EDITORS} people on bad lines end with the same text, and it is the text in the database, with every word that anybody wrote, once`, {
  timeout: (SECONDS + 60) * 1_000,
}, async () => {
  const people = ['resident', 'resident2', 'official', 'unverified'] as const;
  const cookies = await Promise.all(people.map((person) => stage.cookie(person)));
  const editors = Array.from({ length: EDITORS }, (_, index) => {
    return openEditor(stage.server, stage.documentId, { cookie: cookies[index % 3] ?? null });
  });
  const codes = new Map<number, number>();
  for (const { provider } of editors)
    provider.on('connection-close', (event) => codes.set(event?.code ?? 0, (codes.get(event?.code ?? 0) ?? 0) + 1));
  try {
    await eventually(() => editors.every(({ provider }) => provider.synced), 'all in step');
    const end = performance.now() + SECONDS * 1_000;
    const writing = editors.map((editor, index) => writeInTheStorm(editor, { name: `e${index}`, seed: 3_700 + index, end }));
    // What somebody was shown of others is stored at that moment, whatever happens next.
    await sleep((SECONDS * 1_000) / 2);
    const shown = editors.map(({ seen }) => [...seen]);
    const halfway = (await loadDocument(stage.handle.db, stage.documentId)).doc;
    expect(shown.map((updates) => countMissing(halfway, updates))).toEqual(editors.map(() => 0));
    await stage.restart();
    const words = (await Promise.all(writing)).flat();
    for (const { provider } of editors) provider.connect();
    const stored = await eventually(
      async () => {
        if (!editors.every(({ provider }) => provider.synced)) return null;
        const { doc } = await loadDocument(stage.handle.db, stage.documentId);
        return editors.every((editor) => contentOf(editor.doc) === contentOf(doc)) && doc;
      },
      `all have what is stored, closed with ${JSON.stringify([...codes])}`,
      20_000,
    );
    expect(checkDocument(stored)).toBeNull();
    const found = paragraphs(stored).flatMap((paragraph) => plain(paragraph.get(0) as Y.XmlText).match(/e\d+w\d+/g) ?? []);
    expect(found.sort()).toEqual(words.sort());
    expect(words.length).toBeGreaterThan(EDITORS * 10);
    // There was a storm, and nobody honest was refused anything.
    expect(codes.get(1006)).toBeGreaterThan(EDITORS);
    expect([...codes.keys()].filter((code) => code >= 4_000)).toEqual([]);
  } finally {
    for (const editor of editors) editor.stop();
  }
});
