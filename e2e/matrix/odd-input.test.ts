/** Every field of every procedure with what nobody types by accident: a clear refusal or an ordinary answer, never a fault, and nothing half-written. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { DatabaseHandle } from '../../db/client.ts';
import { isDomainError } from '../../server/errors.ts';
import { appRouter, createCaller } from '../../server/router.ts';
import { openTestDatabase } from '../../server/testing/database.ts';
import { contextFor } from '../../server/testing/world.ts';
import { fillWorld } from './content.ts';
import { expectedOf } from './expect.ts';
import { type Row, rowOf } from './procedures.ts';
import { type Cast, COLUMNS, type Column, makeCast, openSessions } from './roles.ts';
import { type Known, resolve, sampleOf } from './sample.ts';

type Procedure = { _def: { type: string; inputs: z.ZodType[] } };
const procedures = appRouter._def.procedures as unknown as Record<string, Procedure>;

const ODD_TEXTS: Record<string, unknown> = {
  'a zero byte': 'Woorden met een\u0000nul erin, lang genoeg.',
  'half a character': 'Woorden met een half\ud800teken erin, lang genoeg.',
  'letters that turn the line around': '\u202eWoorden \u200b\u2066die omkeren\u2069\u202c, lang genoeg.',
  'a hundred thousand accents': `Woorden${'\u0301'.repeat(100_000)}`,
  'a question to the database': "'; select pg_sleep(30); --%_\\",
  'only spaces': ' \u00a0\u3000\n\t ',
  'the name of a prototype': '__proto__',
  'a number': 12,
  'a list': ['a'],
  'an object': { $ne: null },
  nothing: null,
};
const ODD_NUMBERS: Record<string, unknown> = {
  'less than nothing': -1,
  half: 0.5,
  'more than a number can say': 2 ** 53 + 2,
  'more than a column holds': 2 ** 31,
  'a word': 'twee',
};
const ODD_DAYS: Record<string, unknown> = {
  'a day that is not': '2026-02-30',
  'the year nought': '0000-01-01',
  'the far end of time': '9999-12-31',
};

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

test('no procedure hands on a field that it does not name', () => {
  const open = Object.entries(procedures).filter(([, { _def }]) =>
    _def.inputs.some((input) =>
      /"additionalProperties":(?:\{\}|true)/.test(JSON.stringify(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }))),
    ),
  );
  // What a browser says of a passkey goes whole to the library that checks it.
  expect(open.map(([name]) => name)).toEqual(['identity.signInWithPasskey', 'identity.addPasskey', 'identity.proveWithPasskey']);
});

describe('odd input is refused or taken as it is', () => {
  for (const [name, { _def }] of Object.entries(procedures)) {
    const fields = fieldsOf(_def.inputs);
    const row = rowOf(name);
    if (fields.length === 0 || !row) continue;
    test(`${name}: ${fields.map((field) => field.name).join(', ')}`, async () => {
      const base = { ...(sampleOf(_def.inputs, { ...known, ...resolve(row.with, known) }) as Record<string, unknown>) };
      const faults: string[] = [];
      for (const field of fields) {
        for (const [what, value] of Object.entries(field.odd)) {
          const fault = await ask(name, whoMay(row), { ...base, [field.name]: value });
          if (fault) faults.push(`${field.name} with ${what}: ${fault}`);
        }
      }
      expect(faults).toEqual([]);
    });
  }
});

type Field = { name: string; odd: Record<string, unknown> };
type Schema = { type?: string; format?: string; anyOf?: Schema[]; oneOf?: Schema[]; properties?: Record<string, Schema>; pattern?: string };

function fieldsOf(inputs: readonly z.ZodType[]): Field[] {
  return inputs.flatMap((input) => {
    const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema;
    return Object.entries(schema.properties ?? {}).map(([name, property]) => ({ name, odd: oddOf(property) }));
  });
}

function oddOf(schema: Schema): Record<string, unknown> {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return Object.assign({}, ...choices.map(oddOf));
  if (schema.type === 'integer' || schema.type === 'number') return ODD_NUMBERS;
  if (schema.type === 'string') return schema.pattern?.includes('\\d{4}') ? { ...ODD_TEXTS, ...ODD_DAYS } : ODD_TEXTS;
  return { 'a word': 'woord', 'an object': { constructor: 1 } };
}

/** Somebody who gets past the door, so that what lies behind it is asked. */
function whoMay(row: Row): Column {
  return (
    COLUMNS.findLast((column) => column !== 'visitor' && !column.endsWith('elsewhere') && expectedOf(row, column, cast) === 'allowed') ??
    'resident'
  );
}

/** @returns what went wrong, when it was our fault */
async function ask(name: string, column: Column, input: unknown): Promise<string | null> {
  const [noun = '', verb = ''] = name.split('.');
  const caller = createCaller({
    ...contextFor(handle.db, cast.actors[column]),
    sessionIdHash: sessions.get(column) ?? null,
  }) as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
  try {
    await caller[noun]?.[verb]?.(input);
    return null;
  } catch (error) {
    if (isDomainError(error) || (error instanceof Error && isDomainError(error.cause))) return null;
    if (error instanceof Error && 'code' in error && error.code === 'BAD_REQUEST') return null;
    return error instanceof Error ? error.message : String(error);
  }
}
