/** The documents that are open in this process. One promise per document: who comes while it loads waits for the same load. */
import type { Db } from '../server/context.ts';
import type { Log } from '../server/log.ts';
import type { Access, Place } from './authorize.ts';
import { CLOSE, Refusal } from './close-codes.ts';
import type { Limits } from './limits.ts';
import type { Persistence } from './persistence.ts';
import { type Member, openRoom, type Room } from './room.ts';

/** While something of our own is being stored: the notification may be of that, and be read before the commit is reported. Then there is nothing to fetch. */
const WAKE_MS = 10;

export type Rooms = {
  join(place: Place, member: Member, access: Access): Promise<void>;
  list(): Room[];
  /** @param payload `<document id>:<seq>` */
  wake(payload: string): void;
  /** Comments on the words of this document changed. */
  tellMargin(documentId: string): void;
  tick(): void;
  heartbeat(): void;
  closeAll(): void;
  /** Resolves when what was started for closing rooms is done. */
  settle(): Promise<void>;
};

export function createRooms({
  db,
  persistence,
  limits,
  log,
  now,
}: {
  db: Db;
  persistence: Persistence;
  limits: Limits;
  log: Log;
  now: () => Date;
}): Rooms {
  const loading = new Map<string, Promise<Room>>();
  const rooms = new Map<string, Room>();
  const emptySince = new Map<string, number>();
  const ending = new Set<Promise<void>>();

  function load(place: Place): Promise<Room> {
    const { documentId } = place;
    const under = loading.get(documentId);
    if (under) return under;
    const room = openRoom(documentId, { db, persistence, limits, log, now, place, onBroken: forget });
    loading.set(documentId, room);
    room.then(
      (loaded) => {
        // Broken while it loaded: nobody keeps it.
        if (loading.get(documentId) !== room) return;
        rooms.set(documentId, loaded);
        emptySince.set(documentId, performance.now());
      },
      () => {
        if (loading.get(documentId) === room) loading.delete(documentId);
      },
    );
    return room;
  }

  function forget(documentId: string): void {
    loading.delete(documentId);
    rooms.delete(documentId);
    emptySince.delete(documentId);
  }

  function unload(room: Room): void {
    forget(room.documentId);
    const end = room
      .snapshot()
      .then(() => room.stop())
      .finally(() => ending.delete(end));
    ending.add(end);
  }

  return {
    async join(place, member, access) {
      const room = await load(place);
      if (!member.connection.isOpen()) return;
      if (rooms.get(place.documentId) !== room) throw new Refusal(CLOSE.restarting, 'restarting');
      emptySince.delete(place.documentId);
      member.connection.onClose(() => {
        room.leave(member);
        if (room.isEmpty() && rooms.get(room.documentId) === room) emptySince.set(room.documentId, performance.now());
      });
      room.join(member, access);
    },
    list: () => [...rooms.values()],
    wake(payload) {
      const [documentId = '', seq = ''] = payload.split(':');
      const room = rooms.get(documentId);
      if (!room || room.document.seq() >= Number(seq)) return;
      const look = () => {
        if (rooms.get(documentId) !== room || room.document.seq() >= Number(seq)) return;
        room.document.catchUp().catch((error) => log.warn({ err: error, documentId }, 'co-writing: catching up failed'));
      };
      if (room.document.unsavedBytes() > 0) setTimeout(look, WAKE_MS);
      else look();
    },
    tellMargin: (documentId) => rooms.get(documentId)?.tellMargin(),
    tick() {
      const time = performance.now();
      for (const room of rooms.values()) {
        room.tick();
        const empty = emptySince.get(room.documentId);
        if (empty !== undefined && time - empty > limits.idleRoomMs && room.document.unsavedBytes() === 0) unload(room);
      }
    },
    heartbeat() {
      for (const room of rooms.values()) room.heartbeat();
    },
    closeAll() {
      for (const room of rooms.values()) room.stop();
    },
    async settle() {
      await Promise.all(ending);
    },
  };
}
