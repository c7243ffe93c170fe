import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** An answer of the site, read whole. */
export type Rendered = { status: number; headers: [string, string][]; body: Buffer; shareable: boolean };

/** One rendered page, as it goes to every visitor without a session. */
export type CachedPage = {
  status: number;
  headers: [string, string][];
  etag: string;
  body: Buffer;
  gzip: Buffer;
  brotli: Buffer;
  expiresAt: number;
};

const MAX_PAGES = 1000;
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Pages for visitors without a session, kept for some seconds: a link that goes round the city must not take the site down. Any event empties it (see `clear`), so
 * nobody reads old news longer than it takes to be told. Simultaneous requests for one page wait for one rendering.
 */
export class PageCache {
  #pages = new Map<string, CachedPage>();
  #rendering = new Map<string, Promise<CachedPage | null>>();
  #bytes = 0;
  #generation = 0;
  readonly #seconds: number;

  constructor({ seconds }: { seconds: number }) {
    this.#seconds = seconds;
  }

  /** Forgets the pages whose key passes `matches`; all of them without it. */
  clear(matches?: (key: string) => boolean): void {
    this.#generation++;
    for (const [key, page] of this.#pages) {
      if (matches && !matches(key)) continue;
      this.#pages.delete(key);
      this.#bytes -= page.body.byteLength;
    }
  }

  /**
   * The page under `key`, rendered when it is not there or too old. An answer that is not `shareable` (not 200, or with a cookie) goes only to who asked for it.
   */
  async get(key: string, now: number, render: () => Promise<Rendered>): Promise<Rendered | CachedPage> {
    const kept = this.#pages.get(key);
    if (kept && kept.expiresAt > now) return kept;
    const running = this.#rendering.get(key);
    if (running) return (await running) ?? render();
    const generation = this.#generation;
    let own: Rendered | undefined;
    const rendering = render()
      .then((answer) => {
        own = answer;
        return answer.shareable ? this.#keep(key, toPage(answer, now + this.#seconds * 1000), generation) : null;
      })
      .finally(() => this.#rendering.delete(key));
    this.#rendering.set(key, rendering);
    return (await rendering) ?? (own as Rendered);
  }

  #keep(key: string, page: CachedPage, generation: number): CachedPage {
    // Something changed while this was being rendered: good for those who asked, not for those who come after.
    if (generation !== this.#generation) return page;
    const old = this.#pages.get(key);
    if (old) this.#bytes -= old.body.byteLength;
    this.#pages.delete(key);
    this.#pages.set(key, page);
    this.#bytes += page.body.byteLength;
    for (const [oldest, { body }] of this.#pages) {
      if (this.#pages.size <= MAX_PAGES && this.#bytes <= MAX_BYTES) break;
      this.#pages.delete(oldest);
      this.#bytes -= body.byteLength;
    }
    return page;
  }
}

function toPage({ status, headers, body }: Rendered, expiresAt: number): CachedPage {
  return {
    status,
    headers,
    body,
    expiresAt,
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`,
    gzip: gzipSync(body, { level: 5 }),
    brotli: brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  };
}
