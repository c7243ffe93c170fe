/** `npm run backup -- FILE`: everything but sessions, tokens and mails in one file, for `npm run restore` on either kind of database. */
import { writeBackup } from '../backup/write-backup.ts';
import { UsageError, withDatabase } from './database.ts';

await withDatabase(async ({ db }) => {
  const [file, ...rest] = process.argv.slice(2);
  if (!file || rest.length > 0) throw new UsageError('Zo werkt het:\n  npm run backup -- BESTAND');
  const rows = await writeBackup({ db, file, now: new Date() });
  return `De back-up staat in ${file}: ${rows} rijen. Er staan persoonsgegevens in; bewaar hem veilig.`;
});
