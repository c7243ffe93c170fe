/** One thread by itself: for the replies that do not fit under their comment. */
import { type SqlBool, sql } from 'kysely';
import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { type CommentThread, comments, moreAfter, readCursor, readerOf } from './comment-rows.ts';
import { assertPublic, type CommentSubject, MOST_REPLIES } from './queries.ts';

export type ThreadPage = {
  thread: CommentThread;
  /** What it is about. */
  trajectory: { slug: string; title: string };
  about:
    | { kind: 'idea'; number: number; title: string }
    | { kind: 'change_proposal'; section: string; number: number }
    | { kind: 'section'; section: string; title: string };
};

/** A comment with the replies after `cursor`, the oldest first. @throws DomainError `not_found`, `invalid` for a cursor that is not ours */
export async function getThread(
  context: Pick<Context, 'db' | 'actor' | 'now'>,
  { commentId, cursor }: { commentId: string; cursor: string | null },
): Promise<ThreadPage> {
  const { db, now } = context;
  const after = cursor === null ? null : readCursor(cursor);
  const place = await db
    .selectFrom('comment')
    .innerJoin('trajectory', 'trajectory.id', 'comment.trajectory_id')
    .leftJoin('idea', 'idea.id', 'comment.idea_id')
    .leftJoin('change_proposal', 'change_proposal.id', 'comment.change_proposal_id')
    .leftJoin('section', (join) => join.on(sql<SqlBool>`section.id = coalesce(comment.section_id, change_proposal.section_id)`))
    .where('comment.id', '=', commentId)
    .where('comment.parent_id', 'is', null)
    .select(['comment.idea_id', 'comment.change_proposal_id', 'comment.section_id', 'trajectory.slug', 'trajectory.title'])
    .select(['idea.number as idea_number', 'idea.title as idea_title', 'change_proposal.number as proposal_number'])
    .select(['section.number as section_number', 'section.title as section_title'])
    .executeTakeFirst();
  if (!place) throw new DomainError('not_found');
  await assertPublic(db, subjectOf(place), now);
  const root = await comments(db).where('comment.id', '=', commentId).executeTakeFirstOrThrow();
  const found = await comments(db)
    .where('comment.parent_id', '=', commentId)
    .where('comment.status', '=', 'visible')
    .$if(after !== null, (query) =>
      query.where(
        sql<SqlBool>`(comment.created_at, comment.id) > (timestamptz 'epoch' + ${after?.at ?? 0}::double precision * interval '1 microsecond', ${after?.id}::uuid)`,
      ),
    )
    .select(sql<number>`(count(*) over ())::integer`.as('left'))
    .orderBy(sql`comment.created_at, comment.id`)
    .limit(MOST_REPLIES)
    .execute();
  // Hidden and nothing under it: there is no thread any more.
  if (root.status === 'hidden' && found.length === 0 && after === null) throw new DomainError('not_found');
  const toComment = await readerOf(context, [root, ...found]);
  return {
    thread: { ...toComment(root), replies: found.map(toComment), more: moreAfter(found, found[0]?.left ?? 0) },
    trajectory: { slug: place.slug, title: place.title },
    about:
      place.idea_number !== null
        ? { kind: 'idea', number: place.idea_number, title: place.idea_title ?? '' }
        : place.proposal_number !== null
          ? { kind: 'change_proposal', section: place.section_number ?? '', number: place.proposal_number }
          : { kind: 'section', section: place.section_number ?? '', title: place.section_title ?? '' },
  };
}

function subjectOf(place: { idea_id: string | null; change_proposal_id: string | null; section_id: string | null }): CommentSubject {
  if (place.idea_id !== null) return { ideaId: place.idea_id };
  return place.change_proposal_id !== null ? { changeProposalId: place.change_proposal_id } : { sectionId: place.section_id ?? '' };
}
