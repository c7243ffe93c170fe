/** `npm run restore -- FILE`: puts a backup into an empty database. */
import { restoreBackup } from '../backup/restore-backup.ts';
import { UsageError, withDatabase } from './database.ts';

await withDatabase(async ({ db }) => {
  const [file, ...rest] = process.argv.slice(2);
  if (!file || rest.length > 0) throw new UsageError('Zo werkt het:\n  npm run restore -- BESTAND');
  const { rows, createdAt } = await restoreBackup(db, file);
  return `De back-up van ${createdAt} is teruggezet: ${rows} rijen. Iedereen moet opnieuw inloggen.`;
});
