import { z } from 'zod';
import { PROPOSAL_LIMITS, SECTION_LIMITS, SECTION_POLICIES } from '../../server/plan-texts/rules.ts';
import { commentSchema } from '../ideas/schemas.ts';

/** A proposal as the form sends it; an empty text asks to take the words out. */
export const proposalSchema = z.object({
  quote: z.string({ error: 'plan:error.quote_required' }).max(PROPOSAL_LIMITS.quote, 'plan:error.quote_long'),
  proposed: z.string().max(PROPOSAL_LIMITS.proposed, 'plan:error.proposed_long').default(''),
  reason: z
    .string({ error: 'plan:error.reason_required' })
    .min(PROPOSAL_LIMITS.minReason, 'plan:error.reason_short')
    .max(PROPOSAL_LIMITS.reason, 'plan:error.reason_long'),
});

const changeProposalId = z.uuid();

/** Whether a decision needs a reason is the command's to say: declining does. */
export const decideSchema = z.object({
  changeProposalId,
  decision: z.enum(['accept', 'decline'], { error: 'plan:error.decision_required' }),
  reason: z.string().max(PROPOSAL_LIMITS.reason, 'plan:error.reason_long').default(''),
});

export const versionSchema = z.object({ note: z.string({ error: 'plan:error.required' }).max(SECTION_LIMITS.note, 'plan:error.too_long') });

export const policySchema = z.object({
  policy: z.enum(SECTION_POLICIES),
  reason: z.string().max(SECTION_LIMITS.policyReason, 'plan:error.too_long').default(''),
});

/** Everything that can be sent from the page of one section. */
export const sectionPageSchema = z.discriminatedUnion('intent', [
  commentSchema.extend({ intent: z.literal('comment') }),
  z.object({ intent: z.literal('support'), changeProposalId, agrees: z.enum(['ja', 'nee', 'terug']) }),
  z.object({ intent: z.literal('withdraw'), changeProposalId }),
  decideSchema.extend({ intent: z.literal('decide') }),
  versionSchema.extend({ intent: z.literal('version') }),
  policySchema.extend({ intent: z.literal('policy') }),
]);
