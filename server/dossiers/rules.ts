/** The plain rules behind a dossier, as they are published under it. Pure. */
import { DomainError, type FieldErrors } from '../errors.ts';
import type { Outcome } from '../responses/response-rules.ts';
import { cleanLines } from '../text/clean-text.ts';

/** Fewer people than this could be known by name; the same bound as under votings (`server/votings/turnout.ts`). */
export const FEWEST = 5;

/** So many people, and so large a share of who took a side, make a view that a council should know of. */
export const MINORITY = { people: 5, share: 0.1 } as const;

export type MinorityView = {
  kind: 'not_adopted' | 'adopted_against';
  subject: 'idea' | 'change_proposal';
  title: string;
  path: string;
  supports: number;
  against: number;
  outcome: Outcome;
  /** In the words of the municipality. */
  reason: string;
};

/**
 * Whether a dossier tells of it as a view of fewer people than had their way: five or more supported it and it was not adopted (or said not to belong here); or it was
 * adopted, wholly or in part, against five or more who are at least a tenth of everybody who took a side.
 */
export function minorityKind({
  outcome,
  supports,
  against,
}: {
  outcome: Outcome;
  supports: number;
  against: number;
}): MinorityView['kind'] | null {
  if (outcome === 'not_adopted' || outcome === 'outside_scope') return supports >= MINORITY.people ? 'not_adopted' : null;
  if (outcome !== 'adopted' && outcome !== 'partly') return null;
  return against >= MINORITY.people && against >= MINORITY.share * (supports + against) ? 'adopted_against' : null;
}

/** A number that is told only together with its counterpart, and only when neither group is too small to hide in. */
export function tellPart(part: number, whole: number): number | null {
  const rest = whole - part;
  return (part > 0 && part < FEWEST) || (rest > 0 && rest < FEWEST) ? null : part;
}

/** The mean of the grades to one decimal; nothing below five grades. */
export function gradeOf(grades: { n: number; sum: number }): { n: number; average: number } | null {
  return grades.n < FEWEST ? null : { n: grades.n, average: Math.round((grades.sum / grades.n) * 10) / 10 };
}

/** @throws DomainError `invalid` */
export function readGrade(raw: string): number {
  const grade = Number(raw);
  if (!/^\d{1,2}$/.test(raw.trim()) || grade < 1 || grade > 10)
    throw new DomainError('invalid', { fields: { grade: 'dossiers:error.grade' } });
  return grade;
}

export const NOTE_LENGTH = 1000;

/** Why a version was frozen now; may be left out. @throws DomainError `invalid` */
export function readNote(raw: string): string {
  const note = cleanLines(raw);
  const fields: FieldErrors = {};
  if (note === null || note.length > NOTE_LENGTH) fields.note = 'dossiers:error.note';
  if (note === null || fields.note) throw new DomainError('invalid', { fields });
  return note;
}
