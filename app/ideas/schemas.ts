import { z } from 'zod';
import { commentFault } from '../../server/comments/rules.ts';
import { bodyFault, placeFault, titleFault } from '../../server/ideas/rules.ts';

/** A text field whose faults are those of a rule; left empty it is `missing`. */
function text(fault: (raw: string) => string | null, missing: string) {
  return z.string({ error: missing }).superRefine((raw, check) => {
    const message = fault(raw);
    if (message !== null) check.addIssue({ code: 'custom', message });
  });
}

/** The form on which an idea is proposed. */
export const ideaSchema = z.object({
  title: text(titleFault, 'ideas:error.title_missing'),
  body: text(bodyFault, 'ideas:error.body_missing'),
  theme: z.string().max(100).optional(),
  area: z.string().max(200).optional(),
  place: text(placeFault, '').optional(),
  showName: z.enum(['ja', 'nee']).default('ja'),
});

export const commentSchema = z.object({
  body: text(commentFault, 'ideas:error.comment_missing'),
  parentId: z.uuid().optional(),
  isQuestion: z.boolean().default(false),
});

export const mergeSchema = z.object({
  into: z.coerce
    .number({ error: 'ideas:error.merge_number' })
    .int('ideas:error.merge_number')
    .min(1, 'ideas:error.merge_number')
    .max(2_000_000_000, 'ideas:error.merge_number'),
});

export const rateSchema = z.object({ rating: z.enum(['1', '2', '3', '4', '5'], { error: 'ideas:error.rating_missing' }) });

/** How long a reason must be is the command's to say. */
export const reopenSchema = z.object({ reason: z.string({ error: 'ideas:error.reason_missing' }) });

/** Everything that can be sent from the page of one idea. */
export const ideaPageSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('support') }),
  z.object({ intent: z.literal('withdrawSupport') }),
  z.object({ intent: z.literal('withdraw') }),
  mergeSchema.extend({ intent: z.literal('merge') }),
  rateSchema.extend({ intent: z.literal('rate') }),
  reopenSchema.extend({ intent: z.literal('reopen') }),
  commentSchema.extend({ intent: z.literal('comment') }),
]);
