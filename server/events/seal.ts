/** For the job `seal-events`: events get their place in the chain after they were committed, so that writers never wait for each other. */
import { sql } from 'kysely';
import { addDays, amsterdamDay, amsterdamMidnight } from '../calendar/amsterdam.ts';
import type { Db, Tx } from '../context.ts';
import { eventDigest, linkSha256, personalSha256 } from './event-chain.ts';

const AT_ONCE = 500;

/**
 * Seals every committed event that has no seal yet. The order is that of sealing: an event whose transaction took long simply comes later, and none is left out.
 * One node at a time; twice changes nothing more.
 * @returns how many were sealed
 */
export async function sealEvents(db: Db): Promise<number> {
  let sealed = 0;
  for (;;) {
    const count = await db.transaction().execute(sealSome);
    sealed += count;
    if (count < AT_ONCE) return sealed;
  }
}

async function sealSome(tx: Tx): Promise<number> {
  await lockChain(tx);
  const open = await tx
    .selectFrom('event_seal')
    .innerJoin('event', 'event.id', 'event_seal.event_id')
    .where('event_seal.seq', 'is', null)
    .orderBy('event_seal.event_id')
    .limit(AT_ONCE)
    .select(['id', 'at', 'kind', 'salt', 'data', 'trajectory_id', 'subject_kind', 'subject_id', 'actor_id'])
    .execute();
  if (open.length === 0) return 0;
  const last = await findLastLink(tx);
  let seq = last?.seq ?? 0;
  let previous = last?.sha256 ?? null;
  const seals = open.map((row) => {
    const event = {
      ...row,
      trajectoryId: row.trajectory_id,
      subjectKind: row.subject_kind,
      subjectId: row.subject_id,
      actorId: row.actor_id,
    };
    const personal = personalSha256(event, row.salt ?? '');
    const digest = eventDigest(event, personal);
    seq += 1;
    previous = linkSha256({ seq, digest }, previous);
    return { id: row.id, personal, digest, seq, sha256: previous };
  });
  await sql`
    update event_seal set personal = made.personal, digest = made.digest, seq = made.seq, sha256 = made.sha256
    from unnest(${seals.map((seal) => seal.id)}::bigint[], ${seals.map((seal) => seal.personal)}::text[], ${seals.map((seal) => seal.digest)}::text[],
      ${seals.map((seal) => seal.seq)}::bigint[], ${seals.map((seal) => seal.sha256)}::text[]) as made (event_id, personal, digest, seq, sha256)
    where event_seal.event_id = made.event_id`.execute(tx);
  return seals.length;
}

/**
 * The code of yesterday: the last link there is at the first moment of today that the job runs. A day on which the server slept has none; the next one covers it.
 * @returns the day it was made for, or null when it was there already or there is nothing to hold
 */
export async function anchorYesterday({ db, now }: { db: Db; now: Date }): Promise<string | null> {
  const day = addDays(amsterdamDay(now), -1);
  return await db.transaction().execute(async (tx) => {
    await lockChain(tx);
    const last = await findLastLink(tx);
    const isOld = await tx
      .selectFrom('event')
      .where('at', '<', amsterdamMidnight(amsterdamDay(now)))
      .select('id')
      .limit(1)
      .executeTakeFirst();
    if (!last || !isOld) return null;
    const made = await tx
      .insertInto('event_anchor')
      .values({ day, seq: last.seq, sha256: last.sha256, made_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return made.numInsertedOrUpdatedRows === 1n ? day : null;
  });
}

/** Sealing and erasing wait for each other: data must not go between being read and being sealed. */
export async function lockChain(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('oever event chain'))`.execute(tx);
}

async function findLastLink(db: Db): Promise<{ seq: number; sha256: string } | null> {
  const row = await db
    .selectFrom('event_seal')
    .where('seq', 'is not', null)
    .orderBy('seq', 'desc')
    .limit(1)
    .select(['seq', 'sha256'])
    .executeTakeFirst();
  return row?.seq && row.sha256 ? { seq: row.seq, sha256: row.sha256 } : null;
}
