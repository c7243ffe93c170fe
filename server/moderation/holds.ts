/** Holding a new text by plain rules, and the words that do so. */
import { sql } from 'kysely';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import { newestOf } from '../calendar/calendar.ts';
import { loadCalendars } from '../calendar/queries.ts';
import type { Context, Db, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { cleanLine } from '../text/clean-text.ts';
import { writeDecision } from './commands.ts';
import { HOLD_REASONS, whyHold } from './hold-rules.ts';
import { heldMail } from './mails.ts';
import { type HouseRule, queueDueOn, type TextKind } from './rules.ts';
import { findSubject } from './subjects.ts';
import { tellAuthors } from './tell.ts';

const DAY_MS = 86_400_000;
const MOST_EARLIER = 200;

/**
 * Looks at a text that its author just wrote, in the same transaction, and holds it when a plain rule says so: it is hidden until a moderator looked, its clock
 * stands still, and the author is told which rule it was. Never for staff, who answer for what they write, nor for what the municipality typed for somebody.
 * @returns the id of the decision by which it is held; null when it is not
 */
export async function holdWhenInDoubt(
  tx: Tx,
  { actor, now }: Pick<Context, 'actor' | 'now'>,
  { kind, id }: { kind: TextKind; id: string },
): Promise<string | null> {
  if (!actor || actor.roles.length > 0) return null;
  const subject = await findSubject(tx, kind, id);
  if (subject?.authorId !== actor.id) return null;
  const person = await tx.selectFrom('person').where('id', '=', actor.id).select('created_at').executeTakeFirstOrThrow();
  const hold = whyHold({
    text: `${kind === 'idea' || kind === 'story' || kind === 'challenge' ? `${subject.title}\n` : ''}${subject.text}`,
    accountCreatedAt: person.created_at,
    earlier: await listEarlier(tx, { personId: actor.id, exceptId: id, now }),
    listed: await listWords(tx),
    now,
  });
  if (!hold) return null;
  const reason = HOLD_REASONS[hold.code];
  const { decisionId } = await writeDecision(tx, { actor: null, now }, { subject, action: 'hold', rule: hold.rule, reason });
  const dueOn = queueDueOn(amsterdamDay(now), newestOf(await loadCalendars(tx)));
  await tellAuthors(tx, { subject, decisionId, mail: heldMail(subject, { code: hold.code, dueOn }), now });
  return decisionId;
}

/** What somebody wrote in the last day, newest first. */
async function listEarlier(
  tx: Tx,
  { personId, exceptId, now }: { personId: string; exceptId: string; now: Date },
): Promise<{ text: string; at: Date }[]> {
  const since = new Date(now.getTime() - DAY_MS);
  const { rows } = await sql<{ text: string; at: Date }>`
    select text, created_at as at from (
      select comment.id, body as text, created_at from comment where author_id = ${personId} and created_at > ${since}
      union all
      select story.id, title || ' ' || body, created_at from story where author_id = ${personId} and created_at > ${since}
      union all
      select contribution.id, coalesce(idea.title || ' ' || idea.body, change_proposal.proposed || ' ' || change_proposal.reason, contribution.title),
        contribution.created_at
      from contribution
      left join idea on idea.id = contribution.id
      left join change_proposal on change_proposal.id = contribution.id
      where contribution.author_id = ${personId} and contribution.created_at > ${since} and contribution.kind <> 'question'
    ) as written
    where id <> ${exceptId} order by created_at desc limit ${MOST_EARLIER}`.execute(tx);
  return rows;
}

export type ListedWord = { word: string; rule: HouseRule };

export function listWords(db: Db): Promise<ListedWord[]> {
  return db.selectFrom('listed_word').select(['word', 'rule']).orderBy('word').execute();
}

/** Adds a word, or gives it another rule. @throws DomainError `not_allowed`, `invalid` */
export async function listWord(
  context: Pick<Context, 'db' | 'actor' | 'now'>,
  { word: raw, rule }: { word: string; rule: HouseRule },
): Promise<void> {
  const { db, now } = context;
  const actor = requireActor(context.actor, 'listed_word.change', {}, { now });
  const word = (cleanLine(raw) ?? '').toLowerCase();
  if (word.length < 2 || word.length > 60 || !/[\p{L}\p{N}]/u.test(word))
    throw new DomainError('invalid', { fields: { word: 'moderation:error.word' } });
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('listed_word')
      .values({ word, rule, added_by_id: actor.id, added_at: now })
      .onConflict((conflict) => conflict.column('word').doUpdateSet({ rule, added_by_id: actor.id, added_at: now }))
      .execute();
    // Not the word itself: the log is read by more people than this list.
    await recordEvent(tx, context, { kind: 'moderation.word_listed', trajectoryId: null, subjectKind: 'listed_word', subjectId: rule });
  });
}

/** Takes a word off the list; one that is not on it is fine. @throws DomainError `not_allowed` */
export async function unlistWord(context: Pick<Context, 'db' | 'actor' | 'now'>, { word }: { word: string }): Promise<void> {
  const { db, now } = context;
  requireActor(context.actor, 'listed_word.change', {}, { now });
  await db.transaction().execute(async (tx) => {
    const gone = await tx.deleteFrom('listed_word').where('word', '=', word).returning('rule').executeTakeFirst();
    if (gone)
      await recordEvent(tx, context, {
        kind: 'moderation.word_unlisted',
        trajectoryId: null,
        subjectKind: 'listed_word',
        subjectId: gone.rule,
      });
  });
}
