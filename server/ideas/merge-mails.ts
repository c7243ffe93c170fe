/** Mails about merging ideas. */
import { sql } from 'kysely';
import type { Tx } from '../context.ts';
import { env } from '../env.ts';
import { type Words, wordsIn } from '../i18n/words.ts';
import { letter } from '../mail/letter.ts';
import { MAIL_CHANNEL, type MailText } from '../mail/outbox.ts';
import { writeMail } from '../mail/write-mail.ts';
import { LOCALES, type Locale } from '../web/locale.ts';

export type MailedIdea = { id: string; number: number; title: string; slug: string; authorId: string | null };

const url = ({ slug, number }: MailedIdea) => `${env.publicUrl}/trajecten/${slug}/ideeen/${number}`;

/** What is filled in in every sentence about two ideas. */
function both({ from, into }: { from: MailedIdea; into: MailedIdea }) {
  return { from: from.title, into: into.title, fromUrl: url(from), intoUrl: url(into) };
}

/** Asks the author of `own` whether it is the same idea as `other`. `again`: they were asked before and did not answer. */
export async function askAuthor(
  tx: Tx,
  { own, other, reason, now, again = false }: { own: MailedIdea; other: MailedIdea; reason: string; now: Date; again?: boolean },
): Promise<void> {
  const values = { own: own.title, other: other.title, reason, url: `${url(own)}#samenvoegen` };
  const municipality = await municipalityOf(tx);
  const write = ({ t }: Words) => ({
    subject: t(again ? 'mails:merge.ask.subject_again' : 'mails:merge.ask.subject', values),
    text: letter(again ? t('mails:merge.ask.again') : null, t('mails:merge.ask.text', values), t('mails:closing.name', { municipality })),
  });
  await mailTo(tx, own.authorId, { write, now });
}

type Outcome = 'merged' | 'declined' | 'undone';

/** Tells the author of `own` what came of the question. */
export async function tellAuthor(
  tx: Tx,
  { own, what, reason, now, ...ideas }: { own: MailedIdea; from: MailedIdea; into: MailedIdea; what: Outcome; reason: string; now: Date },
): Promise<void> {
  const values = { ...both(ideas), own: own.title, ownUrl: url(own), reason };
  await mailTo(tx, own.authorId, { write: mergeMail(what, { ...values, municipality: await municipalityOf(tx) }), now });
}

/** Tells the official who asked that an author does not want it. */
export async function tellProposer(
  tx: Tx,
  { proposerId, now, ...ideas }: { proposerId: string; from: MailedIdea; into: MailedIdea; now: Date },
): Promise<void> {
  await mailTo(tx, proposerId, { write: mergeMail('proposer', { ...both(ideas), municipality: await municipalityOf(tx) }), now });
}

/**
 * Tells everybody who supports `from` and not yet `into` that the two are one now, and that their support goes along when they say so. One statement per language,
 * however many they are; to confirmed addresses.
 */
export async function tellSupporters(tx: Tx, { from, into, now }: { from: MailedIdea; into: MailedIdea; now: Date }): Promise<void> {
  const already = tx.selectFrom('idea_support as other').where('other.idea_id', '=', into.id).select('other.person_id');
  await insertMails(tx, {
    to: tx.selectFrom('idea_support').where('idea_id', '=', from.id).where('person_id', 'not in', already).select('person_id'),
    write: mergeMail('supporters', { ...both({ from, into }), municipality: await municipalityOf(tx) }),
    now,
  });
}

/** Tells who took their support along that the two are apart again: it stands with both, and stays so unless they change it. */
export async function tellCarriers(
  tx: Tx,
  { mergeId, reason, now, ...ideas }: { mergeId: string; from: MailedIdea; into: MailedIdea; reason: string; now: Date },
): Promise<void> {
  await insertMails(tx, {
    to: tx.selectFrom('carried_support').where('merge_id', '=', mergeId).select('person_id'),
    write: mergeMail('carriers', { ...both(ideas), reason, municipality: await municipalityOf(tx) }),
    now,
  });
}

type Write = (words: Words) => MailText;

/** A mail about two ideas: its subject, its paragraphs, and who sends it. */
export function mergeMail(what: Outcome | 'proposer' | 'supporters' | 'carriers', values: Record<string, string>): Write {
  return ({ t }) => ({
    subject: t(`mails:merge.${what}.subject`, values),
    text: letter(t(`mails:merge.${what}.text`, values), t('mails:closing.name', values)),
  });
}

async function mailTo(tx: Tx, personId: string | null, { write, now }: { write: Write; now: Date }): Promise<void> {
  if (!personId) return;
  const person = await tx
    .selectFrom('person')
    .where('id', '=', personId)
    .where('erased_at', 'is', null)
    .where('email_confirmed_at', 'is not', null)
    .select('email')
    .executeTakeFirst();
  if (person?.email) await writeMail(tx, { to: person.email, write }, now);
}

type PersonIds = ReturnType<typeof personIds>;
const personIds = (tx: Tx) => tx.selectFrom('idea_support').select('person_id');
const carrierIds = (tx: Tx) => tx.selectFrom('carried_support').select('person_id');

async function insertMails(
  tx: Tx,
  { to, write, now }: { to: PersonIds | ReturnType<typeof carrierIds>; write: Write; now: Date },
): Promise<void> {
  const others = Object.keys(LOCALES).filter((locale) => locale !== 'nl');
  for (const locale of Object.keys(LOCALES) as Locale[]) {
    const { subject, text } = write(wordsIn(locale));
    await tx
      .insertInto('mail')
      .columns(['to_email', 'subject', 'text', 'created_at', 'next_attempt_at'])
      .expression((eb) =>
        eb
          .selectFrom('person')
          .where('person.id', 'in', to)
          .where('person.erased_at', 'is', null)
          .where('person.email', 'is not', null)
          .where('person.email_confirmed_at', 'is not', null)
          // Dutch is for whoever has no language the site speaks.
          .where((row) =>
            locale === 'nl'
              ? row.or([row('person.locale', 'is', null), row('person.locale', 'not in', others)])
              : row('person.locale', '=', locale),
          )
          .select((row) => [
            row.ref('person.email').$notNull().as('to_email'),
            sql<string>`${subject.replaceAll(/\s+/g, ' ')}::text`.as('subject'),
            sql<string>`${text}::text`.as('text'),
            sql<Date>`${now}::timestamptz`.as('created_at'),
            sql<Date>`${now}::timestamptz`.as('next_attempt_at'),
          ]),
      )
      .execute();
  }
  await sql`select pg_notify(${MAIL_CHANNEL}, '')`.execute(tx);
}

async function municipalityOf(tx: Tx): Promise<string> {
  return (await tx.selectFrom('site').select('municipality').executeTakeFirstOrThrow()).municipality;
}
