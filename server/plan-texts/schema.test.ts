import { prosemirrorJSONToYDoc } from '@tiptap/y-tiptap';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { checkDocument, cleanContent, cleanText, contentText, documentJson, documentText, planTextSchema } from './schema.ts';
import { HOSTILE_TEXTS, HOSTILE_URLS } from './testing/hostile.ts';
import { isAllowedUrl } from './urls.ts';

const paragraph = (text: string, marks?: { type: string; attrs?: Record<string, unknown> }[]) => ({
  type: 'paragraph',
  content: [{ type: 'text', text, ...(marks && { marks }) }],
});
const doc = (...content: unknown[]) => ({ type: 'doc', content }) as Parameters<typeof cleanContent>[0];

/** A document in which somebody wrote past the editor. */
function written(write: (content: Y.XmlFragment, yDoc: Y.Doc) => void): Y.Doc {
  const yDoc = new Y.Doc();
  yDoc.transact(() => write(yDoc.getXmlFragment('content'), yDoc));
  return yDoc;
}

function element(name: string, text?: string, attributes: Record<string, unknown> = {}): Y.XmlElement {
  const node = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value as string);
  if (text !== undefined) node.insert(0, [new Y.XmlText(text)]);
  return node;
}

/** The text of a paragraph that is in the document: only there can it be formatted. */
function paragraphIn(content: Y.XmlFragment): Y.XmlText {
  const text = new Y.XmlText('x');
  const node = new Y.XmlElement('paragraph');
  node.insert(0, [text]);
  content.insert(0, [node]);
  return text;
}

describe('the schema of plan texts', () => {
  test('knows these elements and marks and no other', () => {
    expect(Object.keys(planTextSchema.nodes).sort()).toEqual([
      'bulletList',
      'doc',
      'hardBreak',
      'heading',
      'listItem',
      'orderedList',
      'paragraph',
      'text',
    ]);
    expect(Object.keys(planTextSchema.marks).sort()).toEqual(['bold', 'italic', 'link']);
  });

  test('reads back what was put in', () => {
    const content = doc(
      { type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text: 'Kade' }] },
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'Een ' },
          { type: 'text', text: 'vet', marks: [{ type: 'bold' }] },
          { type: 'hardBreak' },
          { type: 'text', text: 'woord' },
        ],
      },
      { type: 'orderedList', attrs: { start: 4 }, content: [{ type: 'listItem', content: [paragraph('punt')] }] },
      paragraph('bron', [{ type: 'link', attrs: { href: 'https://voorbeeld.nl/' } }]),
    );
    const yDoc = prosemirrorJSONToYDoc(planTextSchema, content, 'content');
    expect(documentJson(yDoc)).toEqual(content);
    expect(checkDocument(yDoc)).toBeNull();
    expect(documentText(yDoc)).toBe('Kade\nEen vet\nwoord\npunt\nbron');
  });

  test('an empty document is an empty paragraph', () => {
    expect(documentJson(new Y.Doc())).toEqual(doc({ type: 'paragraph' }));
    expect(checkDocument(new Y.Doc())).toBeNull();
  });

  test('a list that two people emptied together is no fault and is not shown', () => {
    const yDoc = written((content) => content.insert(0, [element('bulletList')]));
    expect(checkDocument(yDoc)).toBeNull();
    expect(documentJson(yDoc)).toEqual(doc({ type: 'paragraph' }));
  });
});

