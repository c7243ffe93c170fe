import { z } from 'zod';
import { SECTION_LIMITS, SECTION_POLICIES } from '../../server/plan-texts/rules.ts';
import { commentSchema } from '../ideas/schemas.ts';

const changeProposalId = z.uuid();

export const versionSchema = z.object({ note: z.string({ error: 'plan:error.required' }).max(SECTION_LIMITS.note, 'plan:error.too_long') });

export const policySchema = z.object({
  policy: z.enum(SECTION_POLICIES),
  reason: z.string().max(SECTION_LIMITS.policyReason, 'plan:error.too_long').default(''),
});

/** A comment on a paragraph, or on words of it. Whether the words stand there is the command's to say. */
export const passageSchema = commentSchema.omit({ parentId: true }).extend({
  block: z.coerce.number().int().min(1).max(100_000),
  /** Letters of the paragraph before the words, when they were chosen on the page. */
  at: z.coerce.number().int().min(0).max(1_000_000).optional(),
  /** The paragraph as it was shown: what the comment is about when no words were filled in. */
  paragraph: z.string().max(20_000),
  quote: z.string().max(20_000).optional(),
});

const resolveSchema = z.object({ commentId: z.uuid(), resolved: z.enum(['ja', 'nee']) });

/** Everything that can be sent from the page of one section. */
export const sectionPageSchema = z.discriminatedUnion('intent', [
  commentSchema.extend({ intent: z.literal('comment') }),
  passageSchema.extend({ intent: z.literal('passage') }),
  resolveSchema.extend({ intent: z.literal('resolve') }),
  z.object({ intent: z.literal('support'), changeProposalId, agrees: z.enum(['ja', 'nee', 'terug']) }),
  versionSchema.extend({ intent: z.literal('version') }),
  policySchema.extend({ intent: z.literal('policy') }),
]);
