/** A numbered version of the whole plan at the end of each phase, by its date. A job asks for them; twice, late, or on two nodes at once is safe. */
import { amsterdamDay, dutchDayWithYear, endOfAmsterdamDay } from '../calendar/amsterdam.ts';
import type { Context, Tx } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { lockPlan } from './commands.ts';
import { loadDocumentAt } from './document-log.ts';
import { SECTION_LIMITS } from './rules.ts';
import { documentJson } from './schema.ts';
import { findLastVersion, writeVersion } from './write-version.ts';

type EndedPhase = { id: string; title: string; endsOn: string; trajectoryId: string };

/**
 * Makes the versions of phases whose last day is over and that have none yet. The text is the one of the last moment of that day, also when this comes later:
 * it is read from the log. A phase in which nothing was written since the last version gets no new one; the state that was there is marked as its end.
 * @returns how many phases were dealt with
 */
export async function keepPhaseEnds({ db, now }: Pick<Context, 'db' | 'now'>): Promise<number> {
  const phases = await db
    .selectFrom('phase')
    .innerJoin('trajectory', 'trajectory.id', 'phase.trajectory_id')
    .leftJoin('plan_mark', (join) =>
      join
        .onRef('plan_mark.phase_id', '=', 'phase.id')
        .onRef('plan_mark.ends_on', '=', 'phase.ends_on')
        .on('plan_mark.kind', '=', 'phase_end'),
    )
    .where('phase.ends_on', '<', amsterdamDay(now))
    .where('plan_mark.id', 'is', null)
    .where('trajectory.published_at', '<=', now)
    .orderBy('phase.ends_on')
    .select([
      'phase.id',
      'phase.title',
      'phase.ends_on as endsOn',
      'phase.trajectory_id as trajectoryId',
      'trajectory.stopped_at as stoppedAt',
    ])
    .execute();
  let kept = 0;
  for (const { stoppedAt, ...phase } of phases) {
    // Who stopped had no such phase end.
    if (stoppedAt !== null && stoppedAt < endOfAmsterdamDay(phase.endsOn)) continue;
    if (await db.transaction().execute((tx) => keepPhaseEnd(tx, phase, now))) kept += 1;
  }
  return kept;
}

async function keepPhaseEnd(tx: Tx, phase: EndedPhase, now: Date): Promise<boolean> {
  const context = { actor: null, now };
  await lockPlan(tx, phase.trajectoryId);
  const mark = await tx
    .insertInto('plan_mark')
    .values({
      trajectory_id: phase.trajectoryId,
      kind: 'phase_end',
      phase_id: phase.id,
      ends_on: phase.endsOn,
      state_at: null,
      made_at: now,
    })
    .onConflict((conflict) => conflict.columns(['phase_id', 'ends_on']).where('kind', '=', 'phase_end').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!mark) return false;
  const end = endOfAmsterdamDay(phase.endsOn);
  const sections = await tx
    .selectFrom('section')
    .where('trajectory_id', '=', phase.trajectoryId)
    .where('created_at', '<', end)
    .where((eb) => eb.or([eb('removed_at', 'is', null), eb('removed_at', '>=', end)]))
    .orderBy('position')
    .select(['id', 'document_id as documentId', 'title'])
    .forNoKeyUpdate()
    .execute();
  const note = `Einde van de fase ‘${phase.title}’ op ${dutchDayWithYear(phase.endsOn)}`.slice(0, SECTION_LIMITS.note);
  let made = 0;
  for (const section of sections) if (await keepSectionAt(tx, context, { section, end, note })) made += 1;
  const stateAt = made > 0 ? now : await findStateBefore(tx, phase.trajectoryId, end);
  await tx.updateTable('plan_mark').set({ state_at: stateAt }).where('id', '=', mark.id).execute();
  await recordEvent(tx, context, {
    kind: 'plan_text.phase_end_kept',
    trajectoryId: phase.trajectoryId,
    subjectKind: 'phase',
    subjectId: phase.id,
    data: { endsOn: phase.endsOn, sections: made },
  });
  return true;
}

type SectionAt = { section: { id: string; documentId: string; title: string }; end: Date; note: string };

async function keepSectionAt(tx: Tx, context: Pick<Context, 'actor' | 'now'>, { section, end, note }: SectionAt): Promise<boolean> {
  const { seq } = await tx
    .selectFrom('document_update')
    .where('document_id', '=', section.documentId)
    .where('at', '<', end)
    .select((eb) => eb.fn.coalesce(eb.fn.max('seq'), eb.lit(0)).as('seq'))
    .executeTakeFirstOrThrow();
  if (seq === 0) return false;
  const same = await tx
    .selectFrom('section_version')
    .where('section_id', '=', section.id)
    .where('seq', '=', seq)
    .select('id')
    .limit(1)
    .executeTakeFirst();
  if (same) return false;
  const doc = await loadDocumentAt(tx, section.documentId, seq);
  const content = documentJson(doc);
  doc.destroy();
  const last = await findLastVersion(tx, section.id);
  await writeVersion(tx, context, { section, last, content, seq, note, cause: 'phase_end' });
  return true;
}

/** The newest state of the plan before a moment. */
async function findStateBefore(tx: Tx, trajectoryId: string, end: Date): Promise<Date | null> {
  const newest = await tx
    .selectFrom('section_version')
    .innerJoin('section', 'section.id', 'section_version.section_id')
    .where('section.trajectory_id', '=', trajectoryId)
    .where('section_version.created_at', '<', end)
    .select((eb) => eb.fn.max('section_version.created_at').as('at'))
    .executeTakeFirst();
  return newest?.at ?? null;
}
