/** `npm run import -- plan-text FILE.md --trajectory SLUG` and `npm run import -- pabulib FILE.pb --trajectory SLUG`. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { importPlanText } from '../plan-texts/import.ts';
import { importPabulib } from '../votings/import-pabulib.ts';
import { operatorContext, UsageError, withDatabase } from './database.ts';

const USAGE =
  'Zo werkt het:\n  npm run import -- plan-text BESTAND.md --trajectory NAAM\n  npm run import -- pabulib BESTAND.pb --trajectory NAAM';

await withDatabase(async (handle) => {
  const { kind, path, trajectory } = readArguments();
  const file = new Uint8Array(
    await readFile(path).catch(() => {
      throw new UsageError(`Het bestand ${path} is niet te lezen.`);
    }),
  );
  const context = operatorContext(handle);
  const input = { file, trajectorySlug: trajectory, name: basename(path) };
  if (kind === 'plan-text') {
    const result = await importPlanText(context, input);
    return `${basename(path)}: ${result.added} onderdelen nieuw, ${result.changed} gewijzigd, ${result.removed} vervallen, ${result.unchanged} gelijk gebleven.`;
  }
  const result = await importPabulib(context, input);
  return result.unchanged
    ? `${basename(path)} was al ingelezen. Er is niets veranderd.`
    : `${basename(path)}: ${result.ideas} ideeën en ${result.ballots} stembiljetten ingelezen. Stemming ${result.votingId}.`;
});

function readArguments(): { kind: 'plan-text' | 'pabulib'; path: string; trajectory: string } {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { trajectory: { type: 'string' } } });
    const [kind, path] = positionals;
    if ((kind === 'plan-text' || kind === 'pabulib') && path && values.trajectory) return { kind, path, trajectory: values.trajectory };
  } catch {
    // An unknown option: the usage below says which there are.
  }
  throw new UsageError(USAGE);
}
