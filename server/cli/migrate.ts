/** `npm run db:migrate`: brings the database to the newest schema. */
import { withDatabase } from './database.ts';

await withDatabase(async () => 'De database is bij.');
