/** Below the messages: bytes that are no WebSocket frames, or frames that may not be. */
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../db/client.ts';
import { loadDocument } from '../server/plan-texts/documents.ts';
import { openTestDatabase } from '../server/testing/database.ts';
import { makeWorld } from '../server/testing/world.ts';
import { type Editor, openEditor } from './testing/clients.ts';
import { cookieOf, startTestServer, type TestServer } from './testing/server.ts';
import { textOf } from './testing/texts.ts';
import { keepTyping } from './testing/typing.ts';
import { eventually } from './testing/waiting.ts';

let handle: DatabaseHandle;
let server: TestServer;
let documentId: string;
let writer: Editor;
let reader: Editor;
let typing: ReturnType<typeof keepTyping>;

beforeAll(async () => {
  handle = await openTestDatabase();
  const world = await makeWorld(handle.db);
  documentId = world.sections.open.documentId;
  server = await startTestServer(handle);
  writer = openEditor(server, documentId, { cookie: await cookieOf(handle.db, world.people.resident) });
  reader = openEditor(server, documentId, { cookie: null });
  await eventually(() => writer.provider.synced && reader.provider.synced, 'both in');
  writer.write('begin ');
  typing = keepTyping(writer, 'w', 30);
});
afterAll(async () => {
  typing.stop();
  for (const editor of [writer, reader]) editor.stop();
  await server.stop();
  await handle.close();
});

const CLOSE_FRAME = 8;

/** A socket of our own making, after a good handshake. */
async function knock(extra = ''): Promise<{ socket: Socket; answer: string; closed: Promise<number | null> }> {
  const { host, port } = new URL(server.origin);
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('error', () => {});
  socket.write(
    `GET /collab/${documentId} HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${server.origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${extra}\r\n`,
  );
  let bytes = Buffer.alloc(0);
  socket.on('data', (data) => {
    bytes = Buffer.concat([bytes, data]);
  });
  await eventually(() => bytes.includes('\r\n\r\n'), 'the handshake is answered');
  const headEnd = bytes.indexOf('\r\n\r\n') + 4;
  const closed = new Promise<number | null>((resolve) => socket.once('close', () => resolve(closeCodeIn(bytes.subarray(headEnd)))));
  return { socket, answer: bytes.subarray(0, headEnd).toString('latin1'), closed };
}

/** Of the last frame, when it is one that closes. */
function closeCodeIn(bytes: Buffer): number | null {
  for (let at = 0; at + 2 <= bytes.length; ) {
    const short = (bytes[at + 1] ?? 0) & 0x7f;
    const head = short === 127 ? 10 : short === 126 ? 4 : 2;
    const length = short === 127 ? Number(bytes.readBigUInt64BE(at + 2)) : short === 126 ? bytes.readUInt16BE(at + 2) : short;
    if (((bytes[at] ?? 0) & 0x0f) === CLOSE_FRAME) return bytes.readUInt16BE(at + head);
    at += head + length;
  }
  return null;
}

const MASK = [0, 0, 0, 0];
const [PROTOCOL_ERROR, NOT_UTF8, TOO_LARGE] = [1002, 1007, 4413];

describe('bytes below the protocol', () => {
  test.each<[string, number[], number]>([
    ['a frame with the first reserved bit, as if it were compressed', [0xc2, 0x80, ...MASK], PROTOCOL_ERROR],
    ['a frame with the second reserved bit', [0xa2, 0x80, ...MASK], PROTOCOL_ERROR],
    ['a frame with all reserved bits', [0xf2, 0x80, ...MASK], PROTOCOL_ERROR],
    ['a frame without a mask', [0x82, 0x01, 0x41], PROTOCOL_ERROR],
    ['a frame of an unknown kind', [0x83, 0x80, ...MASK], PROTOCOL_ERROR],
    ['a ping in pieces', [0x09, 0x80, ...MASK], PROTOCOL_ERROR],
    ['a ping that is too long', [0x89, 0xfe, 0, 126, ...MASK], PROTOCOL_ERROR],
    ['the rest of a message that never began', [0x80, 0x80, ...MASK], PROTOCOL_ERROR],
    ['a goodbye of one byte', [0x88, 0x81, ...MASK, 3], PROTOCOL_ERROR],
    ['a goodbye with a code that does not exist', [0x88, 0x82, ...MASK, 0, 1], PROTOCOL_ERROR],
    ['a text that is no UTF-8', [0x81, 0x82, ...MASK, 0xc3, 0x28], NOT_UTF8],
    ['a goodbye that is no UTF-8', [0x88, 0x84, ...MASK, 0x03, 0xe8, 0xc3, 0x28], NOT_UTF8],
    ['a frame longer than any number', [0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, ...MASK], TOO_LARGE],
    ['a frame that says it is a byte too large', [0x82, 0xff, 0, 0, 0, 0, 0, 0x10, 0, 1, ...MASK], TOO_LARGE],
  ])('%s closes that socket, and says why', async (_, frame, code) => {
    const { socket, closed } = await knock();
    socket.write(Buffer.from(frame));
    expect(await closed).toBe(code);
  });

  test('a message too large in pieces that are small enough is no way around', async () => {
    const { socket, closed } = await knock();
    const piece = (opcode: number) => Buffer.concat([Buffer.from([opcode, 0xff, 0, 0, 0, 0, 0, 8, 0, 0, ...MASK]), Buffer.alloc(0x80000)]);
    for (const opcode of [0x02, 0x00, 0x00]) socket.write(piece(opcode));
    expect(await closed).toBe(TOO_LARGE);
  });

  test('who asks for compression does not get it: a small message would become a large one', async () => {
    const { socket, answer } = await knock('Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 101 /);
    expect(answer).not.toMatch(/sec-websocket-extensions/i);
    socket.destroy();
  });

  test('half a frame, and gone, is nothing', async () => {
    const { socket, closed } = await knock();
    socket.write(Buffer.from([0x82, 0xff, 0, 0]));
    await new Promise((resolve) => setImmediate(resolve));
    socket.destroy();
    expect(await closed).toBeNull();
  });
});

test('meanwhile who typed lost no letter, and who read saw them all', async () => {
  await eventually(() => typing.words.length > 10, 'somebody typed all the time');
  typing.stop();
  const all = `begin ${typing.words.join('')}`;
  await eventually(() => reader.text() === all, 'all is seen');
  expect(textOf((await loadDocument(handle.db, documentId)).doc)).toBe(all);
  expect([writer.closed(), reader.closed()]).toEqual([null, null]);
  await eventually(() => server.collab.stats().connections === 2, 'nobody else is left');
});
