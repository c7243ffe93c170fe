/** The line to the server: one document, the stock provider, and our own messages (`?ext=1`; see `collab/protocol.ts`). */
import * as decoding from 'lib0/decoding';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { lookAtCaret } from './caret.ts';
import { NOTHING_TYPED, nextSaveState, type SaveEvent, type SaveState } from './save-state.ts';

const EXTENSION = 100;
const SYNC = 0;
const AWARENESS = 1;
const STEP_1 = 0;
/** The server starts again, and asks to come back. */
const RESTARTING = 1012;
const COME_BACK_WITHIN_MS = 3_000;
/** On these the server has decided; trying again would give the same. */
const FINAL_CODES = [4401, 4403, 4404, 4413, 4422];

export type Line = {
  status: 'connecting' | 'online' | 'offline' | 'closed';
  /** Why it is closed for good. */
  code: number | null;
  rights: 'write' | 'read' | null;
  /** Why one may only read. */
  reason: string | null;
  save: SaveState;
};

export type Connection = {
  doc: Y.Doc;
  provider: WebsocketProvider;
  line(): Line;
  subscribe(listener: () => void): () => void;
  /** Comments on the words changed. */
  onMargin(listener: () => void): () => void;
  stop(): void;
};

export function openConnection({ documentId, websocketPath }: { documentId: string; websocketPath: string }): Connection {
  const listeners = new Set<() => void>();
  const marginListeners = new Set<() => void>();
  let line: Line = { status: 'connecting', code: null, rights: null, reason: null, save: NOTHING_TYPED };
  const change = (part: Partial<Line>) => {
    line = { ...line, ...part };
    for (const listener of listeners) listener();
  };
  const save = (event: SaveEvent) => change({ save: nextSaveState(line.save, event) });

  /** Counts what is sent of the text, to know when all of it is stored. */
  class CountingSocket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('open', () => save({ kind: 'opened' }));
    }
    override send(data: Parameters<WebSocket['send']>[0]): void {
      super.send(data);
      if (data instanceof Uint8Array && data[0] === SYNC && data[1] !== STEP_1) save({ kind: 'sent' });
    }
  }

  let comingBack: ReturnType<typeof setTimeout> | undefined;
  const doc = new Y.Doc();
  const origin = window.location.origin.replace(/^http/, 'ws');
  const provider = new WebsocketProvider(origin + websocketPath, documentId, doc, {
    params: { ext: '1' },
    WebSocketPolyfill: CountingSocket,
    // Two tabs each have a line of their own: what one shows has been stored.
    disableBc: true,
    maxBackoffTime: 10_000,
    shouldReconnect: (event) => !FINAL_CODES.includes(event.code),
  });

  for (const kind of [SYNC, AWARENESS]) {
    const hearStock = provider.messageHandlers[kind];
    provider.messageHandlers[kind] = (...message) => {
      lookAtCaret();
      hearStock?.(...message);
    };
  }
  provider.messageHandlers[EXTENSION] = (_, decoder) => hear(JSON.parse(decoding.readVarString(decoder)));
  function hear(message: {
    saved?: number;
    through?: number;
    unsaved?: true;
    rights?: 'read' | 'write';
    reason?: string | null;
    margin?: true;
  }): void {
    // A line that the browser took for lost still speaks.
    if (line.status === 'offline' && provider.synced) change({ status: 'online' });
    if (message.rights) change({ rights: message.rights, reason: message.reason ?? null });
    if (message.margin) for (const listener of marginListeners) listener();
    if (message.unsaved) save({ kind: 'unsaved' });
    if (message.through !== undefined) save({ kind: 'saved', through: message.through, at: new Date() });
  }

  doc.on('update', (_: Uint8Array, from: unknown) => {
    if (from !== provider) save({ kind: 'typed' });
  });
  provider.on('sync', (synced: boolean) => {
    if (synced) change({ status: 'online' });
  });
  provider.on('connection-close', (event) => {
    // Everybody comes back after a restart: not all in the same moment.
    if (event?.code === RESTARTING) {
      provider.shouldConnect = false;
      comingBack = setTimeout(() => provider.connect(), Math.random() * COME_BACK_WITHIN_MS);
    }
    if (line.status !== 'closed') change({ status: line.status === 'connecting' ? 'connecting' : 'offline' });
  });
  provider.on('closed', ({ code }) => change({ status: 'closed', code }));
  // The browser knows of a lost network long before a silent line tells (half a minute), and when it is worth trying again.
  const lost = () => {
    if (line.status === 'online') change({ status: 'offline' });
  };
  const back = () => {
    if (line.status !== 'offline') return;
    provider.disconnect();
    provider.connect();
  };
  window.addEventListener('offline', lost);
  window.addEventListener('online', back);
  const leave = (event: BeforeUnloadEvent) => {
    if (line.save.typed) event.preventDefault();
  };
  window.addEventListener('beforeunload', leave);

  return {
    doc,
    provider,
    line: () => line,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onMargin(listener) {
      marginListeners.add(listener);
      return () => marginListeners.delete(listener);
    },
    stop() {
      clearTimeout(comingBack);
      window.removeEventListener('offline', lost);
      window.removeEventListener('online', back);
      window.removeEventListener('beforeunload', leave);
      provider.destroy();
      doc.destroy();
    },
  };
}
