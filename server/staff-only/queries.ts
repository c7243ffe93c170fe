import { sql } from 'kysely';
import type { Context, Db } from '../context.ts';
import { DomainError, type ErrorCode } from '../errors.ts';
import { isConcealed } from '../open-data/reading/concealed.ts';
import { can, whyNot } from '../permissions.ts';
import { loadActiveFeatures } from '../trajectories/queries.ts';
import { ACTION_OF, commentDetails } from './details.ts';

/** What it is about, with where that stands on the site. */
export type About = { title: string; path: string; quote: string | null };

export type StaffOnlyWords = {
  form: 'idea' | 'comment' | 'story';
  body: string;
  withdrawn: boolean;
  madePublic: boolean;
  /** Of a comment; null when that is gone. */
  about: About | null;
};

/** The words; null when this contribution is no such thing. Who asks has seen to it that they may be read. */
export async function findStaffOnly(db: Db, contributionId: string): Promise<StaffOnlyWords | null> {
  const row = await db
    .selectFrom('staff_only')
    .where('contribution_id', '=', contributionId)
    .select(['form', 'body', 'details', 'withdrawn_at', 'made_public_at'])
    .executeTakeFirst();
  if (!row) return null;
  const { form, body } = row;
  return {
    form,
    body,
    withdrawn: row.withdrawn_at !== null,
    madePublic: row.made_public_at !== null,
    about: form === 'comment' ? await findAbout(db, row.details) : null,
  };
}

/**
 * For what everybody may ask of a contribution, such as its clock.
 * @throws DomainError `not_found` when it is for the municipality only, hidden, or in a trajectory that is not published, and the viewer is neither its author nor of the staff that handles it
 */
export async function assertReadable({ db, actor, now }: Pick<Context, 'db' | 'actor' | 'now'>, contributionId: string): Promise<void> {
  const row = await db
    .selectFrom('contribution')
    .innerJoin('trajectory', 'trajectory.id', 'contribution.trajectory_id')
    .where('contribution.id', '=', contributionId)
    .where((eb) => eb.or([eb('trajectory.published_at', 'is', null), isConcealed(sql`contribution.id`)]))
    .select(['contribution.trajectory_id', 'contribution.author_id'])
    .executeTakeFirst();
  if (row && !can(actor, 'staff_only.read', { trajectoryId: row.trajectory_id, ownerId: row.author_id }, { now }))
    throw new DomainError('not_found');
}

/** For its author: the words, and what they may do with them now. Null when it is no such thing, or somebody else's. */
export async function getOwnStaffOnly(
  { db, actor, now }: Pick<Context, 'db' | 'actor' | 'now'>,
  { contributionId }: { contributionId: string },
): Promise<(StaffOnlyWords & { answered: boolean; may: { withdraw: boolean; makePublic: boolean }; why: ErrorCode | null }) | null> {
  if (!actor) throw new DomainError('sign_in_first');
  const row = await db
    .selectFrom('contribution')
    .leftJoin('clock', 'clock.contribution_id', 'contribution.id')
    .where('contribution.id', '=', contributionId)
    .where('contribution.author_id', '=', actor.id)
    .select(['contribution.trajectory_id', 'contribution.author_id', 'clock.answered_on'])
    .executeTakeFirst();
  const words = row && (await findStaffOnly(db, contributionId));
  if (!words) return null;
  const trajectoryId = row.trajectory_id;
  const features = await loadActiveFeatures(db, trajectoryId, now);
  const why = whyNot(actor, ACTION_OF[words.form], { trajectoryId, features }, { now });
  const open = !words.withdrawn && !words.madePublic;
  const answered = row.answered_on !== null;
  return { ...words, answered, may: { withdraw: open && !answered, makePublic: open && why === null }, why: open ? why : null };
}

/** For the desk: what has no term, so that it stands in no queue and must not be forgotten. Newest first, at most a hundred. */
export async function listWithoutClock({
  db,
  actor,
  now,
}: Pick<Context, 'db' | 'actor' | 'now'>): Promise<
  { contributionId: string; title: string; trajectory: { slug: string; title: string }; createdAt: string }[]
> {
  const why = whyNot(actor, 'response.queue', {}, { now });
  if (why) throw new DomainError(why);
  const rows = await db
    .selectFrom('staff_only')
    .innerJoin('contribution', 'contribution.id', 'staff_only.contribution_id')
    .innerJoin('trajectory', 'trajectory.id', 'contribution.trajectory_id')
    .where('staff_only.withdrawn_at', 'is', null)
    .where(sql<boolean>`not exists (select 1 from clock where clock.contribution_id = contribution.id)`)
    .where(
      sql<boolean>`not exists (select 1 from response where response.contribution_id = contribution.id and response.status = 'published')`,
    )
    .select(['contribution.id', 'contribution.title', 'contribution.trajectory_id', 'contribution.created_at', 'trajectory.slug'])
    .select('trajectory.title as trajectory_title')
    .orderBy('contribution.created_at', 'desc')
    .limit(100)
    .execute();
  return rows
    .filter(({ trajectory_id }) => whyNot(actor, 'staff_only.read', { trajectoryId: trajectory_id }, { now }) === null)
    .map((row) => ({
      contributionId: row.id,
      title: row.title,
      trajectory: { slug: row.slug, title: row.trajectory_title },
      createdAt: row.created_at.toISOString(),
    }));
}

async function findAbout(db: Db, stored: unknown): Promise<About | null> {
  const { ideaId, sectionId, changeProposalId, passage } = commentDetails.parse(stored);
  const quote = passage?.quote ?? null;
  if (ideaId) {
    const idea = await db
      .selectFrom('idea')
      .innerJoin('trajectory', 'trajectory.id', 'idea.trajectory_id')
      .where('idea.id', '=', ideaId)
      .select(['idea.title', 'idea.number', 'trajectory.slug'])
      .executeTakeFirst();
    return idea ? { title: idea.title, path: `/trajecten/${idea.slug}/ideeen/${idea.number}`, quote } : null;
  }
  let query = db
    .selectFrom('section')
    .innerJoin('trajectory', 'trajectory.id', 'section.trajectory_id')
    .leftJoin('change_proposal', (join) =>
      join.onRef('change_proposal.section_id', '=', 'section.id').on('change_proposal.id', '=', changeProposalId ?? null),
    );
  query = sectionId ? query.where('section.id', '=', sectionId) : query.where('change_proposal.id', '=', changeProposalId ?? null);
  const section = await query
    .select(['section.number', 'section.title', 'trajectory.slug', 'change_proposal.number as proposal'])
    .executeTakeFirst();
  if (!section) return null;
  const path = `/trajecten/${section.slug}/plan/${encodeURIComponent(section.number)}`;
  return { title: `${section.number} ${section.title}`, path: section.proposal ? `${path}/voorstel/${section.proposal}` : path, quote };
}
