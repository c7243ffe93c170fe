/** The forms on the page where an official answers, by their `intent`. The server checks the words; here only their shape is read. */
import { z } from 'zod';
import { OUTCOMES } from '../server/responses/response-rules.ts';

const text = z.string().default('');
const revision = z.number().int().optional();

export const answerSchema = z.object({
  outcome: z.enum(OUTCOMES).optional(),
  summary: text,
  motivation: text,
  nextStep: text,
  sectionId: z.uuid('answers:error.section').optional(),
  revision,
});
export const reviewSchema = z.object({ revision });
export const returnSchema = z.object({ revision, remark: text });
export const reasonSchema = z.object({ reason: text });
export const extendSchema = z.object({ reason: text, newDueOn: text });
export const emptySchema = z.object({});

export const DONE = ['saved', 'submitted', 'approved', 'returned', 'published', 'claimed', 'paused', 'resumed', 'extended'] as const;
export type Done = (typeof DONE)[number];

/** Whether an address can be that of a contribution at all. */
export function isUuid(text: string): boolean {
  return z.uuid().safeParse(text).success;
}
