/** From an HTTP upgrade to an open socket. Only a foreign origin is refused before: a browser tells a page nothing else about an upgrade that fails. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { isSameOrigin, type OriginRule } from '../server/web/same-origin.ts';
import { CLOSE } from './close-codes.ts';
import { MAX_MESSAGE_BYTES } from './limits.ts';

const PREFIX = '/collab';
const DOCUMENT_PATH = /^\/collab\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;
/** `ws` closes with this when a frame is over `maxPayload`; our clients know 4413. */
const MESSAGE_TOO_BIG = 1009;

export type Arrival = {
  socket: WebSocket;
  /** Null when the path names none. */
  documentId: string | null;
  extended: boolean;
  cookieHeader: string | undefined;
  address: string;
};

class CollabSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    super.close(code === MESSAGE_TOO_BIG ? CLOSE.tooLarge : code, reason);
  }
}

export type UpgradeRules = OriginRule & { trustProxy: number };

/** @returns a listener for the `upgrade` event of a server. Other paths are for other listeners; without any, nobody would ever close them. */
export function acceptUpgrades(
  rules: UpgradeRules,
  arrive: (arrival: Arrival) => void,
): (this: Server, req: IncomingMessage, socket: Duplex, head: Buffer) => void {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MAX_MESSAGE_BYTES,
    WebSocket: CollabSocket,
  });
  return function onUpgrade(req, socket, head) {
    // Not `new URL`: it would tidy `..` away.
    const [path = '', query = ''] = (req.url ?? '').split('?', 2);
    const isOurs = path === PREFIX || path.startsWith(`${PREFIX}/`);
    if (!isOurs && this.listenerCount('upgrade') > 1) return;
    // A client that hangs up half-way must not end the process.
    socket.on('error', destroy);
    if (!isOurs) {
      refuse(socket, '404 Not Found');
      return;
    }
    if (!isSameOrigin({ origin: req.headers.origin, host: req.headers.host }, rules)) {
      refuse(socket, '403 Forbidden');
      return;
    }
    const documentId = DOCUMENT_PATH.exec(path)?.[1] ?? null;
    const extended = new URLSearchParams(query).get('ext') === '1';
    server.handleUpgrade(req, socket, head, (webSocket) => {
      arrive({ socket: webSocket, documentId, extended, cookieHeader: req.headers.cookie, address: addressOf(req, rules.trustProxy) });
    });
  };
}

/** No closure: it would keep the whole request in memory as long as the connection lives. */
function destroy(this: Duplex): void {
  this.destroy();
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** The visitor's address, counted from our side of the proxies we trust. */
export function addressOf(req: Pick<IncomingMessage, 'headers' | 'socket'>, trustProxy: number): string {
  const own = req.socket.remoteAddress ?? '';
  if (trustProxy === 0) return own;
  const forwarded = String(req.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  return [...forwarded, own].at(-1 - trustProxy) ?? forwarded[0] ?? own;
}
