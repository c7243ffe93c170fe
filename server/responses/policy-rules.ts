/** What a promise about answers has to be. Pure. */
import { DomainError, type FieldErrors } from '../errors.ts';
import { characterCount, cleanLine } from '../text/clean-text.ts';
import type { ClockKind } from './clock-kinds.ts';
import type { Policy } from './rules.ts';

/** Reminders a promise can have, in percent of its term. */
export const REMINDER_STEPS = [50, 75, 100] as const;

export const TERM_LIMITS = { workingDays: 260, weeks: 52, days: 366 } as const;
const BASIS_LENGTH = { min: 5, max: 200 } as const;

/** What is wrong with a promise, per field; nothing when it can be kept. */
export function policyFaults(kind: ClockKind, policy: Pick<Policy, 'term'> & Partial<Omit<Policy, 'term'>>): FieldErrors {
  const { term, basis = 'promise', basisText, dueSoonDays = 5, targetPercent = 90, startEvent = 'submitted', remindAt = [] } = policy;
  const units = (['workingDays', 'weeks', 'days'] as const).filter((unit) => term[unit] !== undefined);
  const unit = units[0];
  const count = unit ? term[unit] : undefined;
  const text = basisText === undefined ? undefined : cleanLine(basisText);
  const fields: FieldErrors = {};
  if (units.length !== 1 || !unit || !isBetween(count, 1, TERM_LIMITS[unit]))
    fields.count = `policies:error.count_${unit ?? 'workingDays'}`;
  // Statutory terms are in days, weeks or months; only a promise counts working days.
  else if (basis === 'statutory' && unit === 'workingDays') fields.unit = 'policies:error.statutory_unit';
  if (text === null) fields.basisText = 'policies:error.characters';
  else if (basis === 'statutory' && !/\d/.test(text ?? '')) fields.basisText = 'policies:error.article';
  else if (text !== undefined && !isBetween(characterCount(text), BASIS_LENGTH.min, BASIS_LENGTH.max))
    fields.basisText = 'policies:error.basis_text';
  if (!isBetween(dueSoonDays, 0, 30)) fields.dueSoonDays = 'policies:error.due_soon';
  if (!isBetween(targetPercent, 1, 100)) fields.targetPercent = 'policies:error.target';
  // Only ideas gather support.
  if (startEvent === 'support_reached' && kind !== 'idea') fields.startEvent = 'policies:error.start_support';
  if (remindAt.some((percent) => !(REMINDER_STEPS as readonly number[]).includes(percent))) fields.remindAt = 'policies:error.remind_at';
  return fields;
}

/** @throws DomainError `invalid` with a sentence per field */
export function assertPolicy(kind: ClockKind, policy: Pick<Policy, 'term'> & Partial<Omit<Policy, 'term'>>): void {
  const fields = policyFaults(kind, policy);
  if (Object.keys(fields).length > 0) throw new DomainError('invalid', { fields });
}

function isBetween(value: number | undefined, least: number, most: number): boolean {
  return value !== undefined && Number.isInteger(value) && value >= least && value <= most;
}
