/** Erasing an account: what was public record stays without a name, all the rest goes. */
import { sql } from 'kysely';
import { notifyRights } from '../auth/notify-rights.ts';
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { eraseEventData } from '../events/erase-data.ts';
import { recordEvent } from '../events/record-event.ts';
import { readLocale } from '../i18n/words.ts';
import { writeMail } from '../mail/write-mail.ts';
import { ERASED_NAME, ERASED_STAFF_NAME } from '../people/shown-name.ts';
import { removePhotosOf } from '../photos/commands.ts';
import { stopClock } from '../responses/commands.ts';
import { erasedMail } from './mails.ts';
import { isProofFresh } from './rules.ts';

/**
 * Erases the account of who asks. It takes a proof of who they are, given at most a quarter of an hour ago (`server/auth/proof.ts`); the session ends and open sockets close.
 * @throws DomainError `sign_in_first`, `prove_first`, `still_staff` while they hold a role: somebody else takes that away first
 */
export async function eraseOwnAccount(context: Context): Promise<void> {
  const { db, actor, now, sessionIdHash } = context;
  if (!actor || !sessionIdHash) throw new DomainError('sign_in_first');
  await db.transaction().execute(async (tx) => {
    const session = await tx.selectFrom('session').where('id_hash', '=', sessionIdHash).select('proved_at').executeTakeFirst();
    if (!session || !isProofFresh(session.proved_at, now)) throw new DomainError('prove_first');
    const person = await tx
      .selectFrom('person')
      .where('id', '=', actor.id)
      .select(['display_name', 'email', 'locale'])
      .forUpdate()
      .executeTakeFirst();
    if (!person) throw new DomainError('sign_in_first');
    if (actor.roles.length > 0) throw new DomainError('still_staff');
    await erasePerson(tx, context, actor.id);
    const write = erasedMail({ name: person.display_name });
    if (person.email) await writeMail(tx, { to: person.email, forget: true, locale: readLocale(person.locale), write }, now);
  });
  context.cookie.clear();
}

/**
 * Takes everything away that leads to a person, in the given transaction. Their row stays, empty, because what they contributed points at it; twice changes
 * nothing more. Who once held a role is called a member of staff from then on: what they answered was said by the municipality.
 */
export async function erasePerson(tx: Tx, { actor, now }: Pick<Context, 'actor' | 'now'>, personId: string): Promise<void> {
  const person = await tx
    .selectFrom('person')
    .where('id', '=', personId)
    .where('erased_at', 'is', null)
    .select(['display_name', 'own_name', 'pen_name', 'hidden_name', 'email'])
    .forUpdate()
    .executeTakeFirst();
  if (!person) return;
  const wasStaff = await tx
    .selectFrom('event')
    .where('kind', '=', 'person.role_granted')
    .where('subject_id', '=', personId)
    .select('id')
    .limit(1)
    .executeTakeFirst();
  await removeWhatIsTheirs(tx, personId);
  await forgetStaffOnly(tx, { actor, now }, personId);
  await forgetInMails(tx, person);
  await tx
    .updateTable('person')
    .set({
      display_name: wasStaff ? ERASED_STAFF_NAME : ERASED_NAME,
      own_name: null,
      pen_name: null,
      hidden_name: null,
      name_shown: 'own',
      named_in_answers: false,
      address_confirmed_at: null,
      email: null,
      password_hash: null,
      email_confirmed_at: null,
      verification_level: 'none',
      neighbourhood: null,
      blocked_until: null,
      blocked_reason: null,
      locale: null,
      erased_at: now,
    })
    .where('id', '=', personId)
    .execute();
  await notifyRights(tx, personId);
  await recordEvent(tx, { actor, now }, { kind: 'person.erased', trajectoryId: null, subjectKind: 'person', subjectId: personId });
  await forgetInEvents(tx, { personId, ...person });
}

/** What stands in the desk where the words were. */
const STAFF_ONLY_ERASED = 'Bericht van een bewoner die het account heeft gewist';

