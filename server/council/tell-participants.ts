/** Mails to everybody who took part, about what the council decided. */
import { sql } from 'kysely';
import { dutchDayWithYear } from '../calendar/amsterdam.ts';
import type { Db, Tx } from '../context.ts';
import { env } from '../env.ts';
import { recordEvent } from '../events/record-event.ts';
import { queueMail } from '../mail/outbox.ts';
import { TOOK_PART } from '../trajectories/queries.ts';
import type { DecisionOutcome } from './rules.ts';

const BATCH = 100;

/**
 * Tells every participant with a confirmed address of each decision that stands, once. Any number of nodes may do this at once, and it may break off: a decision is held
 * while a batch of mails is queued, and who was told is written in the same transaction. A correction is told again. "Held over" decides nothing, so nobody is mailed:
 * followers read it in their news.
 * @returns how many mails were queued
 */
export async function tellParticipants({ db, now }: { db: Db; now: Date }): Promise<number> {
  let queued = 0;
  for (;;) {
    const told = await db.transaction().execute((tx) => tellBatch(tx, now));
    if (told === null) return queued;
    queued += told;
  }
}

/** @returns null when nothing is left to do, or another node does it */
async function tellBatch(tx: Tx, now: Date): Promise<number | null> {
  const decision = await tx
    .selectFrom('council_decision')
    .where('told_at', 'is', null)
    .orderBy('recorded_at')
    .orderBy('id')
    .limit(1)
    .selectAll()
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!decision) return null;
  const dossier = await tx
    .selectFrom('council_dossier')
    .innerJoin('trajectory', 'trajectory.id', 'council_dossier.trajectory_id')
    .where('council_dossier.id', '=', decision.dossier_id)
    .select([
      'council_dossier.trajectory_id',
      'council_dossier.number',
      'council_dossier.title',
      'trajectory.slug',
      'trajectory.title as trajectory',
    ])
    .executeTakeFirstOrThrow();
  const people =
    decision.outcome === 'held' ? [] : await nextPeople(tx, { decisionId: decision.id, trajectoryId: dossier.trajectory_id, now });
  const { municipality } = await tx.selectFrom('site').select('municipality').executeTakeFirstOrThrow();
  for (const { email, name } of people) await queueMail(tx, { to: email, ...mailOf({ name, municipality, decision, dossier }) }, now);
  if (people.length < BATCH) {
    await tx.updateTable('council_decision').set({ told_at: now }).where('id', '=', decision.id).execute();
    const { n } = await tx
      .selectFrom('council_told')
      .where('decision_id', '=', decision.id)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    await recordEvent(
      tx,
      { actor: null, now },
      {
        kind: 'council_decision.told',
        trajectoryId: dossier.trajectory_id,
        subjectKind: 'council_decision',
        subjectId: decision.id,
        data: { people: Number(n) },
      },
    );
  }
  return people.length;
}

async function nextPeople(
  tx: Tx,
  { decisionId, trajectoryId, now }: { decisionId: string; trajectoryId: string; now: Date },
): Promise<{ email: string; name: string }[]> {
  const { rows } = await sql<{ email: string; name: string }>`
    with next_people as (
      select person.id, person.email, person.display_name as name from person
      where person.email is not null and person.email_confirmed_at is not null and person.erased_at is null
        and person.id in (select person_id from ${TOOK_PART} as took_part where trajectory_id = ${trajectoryId}::uuid)
        and not exists (select 1 from council_told where decision_id = ${decisionId}::uuid and person_id = person.id)
      order by person.id limit ${BATCH}::integer
    ), told as (
      insert into council_told (decision_id, person_id, told_at) select ${decisionId}::uuid, id, ${now}::timestamptz from next_people
      on conflict do nothing returning person_id
    )
    select next_people.email, next_people.name from next_people join told on told.person_id = next_people.id`.execute(tx);
  return rows;
}

const OUTCOME: Record<DecisionOutcome, string> = {
  adopted: 'De raad heeft het voorstel aangenomen.',
  amended: 'De raad heeft het voorstel met wijzigingen aangenomen.',
  held: 'De raad heeft het voorstel aangehouden.',
  rejected: 'De raad heeft het voorstel verworpen.',
  noted: 'De raad heeft het voorstel voor kennisgeving aangenomen.',
};

type Told = {
  name: string;
  municipality: string;
  decision: { outcome: DecisionOutcome; decided_on: string; summary: string; deviates: boolean; correction: string };
  dossier: { number: number; title: string; slug: string; trajectory: string };
};

function mailOf({ name, municipality, decision, dossier }: Told): { subject: string; text: string } {
  const first = decision.correction
    ? `Eerder schreven wij u over het besluit van de raad over "${dossier.title}". Daarin stond een fout: ${decision.correction}\n\nDit is het goede besluit.`
    : `U deed mee aan "${dossier.trajectory}". Op ${dutchDayWithYear(decision.decided_on)} heeft de raad besloten over "${dossier.title}".`;
  const deviates = decision.deviates
    ? 'Op een of meer punten koos de raad anders dan bewoners vroegen. Per punt leest u waarom.'
    : 'De raad week niet af van wat bewoners vroegen.';
  return {
    subject: `${decision.correction ? 'Verbeterd: b' : 'B'}esluit van de raad over ${dossier.title}`,
    text: `Beste ${name},\n\n${first}\n\n${OUTCOME[decision.outcome]} ${decision.summary}\n\n${deviates}\n\nAlles over dit besluit:\n${env.publicUrl}/raad/${dossier.slug}/${dossier.number}\n\nDank u dat u meedeed.\n\nMet vriendelijke groet,\nGemeente ${municipality}\n`,
  };
}
