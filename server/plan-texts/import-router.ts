import { z } from 'zod';
import { DomainError } from '../errors.ts';
import { procedure, router } from '../trpc.ts';
import { EXPORT_FORMATS, exportPlanText } from './export.ts';
import { confirmDraft, discardDraft, draftImport, getDraft, mayImport, startImport } from './import-draft.ts';
import { PlanFileError } from './import-refusals.ts';

const slug = z.string().min(1).max(100);
const draft = z.object({ trajectory: slug, id: z.uuid() });
/** 10 MB of a Word file as base64. */
const MAX_BASE64 = Math.ceil((10 * 1024 * 1024 * 4) / 3) + 4;

/** Plan texts in and out as files. Bytes travel as base64. */
export const planExchangeRouter = router({
  file: procedure.input(z.object({ trajectory: slug, format: z.enum(EXPORT_FORMATS) })).query(async ({ ctx, input }) => {
    const { content, ...file } = await exportPlanText(ctx, input);
    return { ...file, base64: content.toString('base64') };
  }),
  /** Whether the plan's page offers to read an edition in. */
  may: procedure.input(z.object({ trajectory: slug })).query(({ ctx, input }) => mayImport(ctx, input)),
  /** The plan to read an edition into, for who may, before they choose one. */
  start: procedure.input(z.object({ trajectory: slug })).query(({ ctx, input }) => startImport(ctx, input)),
  send: procedure
    .input(z.object({ trajectory: slug, name: z.string().max(1000), base64: z.string().max(MAX_BASE64) }))
    .mutation(async ({ ctx, input: { base64, ...input } }) => {
      try {
        return await draftImport(ctx, { ...input, file: new Uint8Array(Buffer.from(base64, 'base64')) });
      } catch (error) {
        if (!(error instanceof PlanFileError)) throw error;
        throw new DomainError('unreadable_file', { reason: error.reason, line: error.line, about: error.about });
      }
    }),
  preview: procedure.input(draft).query(({ ctx, input }) => getDraft(ctx, input)),
  confirm: procedure.input(draft.extend({ state: z.string().length(64) })).mutation(({ ctx, input }) => confirmDraft(ctx, input)),
  discard: procedure.input(draft).mutation(({ ctx, input }) => discardDraft(ctx, input)),
});
