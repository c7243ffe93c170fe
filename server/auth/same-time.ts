/** Longer than the work takes on a machine that is not overloaded. */
const ANSWER_AFTER_MS = 150;

/**
 * Answers after the same time whatever was found: whether a mail is written tells whether there is an account. Faults wait as long.
 */
export async function inSameTime<T>(work: () => Promise<T>): Promise<T> {
  const wait = new Promise((resolve) => setTimeout(resolve, ANSWER_AFTER_MS));
  try {
    return await work();
  } finally {
    await wait;
  }
}