async function removeWhatIsTheirs(tx: Tx, personId: string): Promise<void> {
  for (const table of [
    'session',
    'one_time_token',
    'passkey',
    'passkey_challenge',
    'code_key',
    'recovery_code',
    'identity_link',
    'address_letter',
    'postal_address',
    'plan_import',
    'template_draft',
    'notice',
    'follow',
    'mail_choice',
    'role_grant',
    'daily_list',
    'council_told',
    'moderation_told',
    'integrity_flag_support',
  ] as const) {
    await sql`delete from ${sql.table(table)} where person_id = ${personId}`.execute(tx);
  }
  // What their texts said before words were taken out: those words may well have been about them.
  await tx
    .deleteFrom('moderation_original')
    .where('decision_id', 'in', (eb) =>
      eb
        .selectFrom('moderation_decision')
        .where((on) =>
          on.or(
            (['idea', 'comment', 'change_proposal', 'story', 'challenge'] as const).map((table) =>
              on('subject_id', 'in', on.selectFrom(table).where('author_id', '=', personId).select('id')),
            ),
          ),
        )
        .select('moderation_decision.id'),
    )
    .execute();
  // A photo can show a person or a home, and is not what the record is about.
  await removePhotosOf(tx, personId);
  // The reason of a report is part of the record; what they added in their own words is not.
  await tx.updateTable('report').set({ note: '' }).where('reporter_id', '=', personId).execute();
}

/** What they told the municipality alone is no public record: only that there was something stays, with its clock. */
async function forgetStaffOnly(tx: Tx, context: Pick<Context, 'actor' | 'now'>, personId: string): Promise<void> {
  const theirs = await tx
    .selectFrom('contribution')
    .innerJoin('staff_only', 'staff_only.contribution_id', 'contribution.id')
    .where('contribution.author_id', '=', personId)
    .select(['contribution.id', 'staff_only.withdrawn_at'])
    .orderBy('contribution.id')
    .execute();
  for (const { id, withdrawn_at } of theirs) {
    // There is nobody left to answer.
    await stopClock(tx, context, id, 'withdrawn');
    await tx
      .updateTable('staff_only')
      .set({ body: '', details: '{}', withdrawn_at: withdrawn_at ?? context.now })
      .where('contribution_id', '=', id)
      .execute();
    await tx.updateTable('contribution').set({ title: STAFF_ONLY_ERASED }).where('id', '=', id).execute();
  }
}

/** Mails to them go. In those to others their name stood because of something they did. */
async function forgetInMails(tx: Tx, { email, ...person }: Names & { email: string | null }): Promise<void> {
  if (email) {
    await tx.deleteFrom('mail').where(sql`lower(to_email)`, '=', email.toLowerCase()).execute();
    await tx.deleteFrom('once_contribution').where(sql`lower(email)`, '=', email.toLowerCase()).execute();
  }
  for (const name of namesOf(person)) {
    const whole = wholeWords(name);
    await tx
      .updateTable('mail')
      .set({
        text: sql`regexp_replace(text, ${whole}, ${ERASED_NAME}, 'g')`,
        subject: sql`regexp_replace(subject, ${whole}, ${ERASED_NAME}, 'g')`,
      })
      .where((eb) => eb.or([eb('text', '~', whole), eb('subject', '~', whole)]))
      .execute();
  }
}

type Names = { display_name: string; own_name: string | null; pen_name: string | null; hidden_name: string | null };

/** Every name they go by, the longest first: a first name is part of the whole one. */
function namesOf({ display_name, own_name, pen_name, hidden_name }: Names): string[] {
  const names = [display_name, own_name, pen_name, hidden_name].filter((name): name is string => name !== null && name !== '');
  return [...new Set(names)].sort((a, b) => b.length - a.length);
}

/** A pattern of PostgreSQL for the name as it stands between other words: "An" is not part of "Anders". */
function wholeWords(name: string): string {
  return `(?<![[:alnum:]])${name.replace(/[^\p{L}\p{N}\s]/gu, '\\$&')}(?![[:alnum:]])`;
}

/** What the log holds about them, such as why they were blocked, and any event that names them. */
async function forgetInEvents(tx: Tx, { personId, email, ...person }: Names & { personId: string; email: string | null }): Promise<void> {
  const holds = (words: string) => sql<boolean>`position(lower(${words}) in lower(event.data::text)) > 0`;
  await eraseEventData(tx, (eb) =>
    eb.or([
      eb.and([eb('subject_kind', '=', 'person'), eb('subject_id', '=', personId)]),
      // A name may be an ordinary word: only in what they did themselves.
      eb.and([eb('actor_id', '=', personId), eb.or(namesOf(person).map(holds))]),
      ...(email ? [holds(email)] : []),
    ]),
  );
}
