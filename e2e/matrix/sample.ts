/** An input that a procedure accepts, made from its own zod schema: a new procedure needs no example here. */
import { z } from 'zod';

type Schema = {
  type?: string;
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  prefixItems?: Schema[];
  minItems?: number;
  minimum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  maxLength?: number;
  $ref?: string;
};

/** Values by the name of the field, for what must exist; others follow from the schema. */
export type Known = Record<string, unknown>;

/** A value that is the name of something known stands for that. */
export function resolve(values: Known | undefined, known: Known): Known {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([name, value]) => [name, typeof value === 'string' && value in known ? known[value] : value]),
  );
}

export function sampleOf(inputs: readonly unknown[], known: Known): unknown {
  if (inputs.length === 0) return undefined;
  const samples = inputs.map((input) => {
    const schema = z.toJSONSchema(input as z.ZodType, { io: 'input', unrepresentable: 'any' }) as Schema;
    return sample(schema, { name: '', known });
  });
  return samples.length === 1 ? samples[0] : Object.assign({}, ...samples);
}

type At = { name: string; known: Known };

function sample(schema: Schema, at: At): unknown {
  const value = at.known[at.name];
  if (at.name in at.known && (!schema.enum || schema.enum.includes(value))) return value;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return sample(choices.find((choice) => choice.type !== 'null') ?? {}, at);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => sample(part, at) as object));
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          // What may be left out is left out, unless it is known.
          .filter(([name]) => schema.required?.includes(name) || name in at.known)
          .map(([name, property]) => [name, sample(property, { ...at, name })]),
      );
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items ?? {}, { ...at, name: '' }));
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1);
    case 'boolean':
      return true;
    case 'string':
      return text(schema);
    default:
      return {};
  }
}

/** Of everything that fields ask for by a pattern, the first that fits. */
const TEXTS = ['Woorden genoeg om dit te begrijpen.', '2026-12-01', 'woorden', 'AAAA', '123456', '0'.repeat(24), '19:00', '/mijn'];

function text({ format, minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern }: Schema): string {
  if (format === 'uuid') return '11111111-1111-4111-8111-111111111111';
  if (format === 'email') return 'iemand@wonen.example';
  if (format === 'date-time') return '2026-12-01T10:00:00Z';
  const shape = pattern === undefined ? /^/ : new RegExp(pattern, 'u');
  const found = TEXTS.map((one) => (pattern === undefined ? one.padEnd(minLength, '.').slice(0, maxLength) : one)).find((one) =>
    shape.test(one),
  );
  return found ?? '';
}
