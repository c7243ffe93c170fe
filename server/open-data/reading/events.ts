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
  const rows = await listRows(reader, { trajectoryId: id, kind, before: place?.before ?? null, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => toEvent(row, reader)),
    nextCursor: rows.length > limit && last ? writeCursor({ before: last.id }) : null,
  };
}

/** One event as the open API gives it; null when it may not be told (any more). */
export async function findPublicEvent(reader: Reader, eventId: number): Promise<(Item & { trajectory: string }) | null> {
  const [row] = await tellable(reader, [eventId]);
  return row ? { ...toEvent(row, reader), trajectory: row.slug } : null;
}

type Asked = { trajectoryId: string; kind: string | undefined; before: number | null; limit: number };

/**
 * Some events by the index first, then what may be told of those, until there are enough: whether one may be told is found in many tables, and asking that of all
 * events at once takes as long as there are events.
 */
async function listRows(reader: Reader, { trajectoryId, kind, before, limit }: Asked): Promise<Row[]> {
  if (kind !== undefined && !PUBLIC_EVENTS.has(kind)) return [];
  const rows: Row[] = [];
  let after = before;
  for (;;) {
    const some = await reader.db
      .selectFrom('event')
      .where('trajectory_id', '=', trajectoryId)
      .where('kind', 'in', kind === undefined ? [...PUBLIC_EVENTS] : [kind])
      .$if(after !== null, (query) => query.where('id', '<', after ?? 0))
      .select('id')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    const ids = some.map(({ id }) => id);
    rows.push(...(await tellable(reader, ids)));
    if (rows.length >= limit || ids.length < limit) return rows.slice(0, limit);
    after = ids.at(-1) ?? null;
  }
}

/** Those of these events that may be told, newest first. */
async function tellable({ db, now }: Reader, eventIds: number[]): Promise<Row[]> {
  if (eventIds.length === 0) return [];
  return db
    .selectFrom((from) =>
      from
        .selectFrom('event')
        .where('id', 'in', eventIds)
        .where('kind', 'in', [...PUBLIC_EVENTS])
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
    .leftJoin('council_decision', 'council_decision.id', 'event.subject')
    .leftJoin('council_dossier', (join) => join.on(sql<boolean>`council_dossier.id = coalesce(council_decision.dossier_id, event.subject)`))
    .leftJoin('council_question', 'council_question.id', 'event.subject')
    .leftJoin('dossier_version', 'dossier_version.id', 'event.subject')
    .leftJoin('process_paper', 'process_paper.id', 'event.subject')
    .leftJoin('metric', 'metric.id', 'event.subject')
    .where('trajectory.published_at', '<=', now)
    .where((eb) => eb.or([eb('idea.id', 'is', null), eb('idea.status', '<>', 'hidden')]))
    .where((eb) => eb.or([eb('contribution.id', 'is', null), eb('contribution.kind', 'not in', ['formal_view', 'complaint'])]))
    .where((eb) => eb.not(isConcealed(sql`event.subject`)))
    .where((eb) => eb.or([eb('response.id', 'is', null), eb.not(isConcealed(sql`response.contribution_id`))]))
    .select(['event.id', 'event.at', 'event.kind', 'event.subject_kind as subjectKind', 'event.subject_id as subjectId', 'trajectory.slug'])
    .select(['idea.number as ideaNumber', 'section.number as sectionNumber', 'change_proposal.number as proposalNumber'])
    .select(['meeting.number as meetingNumber', 'voting.id as votingId'])
    .select(['council_dossier.number as dossierNumber', 'council_question.number as questionNumber'])
    .select(['dossier_version.number as versionNumber', 'process_paper.kind as paperKind', 'metric.number as metricNumber'])
    .orderBy('event.id', 'desc')
    .execute();
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
  /** On the list of the council. */
  dossierNumber: number | null;
  questionNumber: number | null;
  versionNumber: number | null;
  paperKind: 'motivation' | 'final_report' | null;
  metricNumber: number | null;
};

/** The pages of the council are not under those of the trajectory. */
function councilUrl(
  { slug, dossierNumber, questionNumber }: Pick<Row, 'slug' | 'dossierNumber' | 'questionNumber'>,
  { publicUrl }: Reader,
): string | null {
  if (dossierNumber !== null) return `${publicUrl}/raad/${slug}/${dossierNumber}`;
  return questionNumber === null ? null : `${publicUrl}/raad/${slug}/vragen/${questionNumber}`;
}

function toEvent({ id, at, kind, subjectKind, subjectId, ...row }: Row, reader: Reader): Item {
  const url = councilUrl(row, reader) ?? pageUrl(reader, row.slug, kind === 'gate.decided' ? '/poorten' : below(row));
  return { id, at: at.toISOString(), kind, subjectKind, subjectId, url };
}

function below({
  ideaNumber,
  sectionNumber,
  proposalNumber,
  meetingNumber,
  votingId,
  versionNumber,
  paperKind,
  metricNumber,
}: Omit<Row, 'id' | 'at' | 'kind' | 'subjectKind' | 'subjectId'>): string {
  if (ideaNumber !== null) return `/ideeen/${ideaNumber}`;
  if (sectionNumber !== null) {
    const section = `/plan/${encodeURIComponent(sectionNumber)}`;
    return proposalNumber === null ? section : `${section}/voorstel/${proposalNumber}`;
  }
  if (meetingNumber !== null) return `/bijeenkomsten/${meetingNumber}`;
  if (versionNumber !== null) return `/uitkomsten/${versionNumber}`;
  if (paperKind !== null) return paperKind === 'motivation' ? '/motivering' : '/eindverslag';
  if (metricNumber !== null) return `/afspraken/${metricNumber}`;
  return votingId === null ? '' : `/stemmingen/${votingId}`;
}
