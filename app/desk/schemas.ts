/** The forms of templates, commitments and reply notes. The server checks the words; here only their shape is read. */
import { z } from 'zod';
import { OUTCOMES } from '../../server/responses/response-rules.ts';

const text = z.string().default('');
const revision = z.coerce.number().int();
const level = z.coerce.number().int().optional();

export const templateSchema = z.object({
  name: text,
  outcome: z.enum(OUTCOMES).optional(),
  summary: text,
  motivation: text,
  nextStep: text,
  trajectoryId: z.uuid().optional(),
  id: z.uuid().optional(),
  revision: revision.optional(),
});
export const removeTemplateSchema = z.object({ id: z.uuid(), revision });

export const commitmentSchema = z.object({
  title: text,
  description: text,
  promisedOn: text,
  ownerId: z.uuid().optional(),
  decisionTitle: text,
  decisionUrl: text,
  responseId: z.uuid().optional(),
});
export const progressSchema = z.object({ revision, body: text, evidenceLevel: level });
export const moveSchema = z.object({ revision, body: text, promisedOn: text });
export const milestoneSchema = z.object({ revision, milestone: text, plannedOn: text });
export const reachSchema = z.object({ revision, milestoneId: z.uuid() });
export const endSchema = z.object({ revision, how: z.enum(['done', 'stopped']).default('done'), body: text, evidenceLevel: level });
export const handSchema = z.object({ revision, ownerId: z.uuid() });

export const COMMITMENT_DONE = ['made', 'told', 'moved', 'ended', 'handed', 'milestone', 'reached'] as const;

export const noteWordsSchema = z.object({ revision: revision.optional(), title: text, introduction: text, ownChanges: text });
export const newNoteSchema = noteWordsSchema.extend({ kinds: z.array(z.string()).default([]), periodFrom: text, periodUntil: text });
export const itemSchema = z.object({ revision, number: z.coerce.number().int(), summary: text });
export const noteActSchema = z.object({ revision });
export const NOTE_DONE = ['begun', 'saved', 'sent', 'published'] as const;

/** Which of the known acts the address says was done. */
export function doneOf<Act extends string>(request: Request, acts: readonly Act[]): Act | null {
  const done = new URL(request.url).searchParams.get('klaar');
  return acts.find((act) => act === done) ?? null;
}
