import { z } from 'zod';
import { amsterdamDay, dutchDayWithYear } from '../calendar/amsterdam.ts';
import { writePaperDocx } from '../documents/docx.ts';
import { writePaperPdf } from '../documents/pdf.ts';
import { env } from '../env.ts';
import { procedure, router } from '../trpc.ts';
import { beginNote, changeNote, publishNote, sendNote, summariseItem } from './commands.ts';
import { notePaper } from './paper.ts';
import { getNote, getNoteDesk, getNotes } from './queries.ts';

const slug = z.string().min(1).max(100);
/** Long enough that the rules can say what is too long, short enough to be read without harm. */
const text = z.string().max(40_000).default('');
const words = { title: z.string().max(1000).default(''), introduction: text, ownChanges: text };
const ref = { noteId: z.uuid(), revision: z.int() };
const which = z.object({ trajectory: slug, number: z.int().min(1).max(2_000_000_000) });

export const replyNotesRouter = router({
  list: procedure.input(z.object({ trajectory: slug })).query(({ ctx, input }) => getNotes(ctx, input)),
  get: procedure.input(which).query(({ ctx, input }) => getNote(ctx, input)),
  desk: procedure.input(which).query(({ ctx, input }) => getNoteDesk(ctx, input)),
  /** The note as a Word file or a tagged PDF, for who may read it. */
  file: procedure.input(which.extend({ format: z.enum(['docx', 'pdf']) })).query(async ({ ctx, input: { format, ...note } }) => {
    const { content, status, publishedAt } = await getNote(ctx, note);
    const line =
      status === 'published' && publishedAt
        ? `Gepubliceerd op ${dutchDayWithYear(amsterdamDay(new Date(publishedAt)))}`
        : 'Nog niet gepubliceerd';
    const paper = notePaper(content, { publicUrl: env.publicUrl, status: line });
    const file = format === 'pdf' ? await writePaperPdf(paper) : await writePaperDocx(paper);
    return { name: `nota-van-beantwoording-${content.trajectory.slug}-${content.number}.${format}`, base64: file.toString('base64') };
  }),
  begin: procedure
    .input(
      z.object({
        trajectoryId: z.uuid(),
        ...words,
        kinds: z.array(z.string().max(40)).max(20),
        periodFrom: z.string(),
        periodUntil: z.string(),
      }),
    )
    .mutation(({ ctx, input }) => beginNote(ctx, input)),
  change: procedure.input(z.object({ ...ref, ...words })).mutation(({ ctx, input }) => changeNote(ctx, input)),
  summarise: procedure.input(z.object({ ...ref, number: z.int(), summary: text })).mutation(({ ctx, input }) => summariseItem(ctx, input)),
  send: procedure.input(z.object(ref)).mutation(({ ctx, input }) => sendNote(ctx, input)),
  publish: procedure.input(z.object(ref)).mutation(({ ctx, input }) => publishNote(ctx, input)),
});
