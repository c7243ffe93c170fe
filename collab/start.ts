/** Live co-writing on `/collab/{documentId}`: sockets, rooms, the writer, and the watch over rights. */
import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { WebSocket } from 'ws';
import type { DatabaseHandle } from '../db/client.ts';
import { RIGHTS_CHANNEL } from '../server/auth/notify-rights.ts';
import { sessionCookieName, validateSession } from '../server/auth/sessions.ts';
import type { Log } from '../server/log.ts';
import { DOCUMENT_CHANNEL } from '../server/plan-texts/documents.ts';
import { accessTo, findPlaces, findVisitor } from './authorize.ts';
import { CLOSE, Refusal } from './close-codes.ts';
import { createConnection } from './connection.ts';
import { createGate, createTally, LIMITS, type Limits } from './limits.ts';
import { startPersistence } from './persistence.ts';
import { watchRights } from './rights-watch.ts';
import type { Member } from './room.ts';
import { createRooms } from './rooms.ts';
import { createTelling } from './telling.ts';
import { type Arrival, acceptUpgrades, type UpgradeRules } from './upgrade.ts';

const PING_MS = 25_000;
const HEARTBEAT_MS = 12_000;
const TICK_MS = 1_000;
/** How often writing counts as use of a session. */
const SESSION_USE_MS = 60_000;
/** Told by the database itself (migration 0025): the id of a document. */
const MARGIN_CHANNEL = 'oever_margin';
/** Closing codes that say somebody may not. */
const REFUSED: readonly number[] = [CLOSE.noSuchDocument, CLOSE.signInFirst, CLOSE.notAllowed];
/** Arrivals that ask the database at once: however many come, what is being written does not wait behind them. */
const ARRIVALS = 8;
/** The embedded database has no other node that waits for it: only pages that are kept. */
const TELL_MS = { postgres: 4, embedded: 100 };
const FLUSH_MS = 5_000;
/** Longest to wait for the answers to our close frames. */
const GOODBYE_MS = 500;

export type CollabOptions = {
  httpServer: Server;
  handle: DatabaseHandle;
  /** Which origin is ours, and how many proxies stand before us (see `server/env.ts`). */
  origin: UpgradeRules;
  log: Log;
  now?: () => Date;
  limits?: Partial<Limits>;
  /** There is no room on the disk: everybody only reads, and keeps what they typed. */
  isReadOnly?: () => boolean;
};

export type Collab = {
  /** Tells everybody to come back (1012), writes what is waiting. */
  stop(): Promise<void>;
  stats(): { connections: number; writers: number; rooms: number; unsaved: number };
};

