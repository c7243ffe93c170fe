import { z } from 'zod';

const NUMBER = /^[1-9]\d{0,8}$/;

export const restoreSchema = z.object({
  intent: z.literal('restore'),
  number: z.string().regex(NUMBER).transform(Number),
  reason: z.string({ error: 'versions:restore.reason_missing' }).max(240, 'versions:restore.reason_long'),
});

/** `geen` takes it back. */
export const adoptedSchema = z.object({
  number: z
    .string()
    .regex(/^(?:geen|[1-9]\d{0,8})$/)
    .transform((value) => (value === 'geen' ? null : Number(value))),
});

/** A version as it stands in an address: a number or `nu`. Null for anything else. */
export function readSide(asked: string | null): number | 'now' | null {
  if (asked === 'nu') return 'now';
  return asked !== null && NUMBER.test(asked) ? Number(asked) : null;
}
