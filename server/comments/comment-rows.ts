/** One comment as it is read from the database and told to a reader. */
import { sql } from 'kysely';
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

/** `more`: how many replies stand on the pages after these, and where those begin; null when these are all. */
export type CommentThread = Comment & { replies: Comment[]; more: { count: number; cursor: string } | null };

export type CommentRow = {
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
  show_name: boolean;
  resolved_by_id: string | null;
  created_at: Date;
  trajectory_id: string;
  resolved_at: Date | null;
  resolver_name: string | null;
  micros: number;
};

export function comments(db: Db) {
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
      'comment.resolved_by_id',
      'comment.show_name',
      // Who closed their own, or chose to be named.
      sql<string | null>`case when resolver.id = comment.author_id or resolver.named_in_answers then resolver.display_name end`.as(
        'resolver_name',
      ),
      sql<boolean>`author.erased_at is not null`.as('author_erased'),
      sql<number>`(extract(epoch from comment.created_at) * 1000000)::bigint`.as('micros'),
    ]);
}

/** How these rows are told to this reader: with their clocks and where they came from. */
export async function readerOf(
  { db, actor, now }: Pick<Context, 'db' | 'actor' | 'now'>,
  rows: readonly CommentRow[],
): Promise<(row: CommentRow) => Comment> {
  const clocks = await listClocks(
    db,
    rows.flatMap(({ contribution_id }) => contribution_id ?? []),
    now,
  );
  const sources = await listSources(
    db,
    rows.map(({ id }) => id),
  );
  return (row) => readRow(row, { actor, now, clocks, sources });
}

type Reading = { actor: Context['actor']; now: Date; clocks: Map<string, ClockView>; sources: Map<string, SourceView> };

function readRow(row: CommentRow, { actor, now, clocks, sources }: Reading): Comment {
  const hidden = row.status === 'hidden';
  const clock = hidden || row.contribution_id === null ? null : (clocks.get(row.contribution_id) ?? null);
  const mayResolve = !hidden && can(actor, 'comment.resolve', { trajectoryId: row.trajectory_id, ownerId: row.author_id }, { now });
  const source = hidden ? null : (sources.get(row.id) ?? null);
  const name = source ? source.name : row.author_name;
  const nameless = !row.show_name || row.author_erased;
  const unknown = hidden || name === null || nameless;
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
    resolved: row.resolved_at && {
      at: row.resolved_at.toISOString(),
      // Who chose to leave their name out is not named for closing their own comment either.
      by: nameless && row.resolved_by_id === row.author_id ? null : row.resolver_name,
    },
    // While the municipality owes an answer nobody puts the question away.
    may: { resolve: mayResolve && (clock === null || clock.answeredOn !== null) },
  };
}

/** What comes after these replies, of so many in all. */
export function moreAfter(replies: readonly CommentRow[], all: number): CommentThread['more'] {
  const last = replies.at(-1);
  return last && all > replies.length ? { count: all - replies.length, cursor: writeCursor(last) } : null;
}

/** Goes on after this comment. */
export function writeCursor({ micros, id }: CommentRow): string {
  return Buffer.from(JSON.stringify({ at: micros, id })).toString('base64url');
}

const cursorSchema = z.strictObject({ at: z.int().min(0).max(4e15), id: z.uuid() });

/** @throws DomainError `invalid` */
export function readCursor(text: string): { at: number; id: string } {
  try {
    const parsed = cursorSchema.safeParse(JSON.parse(Buffer.from(text.slice(0, 400), 'base64url').toString()));
    if (parsed.success) return parsed.data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new DomainError('invalid', { what: 'cursor' });
}
