import { z } from 'zod';
import { writePaperDocx } from '../documents/docx.ts';
import { writePaperPdf } from '../documents/pdf.ts';
import { env } from '../env.ts';
import { OUTCOMES } from '../responses/response-rules.ts';
import { procedure, router } from '../trpc.ts';
import { freezeDossier, giveGrade } from './commands.ts';
import type { DossierContent } from './content.ts';
import { listContributions, STATES } from './contributions.ts';
import { dossierCsv } from './figures-csv.ts';
import { dossierPaper } from './paper.ts';
import { type ProcessPaperContent, processPaper } from './process-paper.ts';
import { getPaperDesk, getPaperPage, readPaper } from './process-paper-queries.ts';
import { beginPaper, freezePaper, writePaper } from './process-papers.ts';
import { getGradePage, getOutcomes, getVersion, readVersion } from './queries.ts';

const slug = z.string().min(1).max(100);
const number = z.int().min(1).max(2_000_000_000);
const FORMATS = ['pdf', 'docx', 'csv', 'json'] as const;
const which = z.object({ trajectory: slug, number });
const paper = z.object({ trajectory: slug, kind: z.enum(['motivation', 'final_report']) });
/** Long enough that the rules can say what is too long, short enough to be read without harm. */
const text = z.string().max(100_000).default('');

const FILE_NAMES = { motivation: 'motivering', final_report: 'eindverslag' } as const;

export const dossiersRouter = router({
  /** The dossier as it is now. */
  get: procedure.input(z.object({ trajectory: slug })).query(({ ctx, input }) => getOutcomes(ctx, input)),
  version: procedure.input(which).query(({ ctx, input }) => getVersion(ctx, input)),
  /** A frozen version as a file; the JSON is letter by letter what was frozen. */
  file: procedure.input(which.extend({ format: z.enum(FORMATS) })).query(async ({ ctx, input: { format, ...input } }) => {
    const { version, json } = await readVersion(ctx, input);
    const content = JSON.parse(json) as DossierContent;
    const { municipality } = await ctx.db.selectFrom('site').select('municipality').executeTakeFirstOrThrow();
    const built = () => dossierPaper(content, { version, publicUrl: env.publicUrl, municipality });
    return { name: `dossier-${input.trajectory}-${input.number}.${format}`, base64: await fileOf(format, { json, content, built }) };
  }),
  /** The contributions behind a figure. */
  contributions: procedure
    .input(
      z.object({
        trajectory: slug,
        page: z.int().min(1).max(100_000).default(1),
        outcome: z.enum(OUTCOMES).optional(),
        state: z.enum(STATES).optional(),
        phase: z.int().min(1).max(1000).optional(),
        theme: z.string().max(100).optional(),
        until: z.iso.datetime().optional(),
      }),
    )
    .query(({ ctx, input: { trajectory, page, until, ...filter } }) =>
      listContributions(ctx, { trajectory, page, filter: { ...filter, until: until === undefined ? undefined : new Date(until) } }),
    ),
  freeze: procedure
    .input(z.object({ trajectory: slug, council: z.string().max(20).default(''), note: text }))
    .mutation(({ ctx, input }) => freezeDossier(ctx, input)),
  grade: procedure.input(z.object({ trajectory: slug })).query(({ ctx, input }) => getGradePage(ctx, input)),
  giveGrade: procedure.input(z.object({ trajectory: slug, grade: z.string().max(10) })).mutation(({ ctx, input }) => giveGrade(ctx, input)),
  paper: procedure.input(paper.extend({ number: number.optional() })).query(({ ctx, input }) => getPaperPage(ctx, input)),
  paperDesk: procedure.input(paper).query(({ ctx, input }) => getPaperDesk(ctx, input)),
  paperFile: procedure.input(paper.extend({ number, format: z.enum(FORMATS) })).query(async ({ ctx, input: { format, ...input } }) => {
    const json = await readPaper(ctx, input);
    const content = JSON.parse(json) as ProcessPaperContent;
    const built = () => processPaper(content, { publicUrl: env.publicUrl, frozen: true });
    const name = `${FILE_NAMES[input.kind]}-${input.trajectory}-${input.number}.${format}`;
    return { name, base64: await fileOf(format, { json, content: content.dossier, built }) };
  }),
  beginPaper: procedure
    .input(paper.extend({ instrument: z.string().max(20).default('') }))
    .mutation(({ ctx, input }) => beginPaper(ctx, input)),
  writePaper: procedure
    .input(paper.extend({ revision: z.int(), chapters: z.record(z.string().max(40), text) }))
    .mutation(({ ctx, input }) => writePaper(ctx, input)),
  freezePaper: procedure.input(paper.extend({ revision: z.int() })).mutation(({ ctx, input }) => freezePaper(ctx, input)),
});

async function fileOf(
  format: (typeof FORMATS)[number],
  { json, content, built }: { json: string; content: DossierContent; built: () => Parameters<typeof writePaperPdf>[0] },
): Promise<string> {
  const bytes =
    format === 'pdf'
      ? await writePaperPdf(built())
      : format === 'docx'
        ? await writePaperDocx(built())
        : Buffer.from(format === 'csv' ? `\uFEFF${dossierCsv(content)}` : json, 'utf8');
  return bytes.toString('base64');
}
