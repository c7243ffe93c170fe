import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../../context.ts';
import { chosenName } from '../../people/shown-official.ts';
import { IS_NEWEST_VERSION, listFormer } from '../../responses/answer-versions.ts';
import { responseTimes } from '../../responses/figures.ts';
import { listClocks } from '../../responses/queries.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { responseSchema, responseTimesSchema } from '../schemas/contributions.ts';
import { openClock } from './clock.ts';
import { isConcealed } from './concealed.ts';
import { findPublished, pageUrl, type Reader } from './reader.ts';
import type { ListInput } from './trajectories.ts';

type Item = z.output<typeof responseSchema>;

const placeSchema = z.strictObject({ at: z.int().min(0).max(4e15), id: z.uuid() });

/** Published answers in their newest version, newest or last corrected first, without those to what was hidden or withdrawn since. @throws DomainError `not_found` */
export async function readResponses(
  reader: Reader,
  { slug, limit, cursor }: ListInput & { slug: string },
): Promise<{ items: Item[]; nextCursor: string | null }> {
  const place = readCursor(cursor, placeSchema);
  const { id: trajectoryId } = await findPublished(reader, slug);
  const rows = await listRows(reader.db, { trajectoryId, limit: limit + 1, place });
  const page = rows.slice(0, limit);
  const clocks = await listClocks(
    reader.db,
    page.map((row) => row.contributionId),
    reader.now,
  );
  const former = await listFormer(
    reader.db,
    page.map(({ id, firstId }) => ({ id, firstId: firstId ?? id })),
  );
  const last = page.at(-1);
  return {
    items: page.map((row) => ({
      // Of the answer as it was first given: it stays the same, however often it is corrected.
      id: row.firstId ?? row.id,
      contribution: { id: row.contributionId, kind: row.kind, title: row.title },
      // The database refuses a published answer without an outcome.
      outcome: row.outcome ?? 'no_action_asked',
      summary: row.summary,
      motivation: row.motivation,
      nextStep: row.nextStep,
      section: row.sectionNumber === null ? null : { number: row.sectionNumber, title: row.sectionTitle ?? '' },
      decision: row.decisionTitle ? { title: row.decisionTitle, url: row.decisionUrl } : null,
      authority: row.authorityName ? { name: row.authorityName, url: row.authorityUrl } : null,
      team: row.team,
      official: row.official,
      publishedAt: (row.firstPublishedAt ?? row.publishedAt ?? new Date(0)).toISOString(),
      correctedAt: row.firstId === null ? null : (row.publishedAt ?? new Date(0)).toISOString(),
      correctionReason: row.firstId === null ? null : row.correctionReason,
      versions: (former.get(row.id) ?? []).map(({ publishedAt, outcome, summary, motivation, nextStep, reason }) => ({
        publishedAt,
        outcome,
        summary,
        motivation,
        nextStep,
        correctionReason: reason,
      })),
      clock: openClock(clocks.get(row.contributionId)),
      url: pageUrl(reader, slug, row.ideaNumber === null ? '/reacties' : `/ideeen/${row.ideaNumber}`),
    })),
    nextCursor: rows.length > limit && last ? writeCursor({ at: last.micros, id: last.id }) : null,
  };
}

function listRows(
  db: Db,
  { trajectoryId, limit, place }: { trajectoryId: string; limit: number; place: z.output<typeof placeSchema> | null },
) {
  return db
    .selectFrom('response')
    .innerJoin('contribution', 'contribution.id', 'response.contribution_id')
    .innerJoin('person as author', 'author.id', 'response.author_id')
    .leftJoin('idea', 'idea.id', 'response.contribution_id')
    .leftJoin('section', 'section.id', 'response.section_id')
    .leftJoin('clock', 'clock.contribution_id', 'response.contribution_id')
    .leftJoin('team', 'team.id', 'clock.team_id')
    .where('response.trajectory_id', '=', trajectoryId)
    .leftJoin('response as first', 'first.id', 'response.first_id')
    .where('response.status', '=', 'published')
    .where(IS_NEWEST_VERSION)
    .where((eb) => eb.or([eb('clock.contribution_id', 'is', null), eb('clock.stopped_on', 'is', null)]))
    .where((eb) => eb.or([eb('idea.id', 'is', null), eb('idea.status', 'not in', ['hidden', 'withdrawn', 'merged'])]))
    .where((eb) => eb.not(isConcealed(sql`response.contribution_id`)))
    .$if(place !== null, (query) =>
      query.where(
        sql<boolean>`(response.published_at, response.id) < (timestamptz 'epoch' + ${place?.at}::double precision * interval '1 microsecond', ${place?.id}::uuid)`,
      ),
    )
    .select([
      'response.id',
      'response.contribution_id as contributionId',
      'contribution.kind',
      'contribution.title',
      'idea.number as ideaNumber',
      'response.outcome',
      'response.summary',
      'response.motivation',
      'response.next_step as nextStep',
      'section.number as sectionNumber',
      'section.title as sectionTitle',
      'response.decision_title as decisionTitle',
      'response.decision_url as decisionUrl',
      'response.authority_name as authorityName',
      'response.authority_url as authorityUrl',
      'team.name as team',
      chosenName('author').as('official'),
      'response.published_at as publishedAt',
      'response.first_id as firstId',
      'response.correction_reason as correctionReason',
      'first.published_at as firstPublishedAt',
      sql<number>`(extract(epoch from response.published_at) * 1000000)::bigint`.as('micros'),
    ])
    .orderBy('response.published_at', 'desc')
    .orderBy('response.id', 'desc')
    .limit(limit)
    .execute();
}

/** @throws DomainError `not_found` */
export async function readResponseTimes(reader: Reader, slug: string): Promise<z.output<typeof responseTimesSchema>> {
  const { id } = await findPublished(reader, slug);
  const figures = await responseTimes(reader.db, { trajectoryId: id, now: reader.now });
  return {
    from: figures.from,
    until: figures.to,
    promise: figures.promise,
    minimumAnswers: figures.minimumN,
    ...figure(figures),
    months: figures.months.map((month) => ({ month: month.month, ...figure(month) })),
    kinds: figures.kinds.map(({ kind, enough, ...rest }) => ({ kind, ...figure(rest, enough) })),
    teams: figures.teams.map(({ name, enough, ...rest }) => ({ team: name, ...figure(rest, enough) })),
    open: figures.open,
    url: `${reader.publicUrl}/antwoordtijden?traject=${slug}`,
  };
}

type Counted = { n: number; onTime: number; onTimeShare: number | null; median: number | null; p90: number | null };

/** `told` false: too few answers to say more than their number. */
function figure({ n, onTime, onTimeShare, median, p90 }: Counted, told = true) {
  return { answers: n, onTime: told ? onTime : null, onTimeShare, medianWorkingDays: median, p90WorkingDays: p90 };
}
