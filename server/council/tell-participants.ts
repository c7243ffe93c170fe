/** Mails to everybody who took part, about what the council decided. */
import { sql } from 'kysely';
import type { Db, Tx } from '../context.ts';
import { env } from '../env.ts';
import { recordEvent } from '../events/record-event.ts';
import { readLocale, type Words, wordsIn } from '../i18n/words.ts';
import { letter } from '../mail/letter.ts';
import { type MailText, queueMail } from '../mail/outbox.ts';
import { readParticipants, TOOK_PART } from '../trajectories/queries.ts';
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
  for (const { email, name, locale } of people) {
    const mail = decisionMail({ name, municipality, decision, dossier })(wordsIn(readLocale(locale)));
    await queueMail(tx, { to: email, ...mail }, now);
  }
  if (people.length < BATCH) {
    await tx.updateTable('council_decision').set({ told_at: now }).where('id', '=', decision.id).execute();
    const { n } = await tx
      .selectFrom('council_told')
      .where('decision_id', '=', decision.id)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    const participants = await countParticipants(tx, dossier.trajectory_id);
    await tx
      .insertInto('council_reach')
      .values({ decision_id: decision.id, participants: Math.max(participants, Number(n)), by_mail: Number(n), counted_at: now })
      .execute();
    await recordEvent(
      tx,
      { actor: null, now },
      {
        kind: 'council_decision.told',
        trajectoryId: dossier.trajectory_id,
        subjectKind: 'council_decision',
        subjectId: decision.id,
        data: { people: Number(n), participants },
      },
    );
  }
  return people.length;
}

/** People who took part, as everywhere on the site; but another system that sends in their words is nobody. */
async function countParticipants(tx: Tx, trajectoryId: string): Promise<number> {
  const people = (await readParticipants(tx, [trajectoryId])).get(trajectoryId) ?? 0;
  const { rows } = await sql<{ partners: number }>`
    select count(distinct person_id)::int as partners from ${TOOK_PART} as took_part
    where trajectory_id = ${trajectoryId}::uuid and person_id in (select person_id from partner)`.execute(tx);
  return people - (rows[0]?.partners ?? 0);
}

type Person = { email: string; name: string; locale: string | null };

async function nextPeople(
  tx: Tx,
  { decisionId, trajectoryId, now }: { decisionId: string; trajectoryId: string; now: Date },
): Promise<Person[]> {
  const { rows } = await sql<Person>`
    with next_people as (
      select person.id, person.email, person.display_name as name, person.locale from person
      where person.email is not null and person.email_confirmed_at is not null and person.erased_at is null
        and person.id in (select person_id from ${TOOK_PART} as took_part where trajectory_id = ${trajectoryId}::uuid)
        and not exists (select 1 from council_told where decision_id = ${decisionId}::uuid and person_id = person.id)
      order by person.id limit ${BATCH}::integer
    ), told as (
      insert into council_told (decision_id, person_id, told_at) select ${decisionId}::uuid, id, ${now}::timestamptz from next_people
      on conflict do nothing returning person_id
    )
    select next_people.email, next_people.name, next_people.locale from next_people join told on told.person_id = next_people.id`.execute(
    tx,
  );
  return rows;
}

export type Told = {
  name: string;
  municipality: string;
  decision: { outcome: DecisionOutcome; decided_on: string; summary: string; deviates: boolean; correction: string };
  dossier: { number: number; title: string; slug: string; trajectory: string };
};

export function decisionMail({ name, municipality, decision, dossier }: Told) {
  const { correction, deviates, outcome, summary, decided_on } = decision;
  const { title, trajectory, slug, number } = dossier;
  return ({ t, day }: Words): MailText => ({
    subject: t(correction ? 'mails:council.subject_corrected' : 'mails:council.subject', { title }),
    text: letter(
      t('mails:dear', { name }),
      correction
        ? t('mails:council.corrected', { title, correction })
        : t('mails:council.took_part', { trajectory, title, day: day(decided_on) }),
      `${t(`mails:council.outcome.${outcome}`)} ${summary}`,
      t(deviates ? 'mails:council.deviates' : 'mails:council.follows'),
      t('mails:council.read', { url: `${env.publicUrl}/raad/${slug}/${number}` }),
      t('mails:council.thanks'),
      t('mails:closing.named', { municipality }),
    ),
  });
}
