/**
 * Who is writing and where their cursor is. A connection speaks for one Yjs client only; name, colour and kind are written by the server, so nobody can appear
 * as somebody else. States go out together a few times a second, the latest of each.
 */
import type { Actor } from '../server/context.ts';
import { hasRole } from '../server/permissions.ts';
import { CLOSE, Refusal } from './close-codes.ts';
import { awarenessEntry, awarenessFrame, readAwareness } from './protocol.ts';

const MAX_STATE_BYTES = 2 * 1024;
const FLUSH_MS = 100;
/** With many people each state goes to all of them, so the more there are, the less often. */
const FLUSH_MS_PER_PERSON = 5;

const STAFF = ['official', 'moderator', 'trajectory_manager', 'clerk', 'administrator'] as const;
/** The hues of `app/components/avatar.tsx`; `tone` 1 to 4 is their class, `color` is for other editors. */
const COLORS = ['#7a3fa0', '#b23c17', '#1f5f86', '#3d6a1b'] as const;
const STAFF_TONE = 3;

export type Stamp = { name: string; color: string; tone: number; staff: boolean };

/** How a person appears to others: with the colour their avatar has everywhere. */
export function stampOf(person: Actor, trajectoryId: string): Stamp {
  const staff = hasRole(person, STAFF, trajectoryId);
  const tone = staff ? STAFF_TONE : ([...person.name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % COLORS.length) + 1;
  return { name: person.name, color: COLORS[tone - 1] ?? COLORS[0], tone, staff };
}

/** A connection as awareness knows it. */
export type Speaker = { readonly personId: string; stamp: Stamp; send(frame: Uint8Array): void };

type Presence = { speaker: Speaker | null; clock: number; state: string };

export type Awareness = {
  /** @throws Refusal when the message is malformed or its own state too large */
  receive(speaker: Speaker, payload: Uint8Array): void;
  leave(speaker: Speaker): void;
  /** Their name or role may be another than when they came. */
  restamp(speaker: Speaker, stamp: Stamp): void;
  /** Everybody present, for one who just came. */
  greeting(): Uint8Array;
  people(): number;
  stop(): void;
};

/**
 * @param listeners who hears it: everybody signed in
 * @param mayUse whether a person may speak for a client id: not when it is known to be somebody else's
 */
export function createAwareness(listeners: () => Iterable<Speaker>, mayUse: (personId: string, clientId: number) => boolean): Awareness {
  const present = new Map<number, Presence>();
  const clientOf = new Map<Speaker, number>();
  const changed = new Set<number>();
  let timer: NodeJS.Timeout | null = null;

  function change(clientId: number, speaker: Speaker | null, state: string): void {
    // Others keep the highest clock they saw of a client, also from another node or before a restart: time only goes up.
    const clock = Math.max((present.get(clientId)?.clock ?? 0) + 1, Date.now());
    present.set(clientId, { speaker, clock, state });
    changed.add(clientId);
    timer ??= setTimeout(flush, Math.max(FLUSH_MS, FLUSH_MS_PER_PERSON * clientOf.size));
  }

  function flush(): void {
    timer = null;
    const entries = new Map<number, Uint8Array>();
    for (const clientId of changed) {
      const presence = present.get(clientId);
      if (!presence) continue;
      entries.set(clientId, awarenessEntry({ clientId, clock: presence.clock, state: presence.state }));
      if (presence.state === 'null') present.delete(clientId);
    }
    changed.clear();
    const shared = awarenessFrame([...entries.values()]);
    for (const listener of listeners()) {
      const own = clientOf.get(listener);
      // Not one's own state: it would put back the cursor of a moment ago.
      if (own === undefined || !entries.has(own)) listener.send(shared);
      else if (entries.size > 1)
        listener.send(awarenessFrame([...entries].flatMap(([clientId, entry]) => (clientId === own ? [] : [entry]))));
    }
  }

  /** The client id this connection speaks for. The first it names that is free, or its own from a connection that was cut. */
  function claim(speaker: Speaker, clientId: number): boolean {
    const own = clientOf.get(speaker);
    if (own !== undefined) return own === clientId;
    const holder = present.get(clientId)?.speaker;
    if ((holder && holder.personId !== speaker.personId) || !mayUse(speaker.personId, clientId)) return false;
    if (holder) clientOf.delete(holder);
    clientOf.set(speaker, clientId);
    return true;
  }

  return {
    receive(speaker, payload) {
      const states = readStates(payload);
      // The stock client sends back every state it hears; a first message with several is such an echo and says nothing about itself.
      if (!clientOf.has(speaker) && states.length !== 1) return;
      const own = states.find(({ clientId }) => claim(speaker, clientId));
      if (!own) return;
      if (own.state.length > MAX_STATE_BYTES) throw new Refusal(CLOSE.tooLarge, 'awareness state too large');
      // Also when nothing changed: others forget who is not heard of for half a minute.
      change(own.clientId, speaker, stamped(own.state, speaker.stamp));
    },
    leave(speaker) {
      const own = clientOf.get(speaker);
      if (own === undefined) return;
      clientOf.delete(speaker);
      if (present.get(own)?.speaker === speaker) change(own, null, 'null');
    },
    restamp(speaker, stamp) {
      if (JSON.stringify(stamp) === JSON.stringify(speaker.stamp)) return;
      speaker.stamp = stamp;
      const own = clientOf.get(speaker);
      const state = own === undefined ? undefined : present.get(own)?.state;
      if (own !== undefined && state !== undefined && state !== 'null')
        change(own, speaker, JSON.stringify({ ...JSON.parse(state), user: stamp }));
    },
    greeting() {
      const states = [...present].filter(([, { state }]) => state !== 'null');
      return awarenessFrame(states.map(([clientId, { clock, state }]) => awarenessEntry({ clientId, clock, state })));
    },
    people: () => clientOf.size,
    stop() {
      if (timer) clearTimeout(timer);
    },
  };
}

function readStates(payload: Uint8Array): { clientId: number; state: Uint8Array }[] {
  try {
    return readAwareness(payload);
  } catch {
    throw new Refusal(CLOSE.invalidUpdate, 'not a whole awareness message');
  }
}

/** Of what the client says only its cursor is kept; who it is comes from its session. */
function stamped(state: Uint8Array, stamp: Stamp): string {
  let said: unknown;
  try {
    said = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(state));
  } catch {
    throw new Refusal(CLOSE.invalidUpdate, 'awareness state is not JSON');
  }
  if (typeof said !== 'object' || said === null) return 'null';
  return JSON.stringify({ ...('cursor' in said && { cursor: said.cursor }), user: stamp });
}
