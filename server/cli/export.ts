/** `npm run export -- pabulib VOTING_ID`: the anonymous ballots of a closed voting as `.pb`, on standard output. */
import { exportPabulib } from '../votings/export-pabulib.ts';
import { UsageError, withDatabase } from './database.ts';

await withDatabase(async (handle) => {
  const [kind, votingId] = process.argv.slice(2);
  if (kind !== 'pabulib' || !votingId) throw new UsageError('Zo werkt het:\n  npm run export -- pabulib STEMMING');
  return exportPabulib(handle.db, votingId);
});
