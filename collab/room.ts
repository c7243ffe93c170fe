/** The people who have one document open, and what passes between them. */
import * as Y from 'yjs';
import type { Actor, Db } from '../server/context.ts';
import type { Log } from '../server/log.ts';
import type { Access, Place } from './authorize.ts';
import { type Awareness, createAwareness, type Speaker, stampOf } from './awareness.ts';
import { CLOSE, Refusal } from './close-codes.ts';
import type { Connection } from './connection.ts';
import type { Limits } from './limits.ts';
import { type LiveDocument, openLiveDocument } from './live-document.ts';
import { MAX_MERGE, type Persistence } from './persistence.ts';
import { askStateFrame, awarenessFrame, type ExtensionMessage, extensionFrame, readMessage, stateFrame, updateFrame } from './protocol.ts';
import { keepSnapshots } from './snapshots.ts';

/** A reader that goes on sending edits is cut at the third; one who just lost the pen still has some under way. */
const MAX_REFUSED_WRITES = 3;
const PEN_GRACE_MS = 3_000;
/** A state of this many bytes costs its asker one byte of its budget. */
const STATE_COST = 8;

export type Member = {
  readonly connection: Connection;
  /** Asked for our own messages with `?ext=1`. */
  readonly extended: boolean;
  readonly token: string | null;
  readonly sessionIdHash: string | null;
  readonly person: Actor | null;
  mode: 'write' | 'read';
  /** When somebody behind this socket last wrote; null after it was counted as use of the session. */
  wroteAt: number | null;
};

type Seat = Member & {
  speaker: Speaker | null;
  ordinal: number;
  lostPenAt: number;
  refusedWrites: number;
  resync: { askedAt: number; clocks: string } | 'done' | null;
  behind: { since: number; stateVector: Uint8Array } | null;
};

export type Room = {
  readonly documentId: string;
  readonly document: LiveDocument;
  members(): Iterable<Member>;
  writers(): number;
  isEmpty(): boolean;
  join(member: Member, access: Access): void;
  leave(member: Member): void;
  /** What was found to hold now, and who the person behind the socket is now. */
  setAccess(member: Member, access: Access, person: Actor | null): void;
  /** Every second or so: slow readers, unanswered questions. */
  tick(): void;
  /** Comments on its words changed. */
  tellMargin(): void;
  /** Keeps the stock client from thinking that the line is dead. */
  heartbeat(): void;
  stop(): void;
  /** When nobody is left. */
  snapshot(): Promise<void>;
};

type Parts = {
  db: Db;
  persistence: Persistence;
  limits: Limits;
  log: Log;
  now: () => Date;
  place: Place;
  onBroken: (room: string) => void;
};

