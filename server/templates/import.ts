/** A template becomes a trajectory: with its own dates, names and people, as a concept, whole or not at all. */
import { agreeMetricWithin } from '../agreements/commands.ts';
import { addDays, amsterdamDay } from '../calendar/amsterdam.ts';
import { loadCalendars } from '../calendar/queries.ts';
import type { Context, Tx } from '../context.ts';
import { DomainError, type FieldErrors } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { writeNewSection } from '../plan-texts/commands.ts';
import { cleanLine } from '../text/clean-text.ts';
import { readField } from '../text/fields.ts';
import { writeTrajectory } from '../trajectories/commands.ts';
import { type DatedPhase, datePhases, readStart } from './dates.ts';
import { takeDraft } from './drafts.ts';
import type { Template } from './format.ts';
import { plannedSteps } from './planned.ts';
import { policyOf } from './read-template.ts';
import { readSectionText } from './section-text.ts';

/** What the next place fills in itself, as typed. */
export type TrajectoryWords = {
  title: string;
  /** '' makes one from the title. */
  slug: string;
  question: string;
  lead: string;
  areaName: string;
  /** One a line. */
  areas: string;
  decisionMaker: string;
  influenceSubject: string;
  /** One a line. */
  fixedPoints: string;
  contactName: string;
  /** Answers the themes whose team does not exist here; '' leaves them without a team. */
  teamId: string;
  startsOn: string;
};

/**
 * Makes a trajectory from the template somebody chose: its phases on the calendar from `startsOn`, sections, promises, agreements, and where it came from. A concept:
 * nobody sees it until it is published. The choice is used up.
 * @throws DomainError `not_allowed`, `not_found` for a choice of somebody else or of longer than a day ago, `invalid` with a sentence per field
 */
export async function createFromTemplate(
  context: Context,
  { draftId, takeWords = false, ...words }: TrajectoryWords & { draftId: string; takeWords?: boolean },
): Promise<{ id: string; slug: string }> {
  const actor = requireActor(context.actor, 'trajectory.create', {}, context);
  const today = amsterdamDay(context.now);
  return context.db.transaction().execute(async (tx) => {
    const { template, name, fromId } = await takeDraft(tx, { draftId, personId: actor.id, now: context.now });
    const read = readWords(words, { today });
    const calendar = (await loadCalendars(tx)).at(-1);
    const dates = datePhases(template.phases, read.startsOn, calendar);
    const origin = fromId ? await tx.selectFrom('trajectory').where('id', '=', fromId).select('slug').executeTakeFirst() : undefined;
    const { id } = await writeTrajectory(tx, context, {
      ...read.names,
      ...(template.trajectory.supportThreshold === null ? {} : { supportThreshold: template.trajectory.supportThreshold }),
      ...(origin ? { copiedFromSlug: origin.slug } : {}),
      themes: await themesOf(tx, template, words.teamId),
      phases: template.phases.map(({ kind, title, summary, influenceLevel, promise, features, minimumLevel }, index) => ({
        kind,
        title,
        summary,
        startsOn: dates[index]?.startsOn ?? '',
        endsOn: dates[index]?.endsOn ?? '',
        influenceLevel,
        promise,
        features,
        minimumLevel,
      })),
      policies: template.policies.map(({ kind, ...policy }) => ({ kind, policy: policyOf(policy) })),
    });
    await writeSections(tx, context, { trajectoryId: id, template, name });
    await writeMetrics(tx, context, { trajectoryId: id, template, startsOn: read.startsOn });
    await writeSteps(tx, { trajectoryId: id, template, startsOn: read.startsOn, dated: dates });
    await writeOrigin(tx, { trajectoryId: id, template, name });
    if (takeWords) await writeListedWords(tx, context, template);
    await recordEvent(tx, context, {
      kind: 'template.used',
      trajectoryId: id,
      subjectKind: 'trajectory',
      subjectId: id,
      data: { template: name, from: template.origin?.url ?? null },
    });
    return { id, slug: read.names.slug };
  });
}

async function writeSections(
  tx: Tx,
  context: Context,
  { trajectoryId, template, name }: { trajectoryId: string; template: Template; name: string },
): Promise<void> {
  for (const { number, level, title, policy, policyReason, text } of template.sections) {
    const content = readSectionText({ level, text: text ?? '' });
    if (!content) throw new DomainError('unreadable_file');
    const note = `Uit het sjabloon ${name}`;
    await writeNewSection(tx, context, { trajectoryId, number, title, level, policy, policyReason, content, note });
  }
}

async function writeMetrics(
  tx: Tx,
  context: Context,
  { trajectoryId, template, startsOn }: { trajectoryId: string; template: Template; startsOn: string },
): Promise<void> {
  for (const { measureAfterDays, baseline, target, derived, ...metric } of template.metrics)
    await agreeMetricWithin(tx, context, {
      trajectoryId,
      ...metric,
      // What it was elsewhere is not what it is here.
      baseline: template.origin === null && baseline !== null ? asTyped(baseline) : '',
      target: asTyped(target),
      derived: derived ?? '',
      measureOn: addDays(startsOn, measureAfterDays),
    });
}

