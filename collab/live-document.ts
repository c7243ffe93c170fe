/**
 * One document as this process has it open. `doc` is ahead of the database by what is being committed; nobody sees that part: broadcasts follow the commit,
 * and a state that is asked for waits until everything in it is stored (`whenStored`).
 */
import * as Y from 'yjs';
import type { Db } from '../server/context.ts';
import type { Log } from '../server/log.ts';
import { applyAsIs } from '../server/plan-texts/apply-as-is.ts';
import { loadDocument } from '../server/plan-texts/documents.ts';
import { bindClients, type ClientOwners, loadOwners } from './client-owners.ts';
import { CLOSE, Refusal } from './close-codes.ts';
import { measure } from './document-size.ts';
import { inTime } from './in-time.ts';
import type { Limits } from './limits.ts';
import type { Entry, Persistence } from './persistence.ts';
import { judgeUpdate } from './validate.ts';

/** Who sends an update, over which connection, and which one of that connection it is. */
export type Sender = { connectionId: string; personId: string; ordinal: number };

export type LiveDocument = {
  readonly documentId: string;
  /** Number of the last row of the log that is in `doc`, with all before it. */
  seq(): number;
  stateVector(): Uint8Array;
  /** What somebody with this state vector lacks; only to be sent `whenStored`. */
  stateSince(stateVector: Uint8Array): Uint8Array;
  /** A state vector that claims nothing of `updates` nor of what is not stored yet. */
  vectorBefore(updates: readonly Uint8Array[]): Uint8Array;
  whenStored(act: () => void): void;
  /**
   * Takes an update in, or throws a Refusal. `gap`: it leans on what is not here, and was left alone; `clocks` says where it starts.
   * Returns a promise only when the database has to be asked first.
   */
  accept(update: Uint8Array, sender: Sender): Accepted | Promise<Accepted>;
  isOthers(personId: string, clientId: number): boolean;
  /** Reads what other nodes, and the application itself, appended. */
  catchUp(): Promise<void>;
  /**
   * Lets several updates be taken in as one change of the document: what a change costs grows with the number of people who ever wrote in it.
   * @param act may not throw
   */
  together(act: () => void): void;
  unsavedBytes(): number;
};

export type Accepted = { kind: 'taken' } | { kind: 'gap'; clocks: string };

export type Audience = {
  /** Stored updates to pass on, in order. `except`: the connection they all came from. */
  broadcast(updates: Uint8Array[], except: string | null): void;
  /** Everything of this connection up to `ordinal` is stored. */
  saved(connectionId: string, to: { seq: number; ordinal: number }): void;
  delayed(): void;
  /** What is in memory is no longer what is stored: everybody must start again. */
  broken(reason: string): void;
  /** So many rows and bytes were added to the log. */
  grown(rows: number, bytes: number): void;
};

type Parts = { db: Db; persistence: Persistence; limits: Limits; log: Log; now: () => Date };

