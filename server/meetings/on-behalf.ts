/** Words that the municipality types for people without internet: whose they are, since when they count, and where they came from. */
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Actor, Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { type Action, requireActor, type SectionPolicy } from '../permissions.ts';
import { loadActiveFeatures } from '../trajectories/queries.ts';
import { type Channel, type OnBehalf, type Post, readBehalf, receivedMoment } from './rules.ts';

/** Who takes part: the actor, or somebody for whom the actor types. */
export type Author = {
  personId: string;
  email: string | null;
  verificationLevel: Actor['verificationLevel'];
  /** From here its answer clock runs. */
  at: Date;
  /** Null when the actor speaks for themselves. */
  source: Source | null;
};

type Source = { channel: Channel; meetingId: string | null; receivedOn: string; shownName: string | null };

type Asked = { action: Action; trajectoryId: string; policy?: SectionPolicy; onBehalf?: OnBehalf | null | undefined };

/**
 * The author of something new, allowed to do `action`. What came in on paper is judged by the day it came in: a letter of the last day of a phase still counts
 * when it is typed the week after.
 * @throws DomainError `not_allowed`, `phase_closed`, `read_only`, `invalid`
 */
export async function authorFor(
  tx: Tx,
  context: Pick<Context, 'actor' | 'now'>,
  { action, trajectoryId, policy, onBehalf }: Asked,
): Promise<Author> {
  const { actor, now } = context;
  const subject = { trajectoryId, ...(policy ? { policy } : {}) };
  if (!onBehalf) {
    const author = requireActor(actor, action, { ...subject, features: await loadActiveFeatures(tx, trajectoryId, now) }, { now });
    return { personId: author.id, email: author.email, verificationLevel: author.verificationLevel, at: now, source: null };
  }
  requireActor(actor, 'contribution.enter', { trajectoryId }, { now });
  const meeting = await findMeeting(tx, { trajectoryId, onBehalf });
  const { published_at } = await tx
    .selectFrom('trajectory')
    .where('id', '=', trajectoryId)
    .select('published_at')
    .executeTakeFirstOrThrow();
  const behalf = readBehalf(meeting ? { ...onBehalf, receivedOn: amsterdamDay(meeting.starts_at) } : onBehalf, {
    today: amsterdamDay(now),
    firstDay: published_at ? amsterdamDay(published_at) : amsterdamDay(now),
  });
  const at = receivedMoment(behalf.receivedOn, now);
  // What the phase asks to know of somebody is asked of who they are; here the municipality answers for that.
  const features = new Set((await loadActiveFeatures(tx, trajectoryId, at)).keys());
  requireActor(actor, action, { ...subject, features }, { now });
  const personId = await findOfflinePerson(tx, { trajectoryId, reference: behalf.reference, now });
  if (behalf.post && actor) await keepPost(tx, { personId, post: behalf.post, actor, now });
  const { receivedOn, shownName } = behalf;
  return {
    personId,
    email: null,
    verificationLevel: 'none',
    at,
    source: { channel: onBehalf.channel, meetingId: meeting?.id ?? null, receivedOn, shownName },
  };
}

/** Where they want a letter about the decision; the last one given holds. */
async function keepPost(
  tx: Tx,
  { personId, post: { addressee, address }, actor, now }: { personId: string; post: Post; actor: Actor; now: Date },
): Promise<void> {
  const given = { addressee, address, entered_by_id: actor.id, given_at: now };
  await tx
    .insertInto('postal_address')
    .values({ person_id: personId, ...given })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(given))
    .execute();
}

/** Keeps where something came from. Nothing to keep when the actor spoke for themselves. */
export async function keepSource(
  tx: Tx,
  { actor, now }: Pick<Context, 'actor' | 'now'>,
  {
    source,
    trajectoryId,
    contributionId,
    commentId,
  }: { source: Source | null; trajectoryId: string; contributionId?: string | null; commentId?: string | null },
): Promise<void> {
  if (!source || !actor) return;
  await tx
    .insertInto('entry_source')
    .values({
      trajectory_id: trajectoryId,
      contribution_id: contributionId ?? null,
      comment_id: commentId ?? null,
      channel: source.channel,
      meeting_id: source.meetingId,
      received_on: source.receivedOn,
      shown_name: source.shownName,
      entered_by_id: actor.id,
      created_at: now,
    })
    .execute();
}

/** For the event log: that it was entered for somebody, and how it came in. */
export function sourceData({ source }: Author): { channel?: Channel; receivedOn?: string } {
  return source ? { channel: source.channel, receivedOn: source.receivedOn } : {};
}

async function findMeeting(tx: Tx, { trajectoryId, onBehalf }: { trajectoryId: string; onBehalf: OnBehalf }) {
  if (onBehalf.channel !== 'meeting') return null;
  const meeting = onBehalf.meetingId
    ? await tx
        .selectFrom('meeting')
        .where('id', '=', onBehalf.meetingId)
        .where('trajectory_id', '=', trajectoryId)
        .select(['id', 'starts_at'])
        .executeTakeFirst()
    : undefined;
  if (!meeting) throw new DomainError('invalid', { fields: { meetingId: 'meetings:error.meeting_missing' } });
  return meeting;
}

/** The same reference in the same trajectory is the same person, however it is written in capitals: nobody counts twice. */
async function findOfflinePerson(
  tx: Tx,
  { trajectoryId, reference, now }: { trajectoryId: string; reference: string; now: Date },
): Promise<string> {
  const find = () =>
    tx
      .selectFrom('offline_person')
      .where('trajectory_id', '=', trajectoryId)
      .where((eb) => eb(eb.fn('lower', ['reference']), '=', eb.fn('lower', [eb.val(reference)])))
      .select('person_id')
      .executeTakeFirst();
  const known = await find();
  if (known) return known.person_id;
  const { id } = await tx
    .insertInto('person')
    .values({ display_name: 'Een bewoner', email: null, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  const kept = await tx
    .insertInto('offline_person')
    .values({ person_id: id, trajectory_id: trajectoryId, reference, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .executeTakeFirst();
  if (kept) return id;
  // Somebody typed the same card a moment earlier: the key of the table made us wait for them.
  await tx.deleteFrom('person').where('id', '=', id).execute();
  const other = await find();
  if (!other) throw new Error('a person without internet is there twice and not at all');
  return other.person_id;
}
