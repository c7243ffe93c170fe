import type { IdeaTallyTable } from '../../db/schema/contributions.ts';
import { DomainError, type FieldErrors } from '../errors.ts';
import { characterCount, cleanLine, cleanLines } from '../text/clean-text.ts';

export type IdeaStatus = IdeaTallyTable['status'];

/** Lengths in characters. The database holds title and body to the same. */
export const IDEA_LIMITS = { title: { min: 3, max: 120 }, body: { min: 10, max: 5000 }, place: { max: 200 } } as const;

/** Ideas anybody finds in the list. A hidden idea is in no list; a withdrawn or merged one only for who asks for that status. */
export const LISTED_STATUSES = ['visible', 'in_treatment', 'answered', 'carrying_out', 'done'] as const satisfies IdeaStatus[];
export const FINDABLE_STATUSES = [...LISTED_STATUSES, 'withdrawn', 'merged'] as const satisfies IdeaStatus[];

/** Where the answer stands: how people choose from the list. */
export const ANSWER_STATES = ['running', 'due_soon', 'overdue', 'paused', 'answered'] as const;
export type AnswerState = (typeof ANSWER_STATES)[number];
/** What each means for an idea that has had its answer. */
export const ANSWERED_STATUSES = ['answered', 'carrying_out', 'done'] as const satisfies IdeaStatus[];

export const SORTS = ['newest', 'supported', 'random'] as const;
export type IdeaSort = (typeof SORTS)[number];

/** Support still says something: nobody has finished, withdrawn or merged the idea. */
export function maySupportStatus(status: IdeaStatus): boolean {
  return status === 'visible' || status === 'in_treatment' || status === 'answered' || status === 'carrying_out';
}

/** There is still somebody to talk with about it. */
export function mayCommentStatus(status: IdeaStatus): boolean {
  return status !== 'hidden' && status !== 'withdrawn' && status !== 'merged';
}

/** Until it is answered its author may change the words; after that they are what was answered. */
export function mayUpdateStatus(status: IdeaStatus): boolean {
  return status === 'visible' || status === 'in_treatment';
}

/** An answered idea is part of the public record: who proposed it may no longer take it back. */
export function mayWithdrawStatus(status: IdeaStatus): boolean {
  return status === 'visible' || status === 'in_treatment';
}

/** What is wrong with a title, as the key of its sentence; null when it is good. */
export function titleFault(raw: string): string | null {
  const title = cleanLine(raw);
  if (title === null) return 'ideas:error.characters';
  if (title === '') return 'ideas:error.title_missing';
  const length = characterCount(title);
  if (length < IDEA_LIMITS.title.min) return 'ideas:error.title_short';
  return length > IDEA_LIMITS.title.max ? 'ideas:error.title_long' : null;
}

/** What is wrong with an explanation, as the key of its sentence; null when it is good. */
export function bodyFault(raw: string): string | null {
  const body = cleanLines(raw);
  if (body === null) return 'ideas:error.characters';
  if (body === '') return 'ideas:error.body_missing';
  const length = characterCount(body);
  if (length < IDEA_LIMITS.body.min) return 'ideas:error.body_short';
  return length > IDEA_LIMITS.body.max ? 'ideas:error.body_long' : null;
}

/** What is wrong with the words for a place; having none is fine. */
export function placeFault(raw: string): string | null {
  const place = cleanLine(raw);
  if (place === null) return 'ideas:error.characters';
  return characterCount(place) > IDEA_LIMITS.place.max ? 'ideas:error.place_long' : null;
}

/**
 * The words of an idea as they will be kept.
 * @throws DomainError `invalid` with a sentence per field
 */
export function readIdea({ title, body, place }: { title: string; body: string; place?: string | null }): {
  title: string;
  body: string;
  place: string | null;
} {
  const faults = { title: titleFault(title), body: bodyFault(body), place: placeFault(place ?? '') };
  const fields = Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== null)) as FieldErrors;
  if (Object.keys(fields).length > 0) throw new DomainError('invalid', { fields });
  return { title: cleanLine(title) ?? '', body: cleanLines(body) ?? '', place: cleanLine(place ?? '') || null };
}

/** Who proposed it, as far as everybody may know. Who chose not to show a name is "a resident", and so is who is not known or has left. */
export function authorOf(row: {
  show_name: boolean;
  author_name: string | null;
  author_erased: boolean;
  author_neighbourhood: string | null;
}): {
  name: string;
  anonymous: boolean;
  neighbourhood: string | null;
} {
  if (!row.show_name || row.author_name === null || row.author_erased) return { name: 'Een bewoner', anonymous: true, neighbourhood: null };
  return { name: row.author_name, anonymous: false, neighbourhood: row.author_neighbourhood };
}
