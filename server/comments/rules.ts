import type { Actor, Role } from '../context.ts';
import { DomainError } from '../errors.ts';
import { hasRole } from '../permissions.ts';
import { characterCount, cleanLines } from '../text/clean-text.ts';

/** Characters. The database holds it to the same. */
export const COMMENT_LIMITS = { min: 1, max: 3000 } as const;

export const STANCES = ['for', 'against', 'neutral'] as const;
export type Stance = (typeof STANCES)[number];

/** What stands beside a name: somebody who speaks for the municipality, or for the council, is never taken for a neighbour. */
export type AuthorRole = 'resident' | Role;

/** In this order: who has two roles speaks as the first. */
const SHOWN_ROLES: readonly Role[] = ['official', 'trajectory_manager', 'moderator', 'administrator', 'council_member', 'clerk'];
const MUNICIPALITY: readonly string[] = ['official', 'trajectory_manager', 'moderator', 'administrator'];

/** As whom somebody writes on a trajectory. */
export function authorRole(actor: Actor, trajectoryId: string): AuthorRole {
  return SHOWN_ROLES.find((role) => hasRole(actor, [role], trajectoryId)) ?? 'resident';
}

export function speaksForMunicipality(role: string): boolean {
  return MUNICIPALITY.includes(role);
}

/** What is wrong with a comment, as the key of its sentence; null when it is good. */
export function commentFault(raw: string): string | null {
  const body = cleanLines(raw);
  if (body === null) return 'ideas:error.characters';
  if (body === '') return 'ideas:error.comment_missing';
  return characterCount(body) > COMMENT_LIMITS.max ? 'ideas:error.comment_long' : null;
}

/**
 * The words of a comment as they will be kept.
 * @throws DomainError `invalid`
 */
export function readComment(raw: string): string {
  const fault = commentFault(raw);
  if (fault) throw new DomainError('invalid', { fields: { body: fault } });
  return cleanLines(raw) ?? '';
}

/** How a question is called in the officials' queue: its first words, up to about 80 characters, on one line. */
export function questionTitle(body: string): string {
  const line = body.replace(/\s+/gu, ' ');
  if (characterCount(line) <= 80) return line;
  const cut = [...line].slice(0, 80).join('');
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 40)).trimEnd()}…`;
}
