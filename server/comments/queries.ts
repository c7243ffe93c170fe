import { type SqlBool, sql } from 'kysely';
import type { Context, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { type CommentRow, type CommentThread, comments, moreAfter, readCursor, readerOf, writeCursor } from './comment-rows.ts';

export type { Comment, CommentThread } from './comment-rows.ts';

export type CommentSubject = { ideaId: string } | { sectionId: string } | { changeProposalId: string };

/** Of a section: those on its words, those on the whole of it, or all. */
export type WhichComments = 'all' | 'general' | 'on_words';

/** The most replies shown under one comment; the rest have pages of their own (`thread.ts`). */
export const MOST_REPLIES = 200;

/**
 * Comments on one thing, the newest first, each with its replies, the oldest first.
 * @throws DomainError `not_found` when the thing is hidden or not there, `invalid` for a cursor that is not ours
 */
export async function listComments(
  { db, actor, now }: Pick<Context, 'db' | 'actor' | 'now'>,
  { subject, which = 'all', cursor, limit }: { subject: CommentSubject; which?: WhichComments; cursor: string | null; limit: number },
): Promise<{ items: CommentThread[]; nextCursor: string | null }> {
  await assertPublic(db, subject, now);
  const after = cursor === null ? null : readCursor(cursor);
  const found = await comments(db)
    .where(about(subject))
    .where('comment.parent_id', 'is', null)
    .$if(which !== 'all', (query) => query.where('passage.comment_id', which === 'general' ? 'is' : 'is not', null))
    .where((eb) =>
      eb.or([
        eb('comment.status', '=', 'visible'),
        // A hidden comment keeps its place for the replies under it.
        eb.exists(
          eb
            .selectFrom('comment as reply')
            .whereRef('reply.parent_id', '=', 'comment.id')
            .where('reply.status', '=', 'visible')
            .select('reply.id'),
        ),
      ]),
    )
    .$if(after !== null, (query) =>
      query.where(
        sql<SqlBool>`(comment.created_at, comment.id) < (timestamptz 'epoch' + ${after?.at ?? 0}::double precision * interval '1 microsecond', ${after?.id}::uuid)`,
      ),
    )
    .orderBy(sql`comment.created_at desc, comment.id desc`)
    .limit(limit + 1)
    .execute();
  const rows = found.slice(0, limit);
  const replies =
    rows.length === 0
      ? []
      : await repliesTo(
          db,
          rows.map(({ id }) => id),
        );
  const toComment = await readerOf({ db, actor, now }, [...rows, ...replies]);
  const last = rows.at(-1);
  return {
    items: rows.map((row) => {
      const own = replies.filter(({ parent_id }) => parent_id === row.id);
      return { ...toComment(row), replies: own.map(toComment), more: moreAfter(own, own[0]?.replies ?? 0) };
    }),
    nextCursor: found.length > limit && last ? writeCursor(last) : null,
  };
}

/** The first replies to each, and how many each has in all. */
async function repliesTo(db: Db, parentIds: string[]): Promise<(CommentRow & { replies: number })[]> {
  const first = comments(db)
    .where('comment.parent_id', 'in', parentIds)
    .where('comment.status', '=', 'visible')
    .select([
      sql<number>`row_number() over (partition by comment.parent_id order by comment.created_at, comment.id)`.as('place'),
      sql<number>`(count(*) over (partition by comment.parent_id))::integer`.as('replies'),
    ]);
  return db.selectFrom(first.as('reply')).selectAll().where('place', '<=', MOST_REPLIES).orderBy('parent_id').orderBy('place').execute();
}

function about(subject: CommentSubject) {
  if ('ideaId' in subject) return sql<SqlBool>`comment.idea_id = ${subject.ideaId}::uuid`;
  return 'sectionId' in subject
    ? sql<SqlBool>`comment.section_id = ${subject.sectionId}::uuid`
    : sql<SqlBool>`comment.change_proposal_id = ${subject.changeProposalId}::uuid`;
}

/** @throws DomainError `not_found` when the thing is hidden or not there */
export async function assertPublic(db: Db, subject: CommentSubject, now: Date): Promise<void> {
  if (!(await findPublic(db, subject, now))) throw new DomainError('not_found');
}

async function findPublic(db: Db, subject: CommentSubject, now: Date): Promise<{ id: string } | undefined> {
  if ('ideaId' in subject) {
    return db
      .selectFrom('idea')
      .innerJoin('trajectory as t', 't.id', 'idea.trajectory_id')
      .where('idea.id', '=', subject.ideaId)
      .where('idea.status', '<>', 'hidden')
      .where('t.published_at', '<=', now)
      .select('idea.id')
      .executeTakeFirst();
  }
  if ('changeProposalId' in subject) {
    return db
      .selectFrom('change_proposal')
      .innerJoin('trajectory as t', 't.id', 'change_proposal.trajectory_id')
      .where('change_proposal.id', '=', subject.changeProposalId)
      .where('change_proposal.status', '<>', 'hidden')
      .where('t.published_at', '<=', now)
      .select('change_proposal.id')
      .executeTakeFirst();
  }
  return db
    .selectFrom('section')
    .innerJoin('trajectory as t', 't.id', 'section.trajectory_id')
    .where('section.id', '=', subject.sectionId)
    .where('section.removed_at', 'is', null)
    .where('t.published_at', '<=', now)
    .select('section.id')
    .executeTakeFirst();
}
