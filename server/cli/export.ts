/**
 * `npm run export -- pabulib VOTING_ID`: the anonymous ballots of a closed voting as `.pb`, on standard output.
 * `npm run export -- plan-text SLUG FILE.(md|docx|html)`: the plan as it is now, in a file.
 */
import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Context } from '../context.ts';
import { EXPORT_FORMATS, writePlanText } from '../plan-texts/export.ts';
import { findTrajectoryId } from '../plan-texts/import.ts';
import { exportPabulib } from '../votings/export-pabulib.ts';
import { operatorContext, UsageError, withDatabase } from './database.ts';

const USAGE = 'Zo werkt het:\n  npm run export -- pabulib STEMMING\n  npm run export -- plan-text TRAJECT BESTAND.(md|docx|html)';

await withDatabase(async (handle) => {
  const [kind, subject, path, ...more] = process.argv.slice(2);
  if (kind === 'pabulib' && subject) return exportPabulib(handle.db, subject);
  if (kind === 'plan-text' && subject && path && more.length === 0) return exportPlan(operatorContext(handle), { slug: subject, path });
  throw new UsageError(USAGE);
});

async function exportPlan(context: Context, { slug, path }: { slug: string; path: string }): Promise<string> {
  const format = EXPORT_FORMATS.find((known) => extname(path).toLowerCase() === `.${known}`);
  if (!format) throw new UsageError(USAGE);
  const { content, sections } = await writePlanText(context, { trajectoryId: await findTrajectoryId(context, slug), format });
  await writeFile(path, content).catch((error: Error) => {
    throw new UsageError(`Het bestand ${path} is niet te schrijven: ${error.message}`);
  });
  return `${path}: ${sections} onderdelen, ${Math.ceil(content.length / 1024)} kB.`;
}
