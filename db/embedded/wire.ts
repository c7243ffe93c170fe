import { Duplex } from 'node:stream';
import type pg from 'pg';
import { NamingClient } from '../naming-client.ts';
import { valueTypes } from '../value-types.ts';

type Exchange = (message: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;

/**
 * A pg client whose "network" is an exchange of protocol messages with the worker. Using pg itself means that values, errors and
 * notifications look exactly as they do on PostgreSQL.
 */
export async function connectOverWire(exchange: Exchange): Promise<pg.Client> {
  const client = new NamingClient({
    user: 'postgres',
    database: 'postgres',
    types: valueTypes,
    stream: () => new WireStream(exchange) as never,
  });
  // A failed exchange reaches the running query as well; without a listener it would end the process.
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** pg writes the parts of one query within one tick; they go to the worker as one message. */
class WireStream extends Duplex {
  readonly #exchange: Exchange;
  #written: Buffer[] = [];

  constructor(exchange: Exchange) {
    super();
    this.#exchange = exchange;
  }

  connect(): this {
    setImmediate(() => this.emit('connect'));
    return this;
  }
  // A socket's settings, which pg sets and a thread does not have.
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (this.#written.length === 0) queueMicrotask(() => void this.#flush());
    this.#written.push(chunk);
    done();
  }

  override _read(): void {}

  async #flush(): Promise<void> {
    const message = new Uint8Array(Buffer.concat(this.#written));
    this.#written = [];
    try {
      const answer = await this.#exchange(message);
      if (answer.length > 0 && !this.destroyed) this.push(Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength));
    } catch (error) {
      this.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
