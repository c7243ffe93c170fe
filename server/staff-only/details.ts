/** What the forms ask besides title and words; kept to make it public later as it was meant. */
import { z } from 'zod';
import { STANCES } from '../comments/rules.ts';
import { TOLD_AS } from '../stories/rules.ts';

const slug = z.string().min(1).max(100);
const text = z.string().max(20_000);

export const ideaDetails = z.object({
  theme: slug.nullish(),
  area: z.string().max(200).nullish(),
  place: text.nullish(),
  map: z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }).nullish(),
});

export const commentDetails = z.object({
  ideaId: z.uuid().nullish(),
  sectionId: z.uuid().nullish(),
  changeProposalId: z.uuid().nullish(),
  parentId: z.uuid().nullish(),
  stance: z.enum(STANCES).default('neutral'),
  passage: z
    .object({
      quote: text,
      start: z.base64().max(400).nullish(),
      end: z.base64().max(400).nullish(),
      block: z.int().min(1).max(100_000).nullish(),
      at: z.int().min(0).max(1_000_000).nullish(),
    })
    .nullish(),
});

export const storyDetails = z.object({ toldAs: z.enum(TOLD_AS) });

/** Of each form what it sends. */
export const staffOnlySchema = z.discriminatedUnion('form', [
  ideaDetails.extend({ form: z.literal('idea'), trajectory: slug, title: text, body: text }),
  commentDetails.extend({ form: z.literal('comment'), body: text }),
  storyDetails.extend({ form: z.literal('story'), trajectory: slug, title: text, body: text }),
]);

export type NewStaffOnly = z.output<typeof staffOnlySchema>;

/** What each form does when it is for everybody: who may not do that, may not do it for the municipality only either. */
export const ACTION_OF = { idea: 'idea.propose', comment: 'comment.create', story: 'story.tell' } as const;
