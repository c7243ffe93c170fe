/** The letter with a code: it shows that somebody gets post where they say they live. The address is kept no longer than the letter needs it. */
import { notifyRights } from '../auth/notify-rights.ts';
import { hashPassword, inTurn, verifyPassword } from '../auth/passwords.ts';
import { countOrRefuse } from '../auth/rate-limits.ts';
import type { Context, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import type { Address } from './address-rules.ts';
import { LETTER_HOLDS, MOST_TRIES, newLetterCode, plainCode } from './letter-rules.ts';
import { setLevel } from './levels.ts';

export type OwnLetter = {
  askedAt: Date;
  sentAt: Date | null;
  expiresAt: Date;
  triesLeft: number;
  street: string;
  postcode: string;
  town: string;
};

/** The letter that is on its way to the caller, or null. */
export async function findOwnLetter({ db, actor, now }: Pick<Context, 'db' | 'actor' | 'now'>): Promise<OwnLetter | null> {
  if (!actor) throw new DomainError('sign_in_first');
  const row = await openLetters(db, now).where('person_id', '=', actor.id).executeTakeFirst();
  if (!row) return null;
  return {
    askedAt: row.asked_at,
    sentAt: row.sent_at,
    expiresAt: row.expires_at,
    triesLeft: MOST_TRIES - row.tries,
    street: row.street ?? '',
    postcode: row.postcode ?? '',
    town: row.town ?? '',
  };
}

/**
 * Asks for a letter. A new one takes the place of an earlier one, whose code then no longer works.
 * @throws DomainError `sign_in_first`, `blocked`, `already_decided` for who has shown their address, `too_many_requests`
 */
export async function askLetter(context: Context, address: Address): Promise<void> {
  const { db, now } = context;
  const actor = requireActor(context.actor, 'letter.ask', {}, { now });
  const person = await db.selectFrom('person').where('id', '=', actor.id).select('address_confirmed_at').executeTakeFirstOrThrow();
  if (person.address_confirmed_at) throw new DomainError('already_decided');
  await countOrRefuse(db, ['letter_person', actor.id]);
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('address_letter').where('person_id', '=', actor.id).where('used_at', 'is', null).execute();
    const { id } = await tx
      .insertInto('address_letter')
      .values({ person_id: actor.id, ...address, asked_at: now, expires_at: new Date(now.getTime() + LETTER_HOLDS), ...NOT_YET })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordEvent(tx, context, { kind: 'letter.asked', trajectoryId: null, subjectKind: 'letter', subjectId: id });
  });
}

const NOT_YET = { code_hash: null, printed_at: null, sent_at: null, sent_by_id: null, used_at: null };

/**
 * The code from the letter. A right one raises the level and takes the address away; after five wrong ones a new letter is needed.
 * @throws DomainError `sign_in_first`, `code_wrong` `{ left }`, `token_expired` when there is no letter (any more), `too_many_requests`, `busy`
 */
export async function fillInLetterCode(context: Context, { code }: { code: string }): Promise<void> {
  const { db, now } = context;
  const actor = requireActor(context.actor, 'letter.ask', {}, { now });
  await countOrRefuse(db, ['letter_code', actor.id]);
  // Counted before it is looked at: of many guesses at once none is free.
  const letter = await db
    .updateTable('address_letter')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('person_id', '=', actor.id)
    .where('used_at', 'is', null)
    .where('sent_at', 'is not', null)
    .where('expires_at', '>', now)
    .where('tries', '<', MOST_TRIES)
    .returning(['id', 'code_hash', 'tries'])
    .executeTakeFirst();
  if (!letter) throw new DomainError('token_expired');
  const right = await inTurn(() => verifyPassword(letter.code_hash, plainCode(code)));
  if (!right) throw new DomainError('code_wrong', { left: MOST_TRIES - letter.tries });
  await db.transaction().execute(async (tx) => {
    const used = await tx
      .updateTable('address_letter')
      .set({ used_at: now, addressee: null, street: null, postcode: null, town: null, code_hash: null })
      .where('id', '=', letter.id)
      .where('used_at', 'is', null)
      .executeTakeFirst();
    if (used.numUpdatedRows !== 1n) throw new DomainError('token_expired');
    await tx.updateTable('person').set({ address_confirmed_at: now }).where('id', '=', actor.id).execute();
    await setLevel(tx, actor.id);
    await notifyRights(tx, actor.id);
    await recordEvent(tx, context, { kind: 'letter.used', trajectoryId: null, subjectKind: 'letter', subjectId: letter.id });
  });
}

