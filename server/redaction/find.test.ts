import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { BLANK } from '../plan-texts/elements.ts';
import { findInHistory, rangesOf } from './find.ts';
import { readHistory } from './history.ts';
import { countInText, putBackInText, takeOutOfText } from './live-text.ts';
import { rewriteUpdate } from './rewrite.ts';
import { addressSays, findWords, readWords, takeOutAcross, takeOutOfContent, takeOutOfJson } from './words.ts';

/** A document whose updates are kept, as the log does. */
function newLog() {
  const doc = new Y.Doc();
  const rows: { seq: number; authorId: null; at: Date; payload: Uint8Array }[] = [];
  doc.on('update', (payload: Uint8Array) => rows.push({ seq: rows.length + 1, authorId: null, at: new Date(0), payload }));
  const paragraph = (text = '') => {
    const element = new Y.XmlElement('paragraph');
    const words = new Y.XmlText(text);
    element.insert(0, [words]);
    const content = doc.getXmlFragment('content');
    content.insert(content.length, [element]);
    return content.get(content.length - 1) as Y.XmlElement;
  };
  const textIn = (element: Y.XmlElement) => element.get(0) as Y.XmlText;
  const type = (element: Y.XmlElement, words: string, at = textIn(element).length) => {
    for (const [index, letter] of [...words].entries()) textIn(element).insert(at + index, letter);
  };
  const without = async (words: string[], versions: number[] = []) => {
    const found = await findInHistory(await readHistory(rows), words, versions);
    return { found, rows: rows.map((row) => rewriteUpdate(row.payload, found) ?? row.payload) };
  };
  return { doc, rows, paragraph, textIn, type, without };
}

/** Everything that can be read in rows, whatever became of it: each client's letters in the order in which it wrote them. */
function readable(rows: readonly Uint8Array[]): string {
  const letters = new Map<string, string>();
  for (const row of rows) {
    for (const struct of Y.decodeUpdate(row).structs) {
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

function textOf(rows: readonly Uint8Array[]): string {
  const doc = new Y.Doc();
  for (const row of rows) Y.applyUpdate(doc, row);
  expect(doc.store.pendingStructs).toBeNull();
  return doc.getXmlFragment('content').toString();
}

const NUMBER = '06-12345678';

describe('words in a text', () => {
  test('are found whole, in any capitals, and over line ends and spaces', () => {
    expect(findWords('Jan en JAN, niet Januari of kraan-jan', ['jan'])).toHaveLength(3);
    expect(findWords('Jan\nde  Wit', ['Jan de Wit'])).toEqual([{ from: 0, to: 11 }]);
    expect(findWords('Jan de Wit', ['Jan', 'Jan de Wit'])).toEqual([{ from: 0, to: 10 }]);
  });

  test('are taken out across pieces, once', () => {
    expect(takeOutAcross(['Bel 06-12', '', '345678', ' nu'], [NUMBER])).toEqual(['Bel [weggehaald]', '', '', ' nu']);
  });

  test('shorter than three letters are refused', () => {
    expect(() => readWords('ab')).toThrow('invalid');
    expect(() => readWords(' a b ')).toThrow('invalid');
    expect(readWords(' Jan \n\nJan')).toEqual(['Jan']);
  });

  test('go from content across bold letters, and from links', () => {
    const link = (href: string) => [{ type: 'link', attrs: { href } }];
    const content = {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'Bel 06-12' },
            { type: 'text', text: '345678', marks: [{ type: 'bold' }] },
            { type: 'text', text: ' of mail', marks: link('mailto:jan.de-wit@voorbeeld.nl') },
            { type: 'text', text: ' ons', marks: link('https://voorbeeld.nl') },
          ],
        },
      ],
    };
    expect(takeOutOfContent(content, [NUMBER, 'jan.de-wit@voorbeeld.nl']).content?.[0]?.content).toEqual([
      { type: 'text', text: 'Bel [weggehaald]' },
      { type: 'text', text: ' of mail' },
      { type: 'text', text: ' ons', marks: link('https://voorbeeld.nl') },
    ]);
    expect(addressSays('https://voorbeeld.nl/Jan%20de%20Wit', ['jan de wit'])).toBe(true);
    expect(addressSays('https://voorbeeld.nl/januari%', ['jan'])).toBe(false);
  });

  test('go from differences, also when they are cut in pieces', () => {
    const parts = [
      { kind: 'same', text: 'Bel 06-' },
      { kind: 'removed', text: '12345678' },
      { kind: 'added', text: '99' },
    ];
    expect(JSON.stringify(takeOutOfJson({ blocks: [{ parts }] }, [NUMBER]))).not.toContain('12345678');
  });
});

