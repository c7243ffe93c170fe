import { z } from 'zod';
import { chooseNameInAnswers, isNamedInAnswers } from '../people/shown-official.ts';
import { procedure, router } from '../trpc.ts';
import { assignContribution, assignSelection } from './response-assign.ts';
import { answerAlone, answerTogether } from './response-bundle.ts';
import { addInternalNote } from './response-notes.ts';
import { getReceipt } from './response-receipt.ts';
import { OUTCOMES } from './response-rules.ts';
import { cancelPublication, schedulePublication } from './response-schedule.ts';
import { addTemplate, changeTemplate, getTemplatePage } from './response-templates.ts';

const contribution = { contributionId: z.uuid() };
const ref = { ...contribution, revision: z.int().optional() };
/** Long enough that the rules can say what is too long, short enough to be read without harm. */
const text = z.string().max(20_000).default('');
const words = { name: text, outcome: z.enum(OUTCOMES).nullable().default(null), summary: text, motivation: text, nextStep: text };
const template = { id: z.uuid(), revision: z.int() };

/** What officials do around an answer, and what became of it for who asked. */
export const deskRouter = router({
  note: procedure.input(z.object({ ...contribution, body: text })).mutation(({ ctx, input }) => addInternalNote(ctx, input)),
  assign: procedure
    .input(z.object({ ...contribution, handlerId: z.uuid().nullable().optional(), teamId: z.uuid().nullable().optional() }))
    .mutation(({ ctx, input }) => assignContribution(ctx, input)),
  assignSelection: procedure
    .input(
      z.object({
        contributionIds: z.array(z.uuid()).max(200),
        handlerId: z.uuid().nullable().optional(),
        teamId: z.uuid().nullable().optional(),
      }),
    )
    .mutation(({ ctx, input }) => assignSelection(ctx, input)),
  together: procedure
    .input(z.object({ contributionIds: z.array(z.uuid()).max(200) }))
    .mutation(({ ctx, input }) => answerTogether(ctx, input)),
  alone: procedure.input(z.object(contribution)).mutation(({ ctx, input }) => answerAlone(ctx, input)),
  schedule: procedure.input(z.object({ ...ref, publishAt: z.coerce.date() })).mutation(({ ctx, input }) => schedulePublication(ctx, input)),
  unschedule: procedure.input(z.object(ref)).mutation(({ ctx, input }) => cancelPublication(ctx, input)),
  templates: procedure.query(({ ctx }) => getTemplatePage(ctx)),
  addTemplate: procedure
    .input(z.object({ trajectoryId: z.uuid().nullable(), ...words }))
    .mutation(({ ctx, input }) => addTemplate(ctx, input)),
  changeTemplate: procedure.input(z.object({ ...template, ...words })).mutation(({ ctx, input }) => changeTemplate(ctx, input)),
  removeTemplate: procedure.input(z.object(template)).mutation(({ ctx, input }) => changeTemplate(ctx, { ...input, removed: true })),
  nameShown: procedure.query(({ ctx }) => isNamedInAnswers(ctx)),
  showName: procedure.input(z.object({ shown: z.boolean() })).mutation(({ ctx, input }) => chooseNameInAnswers(ctx, input)),
  /** What happened to one's own words, to the end. */
  receipt: procedure.input(z.object(contribution)).query(({ ctx, input }) => getReceipt(ctx, input)),
});
