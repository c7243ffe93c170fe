import { z } from 'zod';
import { CLOCK_KINDS } from '../../server/responses/clock-kinds.ts';
import { REMINDER_STEPS } from '../../server/responses/policy-rules.ts';
import { START_EVENTS } from '../../server/responses/rules.ts';

const number = z.coerce.number({ error: 'policies:error.number' }).int('policies:error.number');

/** What can be wrong with a promise is the command's to say; here only that a form was sent. */
const setSchema = z.object({
  intent: z.literal('set'),
  kind: z.enum(CLOCK_KINDS, { error: 'policies:error.kind' }),
  teamId: z.union([z.uuid(), z.literal('')]).default(''),
  count: number,
  unit: z.enum(['workingDays', 'weeks', 'days']),
  firstDay: z.enum(['next', 'same']),
  termsAct: z.boolean().default(false),
  basis: z.enum(['promise', 'statutory']),
  basisText: z.string().max(1000).default(''),
  startEvent: z.enum(START_EVENTS),
  remind50: z.boolean().default(false),
  remind75: z.boolean().default(false),
  remind100: z.boolean().default(false),
  dueSoonDays: number,
  targetPercent: number,
});

const removeSchema = z.object({
  intent: z.literal('remove'),
  kind: z.enum(CLOCK_KINDS),
  teamId: z.union([z.uuid(), z.literal('')]).default(''),
});

export const policiesSchema = z.discriminatedUnion('intent', [setSchema, removeSchema]);
export type PolicyWords = z.input<typeof setSchema>;

const line = z.string().max(2000).default('');
const daySchema = z.object({ intent: z.literal('day'), day: line, decree: line });
const confirmSchema = z.object({ intent: z.literal('confirm'), expected: z.coerce.number().int() });
const declineSchema = z.object({ intent: z.literal('decline'), reason: line });
const leadSchema = z.object({ intent: z.literal('lead'), teamId: z.uuid(), personId: z.union([z.uuid(), z.literal('')]).default('') });

/** The page of the whole site also has the calendar and the leads of teams. */
export const siteTermsSchema = z.discriminatedUnion('intent', [
  setSchema,
  removeSchema,
  daySchema,
  confirmSchema,
  declineSchema,
  leadSchema,
]);

/** A promise as the command takes it. */
export function policyOf(value: z.output<typeof setSchema>) {
  const { count, unit, firstDay, termsAct, basis, basisText, startEvent, dueSoonDays, targetPercent } = value;
  const remindAt = REMINDER_STEPS.filter((step) => value[`remind${step}`]);
  return { term: { [unit]: count }, firstDay, termsAct, basis, basisText, startEvent, dueSoonDays, targetPercent, remindAt };
}
