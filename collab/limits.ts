/** How much one connection, person or address may ask. Beyond it the connection is closed with 4429. */
export type Limits = {
  /** Updates and questions per second, and how many at once after a quiet time. */
  messages: Rate;
  /** Bytes of those. */
  bytes: Rate;
  /** Awareness messages, and their bytes. Generous: the stock client sends back every state it is told. */
  awareness: Rate;
  awarenessBytes: Rate;
  /** New Yjs client ids of one person in one document: one for every page opened to write. */
  newClients: Rate;
  /** Sockets of one signed-in person, and of one address; a loopback address is a proxy of ours and tells nothing. */
  socketsPerPerson: number;
  socketsPerAddress: number;
  /** People writing in one document; who comes later reads. */
  writersPerDocument: number;
  /** Client ids a document can ever have: each costs every reader a few bytes at each start. */
  clientsPerDocument: number;
  /** Encoded size of a document. */
  documentBytes: number;
  /** Longest a message waits for a connection's check and the loading of its document, and how much may wait meanwhile: of anybody at all. */
  openMs: number;
  openBytes: number;
  /** A reader with more than this waiting for it is left behind, and after `behindMs` closed. */
  bufferedBytes: number;
  behindMs: number;
  /** How long a client may take to answer when it is asked to resync. */
  resyncMs: number;
  /** A document nobody has open is kept this long. */
  idleRoomMs: number;
  /** Accepted but not yet stored, for one document; more is refused until the database is back. */
  unsavedBytes: number;
  /** A commit that takes longer is told to who writes; after `commitLimitMs`, more than the database allows a statement, it is tried again on another connection. */
  commitSlowMs: number;
  commitLimitMs: number;
};

type Rate = { perSecond: number; burst: number };

/** Largest message of all, before anything is read of it. */
export const MAX_MESSAGE_BYTES = 1024 * 1024;

export const LIMITS: Limits = {
  messages: { perSecond: 60, burst: 300 },
  bytes: { perSecond: 256 * 1024, burst: 1024 * 1024 },
  awareness: { perSecond: 100, burst: 500 },
  // Five hundred people are told of each other in 150 KB every two and a half seconds.
  awarenessBytes: { perSecond: 128 * 1024, burst: 512 * 1024 },
  newClients: { perSecond: 0.1, burst: 60 },
  socketsPerPerson: 20,
  socketsPerAddress: 100,
  writersPerDocument: 500,
  clientsPerDocument: 5_000,
  documentBytes: 5 * 1024 * 1024,
  openMs: 10_000,
  openBytes: MAX_MESSAGE_BYTES,
  bufferedBytes: 1024 * 1024,
  behindMs: 10_000,
  resyncMs: 5_000,
  idleRoomMs: 60_000,
  unsavedBytes: 2 * 1024 * 1024,
  commitSlowMs: 3_000,
  commitLimitMs: 40_000,
};

export type Bucket = { take(amount?: number): boolean };

/** A token bucket on the monotonic clock. */
export function createBucket({ perSecond, burst }: Rate): Bucket {
  let tokens = burst;
  let at = performance.now();
  return {
    take(amount = 1) {
      const now = performance.now();
      tokens = Math.min(burst, tokens + ((now - at) / 1000) * perSecond);
      at = now;
      if (tokens < amount) return false;
      tokens -= amount;
      return true;
    },
  };
}

export type Gate = { pass<T>(act: () => Promise<T>): Promise<T> };

/** Lets `most` through at once; the others wait in the order in which they came. */
export function createGate(most: number): Gate {
  let inside = 0;
  const waiting: (() => void)[] = [];
  return {
    async pass(act) {
      if (inside < most) inside++;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await act();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else inside--;
      }
    },
  };
}

/** Counts what is open per key; `enter` says whether one more may. */
export function createTally(): { enter(key: string, max: number): boolean; leave(key: string): void } {
  const counts = new Map<string, number>();
  return {
    enter(key, max) {
      const count = counts.get(key) ?? 0;
      if (count >= max) return false;
      counts.set(key, count + 1);
      return true;
    },
    leave(key) {
      const count = (counts.get(key) ?? 1) - 1;
      if (count > 0) counts.set(key, count);
      else counts.delete(key);
    },
  };
}
