import { type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import type { Context, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { listSources, type SourceView } from '../meetings/sources.ts';
import { can } from '../permissions.ts';
import type { ClockView } from '../responses/clock-view.ts';
import { listClocks } from '../responses/queries.ts';
import { type Stance, speaksForMunicipality } from './rules.ts';

export type Comment = {
  id: string;
  parentId: string | null;
  /** Null when a moderator hid it; it stands there only because of the replies under it. */
  body: string | null;
  hidden: boolean;
  stance: Stance;
  isQuestion: boolean;
  /** Of a question. */
  clock: ClockView | null;
  contributionId: string | null;
  author: { name: string; anonymous: boolean; role: string; isStaff: boolean };
  /** Where it came from, when the municipality entered it for somebody without internet. */
  source: SourceView | null;
  own: boolean;
  createdAt: string;
  /** Dealt with; of a comment on the text. */
  resolved: { at: string; by: string | null } | null;
  may: { resolve: boolean };
};

export type CommentThread = Comment & { replies: Comment[] };

export type CommentSubject = { ideaId: string } | { sectionId: string } | { changeProposalId: string };

/** Of a section: those on its words, those on the whole of it, or all. */
export type WhichComments = 'all' | 'general' | 'on_words';

/** The most replies shown under one comment; the rest stay in the database. */
const MOST_REPLIES = 200;

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
  const all = [...rows, ...replies];
  const clocks = await listClocks(
    db,
    all.flatMap(({ contribution_id }) => contribution_id ?? []),
    now,
  );
  const sources = await listSources(
    db,
    all.map(({ id }) => id),
  );
  const toComment = (row: CommentRow): Comment => readRow(row, { actor, now, clocks, sources });
  const last = rows.at(-1);
  return {
    items: rows.map((row) => ({ ...toComment(row), replies: replies.filter(({ parent_id }) => parent_id === row.id).map(toComment) })),
    nextCursor: found.length > limit && last ? Buffer.from(JSON.stringify({ at: last.micros, id: last.id })).toString('base64url') : null,
  };
}

type CommentRow = {
  id: string;
  parent_id: string | null;
  body: string;
  status: 'visible' | 'hidden';
  stance: Stance;
  contribution_id: string | null;
  author_id: string | null;
  author_role: string;
  author_name: string | null;
  author_erased: boolean;
  created_at: Date;
  trajectory_id: string;
  resolved_at: Date | null;
  resolver_name: string | null;
  micros: number;
};

function comments(db: Db) {
  return db
    .selectFrom('comment')
    .leftJoin('person as author', 'author.id', 'comment.author_id')
    .leftJoin('person as resolver', (join) => join.onRef('resolver.id', '=', 'comment.resolved_by_id').on('resolver.erased_at', 'is', null))
    .leftJoin('passage', 'passage.comment_id', 'comment.id')
    .select([
      'comment.id',
      'comment.parent_id',
      'comment.body',
      'comment.status',
      'comment.stance',
      'comment.contribution_id',
      'comment.author_id',
      'comment.author_role',
      'author.display_name as author_name',
      'comment.created_at',
      'comment.trajectory_id',
      'comment.resolved_at',
      'resolver.display_name as resolver_name',
      sql<boolean>`author.erased_at is not null`.as('author_erased'),
      sql<number>`(extract(epoch from comment.created_at) * 1000000)::bigint`.as('micros'),
    ]);
}

async function repliesTo(db: Db, parentIds: string[]): Promise<CommentRow[]> {
  return comments(db)
    .where('comment.parent_id', 'in', parentIds)
    .where('comment.status', '=', 'visible')
    .orderBy(sql`comment.created_at, comment.id`)
    .limit(parentIds.length * MOST_REPLIES)
    .execute();
}

type Reading = { actor: Context['actor']; now: Date; clocks: Map<string, ClockView>; sources: Map<string, SourceView> };

function readRow(row: CommentRow, { actor, now, clocks, sources }: Reading): Comment {
  const hidden = row.status === 'hidden';
  const clock = hidden || row.contribution_id === null ? null : (clocks.get(row.contribution_id) ?? null);
  const mayResolve = !hidden && can(actor, 'comment.resolve', { trajectoryId: row.trajectory_id, ownerId: row.author_id }, { now });
  const source = hidden ? null : (sources.get(row.id) ?? null);
  const name = source ? source.name : row.author_name;
  const unknown = hidden || name === null || row.author_erased;
  return {
    id: row.id,
    parentId: row.parent_id,
    body: hidden ? null : row.body,
    hidden,
    stance: row.stance,
    isQuestion: row.contribution_id !== null,
    clock,
    contributionId: hidden ? null : row.contribution_id,
    author: {
      name: unknown ? 'Een bewoner' : (name ?? ''),
      anonymous: unknown,
      role: row.author_role,
      isStaff: speaksForMunicipality(row.author_role),
    },
    source,
    own: actor !== null && actor.id === row.author_id,
    createdAt: row.created_at.toISOString(),
    resolved: row.resolved_at && { at: row.resolved_at.toISOString(), by: row.resolver_name },
    // While the municipality owes an answer nobody puts the question away.
    may: { resolve: mayResolve && (clock === null || clock.answeredOn !== null) },
  };
}

function about(subject: CommentSubject) {
  if ('ideaId' in subject) return sql<SqlBool>`comment.idea_id = ${subject.ideaId}::uuid`;
  return 'sectionId' in subject
    ? sql<SqlBool>`comment.section_id = ${subject.sectionId}::uuid`
    : sql<SqlBool>`comment.change_proposal_id = ${subject.changeProposalId}::uuid`;
}

async function assertPublic(db: Db, subject: CommentSubject, now: Date): Promise<void> {
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

const cursorSchema = z.strictObject({ at: z.int().min(0).max(4e15), id: z.uuid() });

/** @throws DomainError `invalid` */
function readCursor(text: string): { at: number; id: string } {
  try {
    const parsed = cursorSchema.safeParse(JSON.parse(Buffer.from(text.slice(0, 400), 'base64url').toString()));
    if (parsed.success) return parsed.data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new DomainError('invalid', { what: 'cursor' });
}
