/**
 * Who erased their account, as a file beside the database: one id and a day per line, nothing else. A backup from before an erasure would bring the person back; the
 * register, kept apart from it, takes them away again.
 */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import type { Db } from '../context.ts';
import { erasePerson } from './erase.ts';

const LINE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) (\d{4}-\d{2}-\d{2})$/;

/** The register has a line that is no id and day. The message is a Dutch sentence. */
export class RegisterError extends Error {
  override name = 'RegisterError';
}

export function registerFile(dataDir: string): string {
  return join(dataDir, 'erased-people.txt');
}

/** Ids with the day they were erased on; none when there is no file yet. @throws RegisterError */
export async function readRegister(file: string): Promise<Map<string, string>> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const register = new Map<string, string>();
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const [, id, day] = LINE.exec(line) ?? [];
    if (!id || !day) throw new RegisterError(`Regel ${index + 1} van ${file} is geen nummer met een dag.`);
    register.set(id, day);
  }
  return register;
}

/**
 * Erases everybody in the register whom this database still knows, each in a transaction of their own. Twice does no more than once.
 * @returns how many came back and were erased again
 */
export async function replayRegister({ db, register, now }: { db: Db; register: ReadonlyMap<string, string>; now: Date }): Promise<number> {
  const ids = [...register.keys()];
  const back = await db
    .selectFrom('person')
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('erased_at', 'is', null)
    .select('id')
    .execute();
  for (const { id } of back) await db.transaction().execute((tx) => erasePerson(tx, { actor: null, now }, id));
  return back.length;
}

/** Adds who was erased since, in a whole new file that takes the place of the old one. Never takes anybody off. @returns how many were added */
export async function keepRegister({ db, file }: { db: Db; file: string }): Promise<number> {
  const register = await readRegister(file);
  const erased = await db
    .selectFrom('person')
    .where('erased_at', 'is not', null)
    .select(['id', 'erased_at'])
    .orderBy('erased_at')
    .execute();
  const missing = erased.filter(({ id }) => !register.has(id));
  if (missing.length === 0) return 0;
  for (const { id, erased_at } of missing) register.set(id, (erased_at ?? new Date()).toISOString().slice(0, 10));
  await mkdir(dirname(file), { recursive: true });
  const partial = `${file}.partial`;
  const handle = await open(partial, 'w', 0o600);
  try {
    await handle.writeFile([...register].map(([id, day]) => `${id} ${day}\n`).join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(partial, file);
  return missing.length;
}
