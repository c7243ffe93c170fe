/** `npm run restore -- FILE [REGISTER]`: puts a backup into an empty database, and erases again who erased their account since. */
import { existsSync } from 'node:fs';
import { restoreBackup } from '../backup/restore-backup.ts';
import { env } from '../env.ts';
import { readRegister, registerFile, replayRegister } from '../privacy/erasure-register.ts';
import { UsageError, withDatabase } from './database.ts';

await withDatabase(async ({ db }) => {
  const [file, given, ...rest] = process.argv.slice(2);
  if (!file || rest.length > 0) throw new UsageError('Zo werkt het:\n  npm run restore -- BESTAND [REGISTER]');
  if (given && !existsSync(given)) throw new UsageError(`Het register ${given} bestaat niet. Er is niets teruggezet.`);
  // Read before anything is written: a damaged register stops it.
  const register = await readRegister(given ?? registerFile(env.dataDir));
  const { rows, createdAt } = await restoreBackup(db, file);
  const again = await replayRegister({ db, register, now: new Date() });
  return [
    `De back-up van ${createdAt} is teruggezet: ${rows} rijen. Iedereen moet opnieuw inloggen.`,
    `In het register staan ${register.size} verwijderde accounts; ${again} daarvan kwamen terug en zijn opnieuw verwijderd.`,
  ].join('\n');
});
