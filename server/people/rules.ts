/** What a name and an address may be, and who may take whose rights away. Pure. */
import { z } from 'zod';

/** Control characters, and marks that turn the reading direction, would let one name pass for another. */
const UNREADABLE = /[\p{Cc}\p{Cs}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

/** The name people see; a first name or an alias is fine. */
export const displayNameSchema = z
  .string({ message: 'accounts:error.name_missing' })
  .trim()
  .min(1, 'accounts:error.name_missing')
  .max(80, 'accounts:error.name_long')
  .refine((name) => !UNREADABLE.test(name), 'accounts:error.name_characters');

export const emailSchema = z
  .string({ message: 'accounts:error.email_missing' })
  .trim()
  .min(1, 'accounts:error.email_missing')
  .max(254, 'accounts:error.email_wrong')
  .pipe(z.email('accounts:error.email_wrong'));

/** A reason that others will read. */
export const reasonSchema = z
  .string({ message: 'accounts:error.reason_missing' })
  .trim()
  .min(10, 'accounts:error.reason_short')
  .max(2000, 'accounts:error.reason_long')
  .refine((text) => !text.includes('\0'), 'accounts:error.reason_long');

export const ROLES = ['official', 'moderator', 'trajectory_manager', 'council_member', 'clerk', 'administrator'] as const;

/**
 * Whether taking these administrators' rights away, or blocking them, would leave nobody to give rights.
 * @param administratorIds everybody who holds the role for the whole site today
 */
export function leavesNoAdministrator(administratorIds: readonly string[], personId: string): boolean {
  return administratorIds.length > 0 && administratorIds.every((id) => id === personId);
}
