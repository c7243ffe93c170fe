/** `npm run replay-erasures [-- REGISTER]`: erases again who came back with a database that was put back to an earlier moment. The jobs do this too, every minute. */
import { existsSync } from 'node:fs';
import { env } from '../env.ts';
import { readRegister, registerFile, replayRegister } from '../privacy/erasure-register.ts';
import { UsageError, withDatabase } from './database.ts';

await withDatabase(async ({ db }) => {
  const [given, ...rest] = process.argv.slice(2);
  if (rest.length > 0) throw new UsageError('Zo werkt het:\n  npm run replay-erasures [-- REGISTER]');
  if (given && !existsSync(given)) throw new UsageError(`Het register ${given} bestaat niet.`);
  const register = await readRegister(given ?? registerFile(env.dataDir));
  const again = await replayRegister({ db, register, now: new Date() });
  return `In het register staan ${register.size} verwijderde accounts; ${again} daarvan kwamen terug en zijn opnieuw verwijderd.`;
});
