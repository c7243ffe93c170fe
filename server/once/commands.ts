/** Taking part once without an account: the words wait until the writer presses a button in a mail. Then they are published under the person of that address. */
import { randomBytes } from 'node:crypto';
import type { OnceContributionTable } from '../../db/schema/people.ts';
import { claimAddressAndTell } from '../auth/claim-address.ts';
import { hashToken } from '../auth/lucia.ts';
import { findMailbox } from '../auth/queries.ts';
import { count, countOrRefuse, refuseIfSpent } from '../auth/rate-limits.ts';
import { loadActor } from '../auth/sessions.ts';
import { createComment, findParent } from '../comments/commands.ts';
import { readComment } from '../comments/rules.ts';
import type { Actor, Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { readLocale } from '../i18n/words.ts';
import { proposeIdea } from '../ideas/commands.ts';
import { readIdea } from '../ideas/rules.ts';
import { writeMail } from '../mail/write-mail.ts';
import { registerPerson } from '../people/commands.ts';
import { refuseOfficialName } from '../people/name-commands.ts';
import { askedLevel } from '../permissions.ts';
import { assertWaiting } from '../photos/commands.ts';
import { loadActiveFeatures } from '../trajectories/queries.ts';
import { onceMail } from './mails.ts';

const HOUR = 60 * 60_000;
/** Shorter than a photo that belongs to nothing is kept. */
const WAITS_FOR = 12 * HOUR;
const TITLE_LENGTH = 120;

export type OnceIdea = Omit<Parameters<typeof proposeIdea>[1], 'publicUrl' | 'onBehalf'>;
export type OnceComment = { ideaId: string; parentId?: string | null; body: string; isQuestion?: boolean };
type Writer = { name: string; email: string; publicUrl: string };

/**
 * Keeps an idea until the button in the mail is pressed. Nothing is published and no account is made before that; whether the address is known makes no difference.
 * @throws DomainError `invalid` with a sentence per field, `not_found`, `phase_closed`, `too_many_requests`
 */
export async function keepIdeaOnce(context: Context, { idea, ...writer }: { idea: OnceIdea } & Writer): Promise<void> {
  const { title } = readIdea(idea);
  const trajectory = await context.db
    .selectFrom('trajectory')
    .where('slug', '=', idea.trajectory)
    .where('published_at', '<=', context.now)
    .select('id')
    .executeTakeFirst();
  if (!trajectory) throw new DomainError('not_found');
  if (idea.photo) await assertWaiting(context.db, idea.photo);
  await assertOpen(context, trajectory.id, 'propose');
  await keep(context, { ...writer, kind: 'idea', title, input: idea });
}

/** As `keepIdeaOnce`, for a comment on an idea. */
export async function keepCommentOnce(context: Context, { comment, ...writer }: { comment: OnceComment } & Writer): Promise<void> {
  const body = readComment(comment.body);
  const idea = await context.db
    .selectFrom('idea')
    .where('id', '=', comment.ideaId)
    .where('status', 'not in', ['hidden', 'withdrawn', 'merged'])
    .select('trajectory_id')
    .executeTakeFirst();
  if (!idea) throw new DomainError('not_found');
  await findParent(context.db, comment);
  await assertOpen(context, idea.trajectory_id, 'comment');
  const title = body.length > TITLE_LENGTH ? `${body.slice(0, TITLE_LENGTH - 1)}…` : body;
  await keep(context, { ...writer, kind: 'comment', title, input: comment });
}

async function assertOpen({ db, now }: Context, trajectoryId: string, feature: 'propose' | 'comment'): Promise<void> {
  const features = await loadActiveFeatures(db, trajectoryId, now);
  if (!features.has(feature)) throw new DomainError('phase_closed');
  // The button in the mail shows an address, and no more than that.
  const asked = askedLevel(features, feature);
  if (asked === 'address' || asked === 'oidc') throw new DomainError(`asks_${asked}`);
}

async function keep(
  { db, now, address, locale }: Context,
  { name, email, publicUrl, kind, title, input }: Writer & { kind: OnceContributionTable['kind']; title: string; input: object },
): Promise<void> {
  await refuseOfficialName(db, name);
  await countOrRefuse(db, ['once_address', address], ['mail_account', email]);
  const token = randomBytes(32).toString('base64url');
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('once_contribution')
      .values({
        token_hash: hashToken(token),
        kind,
        email,
        name,
        title,
        input: JSON.stringify(input),
        created_at: now,
        expires_at: new Date(now.getTime() + WAITS_FOR),
        locale: locale ?? null,
      })
      .execute();
    await writeMail(tx, { to: email, locale, write: onceMail({ name, title, publicUrl, token }) }, now);
  });
}

