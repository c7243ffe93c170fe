/** What residents tell the municipality alone (decision 29). */
import { sql } from 'kysely';
import { findParent, findSubject } from '../comments/commands.ts';
import { questionTitle, readComment } from '../comments/rules.ts';
import type { Actor, Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { findArea, findTheme } from '../ideas/choices.ts';
import { readIdea } from '../ideas/rules.ts';
import { writeMail } from '../mail/write-mail.ts';
import { requireActor } from '../permissions.ts';
import { startClock, stopClock } from '../responses/commands.ts';
import { readStory } from '../stories/rules.ts';
import { loadActiveFeatures } from '../trajectories/queries.ts';
import { ACTION_OF, commentDetails, ideaDetails, type NewStaffOnly, storyDetails } from './details.ts';
import { sentMail } from './mails.ts';

/** The same words by the same person within this time are one thing sent twice: an impatient press. */
const SENT_TWICE_MS = 10 * 60 * 1000;

export type SentToStaff = { contributionId: string; dueOn: string | null };

type Read = { trajectoryId: string; title: string; body: string; details: object; kind: 'idea' | 'question'; teamId: string | null };

/**
 * Sends an idea, a comment or a story to the municipality alone. Its clock starts at once, whatever the promise counts from: nobody can support it.
 * @param publicUrl the origin people see, for the link in the receipt; null sends none
 * @throws DomainError `not_found`, `phase_closed`, `read_only`, `invalid` with a sentence per field
 */
export async function sendToStaff(context: Context, input: NewStaffOnly & { publicUrl: string | null }): Promise<SentToStaff> {
  const { now } = context;
  return context.db.transaction().execute(async (tx) => {
    const read = await readSent(tx, context, input);
    const { trajectoryId, title, body } = read;
    const author = await requireWriter(tx, context, { form: input.form, trajectoryId });
    const earlier = await findSentBefore(tx, { author, read, form: input.form, now });
    if (earlier) return earlier;
    const { id: contributionId } = await tx
      .insertInto('contribution')
      .values({ trajectory_id: trajectoryId, kind: read.kind, title, author_id: author.id, created_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('staff_only')
      .values({ contribution_id: contributionId, form: input.form, body, details: JSON.stringify(read.details) })
      .execute();
    const { kind, teamId } = read;
    const clock = await startClock(tx, context, { contributionId, trajectoryId, kind, teamId, atOnce: true });
    await recordEvent(tx, context, {
      kind: 'staff_only.sent',
      trajectoryId,
      subjectKind: 'contribution',
      subjectId: contributionId,
      data: { form: input.form, dueOn: clock?.dueOn ?? null },
    });
    // An address nobody has confirmed may be somebody else's.
    if (author.email !== null && author.verificationLevel !== 'none' && input.publicUrl !== null) {
      const url = `${input.publicUrl}/mijn/inbreng/${contributionId}`;
      const { municipality } = await tx.selectFrom('site').select('municipality').executeTakeFirstOrThrow();
      const write = sentMail({ title, url, dueOn: clock?.dueOn ?? null, municipality });
      await writeMail(tx, { to: author.email, locale: context.locale, write }, now);
    }
    return { contributionId, dueOn: clock?.dueOn ?? null };
  });
}

/** The author takes it back before it is answered: its clock stops. @throws DomainError `not_found`, `already_decided` */
export async function withdrawFromStaff(context: Context, { contributionId }: { contributionId: string }): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const row = await lockStaffOnly(tx, context, contributionId);
    requireActor(context.actor, 'staff_only.withdraw', { trajectoryId: row.trajectory_id, ownerId: row.author_id }, context);
    if (row.withdrawn_at) return;
    if (row.made_public_at || (await isAnswered(tx, contributionId))) throw new DomainError('already_decided');
    await tx.updateTable('staff_only').set({ withdrawn_at: context.now }).where('contribution_id', '=', contributionId).execute();
    await stopClock(tx, context, contributionId, 'withdrawn');
    await recordEvent(tx, context, {
      kind: 'staff_only.withdrawn',
      trajectoryId: row.trajectory_id,
      subjectKind: 'contribution',
      subjectId: contributionId,
    });
  });
}

