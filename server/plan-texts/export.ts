import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context } from '../context.ts';
import { getReadableTrajectory, getTrajectoryById } from '../trajectories/queries.ts';
import { readContents } from './content-cache.ts';
import { writeDocx } from './docx-write.ts';
import { writeHtml } from './export-html.ts';
import { writeMarkdown } from './markdown-write.ts';
import { listSectionRows } from './section-rows.ts';

export const EXPORT_FORMATS = ['md', 'docx', 'html'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const MEDIA_TYPES: Record<ExportFormat, string> = {
  md: 'text/markdown; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  html: 'text/html; charset=utf-8',
};

export type PlanExport = { name: string; mediaType: string; content: Buffer };

/**
 * The plan as it is now, as a file.
 * @throws DomainError `not_found`
 */
export async function exportPlanText(
  context: Pick<Context, 'db' | 'actor' | 'now'>,
  { trajectory: slug, format }: { trajectory: string; format: ExportFormat },
): Promise<PlanExport> {
  const { id } = await getReadableTrajectory(context.db, { slug, actor: context.actor, now: context.now });
  const { content } = await writePlanText(context, { trajectoryId: id, format });
  return { name: `plan-${slug}.${format}`, mediaType: MEDIA_TYPES[format], content };
}

/** The same, also for a trajectory that is not public yet: for who may see it. What we add to it is in the language of the plan, Dutch. */
export async function writePlanText(
  { db, now }: Pick<Context, 'db' | 'now'>,
  { trajectoryId, format }: { trajectoryId: string; format: ExportFormat },
): Promise<{ content: Buffer; sections: number }> {
  const { title } = await getTrajectoryById(db, trajectoryId);
  const rows = await listSectionRows(db, trajectoryId);
  const contents = await readContents(db, rows);
  const plan = {
    title,
    subtitle: `Plantekst, stand van ${dayInWords(now)}`,
    sections: rows.map((row) => ({ ...row, content: contents.get(row.documentId)?.content ?? { type: 'doc' } })),
  };
  return { content: await write(plan, format), sections: rows.length };
}

async function write(plan: Parameters<typeof writeDocx>[0], format: ExportFormat): Promise<Buffer> {
  if (format === 'docx') return writeDocx(plan);
  return Buffer.from(format === 'md' ? writeMarkdown(plan) : writeHtml({ ...plan, language: 'nl-NL', contents: 'Inhoud' }));
}

const DAY = new Intl.DateTimeFormat('nl-NL', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

function dayInWords(now: Date): string {
  return DAY.format(new Date(`${amsterdamDay(now)}T00:00:00Z`));
}
