/** `npm run db:seed`: fills an empty database with the demo trajectory. */
import { fillDemo, isEmpty } from '../demo/fill.ts';
import { UsageError, withDatabase } from './database.ts';

await withDatabase(async ({ db }) => {
  if (!(await isEmpty(db))) throw new UsageError('De database is niet leeg. Het voorbeeld komt alleen in een lege database.');
  await fillDemo({ db, now: new Date() });
  return 'Het voorbeeldtraject staat klaar.';
});
