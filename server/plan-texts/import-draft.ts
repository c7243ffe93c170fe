/** An edition that was sent through the page waits, for an hour, until who sent it has seen what it would do. */
import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { can, requireActor } from '../permissions.ts';
import { getReadableTrajectory } from '../trajectories/queries.ts';
import { importSections, type PlanImport } from './import.ts';
import type { ParsedSection } from './import-headings.ts';
import type { ImportNotice } from './import-notices.ts';
import { type PlanImportPreview, previewImport } from './import-preview.ts';
import { readPlanFile } from './import-thread.ts';
import { readLine, SECTION_LIMITS } from './rules.ts';

const KEPT_MILLISECONDS = 60 * 60 * 1000;

/** The plan somebody wants to read an edition into. @throws DomainError `not_found`, `sign_in_first`, `not_allowed` */
export async function startImport(
  context: Context,
  { trajectory: slug }: { trajectory: string },
): Promise<{ slug: string; title: string }> {
  const { id: trajectoryId, title } = await getReadableTrajectory(context.db, { slug, actor: context.actor, now: context.now });
  requireActor(context.actor, 'section.import', { trajectoryId }, context);
  return { slug, title };
}

/** @throws DomainError `not_found` */
export async function mayImport({ db, actor, now }: Context, { trajectory: slug }: { trajectory: string }): Promise<boolean> {
  const { id: trajectoryId } = await getReadableTrajectory(db, { slug, actor, now });
  return can(actor, 'section.import', { trajectoryId }, { now });
}

type Draft = { trajectoryId: string; name: string; sections: ParsedSection[]; notices: ImportNotice[] };

/**
 * Reads a file and keeps what was read; the one sent before for this plan goes. Nothing of the plan changes.
 * @throws ImportError for a file that is refused whole; DomainError `not_found`, `not_allowed`
 */
export async function draftImport(
  context: Context,
  { trajectory, name, file }: { trajectory: string; name: string; file: Uint8Array },
): Promise<{ id: string }> {
  const { id: trajectoryId } = await getReadableTrajectory(context.db, { slug: trajectory, actor: context.actor, now: context.now });
  const actor = requireActor(context.actor, 'section.import', { trajectoryId }, context);
  const source = readLine(name, { field: 'name', max: SECTION_LIMITS.note - 50 });
  const { sections, notices } = await readPlanFile(file);
  return context.db.transaction().execute(async (tx) => {
    await tx
      .deleteFrom('plan_import')
      .where((eb) =>
        eb.or([eb('expires_at', '<=', context.now), eb.and([eb('person_id', '=', actor.id), eb('trajectory_id', '=', trajectoryId)])]),
      )
      .execute();
    return tx
      .insertInto('plan_import')
      .values({
        trajectory_id: trajectoryId,
        person_id: actor.id,
        name: source,
        sections: JSON.stringify(sections),
        notices: JSON.stringify(notices),
        created_at: context.now,
        expires_at: new Date(context.now.getTime() + KEPT_MILLISECONDS),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
  });
}

export type DraftView = {
  trajectory: { slug: string; title: string };
  name: string;
  notices: ImportNotice[];
  expiresAt: string;
  preview: PlanImportPreview;
};

/** What the edition would do to the plan as it is now. @throws DomainError `not_found` for another's, and after an hour */
export async function getDraft(context: Context, { trajectory: slug, id }: { trajectory: string; id: string }): Promise<DraftView> {
  const { trajectory, draft, expiresAt } = await readDraft(context, { slug, id });
  const preview = await previewImport(context.db, draft);
  return { trajectory, name: draft.name, notices: draft.notices, expiresAt: expiresAt.toISOString(), preview };
}

/**
 * Reads the edition in, as it was shown.
 * @param state of the preview that was confirmed
 * @throws DomainError `stale` when it would do something else by now; `not_found`
 */
export async function confirmDraft(
  context: Context,
  { trajectory: slug, id, state }: { trajectory: string; id: string; state: string },
): Promise<PlanImport> {
  const { draft } = await readDraft(context, { slug, id });
  const result = await importSections(context, { ...draft, expectedState: state });
  await context.db.deleteFrom('plan_import').where('id', '=', id).execute();
  return result;
}

/** Throws the edition away. @throws DomainError `not_found` */
export async function discardDraft(context: Context, { trajectory: slug, id }: { trajectory: string; id: string }): Promise<void> {
  await readDraft(context, { slug, id });
  await context.db.deleteFrom('plan_import').where('id', '=', id).execute();
}

async function readDraft(
  context: Context,
  { slug, id }: { slug: string; id: string },
): Promise<{ trajectory: DraftView['trajectory']; draft: Draft; expiresAt: Date }> {
  const { id: trajectoryId, title } = await getReadableTrajectory(context.db, { slug, actor: context.actor, now: context.now });
  const actor = requireActor(context.actor, 'section.import', { trajectoryId }, context);
  const row = await context.db
    .selectFrom('plan_import')
    .where('id', '=', id)
    .where('trajectory_id', '=', trajectoryId)
    .where('person_id', '=', actor.id)
    .where('expires_at', '>', context.now)
    .select(['name', 'sections', 'notices', 'expires_at'])
    .executeTakeFirst();
  if (!row) throw new DomainError('not_found');
  return {
    trajectory: { slug, title },
    draft: { trajectoryId, name: row.name, sections: row.sections as ParsedSection[], notices: row.notices as ImportNotice[] },
    expiresAt: row.expires_at,
  };
}
