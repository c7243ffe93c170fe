/**
 * `npm run import -- plan-text FILE.(md|docx) --trajectory SLUG [--dry-run]` and `npm run import -- pabulib FILE.pb --trajectory SLUG`. With `--dry-run` it says per
 * section what would change, and writes nothing.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { Context } from '../context.ts';
import { findTrajectoryId, importSections } from '../plan-texts/import.ts';
import { noticeSentence } from '../plan-texts/import-notices.ts';
import { previewImport } from '../plan-texts/import-preview.ts';
import { readPlanFile } from '../plan-texts/import-thread.ts';
import { importPabulib } from '../votings/import-pabulib.ts';
import { operatorContext, UsageError, withDatabase } from './database.ts';
import { countSentence, previewText } from './import-words.ts';

const USAGE =
  'Zo werkt het:\n  npm run import -- plan-text BESTAND.(md|docx) --trajectory NAAM [--dry-run]\n  npm run import -- pabulib BESTAND.pb --trajectory NAAM';

await withDatabase(async (handle) => {
  const { kind, path, trajectory, dryRun } = readArguments();
  const file = new Uint8Array(
    await readFile(path).catch(() => {
      throw new UsageError(`Het bestand ${path} is niet te lezen.`);
    }),
  );
  const context = operatorContext(handle);
  if (kind === 'plan-text') return readPlan(context, { file, trajectory, name: basename(path), dryRun });
  const result = await importPabulib(context, { file, trajectorySlug: trajectory, name: basename(path) });
  return result.unchanged
    ? `${basename(path)} was al ingelezen. Er is niets veranderd.`
    : `${basename(path)}: ${result.ideas} ideeën en ${result.ballots} stembiljetten ingelezen. Stemming ${result.votingId}.`;
});

async function readPlan(
  context: Context,
  { file, trajectory, name, dryRun }: { file: Uint8Array; trajectory: string; name: string; dryRun: boolean },
): Promise<string> {
  const { sections, notices } = await readPlanFile(file);
  const trajectoryId = await findTrajectoryId(context, trajectory);
  const told = notices.map((notice) => `  ${noticeSentence(notice)}\n`).join('');
  if (!dryRun) return told + countSentence(name, await importSections(context, { trajectoryId, sections, name, expectedState: null }));
  return told + previewText(name, await previewImport(context.db, { trajectoryId, sections }));
}

function readArguments(): { kind: 'plan-text' | 'pabulib'; path: string; trajectory: string; dryRun: boolean } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { trajectory: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
    });
    const [kind, path] = positionals;
    const dryRun = values['dry-run'];
    if (((kind === 'pabulib' && !dryRun) || kind === 'plan-text') && path && values.trajectory)
      return { kind, path, trajectory: values.trajectory, dryRun };
  } catch {
    // An unknown option: the usage below says which there are.
  }
  throw new UsageError(USAGE);
}
