/** The forms about agreements and gates, by their `intent`. The server checks the words; here only their shape is read. */
import { z } from 'zod';

const text = z.string().default('');
const revision = z.coerce.number().int();

export const metricSchema = z.object({
  name: text,
  unit: text,
  direction: text,
  source: text,
  baseline: text,
  target: text,
  measureOn: text,
  owner: text,
  derived: text,
  reason: text,
});
export const changeMetricSchema = metricSchema.extend({ revision });
export const dropSchema = z.object({ revision, reason: text });
export const measureSchema = z.object({ value: text, measuredOn: text, note: text });
export const observeSchema = z.object({ body: text, observedOn: text });
export const withdrawSchema = z.object({ observationId: z.uuid() });
export const gateSchema = z.object({ phaseId: z.uuid(), verdict: text, reason: text, owner: text, nextOn: text });

export const AGREEMENTS_DONE = ['agreed', 'changed', 'dropped', 'measured', 'observed', 'withdrawn', 'decided'] as const;
export type AgreementsDone = (typeof AGREEMENTS_DONE)[number];

/** What was just done, from the address the form led to. */
export function agreementsDone(request: Request): AgreementsDone | null {
  const done = new URL(request.url).searchParams.get('klaar');
  return AGREEMENTS_DONE.find((known) => known === done) ?? null;
}