describe('words in the log of a document', () => {
  test('typed letter by letter go from every row, and the text stays as long', async () => {
    const log = newLog();
    const line = log.paragraph('Bel ');
    log.type(line, NUMBER);
    log.type(line, ' voor koffie');
    const { rows, found } = await log.without([NUMBER]);
    expect(found.now).toBe(1);
    expect(textOf(rows)).toBe(`<paragraph>Bel ${BLANK.repeat(11)} voor koffie</paragraph>`);
    expect(rangesOf(found.letters).reduce((sum, [, , length]) => sum + length, 0)).toBe(11);
  });

  test('by two people, out of order, are found as they stand', async () => {
    const log = newLog();
    const line = log.paragraph('Bel 06-5678');
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(log.doc));
    const theirs = (other.getXmlFragment('content').get(0) as Y.XmlElement).get(0) as Y.XmlText;
    for (const [index, letter] of [...'1234'].entries()) theirs.insert(7 + index, letter);
    Y.applyUpdate(log.doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(log.doc)));
    expect(log.textIn(line).toString()).toBe(`Bel ${NUMBER}`);
    const { rows } = await log.without([NUMBER]);
    expect(readable(rows)).toMatch(new RegExp(`^(Bel |${BLANK})*$`));
  });

  test('that were taken away before anybody made a version go too', async () => {
    const log = newLog();
    const line = log.paragraph('Bel  nu.');
    log.type(line, NUMBER, 4);
    log.textIn(line).delete(4, 11);
    const { rows, found } = await log.without([NUMBER]);
    expect(found).toMatchObject({ now: 0, before: 1 });
    expect(readable(log.rows.map((row) => row.payload))).toContain(NUMBER);
    expect(readable(rows)).not.toMatch(/\d/);
    expect(textOf(rows)).toBe(textOf(log.rows.map((row) => row.payload)));
  });

  test('taken away letter by letter go, as they stood before the first went', async () => {
    const log = newLog();
    const line = log.paragraph('Bel ');
    log.type(line, NUMBER);
    for (let length = 15; length > 4; length--) log.textIn(line).delete(length - 1, 1);
    const { rows } = await log.without([NUMBER]);
    expect(readable(rows)).not.toMatch(/\d/);
  });

  test('gone with their whole paragraph, or with the one somebody else was typing in, go', async () => {
    const log = newLog();
    const line = log.paragraph(`Bel ${NUMBER} nu`);
    log.paragraph('Iets anders');
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(log.doc));
    log.doc.getXmlFragment('content').delete(0, 1);
    const theirs = (other.getXmlFragment('content').get(0) as Y.XmlElement).get(0) as Y.XmlText;
    theirs.insert(theirs.length, ` of ${NUMBER}`);
    Y.applyUpdate(log.doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(log.doc)));
    expect(line.parent).not.toBeUndefined();
    const { rows } = await log.without([NUMBER]);
    expect(readable(rows)).not.toMatch(/12345678/);
    expect(readable(rows)).toContain('Iets anders');
  });

  test('changed within go from what stood in a version; what is still part of other words stays', async () => {
    const log = newLog();
    const line = log.paragraph('');
    log.type(line, 'Jan');
    const version = log.rows.length;
    log.type(line, 'uari');
    const still = await log.without(['Jan'], [version]);
    expect(still.found).toMatchObject({ now: 0, before: 0 });
    expect(textOf(still.rows)).toContain('Januari');
    log.textIn(line).delete(0, 7);
    expect(readable((await log.without(['Jan'])).rows)).toBe('Januari');
    expect(readable((await log.without(['Jan'], [version])).rows)).toBe(`${BLANK.repeat(3)}uari`);
  });

  test('in the address of a link go, also when the link is gone', async () => {
    const log = newLog();
    const line = log.paragraph('Mail ons of bel.');
    log.textIn(line).format(0, 4, { link: { href: 'mailto:jan@voorbeeld.nl' } });
    log.textIn(line).format(0, 4, { link: null });
    log.textIn(line).format(9, 2, { link: { href: 'https://voorbeeld.nl' } });
    const { rows, found } = await log.without(['jan@voorbeeld.nl']);
    expect(found.links.size).toBe(1);
    expect(Buffer.concat(rows).includes('jan@')).toBe(false);
    expect(Buffer.concat(rows).includes('https://voorbeeld.nl')).toBe(true);
  });

  test('leave every update with the same items: whoever has some of the old and some of the new converges', async () => {
    const log = newLog();
    const [line, next] = [log.paragraph('Bel '), log.paragraph('Tot dan 😀.')];
    log.type(line, NUMBER);
    log.textIn(line).format(0, 3, { bold: {} });
    log.textIn(next).delete(0, 4);
    log.type(next, `${NUMBER} `, 0);
    log.textIn(next).delete(0, 12);
    const before = log.rows.map((row) => row.payload);
    const { rows: after } = await log.without([NUMBER]);
    const mixed = before.map((row, index) => (index % 2 === 0 ? row : (after[index] as Uint8Array)));
    const vectors = [before, after, mixed].map((rows) => {
      const doc = new Y.Doc();
      for (const row of rows) Y.applyUpdate(doc, row);
      expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null]);
      // What one lacks of the other: nothing.
      expect(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(log.doc)).length).toBeLessThan(40);
      return [Buffer.from(Y.encodeStateVector(doc)).toString('hex'), doc.getXmlFragment('content').length];
    });
    expect(new Set(vectors.map(String)).size).toBe(1);
    expect(textOf(after)).toContain('dan 😀.');
    expect(Y.mergeUpdates([...after]).length).toBeGreaterThan(0);
  });

  test('a row without them is not touched', async () => {
    const log = newLog();
    log.paragraph('Niets aan de hand');
    const { found } = await log.without([NUMBER]);
    expect(log.rows.map((row) => rewriteUpdate(row.payload, found))).toEqual([null]);
  });
});

