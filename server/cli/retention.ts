/** `npm run retention`: removes what was kept long enough, as the job does every hour; with `--dry-run` it only says how much that is. */
import { applyRetention, listOverdueData } from '../privacy/retention.ts';
import { UsageError, withDatabase } from './database.ts';

await withDatabase(async ({ db }) => {
  const words = process.argv.slice(2);
  if (words.some((word) => word !== '--dry-run')) throw new UsageError('Zo werkt het:\n  npm run retention [-- --dry-run]');
  const isDry = words.length > 0;
  const lines = await (isDry ? listOverdueData : applyRetention)({ db, now: new Date() });
  const table = lines.map(({ name, table: where, rows }) => `${String(rows).padStart(8)}  ${name} (${where})`);
  return [isDry ? 'Dit zou nu weggaan; er is niets veranderd:' : 'Dit is weggehaald:', ...table].join('\n');
});