describe('checkDocument refuses', () => {
  const cases: [string, (content: Y.XmlFragment, yDoc: Y.Doc) => void][] = [
    ['a script', (content) => content.insert(0, [element('script', 'alert(1)')])],
    ['an element named after something every object has', (content) => content.insert(0, [element('constructor', 'x')])],
    ['a heading of level 1', (content) => content.insert(0, [element('heading', 'x', { level: 1 })])],
    [
      'a heading in a paragraph',
      (content) => {
        const outer = element('paragraph');
        outer.insert(0, [element('heading', 'x', { level: 2 })]);
        content.insert(0, [outer]);
      },
    ],
    ['an attribute that runs code', (content) => content.insert(0, [element('paragraph', 'x', { onclick: 'alert(1)' })])],
    ['text outside a paragraph', (content) => content.insert(0, [new Y.XmlText('los')])],
    ['an unknown mark', (content) => paragraphIn(content).format(0, 1, { strike: {} })],
    ['an address that runs code', (content) => paragraphIn(content).format(0, 1, { link: { href: 'javascript:alert(1)' } })],
    ['a link dressed up with a class', (content) => paragraphIn(content).format(0, 1, { link: { href: 'https://a.nl/', class: 'btn' } })],
    ['an embedded object', (content) => paragraphIn(content).insertEmbed(0, { image: 'x' })],
    ['another root', (_, yDoc) => yDoc.getMap('verborgen').set('a', 'b')],
    ['a map in the text', (content) => content.insert(0, [new Y.Map() as unknown as Y.XmlElement])],
    ['more than 200,000 characters', (content) => content.insert(0, [element('paragraph', 'x'.repeat(200_001))])],
    [
      'lists nested a hundred deep',
      (content) => {
        let inner = element('paragraph', 'x');
        for (let depth = 0; depth < 100; depth += 1) {
          const list = element('bulletList');
          const item = element('listItem');
          item.insert(0, [inner]);
          list.insert(0, [item]);
          inner = list;
        }
        content.insert(0, [inner]);
      },
    ],
  ];

  test.each(cases)('%s, and never shows it', (_, write) => {
    const yDoc = written(write);
    expect(checkDocument(yDoc)).not.toBeNull();
    planTextSchema.nodeFromJSON(documentJson(yDoc)).check();
  });

  test('the map of a root that pretends to be text', () => {
    const yDoc = new Y.Doc();
    yDoc.getMap('content').set('a', 'b');
    const received = new Y.Doc();
    Y.applyUpdate(received, Y.encodeStateAsUpdate(yDoc));
    expect(checkDocument(received)).not.toBeNull();
  });
});

describe('cleanContent', () => {
  test('gives valid content for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        planTextSchema.nodeFromJSON(cleanContent(json as never)).check();
      }),
    );
  });

  const anyNode = fc.letrec((tie) => ({
    node: fc.record(
      {
        type: fc.constantFrom(
          'doc',
          'paragraph',
          'heading',
          'bulletList',
          'orderedList',
          'listItem',
          'text',
          'hardBreak',
          'script',
          '__proto__',
          'image',
        ),
        text: fc.string({ unit: 'binary' }),
        attrs: fc.dictionary(
          fc.constantFrom('level', 'start', 'href', 'onclick', 'type'),
          fc.oneof(fc.string(), fc.integer(), fc.constantFrom(2, 3, 4)),
        ),
        marks: fc.array(
          fc.record({
            type: fc.constantFrom('bold', 'italic', 'link', 'strike'),
            attrs: fc.record({ href: fc.constantFrom(...HOSTILE_URLS, 'https://a.nl/') }),
          }),
        ),
        content: fc.array(tie('node'), { maxLength: 4 }),
      },
      { requiredKeys: ['type'] },
    ),
  })).node;

  test('gives valid content for anything that looks like content, and the same when done again', () => {
    fc.assert(
      fc.property(fc.array(anyNode), (nodes) => {
        const cleaned = cleanContent({ type: 'doc', content: nodes as never });
        planTextSchema.nodeFromJSON(cleaned).check();
        expect(cleanContent(cleaned)).toEqual(cleaned);
        expect(JSON.stringify(cleaned)).not.toContain('\\u0000');
      }),
    );
  });

  test('keeps hostile words as words', () => {
    for (const text of HOSTILE_TEXTS) expect(contentText(cleanContent(doc(paragraph(text))))).toBe(cleanText(text));
  });
});

describe('an address', () => {
  test.each(['https://voorbeeld.nl', 'http://voorbeeld.nl/a?b=c#d', 'mailto:post@voorbeeld.nl', 'https://überall.nl/é'])(
    '%s is fine',
    (url) => {
      expect(isAllowedUrl(url)).toBe(true);
    },
  );

  test.each(HOSTILE_URLS)('%j is refused', (url) => {
    expect(isAllowedUrl(url)).toBe(false);
  });
});

test('text keeps no character a database cannot hold or that turns the writing round', () => {
  expect(cleanText('a\u0000b\ud800c\u202ed\u2066e\nf\tg')).toBe('abcde\nf\tg');
});
