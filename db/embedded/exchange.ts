import type { PGlite } from '@electric-sql/pglite';

/**
 * A message of PostgreSQL's wire protocol, and the answer to it. As a stream, which PGlite passes on as it is: `execProtocolRaw` reads every row as well and keeps it
 * for ever (0.5.16: 5 KB for twenty rows), and takes twice as long. Copied, for a piece is a view on the database's own memory. Only the answer to a startup message,
 * which begins with a zero, does not come as a stream.
 */
export async function exchange(database: PGlite, message: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  if (message[0] === 0) return new Uint8Array(await database.execProtocolRaw(message));
  const pieces: Uint8Array[] = [];
  await database.execProtocolRawStream(message, { onRawData: (piece) => void pieces.push(piece.slice()) });
  const [only] = pieces;
  return only && pieces.length === 1 ? new Uint8Array(only.buffer as ArrayBuffer) : new Uint8Array(Buffer.concat(pieces));
}
