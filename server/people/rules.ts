/** What a name and an address may be, and who may take whose rights away. Pure. */
import { z } from 'zod';
import { characterCount, cleanLines } from '../text/clean-text.ts';

/** Control characters, and marks that turn the reading direction, would let one name pass for another. */
const UNREADABLE = /[\p{Cc}\p{Cs}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

/** Mail programs make a link of it: a name stands in mails to addresses that anybody may type, and must not lead who gets one anywhere. */
export const LINK_LIKE = /:\/\/|www\.|[\p{L}\d]\.\p{L}{2,}\//iu;

/** The name people see; a first name or an alias is fine. */
export const displayNameSchema = z
  .string({ message: 'accounts:error.name_missing' })
  .trim()
  .min(1, 'accounts:error.name_missing')
  .max(80, 'accounts:error.name_long')
  .refine((name) => !UNREADABLE.test(name), 'accounts:error.name_characters')
  .refine((name) => !LINK_LIKE.test(name), 'accounts:error.name_link');

export const emailSchema = z
  .string({ message: 'accounts:error.email_missing' })
  .trim()
  .min(1, 'accounts:error.email_missing')
  .max(254, 'accounts:error.email_wrong')
  .pipe(z.email('accounts:error.email_wrong'));

/** Text of more lines, cleaned of what cannot be stored or is there to deceive; lengths in characters after cleaning, messages as i18n keys. */
export function linesSchema({ min, max, short, long }: { min: number; max: number; short: string; long: string }) {
  return z
    .string({ message: short })
    .max(4 * max, long)
    .transform((raw, check) => {
      const text = cleanLines(raw);
      if (text === null) check.addIssue({ code: 'custom', message: 'accounts:error.text_characters' });
      else if (characterCount(text) < min) check.addIssue({ code: 'custom', message: short });
      else if (characterCount(text) > max) check.addIssue({ code: 'custom', message: long });
      return text ?? '';
    });
}

/** A reason that the person concerned will read. */
export const reasonSchema = linesSchema({ min: 10, max: 2000, short: 'accounts:error.reason_short', long: 'accounts:error.reason_long' });

export const ROLES = ['official', 'moderator', 'trajectory_manager', 'council_member', 'clerk', 'administrator'] as const;

/**
 * Whether taking these administrators' rights away, or blocking them, would leave nobody to give rights.
 * @param administratorIds everybody who holds the role for the whole site today
 */
export function leavesNoAdministrator(administratorIds: readonly string[], personId: string): boolean {
  return administratorIds.length > 0 && administratorIds.every((id) => id === personId);
}
