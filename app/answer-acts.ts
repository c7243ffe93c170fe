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
  sectionId: z
    .string()
    .regex(/^[0-9a-f-]{36}(:\d{1,9}:\d{1,9})?$/i, 'answers:error.section')
    .optional(),
  decisionTitle: text,
  decisionUrl: text,
  authorityName: text,
  authorityUrl: text,
  /** Of the others that get this answer; one that was not chosen yet is left out. */
  outcomes: z
    .record(z.string(), z.union([z.enum(OUTCOMES), z.literal('')]).optional())
    .transform((outcomes) => Object.fromEntries(Object.entries(outcomes).flatMap(([id, outcome]) => (outcome ? [[id, outcome]] : []))))
    .optional(),
  revision,
  /** Of a correction: what was wrong with the version before. */
  correctionReason: z.string().optional(),
});

/** The first words of a correction, and the version they are about. */
export const correctionSchema = answerSchema.extend({
  responseId: z.uuid(),
  correctionReason: text,
  together: z.array(z.uuid()).default([]),
});

/** The section an answer points at, and the two versions when the exact difference was chosen: `id` or `id:from:to`. */
export function readChange(value: string | undefined): { sectionId: string | null; versions: { from: number; to: number } | null } {
  const [sectionId = '', from, to] = (value ?? '').split(':');
  return { sectionId: sectionId || null, versions: from && to ? { from: Number(from), to: Number(to) } : null };
}

export const noteSchema = z.object({ body: text });
export const assignSchema = z.object({ handlerId: z.uuid().optional(), teamId: z.uuid().optional() });
export const scheduleSchema = z.object({ revision, day: text, time: text });
export const aloneSchema = z.object({ other: z.uuid().optional() });
export const reviewSchema = z.object({ revision });
export const returnSchema = z.object({ revision, remark: text });
export const reasonSchema = z.object({ reason: text });
export const extendSchema = z.object({ reason: text, newDueOn: text });
export const emptySchema = z.object({});

export const DONE = ['saved', 'submitted', 'approved', 'returned', 'published', 'claimed', 'paused', 'resumed', 'extended'] as const;
/** Those of the desk around the answer. */
export const DESK_DONE = ['noted', 'assigned', 'scheduled', 'unscheduled', 'alone', 'together'] as const;
/** Those of a correction. */
export const CORRECTION_DONE = ['corrected', 'dropped'] as const;
export type Done = (typeof DONE)[number] | (typeof DESK_DONE)[number] | (typeof CORRECTION_DONE)[number];

/** Whether an address can be that of a contribution at all. */
export function isUuid(text: string): boolean {
  return z.uuid().safeParse(text).success;
}
