/** Seconds for a test that may go on as long as one likes: `OEVER_LONG_SECONDS`, or else as many as every run can spare. */
export function secondsOf({ quick }: { quick: number }): number {
  return Number(process.env.OEVER_LONG_SECONDS ?? quick);
}
