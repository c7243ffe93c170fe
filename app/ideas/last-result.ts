import type { SubmissionResult } from '@conform-to/react';

/** What came back of the form that was sent; null before anything was. */
export type LastResult = SubmissionResult<string[]> | null;

/** The result, when it is of the form with this intent: several forms stand on one page. */
export function resultOf(result: LastResult, intent: string): LastResult {
  return result?.initialValue?.intent === intent ? result : null;
}
