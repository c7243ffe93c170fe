/**
 * A process of its own for the tests of the lock and of killing: opens the folder, says `open`, and then
 * `hold` waits for the end of its input and closes; `write` writes numbered teams, one per transaction, and says each number once it is committed.
 */
import { openDatabase } from '../client.ts';
import { migrate } from '../migrate.ts';

const [dataDir = '', mode = 'hold'] = process.argv.slice(2);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  const handle = await openDatabase({ dataDir });
  await migrate(handle.db);
  say('open');
  if (mode === 'write') {
    for (let number = 1; ; number++) {
      await handle.db
        .insertInto('team')
        .values({ name: `team ${process.pid} ${number}` })
        .execute();
      say(String(number));
    }
  }
  for await (const _ of process.stdin) {
    // Nothing is read; only its end counts.
  }
  await handle.close();
  say('closed');
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
