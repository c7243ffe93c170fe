/**
 * The right to challenge (uitdaagrecht, art. 150 Gemeentewet): residents ask to take a task of the municipality over. They say which task, how they will do it and
 * what they need; the municipality decides with a reason. Pure.
 */
import { DomainError, type FieldErrors } from '../errors.ts';
import { readField } from '../text/fields.ts';

/** Characters; the budget in whole euros a year. The database holds them to the same. */
export const CHALLENGE_LIMITS = {
  title: { min: 3, max: 120 },
  groupName: { min: 2, max: 120 },
  task: { min: 10, max: 2000 },
  plan: { min: 10, max: 5000 },
  budgetText: { min: 10, max: 2000 },
  budget: { max: 1_000_000_000 },
} as const;

export type ChallengeWords = { title: string; groupName: string; task: string; plan: string; budget: string; budgetText: string };
export type ChallengeValues = Omit<ChallengeWords, 'budget'> & { budget: number };

/** A challenge as it will be kept. @throws DomainError `invalid` with a sentence per field */
export function readChallenge(raw: ChallengeWords): ChallengeValues {
  const fields: FieldErrors = {};
  const read = (name: 'title' | 'groupName' | 'task' | 'plan' | 'budgetText') =>
    readField(raw[name], {
      name,
      fields,
      ...CHALLENGE_LIMITS[name],
      lines: name === 'task' || name === 'plan' || name === 'budgetText',
      sentences: { characters: 'ideas:error.characters', short: `kinds:error.${name}_short`, long: `kinds:error.${name}_long` },
    });
  const words = {
    title: read('title'),
    groupName: read('groupName'),
    task: read('task'),
    plan: read('plan'),
    budgetText: read('budgetText'),
  };
  const budget = readEuros(raw.budget);
  if (budget === null) fields.budget = 'kinds:error.budget';
  if (Object.keys(fields).length > 0 || budget === null) throw new DomainError('invalid', { fields });
  return { ...words, budget };
}

/** Whole euros as people write them (`12.500`, `€ 12500`, `12 500,00`); null when it is no amount. */
export function readEuros(raw: string): number | null {
  const text = raw.replace(/[€\s\u00a0]/g, '').replace(/,(00|-)$/, '');
  if (!/^\d{1,3}(\.\d{3})+$|^\d{1,10}$/.test(text)) return null;
  const euros = Number(text.replaceAll('.', ''));
  return euros <= CHALLENGE_LIMITS.budget.max ? euros : null;
}