export async function startCollab({
  httpServer,
  handle,
  origin,
  log,
  now = () => new Date(),
  limits: given = {},
  isReadOnly = () => false,
}: CollabOptions): Promise<Collab> {
  const { db } = handle;
  const limits = { ...LIMITS, ...given };
  const cookieName = sessionCookieName(origin.publicUrl);
  const telling = createTelling({ db, log, everyMs: TELL_MS[handle.kind] });
  const persistence = startPersistence({ db, log, limits, onStored: telling.tell });
  const rooms = createRooms({ db, persistence, limits, log, now });
  const decide: typeof accessTo = (place, actor, at) => {
    const access = accessTo(place, actor, at);
    return access.mode === 'write' && isReadOnly() ? { mode: 'read', reason: 'site_read_only' } : access;
  };
  const watch = watchRights({ db, log, now, rooms: rooms.list, accessTo: decide });
  const arrivals = createGate(ARRIVALS);
  const perPerson = createTally();
  const perAddress = createTally();
  const sockets = new Map<WebSocket, { alive: boolean }>();
  let stopping = false;

  async function welcome(arrival: Arrival): Promise<void> {
    const { socket, documentId, extended, cookieHeader, address } = arrival;
    const connection = createConnection(socket, { limits, log });
    sockets.set(socket, { alive: true });
    socket.on('pong', () => sockets.set(socket, { alive: true }));
    socket.once('close', () => sockets.delete(socket));
    const late = setTimeout(() => connection.close(CLOSE.tryAgainLater, 'try again later'), limits.openMs);
    connection.onClose(() => clearTimeout(late));
    try {
      if (stopping) throw new Refusal(CLOSE.restarting, 'restarting');
      if (!documentId) throw new Refusal(CLOSE.noSuchDocument, 'no such document');
      if (!isLoopback(address) && !enter(connection.onClose, perAddress, address, limits.socketsPerAddress))
        throw new Refusal(CLOSE.tooMany, 'too many connections');
      const at = now();
      const ask = () =>
        Promise.all([findPlaces(db, [documentId], at), findVisitor(db, { cookieHeader, cookieName, readOnly: isReadOnly() }, at)]);
      // Who has left again asks nothing.
      const found = await arrivals.pass(async () => (connection.isOpen() ? ask() : null));
      if (!found || !connection.isOpen()) return;
      const [places, visitor] = found;
      const place = places.get(documentId);
      const actor = visitor === 'session_over' ? visitor : (visitor?.actor ?? null);
      const access = decide(place, actor, at);
      if (access.mode === 'none' || !place)
        throw new Refusal(access.mode === 'none' ? access.code : CLOSE.noSuchDocument, access.reason ?? '');
      const session = visitor === 'session_over' ? null : visitor;
      if (session && connection.isOpen() && !enter(connection.onClose, perPerson, session.actor.id, limits.socketsPerPerson)) {
        throw new Refusal(CLOSE.tooMany, 'too many connections');
      }
      const member: Member = {
        connection,
        extended,
        token: session?.token ?? null,
        sessionIdHash: session?.sessionIdHash ?? null,
        person: session?.actor ?? null,
        mode: 'read',
        wroteAt: null,
      };
      await rooms.join(place, member, access);
    } catch (error) {
      if (!(error instanceof Refusal)) log.error({ err: error, documentId }, 'co-writing: a connection could not be opened');
      // Who may not come in, or must sign in first: as every refusal is written down.
      if (error instanceof Refusal && REFUSED.includes(error.code))
        log.info({ requestId: randomUUID(), action: 'collab.open', reason: error.message, documentId }, 'refused');
      if (error instanceof Refusal) connection.close(error.code, error.message);
      else connection.close(CLOSE.tryAgainLater, 'try again later');
    } finally {
      clearTimeout(late);
    }
  }

  /** Somebody who only types makes no requests; their session must not run out under their hands. */
  async function keepSessions(): Promise<void> {
    if (isReadOnly()) return;
    for (const room of rooms.list()) {
      for (const member of room.members()) {
        if (member.wroteAt === null || !member.token) continue;
        member.wroteAt = null;
        await validateSession(db, member.token, now());
      }
    }
  }

  const onUpgrade = acceptUpgrades(origin, (arrival) => void welcome(arrival));
  httpServer.on('upgrade', onUpgrade);
  const timers = [
    setInterval(() => ping(sockets), PING_MS),
    setInterval(rooms.heartbeat, HEARTBEAT_MS),
    setInterval(rooms.tick, TICK_MS),
    setInterval(() => void keepSessions().catch((error) => log.warn({ err: error }, 'co-writing: sessions were not kept')), SESSION_USE_MS),
  ];
  const stopListening = [
    await handle.listen(RIGHTS_CHANNEL, watch.lookNow, watch.lookNow),
    await handle.listen(DOCUMENT_CHANNEL, rooms.wake, watch.lookNow),
    await handle.listen(MARGIN_CHANNEL, rooms.tellMargin),
  ];

  return {
    async stop() {
      stopping = true;
      httpServer.off('upgrade', onUpgrade);
      for (const timer of timers) clearInterval(timer);
      for (const stop of stopListening) await stop();
      await watch.stop();
      rooms.closeAll();
      for (const socket of sockets.keys()) socket.close(CLOSE.restarting, 'restarting');
      await persistence.stop(FLUSH_MS);
      await telling.settle();
      await rooms.settle();
      for (let waited = 0; sockets.size > 0 && waited < GOODBYE_MS; waited += 20) await new Promise((resolve) => setTimeout(resolve, 20));
      for (const socket of sockets.keys()) socket.terminate();
    },
    stats() {
      const open = rooms.list();
      return {
        connections: sockets.size,
        writers: open.reduce((sum, room) => sum + room.writers(), 0),
        rooms: open.length,
        unsaved: persistence.waiting(),
      };
    },
  };
}

function enter(onClose: (listener: () => void) => void, tally: ReturnType<typeof createTally>, key: string, max: number): boolean {
  if (!tally.enter(key, max)) return false;
  onClose(() => tally.leave(key));
  return true;
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}

/** A line that is dead without a word is found by the answer that does not come. */
function ping(sockets: Map<WebSocket, { alive: boolean }>): void {
  for (const [socket, { alive }] of sockets) {
    if (!alive) socket.terminate();
    else if (socket.readyState === WebSocket.OPEN) {
      sockets.set(socket, { alive: false });
      socket.ping();
    }
  }
}
