import type { Db } from '../context.ts';
import { readLocale, type Words, wordsIn } from '../i18n/words.ts';
import { isLocale, type Locale } from '../web/locale.ts';
import { type MailText, type NewMail, queueMail } from './outbox.ts';

/** A mail that is written when it is known in which language. */
export type Letter = Omit<NewMail, keyof MailText> & {
  write: (words: Words) => MailText;
  /** For an address nobody has an account with: the language of the page it was filled in on. */
  locale?: Locale;
};

/**
 * Puts a mail in the outbox (`queueMail`), in the language of who it is for: the one place that decides this.
 */
export async function writeMail(tx: Db, { write, locale, ...mail }: Letter, now: Date): Promise<void> {
  const person = await tx
    .selectFrom('person')
    .where((eb) => eb(eb.fn<string>('lower', ['email']), '=', mail.to.toLowerCase()))
    .select('locale')
    .executeTakeFirst();
  const theirs = isLocale(person?.locale) ? person.locale : readLocale(locale);
  await queueMail(tx, { ...mail, ...write(wordsIn(theirs)) }, now);
}
