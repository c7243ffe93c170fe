import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { PGlite } from '@electric-sql/pglite';
import { expect, test } from 'vitest';
import { exchange } from './exchange.ts';

/** The message of a query without values. */
function query(text: string): Uint8Array {
  const words = Buffer.from(`${text}\0`);
  const message = Buffer.alloc(5 + words.length);
  message.write('Q');
  message.writeUInt32BE(4 + words.length, 1);
  words.copy(message, 5);
  return message;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

test('an answer is whole, also in many pieces, and nothing of it stays behind', async () => {
  const database = await PGlite.create();
  const ask = () => exchange(database, query("select repeat('x', 1000) as word from generate_series(1, 1000)"));
  const answer = Buffer.from(await ask());
  expect(answer.toString('latin1').match(/x{1000}/g)).toHaveLength(1000);
  // Ends with: ready for the next.
  expect(answer.subarray(-6)).toEqual(Buffer.from([0x5a, 0, 0, 0, 5, 0x49]));
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let count = 0; count < 30; count++) await ask();
  collect();
  // PGlite's own reading kept all of the thirty megabytes.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(10e6);
  await database.close();
});
