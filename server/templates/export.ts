/** A trajectory as a template: how it was set up and what was learned, without its people. */
import type { JSONContent } from '@tiptap/core';
import { listMetrics, type Metric } from '../agreements/queries.ts';
import { amsterdamDay, daysBetween } from '../calendar/amsterdam.ts';
import { loadCalendars } from '../calendar/queries.ts';
import type { Context, Db } from '../context.ts';
import { HOUSE_RULES } from '../moderation/rules.ts';
import { assertCan } from '../permissions.ts';
import { cleanContent } from '../plan-texts/content.ts';
import { readContents } from '../plan-texts/content-cache.ts';
import { listSectionRows, type SectionRow } from '../plan-texts/section-rows.ts';
import { listPolicies } from '../responses/policies.ts';
import { getReadableTrajectory, listAreas, listPhases } from '../trajectories/queries.ts';
import { undatePhase } from './dates.ts';
import { meetingsOf, votingsOf } from './export-steps.ts';
import { TEMPLATE_VERSION, type Template, type TemplatePhase } from './format.ts';
import { contentWithoutPeople, listStaffNames, withoutPeople } from './personal.ts';
import { writeSectionText } from './section-text.ts';

type Viewer = Pick<Context, 'db' | 'actor' | 'now'>;

export type ExportChoices = {
  /** The text each section began with goes along; without it only what is fixed does. */
  startText?: boolean;
  /** The words that make a text wait for a moderator go along. Whoever has the file can read them. */
  words?: boolean;
};

/**
 * The template of a trajectory. Everybody may have it; only who prepares it chooses that more goes along.
 * @param publicUrl where this installation is found
 * @throws DomainError `not_found`, `not_allowed`
 */
export async function exportTemplate(
  { db, actor, now }: Viewer,
  { trajectory: slug, startText = false, words = false, publicUrl }: ExportChoices & { trajectory: string; publicUrl: string },
): Promise<Template> {
  const row = await getReadableTrajectory(db, { slug, actor, now });
  if (startText || words) assertCan(actor, 'template.prepare', { trajectoryId: row.id }, { now });
  const names = await listStaffNames(db, { contactName: row.contact_name });
  const clean = (text: string) => withoutPeople(text, names);
  const phases = await listPhases(db, [row.id]);
  const firstDay = phases[0]?.startsOn ?? amsterdamDay(now);
  const calendar = (await loadCalendars(db)).at(-1);
  const metrics = (await listMetrics(db, { trajectoryIds: [row.id], now })).filter(({ droppedOn }) => droppedOn === null);
  const lessons = await db.selectFrom('trajectory_lessons').where('trajectory_id', '=', row.id).selectAll().executeTakeFirst();
  const site = await db.selectFrom('site').select('municipality').executeTakeFirstOrThrow();
  return {
    oeverTemplate: TEMPLATE_VERSION,
    name: clean(row.title),
    summary: clean(row.lead),
    origin: {
      installation: site.municipality,
      title: clean(row.title),
      url: `${publicUrl}/trajecten/${slug}`,
      exportedOn: amsterdamDay(now),
      edition: lessons?.edition ?? 1,
    },
    trajectory: {
      question: clean(row.question),
      lead: clean(row.lead),
      areaName: row.area_name,
      decisionMaker: clean(row.decision_maker),
      influenceSubject: clean(row.influence_subject),
      fixedPoints: row.fixed_points.map(clean),
      supportThreshold: row.support_threshold,
    },
    areas: (await listAreas(db, row.id)).map(({ name }) => name),
    themes: await listThemesWithTeams(db, row.id),
    phases: phases.map(
      (phase): TemplatePhase => ({
        kind: phase.kind,
        title: phase.title,
        summary: clean(phase.summary),
        ...undatePhase(phase, { firstDay, ...(calendar ? { calendar } : {}) }),
        influenceLevel: phase.influenceLevel,
        promise: clean(phase.promise),
        features: phase.features as TemplatePhase['features'],
        minimumLevel: phase.minimumLevel,
      }),
    ),
    policies: await policiesOf(db, row.id),
    metrics: metrics.map((metric) => ({
      ...measureOf(metric),
      source: clean(metric.source),
      baseline: metric.baseline,
      measureAfterDays: Math.max(0, daysBetween(firstDay, metric.measureOn)),
      // An owner can be a person; the next place has its own.
      owner: clean(metric.owner),
      derived: metric.derived,
    })),
    votings: await votingsOf(db, { trajectoryId: row.id, firstDay, clean }),
    meetings: await meetingsOf(db, { trajectoryId: row.id, firstDay, clean }),
    sections: await sectionsOf(db, { trajectoryId: row.id, startText, names }),
    houseRules: [...HOUSE_RULES],
    listedWords: words ? await db.selectFrom('listed_word').select(['word', 'rule']).orderBy('word').limit(500).execute() : [],
    lessons: {
      text: clean(lessons?.body ?? ''),
      figures: metrics.map((metric) => ({ ...measureOf(metric), value: metric.value?.value ?? null })),
    },
  };
}

