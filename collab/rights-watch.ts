/** Keeps the rights of open sockets as they are: at every word of a change, and every second in case no word came. Two queries for all sockets together. */
import type { Db } from '../server/context.ts';
import type { Log } from '../server/log.ts';
import { type accessTo as decideAccess, findActors, findPlaces } from './authorize.ts';
import { inTime } from './in-time.ts';
import type { Room } from './room.ts';

const EVERY_MS = 1_000;
const LIMIT_MS = 5_000;
/** Many changes at once are looked at together. */
const GATHER_MS = 50;

export type RightsWatch = { lookNow(): void; stop(): Promise<void> };

export function watchRights({
  db,
  log,
  now,
  rooms,
  accessTo,
}: {
  db: Db;
  log: Log;
  now: () => Date;
  rooms: () => Room[];
  accessTo: typeof decideAccess;
}): RightsWatch {
  let looking: Promise<void> | null = null;
  let soon: NodeJS.Timeout | null = null;
  let again = false;
  let looks = 0;

  async function look(): Promise<void> {
    const current = ++looks;
    const open = rooms();
    if (open.length === 0) return;
    const at = now();
    const hashes = new Set(open.flatMap((room) => [...room.members()].flatMap(({ sessionIdHash }) => sessionIdHash ?? [])));
    const [places, actors] = await Promise.all([
      findPlaces(
        db,
        open.map((room) => room.documentId),
        at,
      ),
      findActors(db, [...hashes], at),
    ]);
    // Given up meanwhile: what it says is old.
    if (current !== looks) return;
    for (const room of open) {
      const place = places.get(room.documentId);
      for (const member of [...room.members()]) {
        // Came in after the question was asked: it was checked a moment ago.
        if (member.sessionIdHash !== null && !hashes.has(member.sessionIdHash)) continue;
        const actor = member.sessionIdHash === null ? null : (actors.get(member.sessionIdHash) ?? 'session_over');
        room.setAccess(member, accessTo(place, actor, at), actor === 'session_over' ? null : actor);
      }
      // A message from another node may be lost; the log is not.
      if (place && place.lastSeq > room.document.seq()) await room.document.catchUp();
    }
  }

  function start(): void {
    if (looking) {
      again = true;
      return;
    }
    looking = inTime(LIMIT_MS, look())
      // Without a database nothing can be written either; the rights stay as they were.
      .catch((error) => log.warn({ err: error }, 'co-writing: rights could not be checked'))
      .finally(() => {
        looking = null;
        if (again) {
          again = false;
          start();
        }
      });
  }

  const timer = setInterval(start, EVERY_MS);
  return {
    lookNow() {
      soon ??= setTimeout(() => {
        soon = null;
        start();
      }, GATHER_MS);
    },
    async stop() {
      clearInterval(timer);
      if (soon) clearTimeout(soon);
      again = false;
      await looking;
    },
  };
}
