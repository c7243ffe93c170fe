import { sql } from 'kysely';
import { DomainError } from '../errors.ts';
import { can } from '../permissions.ts';
import { type MergeAnswer, mayStillMerge } from './merge-rules.ts';
import type { Viewer } from './queries.ts';
import { type IdeaStatus, maySupportStatus } from './rules.ts';

type Other = { id: string; number: number; title: string; supportCount: number };

/** A question that waits for its authors; seen by them and by officials only. */
export type AskedMerge = {
  id: string;
  /** Whether the idea of this page goes on in the other, or the other in this one. */
  direction: 'from' | 'into';
  other: Other;
  reason: string;
  proposedAt: string;
  answers: { from: MergeAnswer; into: MergeAnswer };
  may: { answer: boolean; cancel: boolean };
};

/** A merge that was made. */
export type MadeMerge = {
  id: string;
  direction: 'from' | 'into';
  other: Other;
  reason: string;
  mergedAt: string;
  /** No author could be asked about either idea, or about one of them: the official decided. */
  withoutAuthor: 'both' | 'one' | 'neither';
  /** How many took their support along. */
  carried: number;
  undone: { at: string; reason: string } | null;
  may: { undo: boolean; carry: boolean };
  /** The viewer took theirs along. */
  viewerCarried: boolean;
};

/** Everything about merging one idea, as far as the viewer may know it; newest first. @throws DomainError `not_found` */
export async function getMerges(viewer: Viewer, { ideaId }: { ideaId: string }): Promise<{ asked: AskedMerge[]; made: MadeMerge[] }> {
  const { db, actor, now } = viewer;
  const idea = await db
    .selectFrom('idea')
    .innerJoin('trajectory as t', 't.id', 'idea.trajectory_id')
    .where('idea.id', '=', ideaId)
    .where('t.published_at', '<=', now)
    .select(['idea.id', 'idea.trajectory_id', 'idea.author_id', 'idea.status'])
    .executeTakeFirst();
  if (!idea) throw new DomainError('not_found');
  if (idea.status === 'hidden' && !can(actor, 'idea.read_hidden', { trajectoryId: idea.trajectory_id, ownerId: idea.author_id }, { now }))
    throw new DomainError('not_found');
  const rows = await db
    .selectFrom('idea_merge')
    .innerJoin('idea as other', (join) =>
      join.on((eb) =>
        eb(
          'other.id',
          '=',
          eb.case().when('idea_merge.from_id', '=', ideaId).then(eb.ref('idea_merge.into_id')).else(eb.ref('idea_merge.from_id')).end(),
        ),
      ),
    )
    .where((eb) => eb.or([eb('idea_merge.from_id', '=', ideaId), eb('idea_merge.into_id', '=', ideaId)]))
    .where('idea_merge.status', 'in', ['asked', 'merged', 'undone'])
    .where('other.status', '<>', 'hidden')
    .selectAll('idea_merge')
    .select(['other.number', 'other.title', 'other.support_count', 'other.author_id as other_author_id', 'other.status as other_status'])
    .select((eb) => [
      eb
        .selectFrom('carried_support')
        .whereRef('carried_support.merge_id', '=', 'idea_merge.id')
        .select(sql<number>`count(*)::integer`.as('carried'))
        .as('carried'),
    ])
    .orderBy('idea_merge.proposed_at', 'desc')
    .limit(100)
    .execute();
  const official = can(actor, 'idea.merge', { trajectoryId: idea.trajectory_id }, { now });
  const support = actor ? await viewerSupport(viewer, { personId: actor.id, ideaId, mergeIds: rows.map(({ id }) => id) }) : null;
  const common = (row: (typeof rows)[number]) => {
    const direction = row.from_id === ideaId ? ('from' as const) : ('into' as const);
    return {
      id: row.id,
      direction,
      other: {
        id: direction === 'from' ? row.into_id : row.from_id,
        number: row.number,
        title: row.title,
        supportCount: row.support_count,
      },
      reason: row.reason,
    };
  };
  return {
    asked: rows
      .filter(
        (row) =>
          row.status === 'asked' &&
          mayStillMerge(row.from_id === ideaId ? [idea.status, row.other_status] : [row.other_status, idea.status]),
      )
      .map((row) => {
        const [fromAuthor, intoAuthor] =
          row.from_id === ideaId ? [idea.author_id, row.other_author_id] : [row.other_author_id, idea.author_id];
        const mine = (author: string | null, answer: MergeAnswer) => actor !== null && author === actor.id && answer === 'waiting';
        return {
          ...common(row),
          proposedAt: row.proposed_at.toISOString(),
          answers: { from: row.from_answer, into: row.into_answer },
          may: { answer: mine(fromAuthor, row.from_answer) || mine(intoAuthor, row.into_answer), cancel: official },
          known: official || (actor !== null && (fromAuthor === actor.id || intoAuthor === actor.id)),
        };
      })
      .filter(({ known }) => known)
      .map(({ known: _, ...merge }) => merge),
    made: rows
      .filter(({ status }) => status !== 'asked')
      .map((row) => {
        const made = common(row);
        const lone = [row.from_answer, row.into_answer].filter((answer) => answer === 'nobody').length;
        const current = row.status === 'merged' && made.direction === 'from' && idea.status === 'merged';
        return {
          ...made,
          mergedAt: (row.merged_at ?? row.proposed_at).toISOString(),
          withoutAuthor: lone === 2 ? ('both' as const) : lone === 1 ? ('one' as const) : ('neither' as const),
          carried: row.carried ?? 0,
          undone: row.undone_at ? { at: row.undone_at.toISOString(), reason: row.undo_reason ?? '' } : null,
          may: {
            undo: official && current,
            carry: current && support?.here === true && !support.carried.has(row.id) && mayReceive(row.other_status),
          },
          viewerCarried: current && (support?.carried.has(row.id) ?? false),
        };
      }),
  };
}

/** An idea that was merged on passes the support on to where it went. */
function mayReceive(status: IdeaStatus): boolean {
  return maySupportStatus(status) || status === 'merged';
}

async function viewerSupport(
  { db }: Viewer,
  { personId, ideaId, mergeIds }: { personId: string; ideaId: string; mergeIds: string[] },
): Promise<{ here: boolean; carried: Set<string> }> {
  const here = await db
    .selectFrom('idea_support')
    .where('idea_id', '=', ideaId)
    .where('person_id', '=', personId)
    .select('person_id')
    .executeTakeFirst();
  const carried =
    mergeIds.length === 0
      ? []
      : await db
          .selectFrom('carried_support')
          .where('person_id', '=', personId)
          .where('merge_id', 'in', mergeIds)
          .select('merge_id')
          .execute();
  return { here: here !== undefined, carried: new Set(carried.map(({ merge_id }) => merge_id)) };
}