/** The row, held until the transaction ends. To others than its author it is not there. @throws DomainError `sign_in_first`, `not_found` */
export async function lockStaffOnly(tx: Tx, { actor }: Pick<Context, 'actor'>, contributionId: string) {
  if (!actor) throw new DomainError('sign_in_first');
  const row = await tx
    .selectFrom('staff_only')
    .innerJoin('contribution', 'contribution.id', 'staff_only.contribution_id')
    .where('staff_only.contribution_id', '=', contributionId)
    .where('contribution.author_id', '=', actor.id)
    .select(['form', 'body', 'details', 'withdrawn_at', 'made_public_at', 'title', 'trajectory_id', 'author_id', 'created_at'])
    .forUpdate('staff_only')
    .executeTakeFirst();
  if (!row) throw new DomainError('not_found');
  return row;
}

/** Allowed exactly as when it was for everybody. */
export async function requireWriter(
  tx: Tx,
  context: Pick<Context, 'actor' | 'now'>,
  { form, trajectoryId }: { form: NewStaffOnly['form']; trajectoryId: string },
): Promise<Actor> {
  const features = await loadActiveFeatures(tx, trajectoryId, context.now);
  return requireActor(context.actor, ACTION_OF[form], { trajectoryId, features }, context);
}

async function isAnswered(tx: Tx, contributionId: string): Promise<boolean> {
  const answer = await tx
    .selectFrom('response')
    .where('contribution_id', '=', contributionId)
    .where('status', '=', 'published')
    .select('id')
    .executeTakeFirst();
  return answer !== undefined;
}

async function readSent(tx: Tx, { now }: Pick<Context, 'now'>, input: NewStaffOnly): Promise<Read> {
  if (input.form === 'comment') {
    if ([input.ideaId, input.sectionId, input.changeProposalId].filter(Boolean).length !== 1)
      throw new DomainError('invalid', { what: 'subject' });
    const body = readComment(input.body);
    const subject = await findSubject(tx, input, now);
    if (!subject.open) throw new DomainError('read_only');
    await findParent(tx, input);
    const details = commentDetails.parse(input);
    return { trajectoryId: subject.trajectoryId, title: questionTitle(body), body, details, kind: 'question', teamId: null };
  }
  const trajectory = await tx
    .selectFrom('trajectory')
    .where('slug', '=', input.trajectory)
    .where('published_at', '<=', now)
    .select('id')
    .executeTakeFirst();
  if (!trajectory) throw new DomainError('not_found');
  if (input.form === 'story') {
    const words = readStory(input);
    return { trajectoryId: trajectory.id, ...words, details: storyDetails.parse(input), kind: 'question', teamId: null };
  }
  const { title, body, place } = readIdea(input);
  const theme = await findTheme(tx, trajectory.id, input.theme);
  await findArea(tx, trajectory.id, input.area);
  const details = { ...ideaDetails.parse(input), place };
  return { trajectoryId: trajectory.id, title, body, details, kind: 'idea', teamId: theme?.team_id ?? null };
}

async function findSentBefore(
  tx: Tx,
  { author, read, form, now }: { author: Actor; read: Read; form: string; now: Date },
): Promise<SentToStaff | null> {
  const row = await tx
    .selectFrom('staff_only')
    .innerJoin('contribution', 'contribution.id', 'staff_only.contribution_id')
    .leftJoin('clock', 'clock.contribution_id', 'contribution.id')
    .where('contribution.author_id', '=', author.id)
    .where('contribution.trajectory_id', '=', read.trajectoryId)
    .where('contribution.created_at', '>', new Date(now.getTime() - SENT_TWICE_MS))
    .where('contribution.title', '=', read.title)
    .where('staff_only.form', '=', form as NewStaffOnly['form'])
    .where('staff_only.body', '=', read.body)
    // The same words about something else are something else.
    .where(sql<boolean>`staff_only.details = ${JSON.stringify(read.details)}::jsonb`)
    .where('withdrawn_at', 'is', null)
    .select(['contribution.id', 'clock.due_on'])
    .executeTakeFirst();
  return row ? { contributionId: row.id, dueOn: row.due_on } : null;
}
