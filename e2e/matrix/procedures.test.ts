import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { isDomainError } from '../../server/errors.ts';
import { appRouter, createCaller } from '../../server/router.ts';
import { openTestDatabase } from '../../server/testing/database.ts';
import { contextFor } from '../../server/testing/world.ts';
import { fillWorld } from './content.ts';
import { asked, type Expected, expectedOf, REFUSALS } from './expect.ts';
import { PROCEDURES, type Row, rowOf } from './procedures.ts';
import { type Cast, type Column, makeCast, openSessions } from './roles.ts';
import { type Known, resolve, sampleOf } from './sample.ts';

/** Of tRPC, as far as it is asked here what there is. */
type Procedure = { _def: { type: string; inputs: unknown[] } };
const procedures = appRouter._def.procedures as unknown as Record<string, Procedure>;

let handle: DatabaseHandle;
let cast: Cast;
let known: Known;
let sessions: Map<Column, string>;
beforeAll(async () => {
  handle = await openTestDatabase();
  cast = await makeCast(handle.db);
  known = await fillWorld(handle.db, cast);
  sessions = await openSessions(handle.db, cast);
});
afterAll(() => handle.close());

describe('every procedure', () => {
  test('has a row, and every row a procedure', () => {
    expect(
      Object.keys(procedures).filter((name) => !rowOf(name)),
      'procedures without a row in e2e/matrix/procedures.ts',
    ).toEqual([]);
    expect(
      Object.keys(PROCEDURES).filter((name) => !(name in procedures)),
      'rows without a procedure',
    ).toEqual([]);
  });

  for (const [name, procedure] of Object.entries(procedures)) {
    const row = rowOf(name);
    if (!row) continue;
    test(`${name}: ${row.may}`, async () => {
      const input = sampleOf(procedure._def.inputs, { ...known, ...resolve(row.with, known) });
      const wanted: Partial<Record<Column, Expected>> = {};
      const found: Partial<Record<Column, string>> = {};
      // Who may not goes first: what they ask for must still be there.
      const columns = [...asked(row)].sort((a, b) => rank(row, a) - rank(row, b));
      for (const column of columns) {
        const expected = expectedOf(row, column, cast);
        const outcome = await ask(name, column, input);
        wanted[column] = expected;
        found[column] = expected === 'allowed' && isAllowed(outcome) ? 'allowed' : outcome;
      }
      expect(found).toEqual(wanted);
    });
  }
});

function rank(row: Row, column: Column): number {
  return expectedOf(row, column, cast) === 'allowed' ? 1 : 0;
}

/** Whatever another rule says: the table let them through. That a text is not there is no way through, but where everybody may ask. */
function isAllowed(outcome: string): boolean {
  return !REFUSALS.includes(outcome) && !outcome.startsWith('failed');
}

/** Who reads along without a desk of their own. */
const READERS: readonly Column[] = ['visitor', 'unverified', 'neighbour'];

/** By its author's id all that somebody wrote without a name would be known as theirs. The demo's mailbox is everybody's. */
function tellsWhose(answer: unknown, { name, column }: { name: string; column: Column }): boolean {
  const { id, email } = cast.world.people.resident;
  const told = JSON.stringify(answer) ?? '';
  return READERS.includes(column) && name !== 'auth.devMails' && (told.includes(id) || (email !== null && told.includes(email)));
}

async function ask(name: string, column: Column, input: unknown): Promise<string> {
  const [noun = '', verb = ''] = name.split('.');
  const context = { ...contextFor(handle.db, cast.actors[column]), sessionIdHash: sessions.get(column) ?? null };
  const caller = createCaller(context) as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
  try {
    const answer = await caller[noun]?.[verb]?.(input);
    return tellsWhose(answer, { name, column }) ? 'failed: it tells whose it is' : 'ok';
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null;
    if (isDomainError(error)) return error.code;
    if (isDomainError(cause)) return cause.code;
    return error instanceof Error && 'code' in error && error.code === 'BAD_REQUEST' ? 'bad_request' : 'failed';
  }
}
