/** What makes an answer ready to be read by somebody else. Pure. */
import { DomainError, type FieldErrors } from '../errors.ts';
import { characterCount, cleanLine, cleanLines } from '../text/clean-text.ts';

export const OUTCOMES = ['adopted', 'partly', 'not_adopted', 'already_arranged', 'outside_scope', 'referred', 'no_action_asked'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const RESPONSE_LIMITS = { summary: 300, motivation: 8000, nextStep: 500 } as const;

export type ResponseText = { outcome: Outcome | null; summary: string; motivation: string; nextStep: string };

/**
 * An answer as it will be kept; a draft may have holes.
 * @throws DomainError `invalid` with a sentence per field
 */
export function readResponse({ outcome, summary, motivation, nextStep }: ResponseText): ResponseText {
  const kept = { summary: cleanLine(summary), motivation: cleanLines(motivation), nextStep: cleanLine(nextStep) };
  const fields: FieldErrors = {};
  for (const name of ['summary', 'motivation', 'nextStep'] as const) {
    const text = kept[name];
    if (text === null) fields[name] = 'answers:error.characters';
    else if (characterCount(text) > RESPONSE_LIMITS[name]) fields[name] = `answers:error.${name}_long`;
  }
  if (Object.keys(fields).length > 0) throw new DomainError('invalid', { fields });
  return { outcome, summary: kept.summary ?? '', motivation: kept.motivation ?? '', nextStep: kept.nextStep ?? '' };
}

/** What an answer still lacks, per field. Everything but a plain yes has to say why. */
export function missingParts({ outcome, summary, motivation }: Pick<ResponseText, 'outcome' | 'summary' | 'motivation'>): FieldErrors {
  return {
    ...(outcome ? {} : { outcome: 'answers:error.outcome_missing' }),
    ...(summary === '' ? { summary: 'answers:error.summary_missing' } : {}),
    ...(outcome !== 'adopted' && motivation === '' ? { motivation: 'answers:error.motivation_missing' } : {}),
  };
}

/**
 * @throws DomainError `outcome_required`, `motivation_required`, or `invalid` when only the summary lacks
 */
export function assertComplete(text: Pick<ResponseText, 'outcome' | 'summary' | 'motivation'>): void {
  const fields = missingParts(text);
  if (Object.keys(fields).length === 0) return;
  throw new DomainError(fields.outcome ? 'outcome_required' : fields.motivation ? 'motivation_required' : 'invalid', { fields });
}
