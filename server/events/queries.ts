import { sql } from 'kysely';
import { addDays, amsterdamMidnight } from '../calendar/amsterdam.ts';
import type { Db } from '../context.ts';
import type { Link } from './event-chain.ts';

export type EventFilter = {
  /** A name, or part of one, of who did it. */
  who?: string | undefined;
  /** A kind (`idea.proposed`), or its noun (`idea`). */
  kind?: string | undefined;
  from?: string | undefined;
  /** Inclusive. */
  until?: string | undefined;
  trajectory?: string | undefined;
  /** Id of what it was done to. */
  subject?: string | undefined;
};

export type ListedEvent = {
  id: number;
  at: Date;
  kind: string;
  /** Null: the application itself, or somebody at the command line. */
  actor: string | null;
  trajectory: { slug: string; title: string } | null;
  subjectKind: string;
  subjectId: string;
  data: Record<string, unknown>;
  /** The place in the chain, with its three codes; null until it is sealed. */
  seal: { seq: number; personal: string; digest: string; sha256: string } | null;
};

/** What happened, newest first. `before` is the id of the last event of the page before. */
export async function listEvents(
  db: Db,
  { who, kind, from, until, trajectory, subject, before, limit }: EventFilter & { before?: number | undefined; limit: number },
): Promise<{ items: ListedEvent[]; nextCursor: number | null }> {
  let events = db
    .selectFrom('event')
    .leftJoin('person', 'person.id', 'event.actor_id')
    .leftJoin('trajectory', 'trajectory.id', 'event.trajectory_id')
    .leftJoin('event_seal', 'event_seal.event_id', 'event.id');
  if (who) {
    const pattern = `%${who.replace(/[\\%_]/g, '\\$&')}%`;
    events = events.where('event.actor_id', 'in', db.selectFrom('person').where('display_name', 'ilike', pattern).select('id'));
  }
  if (kind)
    events = kind.includes('.')
      ? events.where('event.kind', '=', kind)
      : events.where('event.kind', 'like', `${kind.replace(/[\\%_]/g, '\\$&')}.%`);
  if (from) events = events.where('event.at', '>=', amsterdamMidnight(from));
  if (until) events = events.where('event.at', '<', amsterdamMidnight(addDays(until, 1)));
  if (trajectory) events = events.where('trajectory.slug', '=', trajectory);
  if (subject) events = events.where('event.subject_id', '=', subject);
  if (before !== undefined) events = events.where('event.id', '<', before);
  const rows = await events
    .select([
      'event.id',
      'event.at',
      'event.kind',
      'person.display_name as actor',
      'trajectory.slug',
      'trajectory.title',
      'event.subject_kind',
      'event.subject_id',
      'event.data',
      'event_seal.seq',
      'event_seal.personal',
      'event_seal.digest',
      'event_seal.sha256',
    ])
    .orderBy('event.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  return {
    items: page.map((row) => ({
      id: row.id,
      at: row.at,
      kind: row.kind,
      actor: row.actor,
      trajectory: row.slug && row.title ? { slug: row.slug, title: row.title } : null,
      subjectKind: row.subject_kind,
      subjectId: row.subject_id,
      data: row.data,
      seal:
        row.seq && row.personal && row.digest && row.sha256
          ? { seq: row.seq, personal: row.personal, digest: row.digest, sha256: row.sha256 }
          : null,
    })),
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

/** Every kind that has occurred, by skipping through the index: there are few kinds and many events. */
export async function listEventKinds(db: Db): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    with recursive found as (
      (select kind from event order by kind limit 1)
      union all
      select (select event.kind from event where event.kind > found.kind order by event.kind limit 1) from found where found.kind is not null
    ) select kind from found where kind is not null`.execute(db);
  return rows.map((row) => row.kind);
}

export type Anchor = { day: string; seq: number; sha256: string };

/** The codes of days, newest first. */
export async function listAnchors(db: Db, { before, limit }: { before?: string | undefined; limit: number }): Promise<Anchor[]> {
  let anchors = db.selectFrom('event_anchor');
  if (before) anchors = anchors.where('day', '<', before);
  return await anchors.orderBy('day', 'desc').limit(limit).select(['day', 'seq', 'sha256']).execute();
}

export type DayOfChain = { day: string; anchor: Anchor; previous: Anchor | null; links: Link[] };

/** What an outsider needs to compute the code of a day from the code of the day before. */
export async function findDayOfChain(db: Db, day: string): Promise<DayOfChain | null> {
  const [anchor, previous = null] = await db
    .selectFrom('event_anchor')
    .where('day', '<=', day)
    .orderBy('day', 'desc')
    .limit(2)
    .select(['day', 'seq', 'sha256'])
    .execute();
  if (!anchor || anchor.day !== day) return null;
  const rows = await db
    .selectFrom('event_seal')
    .where('seq', '>', previous?.seq ?? 0)
    .where('seq', '<=', anchor.seq)
    .orderBy('seq')
    .select(['seq', 'digest', 'sha256'])
    .execute();
  return { day, anchor, previous, links: rows.map((row) => ({ seq: row.seq ?? 0, digest: row.digest ?? '', sha256: row.sha256 ?? '' })) };
}