function measureOf({ name, unit, target, direction }: Metric) {
  return { name, unit, target, direction };
}

async function listThemesWithTeams(db: Db, trajectoryId: string): Promise<Template['themes']> {
  return db
    .selectFrom('theme')
    .leftJoin('team', 'team.id', 'theme.team_id')
    .where('trajectory_id', '=', trajectoryId)
    .orderBy('position')
    .select(['theme.slug', 'theme.name', 'team.name as team'])
    .execute();
}

/** What is promised to everybody here, the site's promises too. A promise of one team is that team's; questions of the council are of the site. */
async function policiesOf(db: Db, trajectoryId: string): Promise<Template['policies']> {
  const listed = await listPolicies(db, trajectoryId);
  return listed
    .filter(({ team, kind }) => team === null && kind !== 'council_question')
    .map(({ kind, policy: { remindAt, ...policy } }) => ({ kind, ...policy, remindAt: [...remindAt] }));
}

/**
 * The sections with what the municipality wrote: of a fixed section the text it has now, of another nothing, or the text it began with. A fixed section that residents
 * wrote in gives the text it began with too, and only when that was asked for.
 */
async function sectionsOf(
  db: Db,
  { trajectoryId, startText, names }: { trajectoryId: string; startText: boolean; names: readonly string[] },
): Promise<Template['sections']> {
  const clean = (text: string) => withoutPeople(text, names);
  const rows = await listSectionRows(db, trajectoryId);
  const written = await listWrittenByPeople(db, trajectoryId);
  const isOwnText = (row: SectionRow) => row.policy === 'fixed' && !written.has(row.id);
  const own = await readContents(
    db,
    rows.filter(isOwnText).map(({ documentId, seq }) => ({ documentId, seq })),
  );
  const starts = startText ? await readStartTexts(db, trajectoryId) : new Map<string, JSONContent>();
  return rows.map((row) => {
    const content = isOwnText(row) ? own.get(row.documentId)?.content : starts.get(row.id);
    return {
      number: row.number,
      level: row.level,
      title: clean(row.title),
      policy: row.policy,
      policyReason: row.policyReason === null ? null : clean(row.policyReason),
      text: content ? clean(writeSectionText({ level: row.level, content: contentWithoutPeople(content, names) })) : null,
    };
  });
}

/** Sections in whose text somebody typed, or a proposal was taken over. */
async function listWrittenByPeople(db: Db, trajectoryId: string): Promise<Set<string>> {
  const typed = await db
    .selectFrom('section')
    .innerJoin('document_client', 'document_client.document_id', 'section.document_id')
    .where('section.trajectory_id', '=', trajectoryId)
    .where('document_client.person_id', 'is not', null)
    .select('section.id')
    .execute();
  const proposed = await db
    .selectFrom('change_proposal')
    .where('trajectory_id', '=', trajectoryId)
    .where('status', 'in', ['accepted', 'partly'])
    .select('section_id as id')
    .execute();
  return new Set([...typed, ...proposed].map(({ id }) => id));
}

async function readStartTexts(db: Db, trajectoryId: string): Promise<Map<string, JSONContent>> {
  const rows = await db
    .selectFrom('section_version')
    .innerJoin('section', 'section.id', 'section_version.section_id')
    .where('section.trajectory_id', '=', trajectoryId)
    .where('section_version.number', '=', 1)
    .select(['section.id', 'section_version.content'])
    .execute();
  return new Map(rows.map(({ id, content }) => [id, cleanContent(content as JSONContent)]));
}
