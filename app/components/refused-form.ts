import type { SubmissionResult } from '@conform-to/react';

/** The answer to a refused form, as the action gives it back. */
export type Refused = SubmissionResult<string[]> | undefined;

/** The refusal when it is of one of these intents: several forms stand on one page, and each shows only its own faults. */
export function refusedOf(refused: unknown, ...intents: string[]): Refused {
  const result = refused as (SubmissionResult<string[]> & { initialValue?: { intent?: unknown } | null }) | undefined;
  return intents.includes(String(result?.initialValue?.intent ?? '')) ? result : undefined;
}
