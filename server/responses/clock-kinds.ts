/** Kinds of contribution that get a clock. */
export const CLOCK_KINDS = ['idea', 'question', 'change_proposal', 'formal_view', 'complaint', 'challenge', 'council_question'] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];
