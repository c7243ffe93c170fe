const MINUTE_MS = 60_000;

/** Minutes to wait after the first failure, the second, and so on; together about two days. */
const PAUSES = [1, 2, 5, 15, 30, 60, 120, 240, 480, 960, 960];

/** Attempts after which a mail stays in the outbox unsent, with its last error. */
export const MOST_ATTEMPTS = PAUSES.length + 1;

/** A mail being sent belongs to its sender for so long; after that the sender has died and another may try. */
export const CLAIM_MS = 10 * MINUTE_MS;

/**
 * When to try a mail again that has failed `attempts` times.
 * @returns null: never, it has been enough
 */
export function nextAttemptAt(attempts: number, now: Date): Date | null {
  const minutes = PAUSES[attempts - 1];
  return minutes === undefined ? null : new Date(now.getTime() + minutes * MINUTE_MS);
}

/** Whether the mail server said no for good (RFC 5321 §4.2.1: replies of class 5), as for an address that does not exist. */
export function isRefusedForGood(error: unknown): boolean {
  if (!(error instanceof Error) || !('responseCode' in error) || typeof error.responseCode !== 'number') return false;
  // 530 to 538 are about our own account at the server: somebody will mend that.
  return error.responseCode >= 500 && !(error.responseCode >= 530 && error.responseCode <= 538);
}
