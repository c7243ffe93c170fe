/** Choosing the name others read. */
import { countOrRefuse } from '../auth/rate-limits.ts';
import type { Context, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { displayNameOf, isSameName, type NameShown, posesAsOfficial } from './names.ts';
import { ERASED_NAME } from './shown-name.ts';

export type OwnNames = { own: string; pen: string | null; shown: NameShown };

export async function getOwnNames(db: Db, personId: string): Promise<OwnNames> {
  const row = await db
    .selectFrom('person')
    .where('id', '=', personId)
    .select(['display_name', 'own_name', 'pen_name', 'name_shown'])
    .executeTakeFirstOrThrow();
  return { own: row.own_name ?? row.display_name, pen: row.pen_name, shown: row.name_shown };
}

/**
 * From now on others read this name, unless a moderator hides it, also with what was written before. The municipality knows the other ones.
 * @throws DomainError `sign_in_first`, `blocked`, `invalid` for a pen name that is missing, or a name that passes for the municipality, `too_many_requests`
 */
export async function chooseName(context: Context, names: OwnNames): Promise<void> {
  const { db, now } = context;
  const actor = requireActor(context.actor, 'name.choose', {}, { now });
  if (names.shown === 'pen' && !names.pen) throw new DomainError('invalid', { fields: { pen: 'identity:error.pen_missing' } });
  const isStaff = actor.roles.length > 0;
  // Staff answer under their own name: that is what residents may know.
  if (isStaff && names.shown === 'pen') throw new DomainError('invalid', { fields: { shown: 'identity:error.pen_staff' } });
  if (!isStaff) {
    for (const field of ['own', 'pen'] as const) await refuseOfficialName(db, names[field], field);
  }
  await countOrRefuse(db, ['name_person', actor.id]);
  await db.transaction().execute(async (tx) => {
    const { hidden_name } = await tx
      .selectFrom('person')
      .where('id', '=', actor.id)
      .select('hidden_name')
      .forNoKeyUpdate()
      .executeTakeFirstOrThrow();
    const chosen = displayNameOf(names);
    // A name that a moderator hides stays hidden, however its owner spells it.
    const display_name = hidden_name !== null && isSameName(chosen, hidden_name) ? ERASED_NAME : chosen;
    await tx
      .updateTable('person')
      .set({ own_name: names.own, pen_name: names.pen, name_shown: names.shown, display_name })
      .where('id', '=', actor.id)
      .execute();
    // Not which name: the log is for everybody who may read it, and this was a choice to be less known.
    await recordEvent(tx, context, {
      kind: 'person.name_chosen',
      trajectoryId: null,
      subjectKind: 'person',
      subjectId: actor.id,
      data: { shown: names.shown },
    });
  });
}

/** @throws DomainError `invalid` at `field` */
export async function refuseOfficialName(db: Db, name: string | null, field = 'name'): Promise<void> {
  if (name === null) return;
  const site = await db.selectFrom('site').select('municipality').executeTakeFirst();
  if (posesAsOfficial(name, { municipality: site?.municipality ?? '' }))
    throw new DomainError('invalid', { fields: { [field]: 'identity:error.name_official' } });
}