/** A voting needs its choices and a meeting its place: both wait, with their days, for who fills those in. */
async function writeSteps(
  tx: Tx,
  { trajectoryId, template, startsOn, dated }: { trajectoryId: string; template: Template; startsOn: string; dated: readonly DatedPhase[] },
): Promise<void> {
  const steps = plannedSteps(template, { startsOn, dated });
  if (steps.length === 0) return;
  await tx
    .insertInto('planned_step')
    .values(
      steps.map(({ kind, position, startsOn: starts_on, endsOn: ends_on, words }) => ({
        trajectory_id: trajectoryId,
        kind,
        position,
        starts_on,
        ends_on,
        words: JSON.stringify(words),
        made_at: null,
      })),
    )
    .execute();
}

/** A number as people here type it, never as `1e-7`. */
function asTyped(value: number): string {
  return value
    .toFixed(6)
    .replace(/\.?0+$/, '')
    .replace('.', ',');
}

async function writeOrigin(
  tx: Tx,
  { trajectoryId, template: { origin, lessons }, name }: { trajectoryId: string; template: Template; name: string },
): Promise<void> {
  await tx
    .insertInto('trajectory_origin')
    .values({
      trajectory_id: trajectoryId,
      template: name,
      installation: origin?.installation ?? null,
      title: origin?.title ?? null,
      url: origin?.url ?? null,
      exported_on: origin?.exportedOn ?? null,
      edition: origin?.edition ?? null,
      lessons: lessons.text,
      figures: JSON.stringify(lessons.figures),
    })
    .execute();
}

/** Words that are on the list already keep the rule they have. */
async function writeListedWords(tx: Tx, context: Context, { listedWords }: Template): Promise<void> {
  const actor = requireActor(context.actor, 'listed_word.change', {}, context);
  for (const { word: raw, rule } of listedWords) {
    const word = (cleanLine(raw) ?? '').toLowerCase();
    if (!/[\p{L}\p{N}]/u.test(word)) continue;
    await tx
      .insertInto('listed_word')
      .values({ word, rule, added_by_id: actor.id, added_at: context.now })
      .onConflict((conflict) => conflict.column('word').doNothing())
      .execute();
    await recordEvent(tx, context, { kind: 'moderation.word_listed', trajectoryId: null, subjectKind: 'listed_word', subjectId: rule });
  }
}

/** A theme keeps its team when a team of that name answers here; the others get the chosen one. @throws DomainError `invalid` */
async function themesOf(tx: Tx, { themes }: Template, teamId: string) {
  const teams = await tx.selectFrom('team').select(['id', 'name']).execute();
  const chosen = teams.find(({ id }) => id === teamId);
  if (teamId !== '' && !chosen) throw new DomainError('invalid', { fields: { teamId: 'templates:error.team' } });
  return themes.map(({ slug, name, team }) => {
    const answers = teams.find((own) => own.name === team) ?? chosen;
    return { slug, name, ...(answers ? { team: answers.name } : {}) };
  });
}

function readWords(words: TrajectoryWords, { today }: { today: string }) {
  const fields: FieldErrors = {};
  const read = (name: keyof TrajectoryWords, [min, max]: readonly [number, number], lines = false) => {
    const sentences = { characters: 'templates:error.characters', short: `templates:error.${name}`, long: 'templates:error.long' };
    return readField(words[name], { name, fields, min, max, lines, sentences });
  };
  const listOf = (name: 'areas' | 'fixedPoints', longest: number) => {
    const items = read(name, [0, 10_000], true)
      .split('\n')
      .map((item) => item.trim())
      .filter((item) => item !== '');
    if (items.some((item) => item.length > longest) || items.length > 100) fields[name] ??= 'templates:error.long';
    return [...new Set(items)];
  };
  const title = read('title', [3, 160]);
  const slug = words.slug.trim() === '' ? slugFrom(title) : words.slug.trim();
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) || slug.length > 80) fields.slug ??= 'templates:error.slug';
  const names = {
    title,
    slug,
    question: read('question', [10, 300]),
    lead: read('lead', [10, 600]),
    areaName: read('areaName', [2, 200]),
    areas: listOf('areas', 120),
    decisionMaker: read('decisionMaker', [2, 200]),
    influenceSubject: read('influenceSubject', [2, 200]),
    fixedPoints: listOf('fixedPoints', 300),
    contactName: read('contactName', [2, 120]),
  };
  if (Object.keys(fields).length > 0) throw new DomainError('invalid', { fields });
  return { names, startsOn: readStart(words.startsOn, { today }) };
}

/** The name in the address: `Het plein!` is `het-plein`. */
export function slugFrom(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
}
