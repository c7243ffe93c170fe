/** The frames of the y-websocket protocol, as the npm client `y-websocket` 3 speaks it, and our own type for clients that ask for it with `?ext=1`. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { CLOSE, Refusal } from './close-codes.ts';

const SYNC = 0;
const AWARENESS = 1;
const QUERY_AWARENESS = 3;
/** Our own: a JSON text follows. Other clients would log it as an error. */
export const EXTENSION = 100;

const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

/** Clients of a document; a state vector names each with its clock. */
const MAX_STATE_VECTOR_BYTES = 64 * 1024;
/** In one awareness message: more than are ever present at once. */
const MAX_STATES = 2_000;

export type ClientMessage =
  | { kind: 'askState'; stateVector: Uint8Array }
  /** `answer`: to our own question (sync step 2), otherwise an edit. */
  | { kind: 'update'; update: Uint8Array; answer: boolean }
  | { kind: 'awareness'; payload: Uint8Array }
  | { kind: 'queryAwareness' };

/** What we tell clients that asked for it. `through`: how many of their updates on this connection are dealt with. */
export type ExtensionMessage =
  | { saved: number; through: number }
  | { unsaved: true }
  | { rights: 'read' | 'write'; reason: string | null }
  /** Something beside the text changed: comments on its words. */
  | { margin: true };

/**
 * @param data one message; an own copy, for Yjs keeps views on it
 * @throws Refusal when it is not a whole message of the protocol
 */
export function readMessage(data: Uint8Array): ClientMessage {
  try {
    const decoder = decoding.createDecoder(data);
    const message = readBody(decoder);
    if (decoding.hasContent(decoder)) throw malformed();
    return message;
  } catch (error) {
    throw error instanceof Refusal ? error : malformed();
  }
}

function readBody(decoder: decoding.Decoder): ClientMessage {
  switch (decoding.readVarUint(decoder)) {
    case SYNC:
      return readSync(decoder);
    case AWARENESS:
      return { kind: 'awareness', payload: decoding.readVarUint8Array(decoder) };
    case QUERY_AWARENESS:
      return { kind: 'queryAwareness' };
    default:
      // Also `auth` (2): only a server says that.
      throw malformed();
  }
}

function readSync(decoder: decoding.Decoder): ClientMessage {
  const step = decoding.readVarUint(decoder);
  const payload = decoding.readVarUint8Array(decoder);
  if (step === STEP_1) {
    if (payload.length > MAX_STATE_VECTOR_BYTES) throw new Refusal(CLOSE.tooLarge, 'state vector too large');
    Y.decodeStateVector(payload);
    return { kind: 'askState', stateVector: payload };
  }
  if (step !== STEP_2 && step !== UPDATE) throw malformed();
  return { kind: 'update', update: payload, answer: step === STEP_2 };
}

function malformed(): Refusal {
  return new Refusal(CLOSE.invalidUpdate, 'not a message of the protocol');
}

/** Asks the client for what it has beyond `stateVector`. */
export function askStateFrame(stateVector: Uint8Array): Uint8Array {
  return syncFrame(STEP_1, stateVector);
}

/** Answers `askState`. */
export function stateFrame(update: Uint8Array): Uint8Array {
  return syncFrame(STEP_2, update);
}

export function updateFrame(update: Uint8Array): Uint8Array {
  return syncFrame(UPDATE, update);
}

function syncFrame(step: number, payload: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, SYNC);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, payload);
  });
}

/** @param entries each encoded by `awarenessEntry` */
export function awarenessFrame(entries: readonly Uint8Array[]): Uint8Array {
  const body = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length);
    for (const entry of entries) encoding.writeUint8Array(encoder, entry);
  });
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, AWARENESS);
    encoding.writeVarUint8Array(encoder, body);
  });
}

/** @param state JSON, `null` when the person has left */
export function awarenessEntry({ clientId, clock, state }: { clientId: number; clock: number; state: string }): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, clientId);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, state);
  });
}

/** The states in an awareness message, not parsed yet. @throws when it is not whole, or names too many */
export function readAwareness(payload: Uint8Array): { clientId: number; state: Uint8Array }[] {
  const decoder = decoding.createDecoder(payload);
  const count = decoding.readVarUint(decoder);
  if (count > MAX_STATES) throw malformed();
  const states: { clientId: number; state: Uint8Array }[] = [];
  for (let i = 0; i < count; i++) {
    const clientId = decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
    states.push({ clientId, state: decoding.readVarUint8Array(decoder) });
  }
  return states;
}

export function extensionFrame(message: ExtensionMessage): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, EXTENSION);
    encoding.writeVarString(encoder, JSON.stringify(message));
  });
}
