import type { Actor, Context, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { assertCan, can } from '../permissions.ts';
import { codeOf, type TakenOutOfPaper } from '../redaction/paper-code.ts';
import { getReadableTrajectory } from '../trajectories/queries.ts';
import { composeNote, listItems } from './content.ts';
import { changesOf, countNote, findPersonalDetails, type NoteChange, type NoteContent, type NoteItem } from './rules.ts';

type Viewer = Pick<Context, 'db' | 'actor' | 'now'>;
export type NoteStatus = 'concept' | 'sent' | 'published';

export type NotePage = {
  id: string;
  content: NoteContent;
  changes: NoteChange[];
  counts: ReturnType<typeof countNote>;
  status: NoteStatus;
  sentAt: string | null;
  publishedAt: string | null;
  /** Of the frozen content; null before that. */
  sha256: string | null;
  takenOut: TakenOutOfPaper | null;
  /** The reader's own numbers. */
  ownNumbers: number[];
  may: { make: boolean };
};

/** Notes of a trajectory, newest first: published ones for everybody, sent ones for who is in them, all for who makes them. */
export async function getNotes(context: Viewer, { trajectory: slug }: { trajectory: string }) {
  const { db, actor, now } = context;
  const trajectory = await getReadableTrajectory(db, { slug, actor, now });
  const make = can(actor, 'reply_note.make', { trajectoryId: trajectory.id }, { now });
  const rows = await db
    .selectFrom('reply_note')
    .where('trajectory_id', '=', trajectory.id)
    .select((eb) => [
      'id',
      'number',
      'title',
      'status',
      'period_from as periodFrom',
      'period_until as periodUntil',
      'published_at as publishedAt',
      eb
        .selectFrom('reply_note_item')
        .whereRef('note_id', '=', 'reply_note.id')
        .select(eb.cast<number>(eb.fn.countAll(), 'integer').as('n'))
        .as('items'),
    ])
    .orderBy('number', 'desc')
    .execute();
  const own = actor ? await ownNotes(db, { actor, trajectoryId: trajectory.id }) : new Set<string>();
  return {
    trajectory: { id: trajectory.id, slug: trajectory.slug, title: trajectory.title },
    items: rows
      .filter(({ id, status }) => make || status === 'published' || (status === 'sent' && own.has(id)))
      .map(({ publishedAt, items, ...note }) => ({ ...note, items: items ?? 0, publishedAt: publishedAt?.toISOString() ?? null })),
    may: { make },
  };
}

/** One note as the reader may see it. @throws DomainError `not_found`, also for what is not theirs to read yet */
export async function getNote(context: Viewer, { trajectory: slug, number }: { trajectory: string; number: number }): Promise<NotePage> {
  const { db, actor, now } = context;
  const trajectory = await getReadableTrajectory(db, { slug, actor, now });
  const row = await findNote(db, { trajectoryId: trajectory.id, number });
  if (!row) throw new DomainError('not_found');
  const make = can(actor, 'reply_note.make', { trajectoryId: trajectory.id }, { now });
  const ownNumbers = actor ? await listOwnNumbers(db, { actor, noteId: row.id }) : [];
  const readable = make || row.status === 'published' || (row.status === 'sent' && ownNumbers.length > 0);
  if (!readable) throw new DomainError('not_found');
  const content =
    (row.content as NoteContent | null) ?? (await composeNote(db, { ...row, slug: trajectory.slug, trajectory_title: trajectory.title }));
  return {
    id: row.id,
    content,
    changes: changesOf(content.items),
    counts: countNote(content.items),
    status: row.status,
    sentAt: row.sent_at?.toISOString() ?? null,
    publishedAt: row.published_at?.toISOString() ?? null,
    ...codeOf(row),
    ownNumbers,
    may: { make },
  };
}

export type NoteDesk = {
  id: string;
  trajectory: { id: string; slug: string; title: string };
  number: number;
  title: string;
  introduction: string;
  ownChanges: string;
  kinds: string[];
  periodFrom: string;
  periodUntil: string;
  status: NoteStatus;
  revision: number;
  items: (NoteItem & { contributionId: string; personal: string[] })[];
  /** What keeps it from being sent. */
  lacks: { waiting: number; unsaid: number; named: number };
  may: { send: boolean; publish: boolean };
};

/** The note for who makes it: every item with what it still lacks. @throws DomainError `not_found`, `not_allowed` */
export async function getNoteDesk(
  context: Viewer,
  { trajectory: slug, number }: { trajectory: string; number: number },
): Promise<NoteDesk> {
  const { db, actor, now } = context;
  const trajectory = await getReadableTrajectory(db, { slug, actor, now });
  const subject = { trajectoryId: trajectory.id };
  assertCan(actor, 'reply_note.make', subject, { now });
  const row = await findNote(db, { trajectoryId: trajectory.id, number });
  if (!row) throw new DomainError('not_found');
  const items = (await listItems(db, row.id)).map(({ authorName, toldAt: _, ...item }) => ({
    ...item,
    personal: findPersonalDetails(item.summary, authorName),
  }));
  const lacks = {
    waiting: countNote(items).waiting,
    unsaid: items.filter(({ summary }) => summary === '').length,
    named: items.filter(({ personal }) => personal.length > 0).length,
  };
  const complete = items.length > 0 && lacks.waiting + lacks.unsaid + lacks.named === 0;
  return {
    id: row.id,
    trajectory: { id: trajectory.id, slug: trajectory.slug, title: trajectory.title },
    number: row.number,
    title: row.title,
    introduction: row.introduction,
    ownChanges: row.own_changes,
    kinds: row.kinds,
    periodFrom: row.period_from,
    periodUntil: row.period_until,
    status: row.status,
    revision: row.revision,
    items,
    lacks,
    may: {
      send: complete && row.status === 'concept',
      publish: complete && row.status === 'sent' && can(actor, 'reply_note.publish', subject, { now }),
    },
  };
}

/** Where a contribution stands in notes its author may read. */
export async function listNoteNumbers(
  db: Db,
  contributionId: string,
): Promise<{ slug: string; note: number; number: number; status: NoteStatus; at: string }[]> {
  const rows = await db
    .selectFrom('reply_note_item as item')
    .innerJoin('reply_note', 'reply_note.id', 'item.note_id')
    .innerJoin('trajectory', 'trajectory.id', 'reply_note.trajectory_id')
    .where('item.contribution_id', '=', contributionId)
    .where('reply_note.status', '<>', 'concept')
    .select(['trajectory.slug', 'reply_note.number as note', 'item.number', 'reply_note.status', 'reply_note.sent_at'])
    .orderBy('reply_note.sent_at')
    .execute();
  return rows.map(({ sent_at, ...row }) => ({ ...row, at: (sent_at ?? new Date(0)).toISOString() }));
}

async function findNote(db: Db, { trajectoryId, number }: { trajectoryId: string; number: number }) {
  return db.selectFrom('reply_note').where('trajectory_id', '=', trajectoryId).where('number', '=', number).selectAll().executeTakeFirst();
}

async function ownNotes(db: Db, { actor, trajectoryId }: { actor: Actor; trajectoryId: string }): Promise<Set<string>> {
  const rows = await db
    .selectFrom('reply_note_item as item')
    .innerJoin('contribution', 'contribution.id', 'item.contribution_id')
    .where('contribution.trajectory_id', '=', trajectoryId)
    .where('contribution.author_id', '=', actor.id)
    .select('item.note_id')
    .distinct()
    .execute();
  return new Set(rows.map((row) => row.note_id));
}

async function listOwnNumbers(db: Db, { actor, noteId }: { actor: Actor; noteId: string }): Promise<number[]> {
  const rows = await db
    .selectFrom('reply_note_item as item')
    .innerJoin('contribution', 'contribution.id', 'item.contribution_id')
    .where('item.note_id', '=', noteId)
    .where('contribution.author_id', '=', actor.id)
    .select('item.number')
    .orderBy('item.number')
    .execute();
  return rows.map((row) => row.number);
}