/** @throws DomainError `not_found`, or when the document cannot be read whole: it is then not served at all */
export async function openLiveDocument(documentId: string, parts: Parts, audience: Audience): Promise<LiveDocument> {
  const { db, persistence, limits, log, now } = parts;
  // What an earlier room of this process still has to write comes first.
  await persistence.settled(documentId);
  const { doc, seq: loadedSeq, bytes } = await loadDocument(db, documentId);
  const owners: ClientOwners = await loadOwners(db, documentId, limits);

  let seq = loadedSeq;
  /** Rows this process wrote beyond `seq`: first → last. */
  const own = new Map<number, number>();
  const unstored: (Entry & Sender)[] = [];
  let accepted = 0;
  let stored = 0;
  let waiting: { after: number; act: () => void }[] = [];
  let catching: Promise<void> | null = null;
  let again = false;
  let broken = false;
  let unstoredBytes = 0;
  const size = measure(doc, { limits, bytes });

  function fail(reason: string): void {
    if (broken) return;
    broken = true;
    audience.broken(reason);
  }

  function apply(update: Uint8Array): void {
    try {
      applyAsIs(doc, update);
    } catch (error) {
      log.error({ err: error, documentId }, 'co-writing: an update that was judged good could not be applied');
      fail('update could not be applied');
      throw new Refusal(CLOSE.invalidUpdate, 'could not be applied');
    }
    if (doc.store.pendingStructs || doc.store.pendingDs) {
      log.error({ documentId }, 'co-writing: an update that was judged whole leans on something missing');
      fail('update left something pending');
      throw new Refusal(CLOSE.invalidUpdate, 'leans on something missing');
    }
  }

  /** Of a row of the log: whether anything was new. */
  function applyRow(payload: Uint8Array): boolean {
    let changed = false;
    const notice = () => {
      changed = true;
    };
    doc.on('update', notice);
    try {
      apply(payload);
    } finally {
      doc.off('update', notice);
    }
    return changed;
  }

  function accept(update: Uint8Array, sender: Sender, asked = false): Accepted | Promise<Accepted> {
    if (broken) throw new Refusal(CLOSE.restarting, 'restarting');
    const judgement = judgeUpdate(update, doc, (client) => owners.isOthers(sender.personId, client));
    if (judgement.kind === 'nothing') return take(null, sender);
    if (judgement.kind === 'gap' || judgement.kind === 'foreign') {
      // What is missing here, or looks like somebody else's, may have been stored by another node.
      if (!asked) return catchUp().then(() => accept(update, sender, true));
      if (judgement.kind === 'foreign') throw new Refusal(CLOSE.invalidUpdate, 'client id of somebody else');
      return { kind: 'gap', clocks: judgement.from };
    }
    const unknown = judgement.clients.filter((client) => !owners.knows(client));
    if (unknown.length > 0)
      return bindClients(db, { documentId, personId: sender.personId, clients: unknown, owners }).then(() => accept(update, sender, asked));
    if (unstoredBytes > limits.unsavedBytes) throw new Refusal(CLOSE.tryAgainLater, 'cannot be saved now');
    size.grow(judgement.characters, judgement.clients.length > 0 ? update.length : 0);
    // Judged to the last byte, it is kept as it came; what is here already is left out.
    const change = judgement.isAllNew ? update : Y.diffUpdate(update, Y.encodeStateVector(doc));
    apply(update);
    return take(change, sender);
  }

  function take(change: Uint8Array | null, sender: Sender): Accepted {
    if (change === null) {
      whenStored(() => audience.saved(sender.connectionId, { seq, ordinal: sender.ordinal }));
      return { kind: 'taken' };
    }
    accepted++;
    const entry = { documentId, payload: change, authorId: sender.personId, at: now(), target, ...sender };
    unstored.push(entry);
    unstoredBytes += change.length;
    persistence.append(entry);
    return { kind: 'taken' };
  }

  const target: Entry['target'] = {
    committed(entries, { firstSeq, lastSeq }) {
      if (broken) return;
      const done = unstored.splice(0, entries.length);
      stored += done.length;
      const doneBytes = done.reduce((bytes, entry) => bytes + entry.payload.length, 0);
      unstoredBytes -= doneBytes;
      if (lastSeq > seq) own.set(firstSeq, lastSeq);
      advance();
      if (seq < lastSeq) void catchUp().catch((error) => log.error({ err: error, documentId }, 'co-writing: catching up failed'));
      // First who waited for a state: what follows is newer than that.
      const ready = waiting.filter(({ after }) => after <= stored);
      waiting = waiting.filter(({ after }) => after > stored);
      for (const { act } of ready) act();
      const senders = new Map<string, number>();
      for (const { connectionId, ordinal } of done) senders.set(connectionId, ordinal);
      audience.broadcast(
        done.map((entry) => entry.payload),
        senders.size === 1 ? (done[0]?.connectionId ?? null) : null,
      );
      for (const [connectionId, ordinal] of senders) audience.saved(connectionId, { seq: lastSeq, ordinal });
      audience.grown(lastSeq - firstSeq + 1, doneBytes);
    },
    delayed: () => audience.delayed(),
    rejected: () => fail('the section no longer takes updates'),
  };

  function advance(): void {
    for (let last = own.get(seq + 1); last !== undefined; last = own.get(seq + 1)) {
      own.delete(seq + 1);
      seq = last;
    }
  }

  /** One at a time; asked for meanwhile, it looks once more. */
  function catchUp(): Promise<void> {
    if (catching) {
      again = true;
      return catching.then(() => catching ?? undefined);
    }
    catching = readOn().finally(() => {
      catching = null;
      if (again && !broken) {
        again = false;
        void catchUp().catch((error) => log.error({ err: error, documentId }, 'co-writing: catching up failed'));
      }
    });
    return catching;
  }

  async function readOn(): Promise<void> {
    const batch = 500;
    for (;;) {
      const question = db
        .selectFrom('document_update')
        .where('document_id', '=', documentId)
        .where('seq', '>', seq)
        .orderBy('seq')
        .limit(batch)
        .select(['seq', 'payload']);
      const rows = await inTime(limits.commitLimitMs, question.execute());
      if (broken) return;
      const news: Uint8Array[] = [];
      for (const row of rows) {
        // Rows of our own may have been read before their commit was reported; in `doc` they are already.
        if (row.seq <= seq) continue;
        if (applyRow(row.payload)) news.push(row.payload);
        seq = row.seq;
        for (const [first, last] of own) if (last <= seq) own.delete(first);
      }
      advance();
      if (news.length > 0) audience.broadcast(news, null);
      if (rows.length < batch) return;
    }
  }

  function whenStored(act: () => void): void {
    if (stored === accepted) act();
    else waiting.push({ after: accepted, act });
  }

  return {
    documentId,
    seq: () => seq,
    stateVector: () => Y.encodeStateVector(doc),
    stateSince: (stateVector) => Y.encodeStateAsUpdate(doc, stateVector),
    vectorBefore(updates) {
      const vector = Y.decodeStateVector(Y.encodeStateVector(doc));
      for (const update of [...updates, ...unstored.map((entry) => entry.payload)]) {
        for (const [client, clock] of Y.parseUpdateMeta(update).from) vector.set(client, Math.min(clock, vector.get(client) ?? clock));
      }
      return Y.encodeStateVector(vector);
    },
    whenStored,
    accept,
    isOthers: owners.isOthers,
    catchUp,
    together: (act) => doc.transact(act),
    unsavedBytes: () => unstoredBytes,
  };
}