/** What waits, to show before the button is pressed; opening the link changes nothing. @throws DomainError `token_expired`, `too_many_requests` */
export async function peekOnce(
  { db, now, address }: Context,
  { token }: { token: string },
): Promise<{ kind: 'idea' | 'comment'; title: string; email: string }> {
  await refuseIfSpent(db, ['token_address', address]);
  const row = await db
    .selectFrom('once_contribution')
    .where('token_hash', '=', hashToken(token))
    .where('expires_at', '>', now)
    .select(['kind', 'title', 'email'])
    .executeTakeFirst();
  if (row) return row;
  await count(db, ['token_address', address]);
  throw new DomainError('token_expired');
}

/** `held`: a plain rule holds it until a moderator has looked. */
export type Published = { kind: 'idea' | 'comment'; slug: string; number: number; held: boolean };

/**
 * Publishes what waited. The link showed whose mailbox it is, so it is theirs: under the account with that address, or under a new one without a password.
 * @throws DomainError `token_expired`, and what proposing or commenting throws; then it waits again
 */
export async function publishOnce(context: Context, { token, publicUrl }: { token: string; publicUrl: string }): Promise<Published> {
  const { db, now } = context;
  await peekOnce(context, { token });
  const { row, actor } = await db.transaction().execute(async (tx) => {
    // Of many presses at once exactly one gets the row.
    const taken = await tx
      .deleteFrom('once_contribution')
      .where('token_hash', '=', hashToken(token))
      .where('expires_at', '>', now)
      .returningAll()
      .executeTakeFirst();
    if (!taken) throw new DomainError('token_expired');
    return { row: taken, actor: await writerOf(tx, { ...context, locale: readLocale(taken.locale) }, taken) };
  });
  try {
    return await publish({ ...context, actor }, row, publicUrl);
  } catch (error) {
    await db
      .insertInto('once_contribution')
      .values({ ...row, input: JSON.stringify(row.input) })
      .execute();
    throw error;
  }
}

async function writerOf(tx: Tx, context: Context, { name, email }: { name: string; email: string }): Promise<Actor> {
  const personId =
    (await registerPerson(tx, context, { name, email, passwordHash: null })) ?? (await findMailbox(tx, email))?.personId ?? null;
  const actor = personId && (await confirmed(tx, context, personId));
  if (!actor) throw new DomainError('token_expired');
  return actor;
}

async function confirmed(tx: Tx, context: Context, personId: string): Promise<Actor | null> {
  await claimAddressAndTell(tx, context, personId);
  return loadActor(tx, personId, context.now);
}

type Row = { kind: 'idea' | 'comment'; input: Record<string, unknown> | string };

async function publish(context: Context, { kind, input }: Row, publicUrl: string): Promise<Published> {
  const kept: unknown = typeof input === 'string' ? JSON.parse(input) : input;
  if (kind === 'idea') {
    const idea = kept as OnceIdea;
    const { id, number } = await proposeIdea(context, { ...idea, publicUrl });
    const { status } = await context.db.selectFrom('idea').where('id', '=', id).select('status').executeTakeFirstOrThrow();
    return { kind, slug: idea.trajectory, number, held: status === 'hidden' };
  }
  const comment = kept as OnceComment;
  const { id } = await createComment(context, comment);
  const place = await context.db
    .selectFrom('idea')
    .innerJoin('trajectory', 'trajectory.id', 'idea.trajectory_id')
    .innerJoin('comment', 'comment.idea_id', 'idea.id')
    .where('comment.id', '=', id)
    .select(['trajectory.slug', 'idea.number', 'comment.status'])
    .executeTakeFirstOrThrow();
  return { kind, slug: place.slug, number: place.number, held: place.status === 'hidden' };
}
