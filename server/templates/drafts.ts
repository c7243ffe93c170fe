/** The template somebody chose for a new trajectory waits, for a day, until they have given dates and names. */
import { amsterdamDay } from '../calendar/amsterdam.ts';
import { loadCalendars } from '../calendar/queries.ts';
import type { Context, Db, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { requireActor } from '../permissions.ts';
import { listTeams } from '../responses/teams.ts';
import { listTrajectories } from '../trajectories/queries.ts';
import { builtInTemplate } from './built-in.ts';
import { BUILT_IN_KEYS, type BuiltInKey } from './built-in-keys.ts';
import { datePhases, readStart } from './dates.ts';
import { exportTemplate } from './export.ts';
import { type Template, templateSchema } from './format.ts';
import { plannedSteps } from './planned.ts';
import { readTemplate } from './read-template.ts';

const KEPT_MILLISECONDS = 24 * 60 * 60 * 1000;

/** What a new trajectory can begin with. @throws DomainError `sign_in_first`, `not_allowed` */
export async function listChoices(context: Context) {
  requireActor(context.actor, 'trajectory.create', {}, context);
  const today = amsterdamDay(context.now);
  return {
    builtIn: BUILT_IN_KEYS.map((key) => {
      const { name, summary, phases } = builtInTemplate(key);
      const dates = datePhases(phases, today);
      return {
        key,
        name,
        summary,
        // As if it began today, to draw its river with.
        phases: phases.map(({ title, kind }, index) => ({
          title,
          kind,
          startsOn: dates[index]?.startsOn ?? today,
          endsOn: dates[index]?.endsOn ?? today,
        })),
      };
    }),
    own: (await listTrajectories(context.db, context)).map(({ slug, title, phases }) => ({ slug, title, phases: phases.length })),
  };
}

export type Choice = { builtIn: BuiltInKey } | { trajectory: string; startText: boolean } | { file: Uint8Array };

/**
 * Keeps the template somebody begins with; the one they chose before goes. Nothing else changes.
 * @throws TemplateFaults for a file that is refused; DomainError `not_allowed`, `not_found`
 */
export async function chooseTemplate(
  context: Context,
  { choice, publicUrl }: { choice: Choice; publicUrl: string },
): Promise<{ id: string }> {
  const actor = requireActor(context.actor, 'trajectory.create', {}, context);
  const template = await templateOf(context, { choice, publicUrl });
  const fromId = await findOwn(context.db, template, publicUrl);
  return context.db.transaction().execute(async (tx) => {
    await tx
      .deleteFrom('template_draft')
      .where((eb) => eb.or([eb('expires_at', '<=', context.now), eb('person_id', '=', actor.id)]))
      .execute();
    return tx
      .insertInto('template_draft')
      .values({
        person_id: actor.id,
        name: template.name,
        trajectory_id: fromId,
        template: JSON.stringify(template),
        created_at: context.now,
        expires_at: new Date(context.now.getTime() + KEPT_MILLISECONDS),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
  });
}

async function templateOf(context: Context, { choice, publicUrl }: { choice: Choice; publicUrl: string }): Promise<Template> {
  if ('file' in choice) return readTemplate(choice.file);
  if ('builtIn' in choice) return builtInTemplate(choice.builtIn);
  return exportTemplate(context, { ...choice, publicUrl });
}

/** The trajectory of this installation that a template says it was taken from. */
async function findOwn(db: Db, { origin }: Template, publicUrl: string): Promise<string | null> {
  const prefix = `${publicUrl}/trajecten/`;
  if (!origin?.url.startsWith(prefix)) return null;
  const row = await db.selectFrom('trajectory').where('slug', '=', origin.url.slice(prefix.length)).select('id').executeTakeFirst();
  return row?.id ?? null;
}

/**
 * What was chosen, and with a first day the dates it gives.
 * @throws DomainError `not_found` for another's, and after a day; `invalid` for a day that cannot be the first
 */
export async function getDraft(context: Context, { draftId, startsOn }: { draftId: string; startsOn: string | null }) {
  const actor = requireActor(context.actor, 'trajectory.create', {}, context);
  const { template, name } = await readDraft(context.db, { draftId, personId: actor.id, now: context.now });
  const calendar = (await loadCalendars(context.db)).at(-1);
  const first = startsOn === null ? null : readStart(startsOn, { today: amsterdamDay(context.now) });
  const dates = first === null ? [] : datePhases(template.phases, first, calendar);
  const steps = first === null ? [] : plannedSteps(template, { startsOn: first, dated: dates });
  return {
    name,
    today: amsterdamDay(context.now),
    origin: template.origin,
    trajectory: template.trajectory,
    areas: template.areas,
    phases: template.phases.map(({ kind, title, influenceLevel, days }, index) => ({
      kind,
      title,
      influenceLevel,
      days,
      dates: dates[index] ?? null,
    })),
    steps: steps.map(({ kind, startsOn: on, endsOn, words: { title } }) => ({ kind, title, startsOn: on, endsOn })),
    counts: {
      sections: template.sections.length,
      texts: template.sections.filter(({ text }) => text !== null).length,
      policies: template.policies.length,
      metrics: template.metrics.length,
      votings: template.votings.length,
      meetings: template.meetings.length,
      themes: template.themes.length,
      words: template.listedWords.length,
    },
    lessons: template.lessons,
    teams: await listTeams(context.db),
  };
}

/** The choice, which is used up with it. @throws DomainError `not_found` */
export async function takeDraft(tx: Tx, key: { draftId: string; personId: string; now: Date }) {
  const draft = await readDraft(tx, key);
  const { numDeletedRows } = await tx.deleteFrom('template_draft').where('id', '=', key.draftId).executeTakeFirst();
  // Pressed twice: the second finds nothing to begin with, and makes nothing.
  if (numDeletedRows === 0n) throw new DomainError('not_found');
  return draft;
}

async function readDraft(
  db: Db,
  { draftId, personId, now }: { draftId: string; personId: string; now: Date },
): Promise<{ template: Template; name: string; fromId: string | null }> {
  const row = await db
    .selectFrom('template_draft')
    .where('id', '=', draftId)
    .where('person_id', '=', personId)
    .where('expires_at', '>', now)
    .select(['name', 'template', 'trajectory_id'])
    .executeTakeFirst();
  if (!row) throw new DomainError('not_found');
  // Chosen just before an update: what the format has since is filled in.
  return { template: templateSchema.parse(row.template), name: row.name, fromId: row.trajectory_id };
}
