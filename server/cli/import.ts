/**
 * `npm run import -- KIND FILE… --trajectory SLUG`, for plan texts, votings of pabulib, and what people contributed in Decidim, Polis or OpenStad. With `--dry-run` a plan
 * text says per section what would change, and writes nothing.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { Context } from '../context.ts';
import { importPolis, importProposals } from '../imports/import-peer.ts';
import { findTrajectoryId, importSections } from '../plan-texts/import.ts';
import { noticeSentence } from '../plan-texts/import-notices.ts';
import { previewImport } from '../plan-texts/import-preview.ts';
import { readPlanFile } from '../plan-texts/import-thread.ts';
import { importPabulib } from '../votings/import-pabulib.ts';
import { operatorContext, UsageError, withDatabase } from './database.ts';
import { countSentence, peerSentence, previewText, unchangedSentence } from './import-words.ts';

const USAGE = [
  'Zo werkt het:',
  '  npm run import -- plan-text BESTAND.(md|docx) --trajectory NAAM [--dry-run]',
  '  npm run import -- pabulib BESTAND.pb --trajectory NAAM',
  '  npm run import -- decidim BESTAND.csv --trajectory NAAM',
  '  npm run import -- polis COMMENTS.csv VOTES.csv --trajectory NAAM',
  '  npm run import -- openstad BESTAND.json --trajectory NAAM',
].join('\n');

/** How many files each kind takes. */
const KINDS = { 'plan-text': 1, pabulib: 1, decidim: 1, polis: 2, openstad: 1 } as const;
type Kind = keyof typeof KINDS;

await withDatabase(async (handle) => {
  const { kind, paths, trajectory, dryRun } = readArguments();
  const files: Uint8Array[] = [];
  for (const path of paths) files.push(await readInput(path));
  const [file = new Uint8Array(), votes = new Uint8Array()] = files;
  const context = operatorContext(handle);
  const name = basename(paths[0] ?? '');
  switch (kind) {
    case 'plan-text':
      return readPlan(context, { file, trajectory, name, dryRun });
    case 'pabulib': {
      const result = await importPabulib(context, { file, trajectorySlug: trajectory, name });
      if (result.unchanged) return unchangedSentence(name);
      return `${name}: ${result.ideas} ideeën en ${result.ballots} stembiljetten ingelezen. Stemming ${result.votingId}.`;
    }
    case 'polis':
      return peerSentence(name, await importPolis(context, { comments: file, votes, trajectorySlug: trajectory, name }));
    case 'decidim':
    case 'openstad':
      return peerSentence(name, await importProposals(context, { system: kind, file, trajectorySlug: trajectory, name }));
  }
});

async function readInput(path: string): Promise<Uint8Array> {
  const content = await readFile(path).catch(() => {
    throw new UsageError(`Het bestand ${path} is niet te lezen.`);
  });
  return new Uint8Array(content);
}

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

function readArguments(): { kind: Kind; paths: string[]; trajectory: string; dryRun: boolean } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { trajectory: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
    });
    const [first, ...paths] = positionals;
    const kind = (Object.keys(KINDS) as Kind[]).find((known) => known === first);
    const dryRun = values['dry-run'];
    if (kind && (kind === 'plan-text' || !dryRun) && paths.length === KINDS[kind] && values.trajectory)
      return { kind, paths, trajectory: values.trajectory, dryRun };
  } catch {
    // An unknown option: the usage below says which there are.
  }
  throw new UsageError(USAGE);
}
