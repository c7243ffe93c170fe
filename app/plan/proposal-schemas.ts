import { z } from 'zod';
import { DECISIONS, PROPOSAL_LIMITS, PROPOSAL_SCOPES } from '../../server/plan-texts/change-proposal-rules.ts';
import { parseContent } from '../../server/plan-texts/content-json.ts';
import { commentSchema } from '../ideas/schemas.ts';

/** Of the editor; the plain field leaves it out. */
const content = z.string().optional().transform(parseContent);
const baseSeq = z.coerce.number().int().min(0).optional();

/** A proposal as the form sends it; an empty text asks to take the words out. How long it may be is the command's to say: that depends on the scope. */
export const proposalSchema = z.object({
  scope: z.enum(PROPOSAL_SCOPES).default('paragraph'),
  quote: z.string().max(PROPOSAL_LIMITS.quote, 'plan:error.quote_long').default(''),
  proposed: z
    .string()
    .max(2 * PROPOSAL_LIMITS.section, 'proposals:error.section_long')
    .default(''),
  content,
  baseSeq,
  reason: z
    .string({ error: 'plan:error.reason_required' })
    .min(PROPOSAL_LIMITS.minReason, 'plan:error.reason_short')
    .max(PROPOSAL_LIMITS.reason, 'plan:error.reason_long'),
});

/** Whether a decision needs a reason, or a text, is the command's to say. */
export const decideSchema = z.object({
  decision: z.enum(DECISIONS, { error: 'plan:error.decision_required' }),
  adopted: z
    .string()
    .max(2 * PROPOSAL_LIMITS.section, 'proposals:error.adopted_long')
    .default(''),
  reason: z.string().max(PROPOSAL_LIMITS.reason, 'plan:error.reason_long').default(''),
});

export const rebaseSchema = proposalSchema.omit({ scope: true, reason: true });

/** Everything that can be sent from the page of one proposal. */
export const proposalPageSchema = z.discriminatedUnion('intent', [
  commentSchema.extend({ intent: z.literal('comment') }),
  z.object({ intent: z.literal('support'), agrees: z.enum(['ja', 'nee', 'terug']) }),
  z.object({ intent: z.literal('withdraw') }),
  decideSchema.extend({ intent: z.literal('decide') }),
  rebaseSchema.extend({ intent: z.literal('rebase') }),
]);
