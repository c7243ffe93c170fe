const MOST_ADDRESSES = 20_000;

/** Counts what each address asks of this process in a period; in memory, because it only has to keep one address from taking everything. */
export class Turnstile {
  readonly #points: number;
  readonly #ms: number;
  #passed = new Map<string, { count: number; endsAt: number }>();

  constructor({ points, seconds }: { points: number; seconds: number }) {
    this.#points = points;
    this.#ms = seconds * 1000;
  }

  /** @returns seconds to wait; 0: go on */
  pass(address: string, now: number): number {
    const found = this.#passed.get(address);
    if (found && found.endsAt > now) {
      found.count++;
      return found.count > this.#points ? Math.ceil((found.endsAt - now) / 1000) : 0;
    }
    if (this.#passed.size >= MOST_ADDRESSES) this.#forget(now);
    this.#passed.set(address, { count: 1, endsAt: now + this.#ms });
    return 0;
  }

  #forget(now: number): void {
    for (const [address, { endsAt }] of this.#passed) if (endsAt <= now) this.#passed.delete(address);
    if (this.#passed.size >= MOST_ADDRESSES) this.#passed.clear();
  }
}
