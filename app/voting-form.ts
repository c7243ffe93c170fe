/** What the form of a new voting posts. The rules themselves are the server's. */
import { z } from 'zod';

export const KINDS = ['budget', 'approval', 'ranked'] as const;
export const METHODS = ['equal_shares', 'greedy'] as const;
export const LEVELS = ['email', 'address', 'oidc'] as const;

const line = z.string({ message: 'votings:error.missing' }).max(1000, 'votings:error.too_long');
/** An amount as people write it: `12.500`. */
const amount = z
  .string()
  .regex(/^\s*(€\s*)?[\d.]{1,15}\s*$/, 'votings:error.number')
  .transform((text) => Number(text.replace(/[^\d]/g, '')))
  .pipe(z.int().max(9_007_199_254_740_991, 'votings:error.number'));

export const votingSchema = z.object({
  plannedStepId: z.uuid().optional(),
  title: line,
  question: line,
  kind: z.enum(KINDS, { message: 'votings:error.missing' }),
  options: z.string({ message: 'votings:error.options_few' }).max(50_000, 'votings:error.too_long'),
  budget: amount.optional().transform((value) => value ?? null),
  method: z.enum(METHODS).default('equal_shares'),
  seats: amount
    .pipe(z.int().min(1, 'votings:error.seats').max(100, 'votings:error.seats'))
    .optional()
    .transform((value) => value ?? 1),
  maxChoices: amount
    .pipe(z.int().min(1, 'votings:error.number').max(1000, 'votings:error.number'))
    .optional()
    .transform((value) => value ?? null),
  opensOn: z.string({ message: 'votings:error.opens_on' }).max(10, 'votings:error.opens_on'),
  closesOn: z.string({ message: 'votings:error.closes_on' }).max(10, 'votings:error.closes_on'),
  minimumLevel: z.enum(LEVELS).default('email'),
  neighbourhoods: line.optional().transform((text) => (text ?? '').split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]))),
  receipts: z
    .string()
    .optional()
    .transform((value) => value === 'on'),
});
