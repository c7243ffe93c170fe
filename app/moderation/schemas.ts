/** Forms of the moderation pages. */
import { z } from 'zod';
import { OUTCOMES } from '../../server/integrity/rules.ts';
import { HOUSE_RULES, MODERATION_ACTIONS, REPORT_PARTS, SUBJECT_KINDS } from '../../server/moderation/rules.ts';
import { linesSchema } from '../../server/people/rules.ts';

const text = (min: number) => linesSchema({ min, max: 2000, short: 'moderation:error.text_short', long: 'moderation:error.text_long' });
const rule = z.enum(HOUSE_RULES, { message: 'moderation:error.rule_missing' });

export const reportSchema = z.object({ part: z.enum(REPORT_PARTS).default('text'), reason: rule, note: text(0).optional() });
export const appealSchema = z.object({ statement: text(10) });
export const decideSchema = z.object({
  intent: z.literal('decide'),
  subjectKind: z.enum(SUBJECT_KINDS),
  subjectId: z.uuid(),
  action: z.enum(MODERATION_ACTIONS, { message: 'moderation:error.action_missing' }),
  rule: rule.optional(),
  reason: text(10),
  words: z.string().max(3000, 'moderation:error.text_long').optional(),
  version: z.coerce.number({ message: 'moderation:error.version_missing' }).int().positive().optional(),
});
export const blockSchema = z.object({
  intent: z.literal('block'),
  personId: z.uuid(),
  /** The text beside which it was filled in. */
  blockAt: z.uuid(),
  days: z.coerce.number().int().min(1).max(365),
  reason: text(10),
});
export const decideAppealSchema = z.object({
  intent: z.literal('appeal'),
  appealId: z.uuid(),
  outcome: z.enum(['upheld', 'overturned'], { message: 'moderation:error.outcome_missing' }),
  reason: text(10),
});
export const moderationSchema = z.discriminatedUnion('intent', [decideSchema, decideAppealSchema, blockSchema]);
export const decideObjectionSchema = z.object({
  intent: z.literal('objection'),
  objectionId: z.uuid(),
  outcome: z.enum(['upheld', 'overturned'], { message: 'moderation:error.outcome_missing' }),
  reason: text(10),
});
/** What stands out in support and votes. */
export const flagSchema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('decide'),
    flagId: z.uuid(),
    outcome: z.enum(OUTCOMES, { message: 'moderation:error.outcome_missing' }),
    reason: text(10),
  }),
  z.object({ intent: z.literal('put_back'), flagId: z.uuid(), reason: text(10) }),
  decideObjectionSchema,
]);
export type FlagForm = { intent: 'decide' | 'put_back'; flagId: string; reason: string };
export const originalSchema = z.object({ reason: text(10) });
export const wordSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('add'), word: z.string({ message: 'moderation:error.word' }).max(200), rule }),
  z.object({ intent: z.literal('remove'), word: z.string().max(200) }),
]);

/** Taking words out of a section: first to see where they stand, then to do it. */
export const takeOutSchema = z.object({
  intent: z.enum(['look', 'do']),
  words: z.string({ message: 'moderation:error.words_missing' }).max(3000, 'moderation:error.text_long'),
  /** What they were when it was shown where they stand. */
  looked: z.string().max(3000).optional(),
  rule,
  reason: text(10),
});

export type TakeOutForm = z.input<typeof takeOutSchema>;
export type ReportForm = z.input<typeof reportSchema>;
export type AppealForm = z.input<typeof appealSchema>;
export type BlockForm = z.input<typeof blockSchema>;
export type OriginalForm = z.input<typeof originalSchema>;
export type DecideForm = z.input<typeof decideSchema>;
export type DecideAppealForm = z.input<typeof decideAppealSchema>;
export type DecideObjectionForm = z.input<typeof decideObjectionSchema>;
