import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttpServer, HTTP_LIMITS } from './http-server.ts';

let server: Server;
const sockets: Socket[] = [];

async function start(limits: Parameters<typeof createHttpServer>[0] = {}): Promise<void> {
  server = createHttpServer(limits).on('request', (req, res) => {
    req.resume().once('end', () => res.end('hallo'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** A line with what is sent over it at once, and what is answered until it is closed. */
function open(sent: string): { socket: Socket; answered: Promise<string> } {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  sockets.push(socket);
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.on('error', () => {});
  socket.write(sent);
  return { socket, answered: once(socket, 'close').then(() => text) };
}

const QUICK = { headersTimeout: 150, requestTimeout: 300, keepAliveTimeout: 100, connectionsCheckingInterval: 25 };

describe('a line that takes its time', () => {
  test('with its headers is closed', async () => {
    await start(QUICK);
    const { socket, answered } = open('GET / HTTP/1.1\r\nHost: x\r\n');
    const drip = setInterval(() => socket.write('X-A: b\r\n'), 30);
    expect(await answered).toContain('408 Request Timeout');
    clearInterval(drip);
  });

  test('with its body is closed', async () => {
    await start(QUICK);
    const { socket, answered } = open('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n');
    const drip = setInterval(() => socket.write('a'), 30);
    expect(await answered).not.toContain('200 OK');
    clearInterval(drip);
  });

  test('and asks nothing more is closed', async () => {
    await start(QUICK);
    expect(await open('GET / HTTP/1.1\r\nHost: x\r\n\r\n').answered).toContain('200 OK');
  });
});

test('more than 16 kB of headers is refused before anything is done', async () => {
  await start();
  const ask = (bytes: number) => open(`GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Long: ${'a'.repeat(bytes)}\r\n\r\n`).answered;
  expect(await ask(100_000)).toContain('431 Request Header Fields Too Large');
  expect(await ask(16_384)).toContain('431 Request Header Fields Too Large');
  expect(await ask(15_000)).toContain('200 OK');
});

test('others are answered while hundreds of lines say nothing', async () => {
  await start();
  for (let i = 0; i < 500; i++) open('GET / HTTP/1.1\r\n');
  expect(await open('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n').answered).toContain('hallo');
});

test('the limits of the site are those that were agreed, and no line is open for ever', async () => {
  await start();
  expect(HTTP_LIMITS).toMatchObject({ maxHeaderSize: 16_384, headersTimeout: 15_000, requestTimeout: 30_000 });
  expect(server).toMatchObject({ headersTimeout: 15_000, requestTimeout: 30_000, keepAliveTimeout: 5_000, maxConnections: 5_000 });
});
