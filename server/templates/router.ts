import { z } from 'zod';
import { env } from '../env.ts';
import { DomainError } from '../errors.ts';
import { procedure, router } from '../trpc.ts';
import { BUILT_IN_KEYS } from './built-in-keys.ts';
import { noteCopy, writeLessons } from './commands.ts';
import { chooseTemplate, getDraft, listChoices } from './drafts.ts';
import { exportTemplate } from './export.ts';
import { TEMPLATE_BYTES } from './format.ts';
import { createFromTemplate } from './import.ts';
import { getCarrying } from './queries.ts';
import { TemplateFaults } from './read-template.ts';

const { publicUrl } = env;
const slug = z.string().min(1).max(100);
const trajectory = z.object({ trajectory: slug });
const line = z.string().max(1000);
/** Somewhat more than fits, so that a file that is too large hears just that. */
const MAX_BASE64 = Math.ceil((TEMPLATE_BYTES * 4) / 3) * 2;

/** Carrying an approach to the next place. */
export const templatesRouter = router({
  /** Lessons, origin and copies of a trajectory. */
  get: procedure.input(trajectory).query(({ ctx, input }) => getCarrying(ctx, input)),
  file: procedure
    .input(trajectory.extend({ startText: z.boolean().optional(), words: z.boolean().optional() }))
    .query(({ ctx, input }) => exportTemplate(ctx, { ...input, publicUrl })),
  writeLessons: procedure
    .input(trajectory.extend({ body: z.string().max(20_000), edition: z.int().min(0) }))
    .mutation(({ ctx, input }) => writeLessons(ctx, input)),
  noteCopy: procedure.input(trajectory.extend({ installation: line, title: line, url: line })).mutation(async ({ ctx, input }) => {
    await noteCopy(ctx, input);
    return { ok: true };
  }),

  choices: procedure.query(({ ctx }) => listChoices(ctx)),
  chooseBuiltIn: procedure
    .input(z.object({ key: z.enum(BUILT_IN_KEYS) }))
    .mutation(({ ctx, input }) => chooseTemplate(ctx, { choice: { builtIn: input.key }, publicUrl })),
  chooseTrajectory: procedure
    .input(trajectory.extend({ startText: z.boolean().default(false) }))
    .mutation(({ ctx, input }) => chooseTemplate(ctx, { choice: input, publicUrl })),
  /** A file; bytes travel as base64. */
  chooseFile: procedure.input(z.object({ base64: z.string().max(MAX_BASE64) })).mutation(async ({ ctx, input }) => {
    try {
      return await chooseTemplate(ctx, { choice: { file: new Uint8Array(Buffer.from(input.base64, 'base64')) }, publicUrl });
    } catch (error) {
      if (!(error instanceof TemplateFaults)) throw error;
      throw new DomainError('unreadable_file', { faults: error.faults });
    }
  }),
  draft: procedure
    .input(z.object({ draftId: z.uuid(), startsOn: z.string().max(10).nullable().default(null) }))
    .query(({ ctx, input }) => getDraft(ctx, input)),
  create: procedure
    .input(
      z.object({
        draftId: z.uuid(),
        startsOn: z.string().max(10),
        title: line,
        slug: line,
        question: line,
        lead: z.string().max(5000),
        areaName: line,
        areas: z.string().max(20_000),
        decisionMaker: line,
        influenceSubject: line,
        fixedPoints: z.string().max(20_000),
        contactName: line,
        teamId: line,
        takeWords: z.boolean().default(false),
      }),
    )
    .mutation(({ ctx, input }) => createFromTemplate(ctx, input)),
});
