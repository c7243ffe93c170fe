/** Per section of the plan: how it began, what residents made of it, what was adopted, who it came from, and why not where residents were not followed. */
import { sql } from 'kysely';
import type { Context, Db } from '../context.ts';
import { type ComparedBlock, isUnchanged } from '../plan-texts/compare.ts';
import { getThreeTexts, type ThreeTextsSection } from '../plan-texts/three-texts.ts';
import { withoutName } from '../reply-notes/rules.ts';
import type { Outcome } from '../responses/response-rules.ts';
import type { SectionChange, Sections, Source } from './content.ts';
import { countedContributions, pathOf } from './counted.ts';

export async function readSections(
  context: Pick<Context, 'db' | 'actor' | 'now'>,
  { trajectoryId, slug }: { trajectoryId: string; slug: string },
): Promise<Sections> {
  const three = await getThreeTexts(context, { trajectory: slug });
  const sources = await readSources(context.db, { trajectoryId, slug, now: context.now });
  const told = three.sections.filter((section) => isTold(section) || sources.has(section.sectionId));
  const writers = await countWriters(
    context.db,
    told.map(({ sectionId }) => sectionId),
  );
  const notes = three.adopted ? await readNotes(context.db, { trajectoryId, at: three.adopted.createdAt }) : new Map<string, string>();
  const changed = told.map(({ sectionId, number, heading, fate, residents, adopted }): SectionChange => {
    const own = sources.get(sectionId) ?? [];
    return {
      number,
      heading,
      fate,
      writers: writers.get(sectionId) ?? 0,
      residents,
      adopted,
      from: own.filter(({ outcome }) => outcome === 'adopted' || outcome === 'partly'),
      notFollowed: own.filter(({ outcome }) => outcome !== 'adopted' && outcome !== 'partly'),
      note: notes.get(sectionId) ?? '',
    };
  });
  return {
    startAt: three.startAt,
    adoptedAt: three.adopted?.createdAt ?? null,
    adoptedNumber: three.adopted?.number ?? null,
    notes: three.adopted?.notes ?? [],
    all: three.sections.length,
    places: changed.reduce((sum, { residents, adopted }) => sum + places(residents) + places(adopted), 0),
    changed,
  };
}

function isTold({ residents, adopted, fate }: ThreeTextsSection): boolean {
  return (fate !== 'untouched' && fate !== 'open') || !isUnchanged(residents ?? []) || !isUnchanged(adopted ?? []);
}

/** What moved stands in two places and counts once. */
function places(blocks: readonly ComparedBlock[] | null): number {
  return (blocks ?? []).filter((block) => block.kind !== 'moved_away' && !isUnchanged([block])).length;
}

type Row = {
  section_id: string;
  kind: Source['kind'];
  title: string;
  outcome: Outcome;
  reason: string | null;
  display_name: string | null;
  supports: number | null;
  against: number | null;
  gone: boolean;
  idea_number: number | null;
  section_number: string | null;
  proposal_number: number | null;
  challenge_number: number | null;
  comment_id: string | null;
};

/** What was asked about each section and answered; titles only of what everybody may read. */
async function readSources(
  db: Db,
  { trajectoryId, slug, now }: { trajectoryId: string; slug: string; now: Date },
): Promise<Map<string, Source[]>> {
  const opinion = (agrees: boolean) =>
    sql`(select count(*)::integer from change_proposal_support s where s.change_proposal_id = counted.id and s.agrees = ${sql.lit(agrees)})`;
  const { rows } = await sql<Row>`
    select counted.section_id, counted.kind, counted.title, counted.outcome, counted.reason, person.display_name, counted.gone,
      case when counted.kind = 'change_proposal' then ${opinion(true)} else counted.support_count end as supports,
      case when counted.kind = 'change_proposal' then ${opinion(false)} end as against,
      counted.idea_number, counted.section_number, counted.proposal_number, counted.challenge_number, counted.comment_id
    from ${countedContributions(trajectoryId, now)} as counted left join person on person.id = counted.author_id
    where counted.section_id is not null and counted.outcome is not null
    order by coalesce(counted.support_count, 0) desc, counted.created_at, counted.id`.execute(db);
  const sources = new Map<string, Source[]>();
  for (const { section_id, display_name, gone, ...row } of rows) {
    const own = sources.get(section_id) ?? [];
    sources.set(section_id, own);
    const path = gone ? null : pathOf(slug, row);
    const { kind, outcome, supports, against } = row;
    const reason = withoutName(row.reason ?? '', display_name);
    own.push({ kind, title: path === null ? '' : row.title, path, outcome, supports, against, reason });
  }
  return sources;
}

/** People whose letters stand or stood in each section. */
async function countWriters(db: Db, sectionIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; people: number }>`
    select id, count(distinct person_id)::integer as people from (
      select section.id, document_client.person_id from section join document_client on document_client.document_id = section.document_id
      union all
      select section_version.section_id, section_version_author.person_id from section_version_author join section_version on section_version.id = section_version_author.version_id
    ) as wrote where person_id is not null and id = any(${[...sectionIds]}::uuid[]) group by id`.execute(db);
  return new Map(rows.map(({ id, people }) => [id, people]));
}

/** What was written down with the adopted text of each section that changed in that state. */
async function readNotes(db: Db, { trajectoryId, at }: { trajectoryId: string; at: string }): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('section_version')
    .innerJoin('section', 'section.id', 'section_version.section_id')
    .where('section.trajectory_id', '=', trajectoryId)
    .where('section_version.created_at', '=', new Date(at))
    .select(['section_id', 'note'])
    .orderBy('section_version.number')
    .execute();
  return new Map(rows.map(({ section_id, note }) => [section_id, note]));
}
