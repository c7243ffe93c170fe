/** "Wat viel op": what staff noticed and no metric holds. */
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { readObservation } from './rules.ts';

/** Writes down what was noticed, for everybody to read. @throws DomainError `not_found`, `not_allowed`, `invalid` */
export async function addObservation(
  context: Context,
  { trajectoryId, ...words }: { trajectoryId: string; body: string; observedOn: string },
): Promise<{ id: string }> {
  return context.db.transaction().execute(async (tx) => {
    const trajectory = await tx.selectFrom('trajectory').where('id', '=', trajectoryId).select('created_at').executeTakeFirst();
    if (!trajectory) throw new DomainError('not_found');
    const actor = requireActor(context.actor, 'observation.write', { trajectoryId }, context);
    const { body, observedOn } = readObservation(words, { today: amsterdamDay(context.now), since: amsterdamDay(trajectory.created_at) });
    const { id } = await tx
      .insertInto('observation')
      .values({
        trajectory_id: trajectoryId,
        observed_on: observedOn,
        body,
        author_id: actor.id,
        created_at: context.now,
        withdrawn_at: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordEvent(tx, context, { kind: 'observation.written', trajectoryId, subjectKind: 'observation', subjectId: id });
    return { id };
  });
}

/** Takes an observation back; that there was one stays to be seen. @throws DomainError `not_found`, `not_allowed` */
export async function withdrawObservation(context: Context, { observationId }: { observationId: string }): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('observation')
      .where('id', '=', observationId)
      .select(['trajectory_id', 'author_id', 'withdrawn_at'])
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new DomainError('not_found');
    const trajectoryId = row.trajectory_id;
    requireActor(context.actor, 'observation.withdraw', { trajectoryId, ownerId: row.author_id }, context);
    if (row.withdrawn_at) return;
    await tx.updateTable('observation').set({ withdrawn_at: context.now }).where('id', '=', observationId).execute();
    await recordEvent(tx, context, { kind: 'observation.withdrawn', trajectoryId, subjectKind: 'observation', subjectId: observationId });
  });
}