describe('words in a text that is open', () => {
  test('give way to the sign, with their formatting; the other letters stay the same ones', () => {
    const log = newLog();
    const line = log.paragraph(`Bel ${NUMBER} of ${NUMBER}.`);
    log.textIn(line).format(4, 11, { bold: {} });
    let signs: ReturnType<typeof takeOutOfText> = [];
    expect(countInText(log.doc, [NUMBER])).toBe(2);
    log.doc.transact(() => {
      signs = takeOutOfText(log.doc, [NUMBER]);
    });
    expect(log.textIn(line).toDelta()).toEqual([
      { insert: 'Bel ' },
      { insert: '[weggehaald]', attributes: { bold: {} } },
      { insert: ' of [weggehaald].' },
    ]);
    const last = Y.decodeUpdate(log.rows.at(-1)?.payload as Uint8Array);
    expect(
      last.structs.flatMap((struct) => (struct instanceof Y.Item && struct.content instanceof Y.ContentString ? struct.content.str : [])),
    ).toEqual(['[weggehaald]', '[weggehaald]']);
    log.doc.transact(() => putBackInText(log.doc, { client: log.doc.clientID, signs }));
    expect(log.textIn(line).toString()).toContain(`<bold>${NUMBER}</bold> of ${NUMBER}.`);
  });

  test('that somebody cut in two are not put back over what they wrote', () => {
    const log = newLog();
    const line = log.paragraph(`Bel ${NUMBER}.`);
    let signs: ReturnType<typeof takeOutOfText> = [];
    log.doc.transact(() => {
      signs = takeOutOfText(log.doc, [NUMBER]);
    });
    log.textIn(line).insert(8, 'x');
    let count = -1;
    log.doc.transact(() => {
      count = putBackInText(log.doc, { client: log.doc.clientID, signs });
    });
    expect(count).toBe(0);
    expect(log.textIn(line).toString()).toContain('x');
  });
});