export type WaitingLetter = { id: string; askedAt: Date; printedAt: Date | null } & Address;

/** For the post room: letters that have not gone out, oldest first. Not the caller's own: nobody confirms their own address. */
export async function listWaitingLetters({ db, actor, now }: Pick<Context, 'db' | 'actor' | 'now'>): Promise<WaitingLetter[]> {
  const staff = requireActor(actor, 'letter.send', {}, { now });
  const rows = await openLetters(db, now)
    .where('sent_at', 'is', null)
    .where('person_id', '<>', staff.id)
    .orderBy('asked_at')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    askedAt: row.asked_at,
    printedAt: row.printed_at,
    addressee: row.addressee ?? '',
    street: row.street ?? '',
    postcode: row.postcode ?? '',
    town: row.town ?? '',
  }));
}

export type PrintedLetter = Address & { id: string; code: string; until: Date };

/**
 * Makes the codes and gives the letters to print. The codes are in this answer and nowhere else: printing again makes new ones, and older prints no longer work.
 * @throws DomainError `sign_in_first`, `not_allowed`, `busy`
 */
export async function printLetters(context: Context): Promise<PrintedLetter[]> {
  const { db, now } = context;
  const waiting = await listWaitingLetters(context);
  const coded: (WaitingLetter & { code: string; codeHash: string })[] = [];
  for (const letter of waiting) {
    const code = newLetterCode();
    coded.push({ ...letter, code, codeHash: await hashPassword(plainCode(code)) });
  }
  return db.transaction().execute(async (tx) => {
    const printed: PrintedLetter[] = [];
    for (const { codeHash, code, id, askedAt, addressee, street, postcode, town } of coded) {
      const done = await tx
        .updateTable('address_letter')
        .set({ code_hash: codeHash, printed_at: now, tries: 0 })
        .where('id', '=', id)
        .where('sent_at', 'is', null)
        .where('used_at', 'is', null)
        .executeTakeFirst();
      // Taken back, or sent by a colleague meanwhile.
      if (done.numUpdatedRows !== 1n) continue;
      printed.push({ id, addressee, street, postcode, town, code, until: new Date(askedAt.getTime() + LETTER_HOLDS) });
      await recordEvent(tx, context, { kind: 'letter.printed', trajectoryId: null, subjectKind: 'letter', subjectId: id });
    }
    return printed;
  });
}

/**
 * They are in the post. From now on their codes work, and they are not printed again.
 * @throws DomainError `sign_in_first`, `not_allowed`
 */
export async function markLettersSent(context: Context, { ids }: { ids: string[] }): Promise<{ sent: number }> {
  const { db, now } = context;
  const staff = requireActor(context.actor, 'letter.send', {}, { now });
  if (ids.length === 0) return { sent: 0 };
  return db.transaction().execute(async (tx) => {
    const rows = await tx
      .updateTable('address_letter')
      .set({ sent_at: now, sent_by_id: staff.id })
      .where('id', 'in', ids)
      .where('person_id', '<>', staff.id)
      .where('printed_at', 'is not', null)
      .where('sent_at', 'is', null)
      .where('used_at', 'is', null)
      .returning('id')
      .execute();
    for (const { id } of rows)
      await recordEvent(tx, context, { kind: 'letter.sent', trajectoryId: null, subjectKind: 'letter', subjectId: id });
    return { sent: rows.length };
  });
}

function openLetters(db: Db, now: Date) {
  return db.selectFrom('address_letter').where('used_at', 'is', null).where('expires_at', '>', now).selectAll();
}
