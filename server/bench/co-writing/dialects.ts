/** How the messages of a server are wrapped. Inside they are the same sync messages of y-protocols. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';

export type Dialect = 'y-websocket' | 'hocuspocus';

const SYNC = 0;
/** Hocuspocus answers with a type of its own. */
const SYNC_REPLY = 4;
const AUTH = 2;
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

/** A socket as the site's own pages open it. */
export function openSocket(url: string, { document, cookie }: { document: string; cookie: string | null }): WebSocket {
  const { origin } = new URL(url.replace(/^ws/, 'http'));
  return new WebSocket(`${url}/${document}`, { headers: { origin, ...(cookie && { cookie }) }, perMessageDeflate: false });
}

/** What to send when a socket opens, to be let in and to be told what there is. */
export function greetings(dialect: Dialect, document: string): Uint8Array[] {
  const ask = syncFrame(dialect, document, { step: STEP_1, payload: new Uint8Array([0]) });
  if (dialect === 'y-websocket') return [ask];
  const enter = encoding.encode((encoder) => {
    encoding.writeVarString(encoder, document);
    encoding.writeVarUint(encoder, AUTH);
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarString(encoder, 'bench');
  });
  return [enter, ask];
}

export function updateFrame(dialect: Dialect, document: string, update: Uint8Array): Uint8Array {
  return syncFrame(dialect, document, { step: UPDATE, payload: update });
}

function syncFrame(dialect: Dialect, document: string, { step, payload }: { step: number; payload: Uint8Array }): Uint8Array {
  return encoding.encode((encoder) => {
    if (dialect === 'hocuspocus') encoding.writeVarString(encoder, document);
    encoding.writeVarUint(encoder, SYNC);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, payload);
  });
}

/** The update in a message from the server; null when it carries none. `isState`: the answer to the question what there is. */
export function readUpdate(dialect: Dialect, data: Uint8Array): { update: Uint8Array; isState: boolean } | null {
  const decoder = decoding.createDecoder(data);
  if (dialect === 'hocuspocus') decoding.readVarString(decoder);
  const type = decoding.readVarUint(decoder);
  if (type !== SYNC && type !== SYNC_REPLY) return null;
  const step = decoding.readVarUint(decoder);
  if (step === STEP_1) return null;
  return { update: decoding.readVarUint8Array(decoder), isState: step === STEP_2 };
}
