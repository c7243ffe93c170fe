/** Freezing a dossier for the council, and the grade participants give. */
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { nextNumber } from '../trajectories/next-number.ts';
import { getReadableTrajectory } from '../trajectories/queries.ts';
import { canonicalJson, sha256Of } from './canonical.ts';
import { composeDossier, readVotings } from './compose.ts';
import { listOverPhases, tookPart } from './participants.ts';
import { readGrade, readNote } from './rules.ts';

/**
 * Keeps the whole dossier as it is now under the next number, for everybody and for good.
 * @param council number of the item on the council's list it is made for; '' for none in particular
 * @throws DomainError `not_found`, `not_allowed`, `invalid`
 */
export async function freezeDossier(
  context: Context,
  { trajectory: slug, council, note: words }: { trajectory: string; council: string; note: string },
): Promise<{ number: number }> {
  const { db, now } = context;
  const { id: trajectoryId } = await getReadableTrajectory(db, { slug, actor: context.actor, now });
  const actor = requireActor(context.actor, 'dossier.freeze', { trajectoryId }, context);
  const note = readNote(words);
  const item =
    council === ''
      ? null
      : ((await db
          .selectFrom('council_dossier')
          .where('trajectory_id', '=', trajectoryId)
          .where('number', '=', /^\d{1,9}$/.test(council) ? Number(council) : 0)
          .select('id')
          .executeTakeFirst()) ?? null);
  if (council !== '' && !item) throw new DomainError('invalid', { fields: { council: 'dossiers:error.council' } });
  const content = canonicalJson(await composeAtOnce(context, slug));
  const sha256 = sha256Of(content);
  return db.transaction().execute(async (tx) => {
    const number = await nextNumber(tx, 'dossier_version', trajectoryId);
    const { id } = await tx
      .insertInto('dossier_version')
      .values({
        trajectory_id: trajectoryId,
        number,
        council_dossier_id: item?.id ?? null,
        note,
        content,
        sha256,
        frozen_by_id: actor.id,
        frozen_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordEvent(tx, context, {
      kind: 'dossier.frozen',
      trajectoryId,
      subjectKind: 'dossier_version',
      subjectId: id,
      data: { subjectNumber: number, sha256 },
    });
    return { number };
  });
}

/** Composes in one snapshot of the database, so that no figure is of a later moment than another. */
export async function composeAtOnce(context: Context, slug: string) {
  const votings = await readVotings(context, slug);
  return context.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((tx) => composeDossier({ ...context, db: tx }, { trajectory: slug, votings }));
}

/**
 * Who took part says what they think of how it went, once a phase is over; given again it replaces the grade before.
 * @throws DomainError `sign_in_first`, `not_participant`, `phase_closed` while no phase is over, `invalid`
 */
export async function giveGrade(context: Context, { trajectory: slug, grade: raw }: { trajectory: string; grade: string }): Promise<void> {
  const { now } = context;
  const grade = readGrade(raw);
  await context.db.transaction().execute(async (tx) => {
    const { id: trajectoryId } = await getReadableTrajectory(tx, { slug, actor: context.actor, now });
    const actor = requireActor(context.actor, 'process_grade.give', { trajectoryId }, context);
    const phase = (await listOverPhases(tx, { trajectoryId, today: amsterdamDay(now) })).at(-1);
    if (!phase) throw new DomainError('phase_closed');
    if (!(await tookPart(tx, { trajectoryId, personId: actor.id }))) throw new DomainError('not_participant');
    await tx
      .insertInto('process_grade')
      .values({ trajectory_id: trajectoryId, person_id: actor.id, phase_id: phase.id, grade, given_at: now })
      .onConflict((conflict) => conflict.columns(['trajectory_id', 'person_id']).doUpdateSet({ phase_id: phase.id, grade, given_at: now }))
      .execute();
    await recordEvent(tx, context, { kind: 'process_grade.given', trajectoryId, subjectKind: 'phase', subjectId: phase.id });
  });
}
