import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { checkDocument } from '../server/plan-texts/schema.ts';
import { Refusal } from './close-codes.ts';
import { scanUpdate } from './scan.ts';
import { judgeUpdate } from './validate.ts';

const ELEMENTS = ['paragraph', 'heading', 'bulletList', 'orderedList', 'listItem', 'hardBreak', 'table', 'script'];
const nobody = () => false;

/** Anything Yjs lets one do to a text, sense or nonsense. */
type Act = { kind: 'element' | 'text' | 'delete' | 'attribute' | 'format' | 'type'; at: number; index: number; name: string };
const act = fc.record<Act>({
  kind: fc.constantFrom('element', 'element', 'text', 'text', 'delete', 'attribute', 'format', 'type'),
  at: fc.nat(40),
  index: fc.nat(20),
  name: fc.constantFrom(...ELEMENTS),
});
/** What honest editors do: only such changes as the schema allows. */
const honest = fc.record({ kind: fc.constantFrom('paragraph', 'type', 'type', 'delete', 'list'), at: fc.nat(20), index: fc.nat(20) });

function allOf(parent: Y.XmlFragment): (Y.XmlFragment | Y.XmlText)[] {
  return [
    parent,
    ...(parent.toArray() as unknown[]).flatMap((child) =>
      child instanceof Y.XmlText ? [child] : child instanceof Y.XmlElement ? allOf(child) : [],
    ),
  ];
}

function perform(doc: Y.Doc, { kind, at, index, name }: Act): void {
  const all = allOf(doc.getXmlFragment('content'));
  const target = all[at % all.length];
  if (!target) return;
  const place = target.length === 0 ? 0 : index % (target.length + 1);
  if (target instanceof Y.XmlText) {
    if (kind === 'format' && target.length > 0) target.format(0, 1, { [name === 'script' ? 'onload' : 'bold']: {} });
    else if (kind === 'delete' && target.length > 0) target.delete(0, 1);
    else target.insert(place, name);
    return;
  }
  if (kind === 'element') target.insert(place, [new Y.XmlElement(name)]);
  else if (kind === 'text') target.insert(place, [new Y.XmlText(name)]);
  else if (kind === 'delete' && target.length > 0) target.delete(index % target.length, 1);
  else if (kind === 'attribute' && target instanceof Y.XmlElement)
    target.setAttribute(name === 'script' ? 'onclick' : 'level', (index % 6) as unknown as string);
}

function performHonest(doc: Y.Doc, { kind, at, index }: { kind: string; at: number; index: number }): void {
  const content = doc.getXmlFragment('content');
  const texts = allOf(content).filter((node) => node instanceof Y.XmlText);
  const text = texts[at % Math.max(texts.length, 1)];
  if (kind === 'type' && text) text.insert(index % (text.length + 1), 'ab');
  else if (kind === 'delete' && content.length > 0) content.delete(at % content.length, 1);
  else {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText('nieuw')]);
    const place = at % (content.length + 1);
    if (kind !== 'list') {
      content.insert(place, [paragraph]);
      return;
    }
    const [list, item] = [new Y.XmlElement('bulletList'), new Y.XmlElement('listItem')];
    item.insert(0, [paragraph]);
    list.insert(0, [item]);
    content.insert(place, [list]);
  }
}

/** Takes an update as the server does. @returns whether it was taken */
function offer(doc: Y.Doc, update: Uint8Array): boolean {
  try {
    if (judgeUpdate(update, doc, nobody).kind !== 'fits') return false;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return false;
  }
  Y.applyUpdate(doc, update);
  return true;
}

function expectWhole(doc: Y.Doc): void {
  expect(checkDocument(doc)).toBeNull();
  expect(doc.store.pendingStructs).toBeNull();
  expect(doc.store.pendingDs).toBeNull();
}

