import { z } from 'zod';
import { commentFault, STANCES } from '../../server/comments/rules.ts';
import { bodyFault, placeFault, titleFault } from '../../server/ideas/rules.ts';
import { altFault } from '../../server/photos/rules.ts';

/** A text field whose faults are those of a rule; left empty it is `missing`. */
function text(fault: (raw: string) => string | null, missing: string) {
  return z.string({ error: missing }).superRefine((raw, check) => {
    const message = fault(raw);
    if (message !== null) check.addIssue({ code: 'custom', message });
  });
}

export const READERS = ['ja', 'nee', 'gemeente'] as const;

const share = z.coerce.number({ error: 'ideas:error.map' }).min(0, 'ideas:error.map').max(1, 'ideas:error.map').optional();

/** The words of an idea, its place and its photo: the same for who proposes it and who changes it. */
const ideaFields = {
  title: text(titleFault, 'ideas:error.title_missing'),
  body: text(bodyFault, 'ideas:error.body_missing'),
  theme: z.string().max(100).optional(),
  area: z.string().max(200).optional(),
  place: text(placeFault, '').optional(),
  /** Where the pin stands, as shares of the width and height of the map. */
  mapX: share,
  mapY: share,
  /** Of a photo that was sent before. */
  photo: z.uuid('photos:error.gone').optional(),
  photoAlt: z.string().optional(),
};

/** The form on which an idea is proposed. */
export const ideaSchema = z.object({ ...ideaFields, showName: z.enum(READERS).default('ja') });

/** The form on which its author changes it. */
export const ideaUpdateSchema = z.object({ ...ideaFields, edits: z.coerce.number().int().min(0) });

/** With what is known of the photo before the form is read: it needs words, or it was refused. */
export function withPhoto<Shape extends typeof ideaFields>(
  schema: z.ZodObject<Shape>,
  { photo, fault }: { photo: boolean; fault: string | null },
): z.ZodObject<Shape> {
  return schema.extend({
    ...(photo ? { photoAlt: text(altFault, 'photos:error.alt_missing') } : {}),
    ...(fault === null ? {} : { photo: z.custom(() => false, fault) }),
  }) as unknown as z.ZodObject<Shape>;
}

export const commentSchema = z.object({
  body: text(commentFault, 'ideas:error.comment_missing'),
  parentId: z.uuid().optional(),
  isQuestion: z.boolean().default(false),
  /** Everybody, with or without a name, or the municipality only. */
  readers: z.enum(READERS).default('ja'),
  stance: z.enum(STANCES).default('neutral'),
});

export const rateSchema = z.object({ rating: z.enum(['1', '2', '3', '4', '5'], { error: 'ideas:error.rating_missing' }) });

/** How long a reason must be is the command's to say. */
export const reopenSchema = z.object({ reason: z.string({ error: 'ideas:error.reason_missing' }) });

export const removePhotoSchema = z.object({ reason: z.string({ error: 'photos:error.reason_missing' }) });

/** Everything that can be sent from the page of one idea. */
export const ideaPageSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('support') }),
  z.object({ intent: z.literal('withdrawSupport') }),
  z.object({ intent: z.literal('withdraw') }),
  removePhotoSchema.extend({ intent: z.literal('removePhoto') }),
  rateSchema.extend({ intent: z.literal('rate') }),
  reopenSchema.extend({ intent: z.literal('reopen') }),
  commentSchema.extend({ intent: z.literal('comment') }),
]);
