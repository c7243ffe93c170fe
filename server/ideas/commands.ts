import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { writeMail } from '../mail/write-mail.ts';
import { authorFor, keepSource, sourceData } from '../meetings/on-behalf.ts';
import type { OnBehalf } from '../meetings/rules.ts';
import { holdWhenInDoubt } from '../moderation/holds.ts';
import { requireActor } from '../permissions.ts';
import { attachPhoto, type ChosenPhoto } from '../photos/commands.ts';
import { startClock, stopClock } from '../responses/commands.ts';
import { findArea, findTheme } from './choices.ts';
import { lockIdea, setStatus } from './locked-idea.ts';
import { receiptMail } from './receipt-mail.ts';
import { mayWithdrawStatus, readIdea } from './rules.ts';

export type NewIdea = {
  /** Slug. */
  trajectory: string;
  title: string;
  body: string;
  /** Slug of a theme of the trajectory. */
  theme?: string | null;
  /** Name of an area of the trajectory. */
  area?: string | null;
  /** The place in one's own words. */
  place?: string | null;
  /** Place on the drawn map, as shares of its width and height. */
  map?: { x: number; y: number } | null;
  /** A photo that was sent before (`keepPhoto`). */
  photo?: ChosenPhoto | null;
  /** False: everybody reads "Een bewoner". The municipality knows the name. */
  showName?: boolean;
  /** The origin people see, for the link in the receipt; null sends none. */
  publicUrl: string | null;
  /** An official types it for somebody without internet. Their name stands with the source, if they agreed. */
  onBehalf?: OnBehalf;
  /** Kept in the same transaction, such as the partner it came through. Who asks this knows itself what was sent before. */
  alsoKeep?: (tx: Tx, idea: ProposedIdea) => Promise<void>;
};

export type ProposedIdea = { id: string; number: number; dueOn: string | null };

/** The same words by the same person within this time are one idea sent twice: an impatient press, or a page that was loaded again. */
const SENT_TWICE_MS = 10 * 60 * 1000;

/**
 * Proposes an idea: it is visible at once, its answer clock starts, and its author gets a receipt by mail with the day of the answer.
 * @throws DomainError `not_found`, `phase_closed`, `invalid` with a sentence per field
 */
export async function proposeIdea(context: Context, input: NewIdea): Promise<ProposedIdea> {
  const { now } = context;
  const words = readIdea(input);
  return context.db.transaction().execute(async (tx) => {
    // Locked before anything is read: numbers follow each other without holes, and the same idea sent twice finds itself.
    const trajectory = await tx
      .selectFrom('trajectory')
      .where('slug', '=', input.trajectory)
      .where('published_at', '<=', now)
      .select(['id', 'slug', 'last_idea_number'])
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!trajectory) throw new DomainError('not_found');
    const author = await authorFor(tx, context, { action: 'idea.propose', trajectoryId: trajectory.id, onBehalf: input.onBehalf });
    const earlier = input.alsoKeep
      ? null
      : await findSentBefore(tx, { trajectoryId: trajectory.id, authorId: author.personId, ...words, now });
    if (earlier) return earlier;
    const theme = await findTheme(tx, trajectory.id, input.theme);
    const area = await findArea(tx, trajectory.id, input.area);
    const number = trajectory.last_idea_number + 1;
    await tx.updateTable('trajectory').set({ last_idea_number: number }).where('id', '=', trajectory.id).execute();
    const { id } = await tx
      .insertInto('contribution')
      .values({ trajectory_id: trajectory.id, kind: 'idea', title: words.title, author_id: author.personId, created_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('idea')
      .values({
        id,
        trajectory_id: trajectory.id,
        number,
        ...words,
        theme_id: theme?.id ?? null,
        area_id: area?.id ?? null,
        map_x: input.map?.x ?? null,
        map_y: input.map?.y ?? null,
        author_id: author.personId,
        show_name: author.source ? false : (input.showName ?? true),
        created_at: now,
      })
      .execute();
    if (input.photo) await attachPhoto(tx, { ideaId: id, photo: input.photo });
    await keepSource(tx, context, { source: author.source, trajectoryId: trajectory.id, contributionId: id });
    const clock = await startClock(
      tx,
      { actor: context.actor, now: author.at },
      { contributionId: id, trajectoryId: trajectory.id, kind: 'idea', ...(theme?.team_id ? { teamId: theme.team_id } : {}) },
    );
    await recordEvent(tx, context, {
      kind: 'idea.proposed',
      trajectoryId: trajectory.id,
      subjectKind: 'idea',
      subjectId: id,
      data: { number, dueOn: clock?.dueOn ?? null, ...sourceData(author) },
    });
    // An address nobody has confirmed may be somebody else's.
    if (author.email !== null && author.verificationLevel !== 'none' && input.publicUrl !== null) {
      const { municipality } = await tx.selectFrom('site').select('municipality').executeTakeFirstOrThrow();
      const url = `${input.publicUrl}/trajecten/${trajectory.slug}/ideeen/${number}`;
      const write = receiptMail({ title: words.title, url, dueOn: clock?.dueOn ?? null, municipality });
      await writeMail(tx, { to: author.email, locale: context.locale, write }, now);
    }
    if (!author.source) await holdWhenInDoubt(tx, context, { kind: 'idea', id });
    const idea = { id, number, dueOn: clock?.dueOn ?? null };
    await input.alsoKeep?.(tx, idea);
    return idea;
  });
}

/**
 * The author takes an idea back before it is answered. It stays readable as withdrawn, and its clock stops.
 * @throws DomainError `not_found`, `not_allowed`, `already_decided`
 */
export async function withdrawIdea(context: Context, { ideaId }: { ideaId: string }): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const idea = await lockIdea(tx, ideaId, context.now);
    const ownHidden = idea.status === 'hidden' && idea.author_id === context.actor?.id;
    if (idea.status === 'hidden' && !ownHidden) throw new DomainError('not_found');
    requireActor(context.actor, 'idea.withdraw', { trajectoryId: idea.trajectory_id, ownerId: idea.author_id }, context);
    if (idea.status === 'withdrawn') return;
    if (!mayWithdrawStatus(idea.status)) throw new DomainError('already_decided');
    await setStatus(tx, context, { idea, status: 'withdrawn', event: 'idea.withdrawn' });
    await stopClock(tx, context, idea.id, 'withdrawn');
  });
}

async function findSentBefore(
  tx: Tx,
  { trajectoryId, authorId, title, body, now }: { trajectoryId: string; authorId: string; title: string; body: string; now: Date },
): Promise<ProposedIdea | undefined> {
  const row = await tx
    .selectFrom('contribution')
    .innerJoin('idea', 'idea.id', 'contribution.id')
    .leftJoin('clock', 'clock.contribution_id', 'idea.id')
    .where('contribution.author_id', '=', authorId)
    .where('contribution.created_at', '>', new Date(now.getTime() - SENT_TWICE_MS))
    .where('contribution.trajectory_id', '=', trajectoryId)
    .where('idea.title', '=', title)
    .where('idea.body', '=', body)
    .where('idea.status', 'not in', ['hidden', 'withdrawn'])
    .select(['idea.id', 'idea.number', 'clock.due_on'])
    .executeTakeFirst();
  return row && { id: row.id, number: row.number, dueOn: row.due_on };
}
