import { createHash } from 'node:crypto';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context, Tx } from '../context.ts';
import { env } from '../env.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { writeMail } from '../mail/write-mail.ts';
import { authorFor, keepSource, sourceData } from '../meetings/on-behalf.ts';
import { amsterdamTime, type OnBehalf } from '../meetings/rules.ts';
import { requireActor } from '../permissions.ts';
import { startClock, stopClock } from '../responses/commands.ts';
import { nextNumber } from '../trajectories/next-number.ts';
import { findPeriods } from './queries.ts';
import { viewReceiptMail } from './receipt-mail.ts';
import { periodOf, readPostedOn, readView, type Timing, timingOf } from './rules.ts';

export type NewFormalView = {
  /** Slug. */
  trajectory: string;
  body: string;
  name: string;
  address: string;
  /** An official types it for somebody who sent a letter, came to the desk or spoke. */
  onBehalf?: OnBehalf;
  /** The postmark on a letter; '' when there is none. */
  postedOn?: string;
  /** Kept in the same transaction, such as the partner it came through. Who asks this knows itself what was sent before. */
  alsoKeep?: (tx: Tx, view: SubmittedView) => Promise<void>;
};

export type SubmittedView = { id: string; number: number; timing: Timing; receivedAt: string; sha256: string; dueOn: string | null };

/** Sent again within this time it is the same: an impatient press. */
const SENT_TWICE_MS = 10 * 60 * 1000;

/**
 * Takes in a formal view on a draft. Early and late ones are kept and flagged. The sender has a receipt at once, with a copy and the time: on the page, and by mail to
 * a confirmed address.
 * @throws DomainError `not_found`, `phase_closed` only where no draft lies, lay or will lie ready, `invalid` with a sentence per field
 */
export async function submitFormalView(context: Context, input: NewFormalView): Promise<SubmittedView> {
  const words = readView(input);
  const { now } = context;
  const sha256 = createHash('sha256').update(words.body).digest('hex');
  return context.db.transaction().execute(async (tx) => {
    const trajectory = await tx
      .selectFrom('trajectory')
      .where('slug', '=', input.trajectory)
      .where('published_at', '<=', now)
      .select(['id', 'slug', 'title'])
      .executeTakeFirst();
    if (!trajectory) throw new DomainError('not_found');
    const author = await authorFor(tx, context, { action: 'formal_view.submit', trajectoryId: trajectory.id, onBehalf: input.onBehalf });
    const receivedOn = author.source?.receivedOn ?? amsterdamDay(now);
    const period = periodOf(await findPeriods(tx, trajectory.id), receivedOn);
    if (!period) throw new DomainError('phase_closed');
    const postedOn = author.source?.channel === 'paper' ? readPostedOn(input.postedOn ?? '', receivedOn) : null;
    const number = await nextNumber(tx, 'formal_view', trajectory.id);
    const earlier = input.alsoKeep
      ? null
      : await findSentBefore(tx, { trajectoryId: trajectory.id, authorId: author.personId, sha256, now });
    if (earlier) return earlier;
    const timing = timingOf({ receivedOn, postedOn, period });
    const { id } = await tx
      .insertInto('contribution')
      // Its title stands in lists everybody reads.
      .values({
        trajectory_id: trajectory.id,
        kind: 'formal_view',
        title: `Zienswijze ${number}`,
        author_id: author.personId,
        created_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('formal_view')
      .values({
        id,
        trajectory_id: trajectory.id,
        number,
        ...words,
        sha256,
        author_id: author.personId,
        received_at: author.at,
        received_on: receivedOn,
        posted_on: postedOn,
        timing,
        period_from: period.from,
        period_until: period.until,
        created_at: now,
      })
      .execute();
    await keepSource(tx, context, {
      source: author.source && { ...author.source, shownName: null },
      trajectoryId: trajectory.id,
      contributionId: id,
    });
    // Who sent it in is nobody else's business: neither the clock nor the log knows.
    const clock = await startClock(
      tx,
      { actor: null, now: author.at },
      { contributionId: id, trajectoryId: trajectory.id, kind: 'formal_view' },
    );
    const dueOn = clock?.dueOn ?? null;
    await recordEvent(
      tx,
      { actor: author.source ? context.actor : null, now },
      {
        kind: 'formal_view.received',
        trajectoryId: trajectory.id,
        subjectKind: 'formal_view',
        subjectId: id,
        data: { number, timing, sha256, dueOn, ...sourceData(author) },
      },
    );
    // An address nobody has confirmed may be somebody else's.
    if (author.email !== null && author.verificationLevel !== 'none') {
      const { municipality } = await tx.selectFrom('site').select('municipality').executeTakeFirstOrThrow();
      const write = viewReceiptMail({
        number,
        trajectory: trajectory.title,
        ...words,
        day: receivedOn,
        time: amsterdamTime(author.at).replace(':', '.'),
        timing,
        sha256,
        dueOn,
        url: `${env.publicUrl}/trajecten/${trajectory.slug}/zienswijzen/${number}`,
        municipality,
      });
      await writeMail(tx, { to: author.email, locale: context.locale, write }, now);
    }
    const view = { id, number, timing, receivedAt: author.at.toISOString(), sha256, dueOn };
    await input.alsoKeep?.(tx, view);
    return view;
  });
}

/** Who sent it in takes it back before it is answered; the municipality keeps it as withdrawn. @throws DomainError `not_found`, `not_allowed`, `already_decided` */
export async function withdrawFormalView(context: Context, { viewId }: { viewId: string }): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const view = await tx
      .selectFrom('formal_view')
      .where('id', '=', viewId)
      .select(['id', 'trajectory_id', 'author_id', 'withdrawn_at'])
      .forUpdate()
      .executeTakeFirst();
    if (!view) throw new DomainError('not_found');
    requireActor(context.actor, 'formal_view.withdraw', { trajectoryId: view.trajectory_id, ownerId: view.author_id }, context);
    if (view.withdrawn_at) return;
    const answer = await tx
      .selectFrom('response')
      .where('contribution_id', '=', view.id)
      .where('status', '=', 'published')
      .select('id')
      .executeTakeFirst();
    if (answer) throw new DomainError('already_decided');
    await tx.updateTable('formal_view').set({ withdrawn_at: context.now }).where('id', '=', view.id).execute();
    await stopClock(tx, { actor: null, now: context.now }, view.id, 'withdrawn');
    await recordEvent(
      tx,
      { actor: null, now: context.now },
      { kind: 'formal_view.withdrawn', trajectoryId: view.trajectory_id, subjectKind: 'formal_view', subjectId: view.id },
    );
  });
}

async function findSentBefore(
  tx: Tx,
  { trajectoryId, authorId, sha256, now }: { trajectoryId: string; authorId: string; sha256: string; now: Date },
): Promise<SubmittedView | undefined> {
  const row = await tx
    .selectFrom('formal_view')
    .leftJoin('clock', 'clock.contribution_id', 'formal_view.id')
    .where('formal_view.author_id', '=', authorId)
    .where('formal_view.trajectory_id', '=', trajectoryId)
    .where('formal_view.sha256', '=', sha256)
    .where('formal_view.withdrawn_at', 'is', null)
    .where('formal_view.created_at', '>', new Date(now.getTime() - SENT_TWICE_MS))
    .select(['formal_view.id', 'formal_view.number', 'formal_view.timing', 'formal_view.received_at', 'formal_view.sha256', 'clock.due_on'])
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      number: row.number,
      timing: row.timing,
      receivedAt: row.received_at.toISOString(),
      sha256: row.sha256,
      dueOn: row.due_on,
    }
  );
}
