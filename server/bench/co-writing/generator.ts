/**
 * The load, in a process of its own: `generator.ts '<JSON of GeneratorOptions>'`. Raw sockets that speak y-protocols; every writer types single letters in a
 * paragraph of its own. Latency of a letter: from the write to the sender's socket until it is parsed at another client, for every letter and every other client.
 * Says `warm` when everybody is in and has typed, waits for a line, says `typed` when it stops, and then one line of JSON. Afterwards it checks that every client got every letter exactly in order, and that a client who comes last is given the whole text.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import { type Dialect, greetings, openSocket, readUpdate, updateFrame } from './dialects.ts';
import { fetchText } from './fetch-text.ts';
import { createHistogram } from './histogram.ts';

export type GeneratorOptions = {
  /** One for each node, used in turn. */
  urls: string[];
  dialect: Dialect;
  documents: string[];
  /** One for each socket, used in turn; null: without. */
  cookies: string[] | null;
} & (
  | { kind: 'type'; writers: number; perSecond: number; seconds: number; warmUpSeconds: number }
  /** Opens `connections` sockets on the documents in turn, writes `characters` in each document once, says `ready` and waits for the end of its input. */
  | { kind: 'hold'; connections: number; characters: number }
);

export type LoadResult = {
  deliveredPerSecond: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  /** Letters that some other client never got, or got out of order. */
  lost: number;
  /** Every client that was looked at, and one that came last, have the same text. */
  converged: boolean;
};

type Writer = {
  socket: WebSocket;
  document: string;
  /** Everybody on this document. */
  peers: Writer[];
  doc: Y.Doc;
  text: Y.XmlText;
  outgoing: Uint8Array | null;
  /** When each letter was sent, by its clock. */
  sentAt: number[];
  /** Of each other client the next clock that has to come. */
  next: Map<number, number>;
  /** Kept of a few only. */
  kept: Uint8Array[] | null;
  letters: number;
};

const options = JSON.parse(process.argv[2] ?? '') as GeneratorOptions;
const { dialect } = options;
const histogram = createHistogram();
let delivered = 0;
let lost = 0;
let measuring = false;

function connect(document: string, index: number): Promise<WebSocket> {
  const cookie = options.cookies?.[index % options.cookies.length] ?? null;
  const socket = openSocket(options.urls[index % options.urls.length] ?? '', { document, cookie });
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      for (const frame of greetings(dialect, document)) socket.send(frame);
    });
    socket.once('message', () => resolve(socket));
    socket.once('error', reject);
    socket.once('close', (code) => reject(new Error(`closed with ${code}`)));
  });
}

async function join(document: string, index: number, peers: Writer[]): Promise<Writer> {
  const doc = new Y.Doc();
  const writer: Writer = {
    socket: await connect(document, index),
    document,
    peers,
    doc,
    text: new Y.XmlText(),
    outgoing: null,
    sentAt: [],
    next: new Map(),
    kept: peers.length < 5 ? [] : null,
    letters: 0,
  };
  doc.on('update', (update: Uint8Array) => {
    writer.outgoing = update;
  });
  writer.socket.on('message', (data: Buffer) => receive(writer, data));
  peers.push(writer);
  return writer;
}

/** Everybody on a document gets the same bytes: they are parsed once. */
const parsed = new Map<string, { update: Uint8Array; ranges: [client: number, from: number, to: number][] } | null>();

function parse(data: Buffer): ReturnType<typeof parsed.get> {
  const key = data.toString('latin1');
  let known = parsed.get(key);
  if (known === undefined) {
    const message = readUpdate(dialect, Uint8Array.from(data));
    known = null;
    if (message && !message.isState) {
      const { from, to } = Y.parseUpdateMeta(message.update);
      known = { update: message.update, ranges: [...from].map(([client, start]) => [client, start, to.get(client) ?? start]) };
    }
    if (parsed.size > 2_000) parsed.clear();
    parsed.set(key, known);
  }
  return known;
}

const writerOf = new Map<number, Writer>();

function receive(writer: Writer, data: Buffer): void {
  const message = parse(data);
  if (!message) return;
  const now = performance.now();
  writer.kept?.push(message.update);
  for (const [client, from, to] of message.ranges) {
    if (client === writer.doc.clientID) continue;
    const sender = writerOf.get(client);
    if (!sender) continue;
    const expected = writer.next.get(client) ?? 0;
    if (from > expected) lost += from - expected;
    for (let clock = Math.max(from, expected); clock < to; clock++) {
      const sentAt = sender.sentAt[clock];
      if (sentAt === undefined || !measuring) continue;
      histogram.add(now - sentAt);
      delivered++;
    }
    if (to > expected) writer.next.set(client, to);
  }
}

function send(writer: Writer): void {
  const update = writer.outgoing;
  if (!update) return;
  writer.outgoing = null;
  const until = Y.getState(writer.doc.store, writer.doc.clientID);
  const now = performance.now();
  while (writer.sentAt.length < until) writer.sentAt.push(now);
  writer.socket.send(updateFrame(dialect, writer.document, update));
}

function typeLetter(writer: Writer): void {
  writer.text.insert(writer.text.length, 'abcdefghij'[writer.letters++ % 10] ?? 'a');
  send(writer);
}