export async function openRoom(documentId: string, parts: Parts): Promise<Room> {
  const { limits, log, place } = parts;
  const seats = new Map<Member, Seat>();
  const seatOf = new Map<string, Seat>();
  let due: (() => void)[] = [];
  const snapshots = keepSnapshots(documentId, parts);

  const document = await openLiveDocument(documentId, parts, {
    broadcast,
    saved(connectionId, { seq, ordinal }) {
      const seat = seatOf.get(connectionId);
      if (seat) tell(seat, { saved: seq, through: ordinal });
    },
    delayed() {
      for (const seat of seats.values()) if (seat.mode === 'write') tell(seat, { unsaved: true });
    },
    broken(reason) {
      log.error({ documentId, reason }, 'co-writing: document is opened anew');
      parts.onBroken(documentId);
      closeAll();
    },
    grown: snapshots.grown,
  });
  const awareness: Awareness = createAwareness(listeners, (personId, clientId) => !document.isOthers(personId, clientId));

  function* listeners(): Iterable<Speaker> {
    for (const { speaker, behind } of seats.values()) if (speaker && !behind) yield speaker;
  }

  function broadcast(updates: Uint8Array[], except: string | null): void {
    const frames: Uint8Array[] = [];
    for (let start = 0; start < updates.length; start += MAX_MERGE) {
      const chunk = updates.slice(start, start + MAX_MERGE);
      const [only] = chunk;
      if (only) frames.push(updateFrame(chunk.length === 1 ? only : Y.mergeUpdates(chunk)));
    }
    for (const seat of seats.values()) {
      if (seat.behind || seat.connection.id === except) continue;
      // Nothing more for who cannot keep up, until it has read what is waiting: then the difference in one piece.
      if (seat.connection.isBackedUp()) seat.behind = { since: performance.now(), stateVector: document.vectorBefore(updates) };
      else for (const frame of frames) seat.connection.send(frame);
    }
  }

  function tell({ extended, connection }: Seat, message: ExtensionMessage): void {
    if (extended) connection.send(extensionFrame(message));
  }

  function receive(seat: Seat, data: Uint8Array): void | Promise<void> {
    const message = readMessage(data);
    switch (message.kind) {
      case 'askState':
        return answerState(seat, message.stateVector);
      case 'queryAwareness':
        if (seat.speaker) seat.connection.send(awareness.greeting());
        return;
      case 'awareness':
        if (seat.speaker && seat.mode === 'write') awareness.receive(seat.speaker, message.payload);
        return;
      case 'update':
        seat.ordinal++;
        return seat.mode === 'write' && seat.person ? takeUpdate(seat, seat.person.id, message) : refuseUpdate(seat, message.update);
    }
  }

  /** What came in from everybody in one turn of the event loop is one change of the document. */
  function inTurn(pump: () => void): void {
    due.push(pump);
    if (due.length > 1) return;
    setImmediate(() => {
      const pumps = due;
      due = [];
      const all = () => {
        for (const next of pumps) next();
      };
      if (pumps.length > 1) document.together(all);
      else all();
    });
  }

  function answerState({ connection }: Seat, stateVector: Uint8Array): void {
    const state = document.stateSince(stateVector);
    connection.charge(Math.ceil(state.length / STATE_COST));
    document.whenStored(() => connection.send(stateFrame(state)));
  }

  function takeUpdate(seat: Seat, personId: string, { update, answer }: { update: Uint8Array; answer: boolean }): void | Promise<void> {
    seat.wroteAt = performance.now();
    const accepted = document.accept(update, { connectionId: seat.connection.id, personId, ordinal: seat.ordinal });
    const settle = (result: Awaited<typeof accepted>): void => {
      if (result.kind === 'gap') askAgain(seat, { clocks: result.clocks, answer });
      else if (answer && seat.resync) seat.resync = 'done';
    };
    return accepted instanceof Promise ? accepted.then(settle) : settle(accepted);
  }

  /**
   * A client that reconnects while typing sends the new keys before the old ones. It is asked once for everything; what it sends until it answers may lean
   * on what is still to come. The same gap again, or a gap in the answer itself, is no accident.
   */
  function askAgain(seat: Seat, { clocks, answer }: { clocks: string; answer: boolean }): void {
    if (answer || seat.resync === 'done' || (seat.resync && seat.resync.clocks === clocks))
      throw new Refusal(CLOSE.invalidUpdate, 'leans on something missing');
    if (!seat.resync) seat.connection.send(askStateFrame(document.stateVector()));
    seat.resync = { askedAt: seat.resync?.askedAt ?? performance.now(), clocks };
  }

  /** Whatever a reader sends, nothing of it is read into the document. An empty answer to our question is no attempt. */
  function refuseUpdate(seat: Seat, update: Uint8Array): void {
    if (update.length === 2 && update[0] === 0 && update[1] === 0) return;
    if (performance.now() - seat.lostPenAt < PEN_GRACE_MS) return;
    seat.refusedWrites++;
    if (seat.refusedWrites >= MAX_REFUSED_WRITES) throw new Refusal(CLOSE.notAllowed, 'read only');
  }

  function setAccess(member: Member, access: Access, person: Actor | null): void {
    const seat = seats.get(member);
    if (!seat) return;
    if (seat.speaker && person) awareness.restamp(seat.speaker, stampOf(person, place.trajectoryId));
    if (access.mode === 'none') {
      seat.connection.close(access.code, access.reason);
    } else if (access.mode === seat.mode) {
      return;
    } else if (access.mode === 'write') {
      givePen(seat);
    } else if (seat.extended) {
      seat.mode = 'read';
      seat.lostPenAt = performance.now();
      if (seat.speaker) awareness.leave(seat.speaker);
      tell(seat, { rights: 'read', reason: access.reason });
    } else {
      // A client that does not know our messages would go on typing into nothing.
      seat.connection.close(CLOSE.notAllowed, access.reason);
    }
  }

  function givePen(seat: Seat): void {
    if (writers() >= limits.writersPerDocument) return;
    seat.mode = 'write';
    tell(seat, { rights: 'write', reason: null });
    // It may have typed on without the pen.
    seat.connection.send(askStateFrame(document.stateVector()));
  }

  function writers(): number {
    let count = 0;
    for (const seat of seats.values()) if (seat.mode === 'write') count++;
    return count;
  }

  function closeAll(): void {
    for (const { connection } of [...seats.values()]) connection.close(CLOSE.restarting, 'restarting');
  }

  return {
    documentId,
    document,
    members: () => seats.keys(),
    writers,
    isEmpty: () => seats.size === 0,
    setAccess,
    snapshot: snapshots.make,
    join(member, access) {
      const full = access.mode === 'write' && writers() >= limits.writersPerDocument;
      member.mode = access.mode === 'write' && !full ? 'write' : 'read';
      const speaker = member.person && {
        personId: member.person.id,
        stamp: stampOf(member.person, place.trajectoryId),
        send: member.connection.send,
      };
      const seat: Seat = Object.assign(member, {
        speaker,
        ordinal: 0,
        lostPenAt: Number.NEGATIVE_INFINITY,
        refusedWrites: 0,
        resync: null,
        behind: null,
      });
      seats.set(member, seat);
      seatOf.set(member.connection.id, seat);
      tell(seat, { rights: seat.mode, reason: full ? 'busy' : access.reason });
      if (seat.mode === 'write') seat.connection.send(askStateFrame(document.stateVector()));
      if (seat.speaker && awareness.people() > 0) seat.connection.send(awareness.greeting());
      member.connection.open((data) => receive(seat, data), inTurn);
    },
    leave(member) {
      const seat = seats.get(member);
      seats.delete(member);
      seatOf.delete(member.connection.id);
      if (seat?.speaker) awareness.leave(seat.speaker);
    },
    tick() {
      for (const seat of [...seats.values()]) check(seat, performance.now());
    },
    tellMargin() {
      for (const seat of seats.values()) tell(seat, { margin: true });
    },
    heartbeat() {
      const frame = awarenessFrame([]);
      for (const { connection } of seats.values()) connection.send(frame);
    },
    stop() {
      closeAll();
      awareness.stop();
    },
  };

  function check(seat: Seat, time: number): void {
    const { resync, behind, connection } = seat;
    if (resync && resync !== 'done' && time - resync.askedAt > limits.resyncMs)
      connection.close(CLOSE.invalidUpdate, 'leans on something missing');
    else if (behind && connection.isDrained()) bringUpToDate(seat, behind.stateVector);
    else if (behind && time - behind.since > limits.behindMs) connection.close(CLOSE.tooSlow, 'too slow');
  }

  function bringUpToDate(seat: Seat, stateVector: Uint8Array): void {
    const state = document.stateSince(stateVector);
    document.whenStored(() => {
      if (!seat.behind) return;
      seat.behind = null;
      seat.connection.send(updateFrame(state));
    });
  }
}
