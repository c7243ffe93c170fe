import { EventEmitter } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import pino from 'pino';
import { expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { createConnection } from './connection.ts';
import { LIMITS } from './limits.ts';

/** The events of a socket without a line: all of them can come in one turn, as they do when much was waiting. */
function openLine() {
  const socket = Object.assign(new EventEmitter(), { OPEN: 1, readyState: 1, bufferedAmount: 0, closedWith: 0, pause() {}, resume() {} });
  Object.assign(socket, {
    close(code: number) {
      socket.closedWith = code;
    },
  });
  const limits = { ...LIMITS, bytes: { perSecond: 1e8, burst: 1e8 } };
  const connection = createConnection(socket as unknown as WebSocket, { limits, log: pino({ level: 'silent' }) });
  const handled: number[] = [];
  let turns = 0;
  connection.open(
    (data) => void handled.push(data.length),
    (pump) =>
      void setImmediate().then(() => {
        turns += 1;
        pump();
      }),
  );
  const send = (bytes: number) => socket.emit('message', Buffer.alloc(bytes), true);
  return { socket, handled, send, turns: () => turns };
}

test('what comes in within one turn is handled in the next, in order', async () => {
  const { handled, send, turns } = openLine();
  for (const bytes of [3, 5, 4]) send(bytes);
  expect(handled).toEqual([]);
  await setImmediate();
  await setImmediate();
  expect(handled).toEqual([3, 5, 4]);
  expect(turns()).toBe(1);
});

test('megabytes of one sender in one turn are not too much: they are handled as they come', async () => {
  const { socket, handled, send } = openLine();
  for (let count = 0; count < 30; count++) send(150_000);
  await setImmediate();
  await setImmediate();
  expect(handled).toHaveLength(30);
  expect(socket.closedWith).toBe(0);
});

test('what was sent right before leaving counts', () => {
  const { socket, handled, send } = openLine();
  send(7);
  socket.emit('close');
  expect(handled).toEqual([7]);
});