function beginParagraph(writer: Writer, text: string): void {
  const paragraph = new Y.XmlElement('paragraph');
  writer.doc.transact(() => {
    paragraph.insert(0, [writer.text]);
    writer.text.insert(0, text);
    writer.doc.getXmlFragment('content').insert(0, [paragraph]);
  });
  send(writer);
}

async function type({
  writers: count,
  perSecond,
  seconds,
  warmUpSeconds,
}: Extract<GeneratorOptions, { kind: 'type' }>): Promise<LoadResult> {
  const writers: Writer[] = [];
  for (const document of options.documents) {
    const peers: Writer[] = [];
    for (let start = 0; start < count; start += 25) {
      const joining = Array.from({ length: Math.min(25, count - start) }, (_, offset) =>
        join(document, writers.length + start + offset, peers),
      );
      await Promise.all(joining);
    }
    writers.push(...peers);
  }
  for (const writer of writers) {
    writerOf.set(writer.doc.clientID, writer);
    beginParagraph(writer, '');
  }
  await settle(writers);
  await pace(writers, { perSecond, seconds: warmUpSeconds });
  process.stdout.write('"warm"\n');
  await new Promise((resolve) => process.stdin.once('data', resolve));
  // The server was just asked how it does, and collected its garbage.
  await pace(writers, { perSecond, seconds: 0.3 });
  measuring = true;
  const started = performance.now();
  await pace(writers, { perSecond, seconds });
  const took = (performance.now() - started) / 1000;
  const within = delivered;
  process.stdout.write('"typed"\n');
  await settle(writers);
  measuring = false;
  for (const writer of writers) {
    for (const peer of writer.peers) {
      if (peer !== writer) lost += Math.max(0, peer.sentAt.length - (writer.next.get(peer.doc.clientID) ?? 0));
    }
  }
  const converged = (await Promise.all(options.documents.slice(0, 5).map((document) => haveTheSame(document, writers)))).every(Boolean);
  for (const { socket } of writers) socket.terminate();
  return {
    deliveredPerSecond: Math.round(within / took),
    p50Ms: histogram.percentile(50),
    p95Ms: histogram.percentile(95),
    p99Ms: histogram.percentile(99),
    lost,
    converged,
  };
}

/**
 * Each writer at its own moment, evenly spread to the millisecond; what the timer missed is made up at once. Never in a loop without rest: the database that our server
 * waits for shares this core.
 */
async function pace(writers: readonly Writer[], { perSecond, seconds }: { perSecond: number; seconds: number }): Promise<void> {
  const started = performance.now();
  const total = Math.round(writers.length * perSecond * seconds);
  const gapMs = 1000 / (writers.length * perSecond);
  for (let sent = 0; sent < total; ) {
    const due = Math.min(total, Math.floor((performance.now() - started) / gapMs) + 1);
    for (; sent < due; sent++) typeLetter(writers[(sent * 7919) % writers.length] as Writer);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** Until everybody has everything, at most for some seconds. */
async function settle(writers: readonly Writer[]): Promise<void> {
  const end = performance.now() + 8_000;
  const isComplete = () =>
    writers.every((writer) =>
      writer.peers.every((peer) => peer === writer || (writer.next.get(peer.doc.clientID) ?? 0) >= peer.sentAt.length),
    );
  while (performance.now() < end && !isComplete()) await sleep(20);
}

async function haveTheSame(document: string, writers: readonly Writer[]): Promise<boolean> {
  const all = writers.filter((writer) => writer.document === document);
  const whole = new Y.Doc();
  for (const writer of all) Y.applyUpdate(whole, Y.encodeStateAsUpdate(writer.doc));
  const text = whole.getXmlFragment('content').toString();
  for (const writer of all) {
    if (!writer.kept) continue;
    const replica = new Y.Doc();
    Y.applyUpdate(replica, Y.mergeUpdates(writer.kept.length > 0 ? writer.kept.slice(-1) : [Y.encodeStateAsUpdate(writer.doc)]));
    replica.transact(() => {
      for (const update of writer.kept ?? []) Y.applyUpdate(replica, update);
      Y.applyUpdate(replica, Y.encodeStateAsUpdate(writer.doc));
    });
    if (replica.getXmlFragment('content').toString() !== text) return false;
  }
  return (await fetchText({ url: options.urls[0] ?? '', dialect, document, cookie: options.cookies?.at(-1) ?? null })) === text;
}

async function hold({ connections, characters }: Extract<GeneratorOptions, { kind: 'hold' }>): Promise<void> {
  const { documents } = options;
  for (let start = 0; start < connections; start += 50) {
    const some = Array.from({ length: Math.min(50, connections - start) }, (_, offset) => start + offset);
    const writers = await Promise.all(some.map((index) => join(documents[index % documents.length] ?? '', index, [])));
    for (const writer of characters > 0 ? writers : []) beginParagraph(writer, 'x'.repeat(characters));
  }
  await sleep(1_000);
  process.stdout.write('"ready"\n');
  process.stdin.resume();
  await new Promise((resolve) => process.stdin.once('end', resolve));
}

if (options.kind === 'type') process.stdout.write(`${JSON.stringify(await type(options))}\n`);
else await hold(options);
process.exit(0);
