/** One socket: its messages one after the other, its limits, and sending without letting a slow reader fill the memory. */
import { randomUUID } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import type { Log } from '../server/log.ts';
import { CLOSE, type CloseCode, Refusal } from './close-codes.ts';
import { createBucket, type Limits, MAX_MESSAGE_BYTES } from './limits.ts';

export type Connection = {
  readonly id: string;
  send(frame: Uint8Array): void;
  close(code: CloseCode, reason: string): void;
  isOpen(): boolean;
  /** More waits for this reader than it should. */
  isBackedUp(): boolean;
  isDrained(): boolean;
  /** Counts costly answers as if their asker had sent them. @throws Refusal */
  charge(bytes: number): void;
  /** From here on messages are handled, beginning with those that came in meanwhile. `inTurn` says when: those of several connections can be handled together. */
  open(handle: (data: Uint8Array) => void | Promise<void>, inTurn: (pump: () => void) => void): void;
  onClose(listener: () => void): void;
};

/** Connections are told apart by a number within a process: an id of its own for each would be kept sixteen pieces long. */
const PROCESS_ID = randomUUID();
let opened = 0;

const AWARENESS = 1;
/** Of one sender, to be handled together with what others sent. */
const MAX_SHARED_BYTES = 64 * 1024;
/** Waiting to be handled, before the connection is stopped reading. */
const MAX_QUEUE_BYTES = 2 * MAX_MESSAGE_BYTES;

export function createConnection(socket: WebSocket, { limits, log }: { limits: Limits; log: Log }): Connection {
  const id = `${PROCESS_ID}:${++opened}`;
  const buckets = {
    messages: createBucket(limits.messages),
    bytes: createBucket(limits.bytes),
    awareness: createBucket(limits.awareness),
    awarenessBytes: createBucket(limits.awarenessBytes),
  };
  const listeners: (() => void)[] = [];
  let handle: ((data: Uint8Array) => void | Promise<void>) | null = null;
  let inTurn: ((pump: () => void) => void) | null = null;
  let isDue = false;
  let queue: Uint8Array[] = [];
  let queuedBytes = 0;
  let busy = false;
  let closed = false;
  let isLeaving = false;

  function close(code: CloseCode, reason: string): void {
    if (closed) return;
    closed = true;
    queue = [];
    socket.close(code, reason);
    // Paused while a message was handled: without reading, the answer to our close frame is never seen.
    socket.resume();
    for (const listener of listeners) listener();
  }

  function fail(error: unknown): void {
    if (closed) return;
    if (error instanceof Refusal) {
      log.info({ connection: id, code: error.code, reason: error.message }, 'co-writing: connection refused');
      close(error.code, error.message);
    } else {
      log.error({ err: error, connection: id }, 'co-writing: a message could not be handled');
      close(CLOSE.tryAgainLater, 'try again later');
    }
  }

  /** Soon, with what others sent in the same turn of the event loop. */
  function pumpSoon(): void {
    if (isDue || !inTurn) return;
    isDue = true;
    inTurn(() => {
      isDue = false;
      void pump();
    });
  }

  async function pump(): Promise<void> {
    if (busy || !handle) return;
    busy = true;
    try {
      for (let data = queue.shift(); data && !closed; data = queue.shift()) {
        queuedBytes -= data.length;
        const pending = handle(data);
        if (!pending) continue;
        socket.pause();
        await pending;
        if (!closed) socket.resume();
      }
    } catch (error) {
      fail(error);
    } finally {
      busy = false;
      if (isLeaving) leave();
    }
  }

  function leave(): void {
    if (closed || busy) return;
    closed = true;
    queue = [];
    for (const listener of listeners) listener();
  }

  function receive(data: RawData, isBinary: boolean): void {
    if (closed) return;
    try {
      if (!isBinary) throw new Refusal(CLOSE.invalidUpdate, 'not binary');
      // An own copy of just these bytes: decoders keep views, and the buffer of `ws` is shared with other messages.
      const bytes = new Uint8Array(data as Buffer);
      admit(bytes);
      queue.push(bytes);
      queuedBytes += bytes.length;
      // One turn can bring megabytes of one sender: those do not wait for the others.
      if (queuedBytes > MAX_SHARED_BYTES) void pump();
      if (queuedBytes > (handle ? MAX_QUEUE_BYTES : limits.openBytes)) throw new Refusal(CLOSE.tooMany, 'too much at once');
      pumpSoon();
    } catch (error) {
      fail(error);
    }
  }

  function admit(bytes: Uint8Array): void {
    const fits =
      bytes[0] === AWARENESS
        ? buckets.awareness.take() && buckets.awarenessBytes.take(bytes.length)
        : buckets.messages.take() && buckets.bytes.take(bytes.length);
    if (!fits) throw new Refusal(CLOSE.tooMany, 'too many messages');
  }

  // Without this listener one bad frame would end the process.
  socket.on('error', (error) => log.debug({ err: error, connection: id }, 'co-writing: socket error'));
  socket.on('message', receive);
  socket.once('close', () => {
    // What was sent before leaving counts, also what waits behind a message that is being handled.
    isLeaving = true;
    void pump();
    leave();
  });

  return {
    id,
    send(frame) {
      if (!closed && socket.readyState === socket.OPEN) socket.send(frame);
    },
    close,
    isOpen: () => !closed && socket.readyState === socket.OPEN,
    isBackedUp: () => socket.bufferedAmount > limits.bufferedBytes,
    isDrained: () => socket.bufferedAmount < limits.bufferedBytes / 8,
    charge(bytes) {
      if (!buckets.bytes.take(bytes)) throw new Refusal(CLOSE.tooMany, 'too many messages');
    },
    open(next, turn) {
      handle = next;
      inTurn = turn;
      pumpSoon();
    },
    onClose: (listener) => listeners.push(listener),
  };
}