describe('what is judged to fit', () => {
  test('leaves every document valid and whole, whatever is offered', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(act, fc.boolean()), { minLength: 1, maxLength: 40 }), (acts) => {
        const server = new Y.Doc();
        let client = new Y.Doc();
        for (const [each, together] of acts) {
          const before = Y.encodeStateVector(client);
          client.transact(() => {
            perform(client, each);
            if (together) perform(client, { ...each, at: each.at + 1 });
          });
          if (!offer(server, Y.encodeStateAsUpdate(client, before))) {
            // Closed; it starts again from what the server has.
            client = new Y.Doc();
            Y.applyUpdate(client, Y.encodeStateAsUpdate(server));
          }
          expectWhole(server);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('is judged as the whole document would be: nothing the schema allows is refused', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 25 }), (acts) => {
        const client = new Y.Doc();
        for (const each of acts) perform(client, each);
        // An empty text where no text may stand is not seen by who reads, but it may not be put there.
        const hasEmptyText = allOf(client.getXmlFragment('content')).some((node) => node instanceof Y.XmlText && node.length === 0);
        fc.pre(checkDocument(client) === null && client.store.clients.size > 0 && !hasEmptyText);
        expect(offer(new Y.Doc(), Y.encodeStateAsUpdate(client))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test('never refuses honest people, however their changes cross', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), honest, fc.boolean()), { minLength: 1, maxLength: 40 }), (turns) => {
        const server = new Y.Doc();
        const clients = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
        const sync = (client: Y.Doc) => {
          const update = Y.encodeStateAsUpdate(client, Y.encodeStateVector(server));
          const judgement = judgeUpdate(update, server, nobody);
          expect(['fits', 'nothing']).toContain(judgement.kind);
          Y.applyUpdate(server, update);
          Y.applyUpdate(client, Y.encodeStateAsUpdate(server, Y.encodeStateVector(client)));
        };
        for (const [who, change, online] of turns) {
          const client = clients[who];
          if (!client) continue;
          client.transact(() => performHonest(client, change));
          if (online) sync(client);
        }
        for (const client of [...clients, ...clients]) sync(client);
        expectWhole(server);
        const texts = [server, ...clients].map((doc) => doc.getXmlFragment('content').toString());
        expect(new Set(texts).size).toBe(1);
      }),
      { numRuns: 150 },
    );
  });

  test('is whole: with any byte changed or cut, an update is refused or harmless', () => {
    const source = new Y.Doc();
    for (let index = 0; index < 6; index++) performHonest(source, { kind: index % 2 ? 'list' : 'paragraph', at: index, index });
    performHonest(source, { kind: 'delete', at: 1, index: 0 });
    const update = Y.encodeStateAsUpdate(source);
    fc.assert(
      fc.property(fc.nat(update.length - 1), fc.nat(255), fc.boolean(), fc.boolean(), (at, byte, cut, again) => {
        const broken = cut ? update.slice(0, at) : update.map((value, index) => (index === at ? byte : value));
        const server = new Y.Doc();
        // Yjs also follows what a struct leans on when it has that struct already.
        if (again) Y.applyUpdate(server, update);
        offer(server, broken);
        expectWhole(server);
        if (cut && !again) expect(server.store.clients.size).toBe(0);
      }),
      { numRuns: 2_000 },
    );
  });

  test('is never found in random bytes that break something', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        const server = new Y.Doc();
        offer(server, bytes);
        expectWhole(server);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('items that lean on each other', () => {
  /** Two items of two clients, each with the other as its left neighbour: Yjs would keep both waiting for ever. */
  test('in a circle are refused', () => {
    const id = (client: number, clock: number) => [client, clock];
    const item = (origin: number[]) => [0b1000_0100, ...origin, 1, 97];
    const bytes = new Uint8Array([2, 1, 6, 0, ...item(id(5, 0)), 1, 5, 0, ...item(id(6, 0)), 0]);
    expect(scanUpdate(bytes)).toEqual({ structs: 2, deletes: 0 });
    expect(() => judgeUpdate(bytes, new Y.Doc(), nobody)).toThrow('circle');
  });

  test('with something that is not here are a gap', () => {
    const source = new Y.Doc();
    performHonest(source, { kind: 'paragraph', at: 0, index: 0 });
    const before = Y.encodeStateVector(source);
    performHonest(source, { kind: 'type', at: 0, index: 2 });
    expect(judgeUpdate(Y.encodeStateAsUpdate(source, before), new Y.Doc(), nobody)).toEqual({ kind: 'gap', from: expect.any(String) });
  });

  test('of somebody else are foreign', () => {
    const source = new Y.Doc();
    performHonest(source, { kind: 'paragraph', at: 0, index: 0 });
    expect(judgeUpdate(Y.encodeStateAsUpdate(source), new Y.Doc(), (client) => client === source.clientID)).toEqual({ kind: 'foreign' });
  });
});
