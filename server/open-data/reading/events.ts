import { sql } from 'kysely';
import { z } from 'zod';
import { readCursor, writeCursor } from '../cursor.ts';
import { PUBLIC_EVENTS } from '../public-events.ts';
import type { eventSchema } from '../schemas/contributions.ts';
import { isConcealed } from './concealed.ts';
import { findPublished, pageUrl, type Reader } from './reader.ts';
import type { ListInput } from './trajectories.ts';

type Item = z.output<typeof eventSchema>;

const UUID = sql.lit('^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$');

/** What happened on a trajectory, newest first; nothing of what is hidden, and never who did it. @throws DomainError `not_found` */
export async function readEvents(
  reader: Reader,
  { slug, kind, limit, cursor }: ListInput & { slug: string; kind?: string | undefined },
): Promise<{ items: Item[]; nextCursor: string | null }> {
  const place = readCursor(cursor, z.strictObject({ before: z.int().min(1) }));
  const { id } = await findPublished(reader, slug);
  const rows = await publicEvents(reader)
    .where('event.trajectory_id', '=', id)
    .where('event.kind', 'in', kind === undefined ? [...PUBLIC_EVENTS] : PUBLIC_EVENTS.has(kind) ? [kind] : ['none'])
    .$if(place !== null, (query) => query.where('event.id', '<', place?.before ?? 0))
    .orderBy('event.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => toEvent(row, reader)),
    nextCursor: rows.length > limit && last ? writeCursor({ before: last.id }) : null,
  };
}

/** One event as the open API gives it; null when it may not be told (any more). */
export async function findPublicEvent(reader: Reader, eventId: number): Promise<(Item & { trajectory: string }) | null> {
  const row = await publicEvents(reader)
    .where('event.id', '=', eventId)
    .where('event.kind', 'in', [...PUBLIC_EVENTS])
    .executeTakeFirst();
  return row ? { ...toEvent(row, reader), trajectory: row.slug } : null;
}

function publicEvents({ db, now }: Reader) {
  return db
    .selectFrom((from) =>
      from
        .selectFrom('event')
        .select(['id', 'at', 'kind', 'trajectory_id', 'subject_kind', 'subject_id'])
        // Written so that ids are only read as such where they are.
        .select(sql<string | null>`case when subject_id ~ ${UUID} then subject_id::uuid end`.as('subject'))
        .as('event'),
    )
    .innerJoin('trajectory', 'trajectory.id', 'event.trajectory_id')
    .leftJoin('news', 'news.event_id', 'event.id')
    .leftJoin('response', 'response.id', 'event.subject')
    .leftJoin('comment', (join) => join.on(sql<boolean>`comment.id = event.subject or comment.contribution_id = event.subject`))
    .leftJoin('idea', (join) =>
      join.on(sql<boolean>`idea.id = coalesce(news.idea_id, response.contribution_id, comment.idea_id, event.subject)`),
    )
    .leftJoin('change_proposal', 'change_proposal.id', 'event.subject')
    .leftJoin('section', (join) =>
      join.on(sql<boolean>`section.id = coalesce(change_proposal.section_id, comment.section_id, event.subject)`),
    )
    .leftJoin('meeting', 'meeting.id', 'event.subject')
    .leftJoin('voting', 'voting.id', 'event.subject')
    .leftJoin('contribution', 'contribution.id', 'event.subject')
    .where('trajectory.published_at', '<=', now)
    .where((eb) => eb.or([eb('idea.id', 'is', null), eb('idea.status', '<>', 'hidden')]))
    .where((eb) => eb.or([eb('contribution.id', 'is', null), eb('contribution.kind', 'not in', ['formal_view', 'complaint'])]))
    .where((eb) => eb.not(isConcealed(sql`event.subject`)))
    .where((eb) => eb.or([eb('response.id', 'is', null), eb.not(isConcealed(sql`response.contribution_id`))]))
    .select(['event.id', 'event.at', 'event.kind', 'event.subject_kind as subjectKind', 'event.subject_id as subjectId', 'trajectory.slug'])
    .select(['idea.number as ideaNumber', 'section.number as sectionNumber', 'change_proposal.number as proposalNumber'])
    .select(['meeting.number as meetingNumber', 'voting.id as votingId']);
}

type Row = {
  id: number;
  at: Date;
  kind: string;
  subjectKind: string;
  subjectId: string;
  slug: string;
  ideaNumber: number | null;
  sectionNumber: string | null;
  proposalNumber: number | null;
  meetingNumber: number | null;
  votingId: string | null;
};

function toEvent({ id, at, kind, subjectKind, subjectId, ...row }: Row, reader: Reader): Item {
  return { id, at: at.toISOString(), kind, subjectKind, subjectId, url: pageUrl(reader, row.slug, below(row)) };
}

function below({
  ideaNumber,
  sectionNumber,
  proposalNumber,
  meetingNumber,
  votingId,
}: Omit<Row, 'id' | 'at' | 'kind' | 'subjectKind' | 'subjectId'>): string {
  if (ideaNumber !== null) return `/ideeen/${ideaNumber}`;
  if (sectionNumber !== null) {
    const section = `/plan/${encodeURIComponent(sectionNumber)}`;
    return proposalNumber === null ? section : `${section}/voorstel/${proposalNumber}`;
  }
  if (meetingNumber !== null) return `/bijeenkomsten/${meetingNumber}`;
  return votingId === null ? '' : `/stemmingen/${votingId}`;
}
