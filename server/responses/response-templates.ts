/** Words officials start an answer with. They are copied once; what was answered does not change with them. */
import type { Context, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { assertCan, requireActor } from '../permissions.ts';
import { characterCount, cleanLine } from '../text/clean-text.ts';
import { type Outcome, readResponse } from './response-rules.ts';

export type AnswerTemplate = {
  id: string;
  name: string;
  /** Null: for every trajectory. */
  trajectory: { slug: string; title: string } | null;
  outcome: Outcome | null;
  summary: string;
  motivation: string;
  nextStep: string;
  revision: number;
  changedBy: string;
  changedAt: string;
};

export type TemplateWords = { name: string; outcome: Outcome | null; summary: string; motivation: string; nextStep: string };

const NAME = { min: 3, max: 80 };

/**
 * Makes a template for one trajectory, or for all.
 * @throws DomainError `not_allowed`, `not_found`, `invalid`
 */
export async function addTemplate(
  context: Context,
  { trajectoryId, ...words }: TemplateWords & { trajectoryId: string | null },
): Promise<{ id: string }> {
  const text = readTemplate(words);
  return context.db.transaction().execute(async (tx) => {
    const actor = requireActor(context.actor, 'answer_template.change', { trajectoryId }, context);
    if (trajectoryId && !(await tx.selectFrom('trajectory').where('id', '=', trajectoryId).select('id').executeTakeFirst()))
      throw new DomainError('not_found');
    const { id } = await tx
      .insertInto('answer_template')
      .values({ ...text, trajectory_id: trajectoryId, changed_by_id: actor.id, changed_at: context.now })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordEvent(tx, context, { kind: 'answer_template.added', trajectoryId, subjectKind: 'answer_template', subjectId: id });
    return { id };
  });
}

/** Changes or removes a template. @throws DomainError `not_found`, `not_allowed`, `stale`, `invalid` */
export async function changeTemplate(
  context: Context,
  { id, revision, ...change }: { id: string; revision: number } & (TemplateWords | { removed: true }),
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('answer_template')
      .where('id', '=', id)
      .where('removed_at', 'is', null)
      .select(['trajectory_id', 'revision'])
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new DomainError('not_found');
    const { trajectory_id: trajectoryId } = row;
    const actor = requireActor(context.actor, 'answer_template.change', { trajectoryId }, context);
    if (row.revision !== revision) throw new DomainError('stale');
    const columns = 'removed' in change ? { removed_at: context.now } : readTemplate(change);
    await tx
      .updateTable('answer_template')
      .set({ ...columns, revision: revision + 1, changed_by_id: actor.id, changed_at: context.now })
      .where('id', '=', id)
      .execute();
    const kind = 'removed' in change ? 'answer_template.removed' : 'answer_template.changed';
    await recordEvent(tx, context, { kind, trajectoryId, subjectKind: 'answer_template', subjectId: id });
  });
}

/** Templates by name: of one trajectory and of all, or simply all there are. */
export async function listTemplates(db: Db, { trajectoryId }: { trajectoryId?: string } = {}): Promise<AnswerTemplate[]> {
  const rows = await db
    .selectFrom('answer_template')
    .innerJoin('person', 'person.id', 'answer_template.changed_by_id')
    .leftJoin('trajectory', 'trajectory.id', 'answer_template.trajectory_id')
    .where('answer_template.removed_at', 'is', null)
    .$if(trajectoryId !== undefined, (query) =>
      query.where((eb) =>
        eb.or([eb('answer_template.trajectory_id', 'is', null), eb('answer_template.trajectory_id', '=', trajectoryId ?? '')]),
      ),
    )
    .selectAll('answer_template')
    .select(['person.display_name', 'trajectory.slug', 'trajectory.title'])
    .orderBy('answer_template.name')
    .orderBy('answer_template.id')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    trajectory: row.slug === null ? null : { slug: row.slug, title: row.title ?? '' },
    outcome: row.outcome,
    summary: row.summary,
    motivation: row.motivation,
    nextStep: row.next_step,
    revision: row.revision,
    changedBy: row.display_name,
    changedAt: row.changed_at.toISOString(),
  }));
}

/** The page with all templates. @throws DomainError `not_allowed` */
export async function getTemplatePage(
  context: Context,
): Promise<{ templates: AnswerTemplate[]; trajectories: { id: string; title: string }[] }> {
  assertCan(context.actor, 'answer_template.change', {}, context);
  const trajectories = await context.db.selectFrom('trajectory').select(['id', 'title']).orderBy('title').execute();
  return { templates: await listTemplates(context.db), trajectories };
}

function readTemplate({ name: raw, ...words }: TemplateWords) {
  const name = cleanLine(raw);
  const length = characterCount(name ?? '');
  if (name === null || length < NAME.min || length > NAME.max)
    throw new DomainError('invalid', { fields: { name: 'desk:error.template_name' } });
  const { outcome, summary, motivation, nextStep } = readResponse(words);
  if (summary === '' && motivation === '') throw new DomainError('invalid', { fields: { motivation: 'desk:error.template_empty' } });
  return { name, outcome, summary, motivation, next_step: nextStep };
}
