/** Computes the chain of events again, and tells the first place where it does not fit. */
import type { Db } from '../context.ts';
import { eventDigest, linkSha256, personalSha256 } from './event-chain.ts';

/**
 * `missing`: a number of the chain, or its event, is gone. `changed`: the event is not what was sealed. `anchor`: the code of that day is not in the chain.
 * `unsealable`: an event has no seal row at all, so somebody put it there past the application.
 */
export type EventChainBreak =
  | { reason: 'missing' | 'changed'; seq: number }
  | { reason: 'anchor'; day: string }
  | { reason: 'unsealable'; eventId: number };

export type EventChainReport = {
  sealed: number;
  /** Committed and not sealed yet: at most a minute's worth while the jobs run. */
  waiting: number;
  /** Sealed events whose personal data were erased since. */
  erased: number;
  anchors: number;
  broken: EventChainBreak | null;
};

const ROWS_AT_ONCE = 1000;

export async function verifyEvents(db: Db): Promise<EventChainReport> {
  const anchors = await db.selectFrom('event_anchor').orderBy('seq').orderBy('day').select(['day', 'seq', 'sha256']).execute();
  const { waiting } = await db
    .selectFrom('event_seal')
    .where('seq', 'is', null)
    .select((eb) => eb.fn.countAll<number>().as('waiting'))
    .executeTakeFirstOrThrow();
  const report: EventChainReport = { sealed: 0, waiting: Number(waiting), erased: 0, anchors: anchors.length, broken: null };
  let previous: string | null = null;
  let nextAnchor = 0;
  for (;;) {
    const rows = await readSeals(db, report.sealed);
    for (const row of rows) {
      const seq = report.sealed + 1;
      if (row.seq !== seq || row.id === null) return { ...report, broken: { reason: 'missing', seq } };
      const event = { ...row, id: row.id };
      const personal: string = row.salt === null ? row.personal : personalSha256(event, row.salt);
      const digest: string = eventDigest(event, personal);
      const isErased: boolean = row.salt === null;
      const fits: boolean =
        personal === row.personal &&
        digest === row.digest &&
        linkSha256({ seq, digest }, previous) === row.sha256 &&
        (!isErased || JSON.stringify(row.data) === '{}');
      if (!fits) return { ...report, broken: { reason: 'changed', seq } };
      report.sealed = seq;
      if (isErased) report.erased += 1;
      previous = row.sha256;
      for (let anchor = anchors[nextAnchor]; anchor && anchor.seq === seq; anchor = anchors[++nextAnchor]) {
        if (anchor.sha256 !== previous) return { ...report, broken: { reason: 'anchor', day: anchor.day } };
      }
    }
    if (rows.length < ROWS_AT_ONCE) break;
  }
  const lost = anchors[nextAnchor];
  if (lost) return { ...report, broken: { reason: 'anchor', day: lost.day } };
  const stray = await db
    .selectFrom('event')
    .leftJoin('event_seal', 'event_seal.event_id', 'event.id')
    .where('event_seal.event_id', 'is', null)
    .orderBy('event.id')
    .limit(1)
    .select('event.id')
    .executeTakeFirst();
  return stray ? { ...report, broken: { reason: 'unsealable', eventId: stray.id } } : report;
}

async function readSeals(db: Db, after: number) {
  const rows = await db
    .selectFrom('event_seal')
    .leftJoin('event', 'event.id', 'event_seal.event_id')
    .where('event_seal.seq', '>', after)
    .orderBy('event_seal.seq')
    .limit(ROWS_AT_ONCE)
    .select((eb) => [
      'event_seal.seq',
      'event_seal.salt',
      eb.fn.coalesce('event_seal.personal', eb.val('')).as('personal'),
      eb.fn.coalesce('event_seal.digest', eb.val('')).as('digest'),
      eb.fn.coalesce('event_seal.sha256', eb.val('')).as('sha256'),
      'event.id',
      'event.at',
      'event.kind',
      'event.data',
      'event.trajectory_id',
      'event.subject_kind',
      'event.subject_id',
      'event.actor_id',
    ])
    .execute();
  return rows.map((row) => ({
    ...row,
    at: row.at ?? new Date(0),
    kind: row.kind ?? '',
    trajectoryId: row.trajectory_id,
    subjectKind: row.subject_kind ?? '',
    subjectId: row.subject_id ?? '',
    actorId: row.actor_id,
  }));
}
