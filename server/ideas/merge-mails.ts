/** Mails about merging ideas. Dutch, like the rest of the municipality's post. */
import { sql } from 'kysely';
import type { Tx } from '../context.ts';
import { env } from '../env.ts';
import { MAIL_CHANNEL, queueMail } from '../mail/outbox.ts';

export type MailedIdea = { id: string; number: number; title: string; slug: string; authorId: string | null };

const url = ({ slug, number }: MailedIdea) => `${env.publicUrl}/trajecten/${slug}/ideeen/${number}`;

/** Asks the author of `own` whether it is the same idea as `other`. `again`: they were asked before and did not answer. */
export async function askAuthor(
  tx: Tx,
  { own, other, reason, now, again = false }: { own: MailedIdea; other: MailedIdea; reason: string; now: Date; again?: boolean },
): Promise<void> {
  const text = [
    ...(again ? ['Een week geleden vroegen wij u iets. Wij hebben uw antwoord nog niet. Dit is de laatste keer dat wij het vragen.'] : []),
    `De gemeente denkt dat uw idee "${own.title}" over hetzelfde gaat als "${other.title}". Dit is de reden:`,
    reason,
    'Vindt u dat ook? Dan gaan ze samen verder. Vindt u van niet? Dan verandert er niets. U kiest zelf.',
    `Lees beide ideeën en geef uw antwoord: ${url(own)}#samenvoegen`,
  ];
  await mailTo(tx, own.authorId, {
    subject: `${again ? 'Nog een keer: mag' : 'Mag'} uw idee samen met een ander verder: ${own.title}`,
    text,
    now,
  });
}

/** Tells the author of `own` what came of the question. */
export async function tellAuthor(
  tx: Tx,
  {
    own,
    from,
    into,
    what,
    reason,
    now,
  }: { own: MailedIdea; from: MailedIdea; into: MailedIdea; what: 'merged' | 'declined' | 'undone'; reason: string; now: Date },
): Promise<void> {
  const told = {
    merged: [
      `De ideeën "${from.title}" en "${into.title}" gaan samen verder. Uw woorden blijven te lezen. Wie "${from.title}" steunde, kiest zelf of die steun meegaat.`,
      `Lees verder: ${url(into)}`,
    ],
    declined: [
      `De ideeën "${from.title}" en "${into.title}" gaan niet samen verder: een van de indieners wil dat niet. Er verandert niets. De gemeente antwoordt op allebei.`,
      `Uw idee: ${url(own)}`,
    ],
    undone: [
      `De ideeën "${from.title}" en "${into.title}" zijn weer twee ideeën. Dit is de reden:`,
      reason,
      `De klok van "${from.title}" loopt weer. Uw idee: ${url(own)}`,
    ],
  }[what];
  const subject = { merged: 'Twee ideeën gaan samen verder', declined: 'De ideeën blijven apart', undone: 'De ideeën zijn weer apart' }[
    what
  ];
  await mailTo(tx, own.authorId, { subject: `${subject}: ${own.title}`, text: told, now });
}

/** Tells the official who asked that an author does not want it. */
export async function tellProposer(
  tx: Tx,
  { proposerId, from, into, now }: { proposerId: string; from: MailedIdea; into: MailedIdea; now: Date },
): Promise<void> {
  const text = [
    `Een indiener wil "${from.title}" niet samenvoegen met "${into.title}". Beide ideeën blijven staan.`,
    `Lees verder: ${url(from)}`,
  ];
  await mailTo(tx, proposerId, { subject: `Samenvoegen gaat niet door: ${from.title}`, text, now });
}

/**
 * Tells everybody who supports `from` and not yet `into` that the two are one now, and that their support goes along when they say so. One statement, however many
 * they are; to confirmed addresses.
 */
export async function tellSupporters(tx: Tx, { from, into, now }: { from: MailedIdea; into: MailedIdea; now: Date }): Promise<void> {
  const text = await signed(tx, [
    `U steunde het idee "${from.title}". Dat gaat nu samen verder met "${into.title}".`,
    'Uw steun verhuist niet vanzelf. Wilt u ook het andere idee steunen? Druk dan op de knop "Neem mijn steun mee". Doet u niets, dan blijft uw steun bij het oude idee staan.',
    `Lees allebei en kies: ${url(from)}#samenvoegen`,
  ]);
  const already = tx.selectFrom('idea_support as other').where('other.idea_id', '=', into.id).select('other.person_id');
  await insertMails(tx, {
    to: tx.selectFrom('idea_support').where('idea_id', '=', from.id).where('person_id', 'not in', already).select('person_id'),
    subject: `Een idee dat u steunt gaat samen verder: ${from.title}`,
    text,
    now,
  });
}

/** Tells who took their support along that the two are apart again: it stands with both, and stays so unless they change it. */
export async function tellCarriers(
  tx: Tx,
  { mergeId, from, into, reason, now }: { mergeId: string; from: MailedIdea; into: MailedIdea; reason: string; now: Date },
): Promise<void> {
  const text = await signed(tx, [
    `De ideeën "${from.title}" en "${into.title}" zijn weer twee ideeën. Dit is de reden:`,
    reason,
    'U nam uw steun mee. Die staat nu bij allebei. Wilt u er een intrekken? Dat doet u op de pagina van dat idee.',
    `"${from.title}": ${url(from)}\n"${into.title}": ${url(into)}`,
  ]);
  await insertMails(tx, {
    to: tx.selectFrom('carried_support').where('merge_id', '=', mergeId).select('person_id'),
    subject: `Twee ideeën zijn weer apart: ${from.title}`,
    text,
    now,
  });
}

async function mailTo(
  tx: Tx,
  personId: string | null,
  { subject, text, now }: { subject: string; text: string[]; now: Date },
): Promise<void> {
  if (!personId) return;
  const person = await tx
    .selectFrom('person')
    .where('id', '=', personId)
    .where('erased_at', 'is', null)
    .where('email_confirmed_at', 'is not', null)
    .select('email')
    .executeTakeFirst();
  if (person?.email) await queueMail(tx, { to: person.email, subject, text: await signed(tx, text) }, now);
}

type PersonIds = ReturnType<typeof personIds>;
const personIds = (tx: Tx) => tx.selectFrom('idea_support').select('person_id');

async function insertMails(
  tx: Tx,
  { to, subject, text, now }: { to: PersonIds | ReturnType<typeof carrierIds>; subject: string; text: string; now: Date },
): Promise<void> {
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
        .select((row) => [
          row.ref('person.email').$notNull().as('to_email'),
          sql<string>`${subject.replaceAll(/\s+/g, ' ')}::text`.as('subject'),
          sql<string>`${text}::text`.as('text'),
          sql<Date>`${now}::timestamptz`.as('created_at'),
          sql<Date>`${now}::timestamptz`.as('next_attempt_at'),
        ]),
    )
    .execute();
  await sql`select pg_notify(${MAIL_CHANNEL}, '')`.execute(tx);
}
const carrierIds = (tx: Tx) => tx.selectFrom('carried_support').select('person_id');

async function signed(tx: Tx, paragraphs: string[]): Promise<string> {
  const { municipality } = await tx.selectFrom('site').select('municipality').executeTakeFirstOrThrow();
  return [...paragraphs, `Gemeente ${municipality}`].join('\n\n');
}
