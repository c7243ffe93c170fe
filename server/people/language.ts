/** In which language somebody is written to. */
import { sql } from 'kysely';
import type { Context, Db, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { readLocale } from '../i18n/words.ts';
import type { Locale } from '../web/locale.ts';

export async function getOwnLanguage(db: Db, personId: string): Promise<Locale> {
  const { locale } = await db.selectFrom('person').where('id', '=', personId).select('locale').executeTakeFirstOrThrow();
  return readLocale(locale);
}

/**
 * From now on mails to this person are in this language; those that wait stay as they are. Also for who is blocked: they must be able to read why. Choosing what it is
 * already changes nothing.
 * @throws DomainError `sign_in_first`
 */
export async function chooseLanguage(context: Context, { locale }: { locale: Locale }): Promise<void> {
  const { actor } = context;
  if (!actor) throw new DomainError('sign_in_first');
  await context.db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('person')
      .set({ locale })
      .where('id', '=', actor.id)
      .where(sql<boolean>`locale is distinct from ${locale}`)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    await recordEvent(tx, context, { kind: 'person.language_chosen', trajectoryId: null, subjectKind: 'person', subjectId: actor.id });
  });
}

/** At the first sign-in of who was put on the list by others: the language of the page they did it on. One that was chosen stays. */
export async function assumeLanguage(tx: Tx, { personId, locale }: { personId: string; locale: Locale }): Promise<void> {
  await tx.updateTable('person').set({ locale }).where('id', '=', personId).where('locale', 'is', null).execute();
}
