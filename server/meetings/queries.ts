import { sql } from 'kysely';
import type { Context, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { can } from '../permissions.ts';
import type { ClockView } from '../responses/clock-view.ts';
import { listClocks } from '../responses/queries.ts';
import { getReadableTrajectory } from '../trajectories/queries.ts';

type Viewer = Pick<Context, 'db' | 'actor' | 'now'>;

export type Meeting = {
  id: string;
  number: number;
  title: string;
  place: string;
  startsAt: string;
  endsAt: string;
  description: string;
  invited: string;
  attendance: number | null;
  report: string | null;
  /** A moderator hides what is told about it; who may change it still reads that. */
  hidden: boolean;
  /** How many contributions were entered as said there. */
  contributions: number;
};

/** Something that came out of a meeting. */
export type Outcome = {
  kind: 'idea' | 'question' | 'change_proposal' | 'comment';
  title: string;
  /** Only of who agreed. */
  name: string | null;
  ideaNumber: number | null;
  sectionNumber: string | null;
  proposalNumber: number | null;
  /** For its place on the page. */
  commentId: string | null;
  clock: ClockView | null;
};

const COLUMNS = [
  'meeting.id',
  'meeting.number',
  'meeting.title',
  'meeting.place',
  'meeting.starts_at as startsAt',
  'meeting.ends_at as endsAt',
  'meeting.description',
  'meeting.invited',
  'meeting.attendance',
  'meeting.report',
  'meeting.status',
] as const;

const contributions = sql<number>`(select count(*) from entry_source where entry_source.meeting_id = meeting.id)`.as('contributions');

/** Meetings of a trajectory, the next one first, then the past ones from the newest. */
export async function listMeetings(db: Db, trajectoryId: string, now: Date): Promise<{ coming: Meeting[]; past: Meeting[] }> {
  const rows = await db
    .selectFrom('meeting')
    .where('trajectory_id', '=', trajectoryId)
    .orderBy('starts_at')
    .orderBy('number')
    .select([...COLUMNS, contributions])
    .execute();
  return {
    coming: rows.filter(({ endsAt }) => endsAt > now).map((row) => toMeeting(row)),
    past: rows
      .filter(({ endsAt }) => endsAt <= now)
      .reverse()
      .map((row) => toMeeting(row)),
  };
}

type Told = { startsAt: Date; endsAt: Date; status: 'visible' | 'hidden'; description: string; invited: string; report: string | null };

/** When, where and what it is called stay, also when a moderator hides what is told about it: people must find the evening. */
function toMeeting<Row extends Told>({ startsAt, endsAt, status, ...meeting }: Row, seesAll = false) {
  const hidden = status === 'hidden';
  const told = hidden && !seesAll ? { description: '', invited: '', report: null } : {};
  return { ...meeting, ...told, hidden, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
}

/** What the viewer may do with meetings. */
function rights({ actor, now }: Viewer, trajectoryId: string) {
  return {
    add: can(actor, 'meeting.add', { trajectoryId }, { now }),
    update: can(actor, 'meeting.update', { trajectoryId }, { now }),
    enter: can(actor, 'contribution.enter', { trajectoryId }, { now }),
  };
}

/** All meetings of a trajectory. @throws DomainError `not_found` */
export async function getMeetings(viewer: Viewer, { trajectory: slug }: { trajectory: string }) {
  const { db, now } = viewer;
  const { id, title } = await getReadableTrajectory(db, { slug, actor: viewer.actor, now });
  return { trajectory: { id, slug, title }, ...(await listMeetings(db, id, now)), may: rights(viewer, id) };
}

/** One meeting and what came out of it. @throws DomainError `not_found` */
export async function getMeeting(viewer: Viewer, { trajectory: slug, number }: { trajectory: string; number: number }) {
  const { db, now } = viewer;
  const { id, title } = await getReadableTrajectory(db, { slug, actor: viewer.actor, now });
  const row = await db
    .selectFrom('meeting')
    .where('trajectory_id', '=', id)
    .where('number', '=', number)
    .select([...COLUMNS, 'meeting.revision', contributions])
    .executeTakeFirst();
  if (!row) throw new DomainError('not_found');
  const may = rights(viewer, id);
  return {
    trajectory: { id, slug, title },
    meeting: { ...toMeeting(row, may.update), isPast: row.endsAt <= now },
    outcomes: await listOutcomes(db, row.id, now),
    may: { ...may, report: can(viewer.actor, 'moderation.report', {}, { now }) },
  };
}

/** What was entered as said at a meeting and is not hidden, in the order in which it was typed. */
async function listOutcomes(db: Db, meetingId: string, now: Date): Promise<Outcome[]> {
  const rows = await db
    .selectFrom('entry_source')
    .leftJoin('contribution', 'contribution.id', 'entry_source.contribution_id')
    .leftJoin('idea', 'idea.id', 'entry_source.contribution_id')
    .leftJoin('change_proposal', 'change_proposal.id', 'entry_source.contribution_id')
    .leftJoin('comment', 'comment.id', 'entry_source.comment_id')
    .leftJoin('section', (join) =>
      join.on((eb) => eb('section.id', '=', eb.fn.coalesce('change_proposal.section_id', 'comment.section_id'))),
    )
    .where('entry_source.meeting_id', '=', meetingId)
    .where(sql<boolean>`coalesce(idea.status, change_proposal.status, comment.status) <> 'hidden'`)
    .orderBy('entry_source.created_at')
    .orderBy('entry_source.id')
    .select([
      'entry_source.contribution_id',
      'entry_source.shown_name as name',
      'contribution.kind',
      'contribution.title',
      'comment.body',
      'comment.id as commentId',
      'idea.number as ideaNumber',
      'change_proposal.number as proposalNumber',
      'change_proposal.proposed',
      'section.number as sectionNumber',
    ])
    .execute();
  const clocks = await listClocks(
    db,
    rows.flatMap(({ contribution_id }) => contribution_id ?? []),
    now,
  );
  return rows.map(({ contribution_id, kind, title, body, proposed, ...row }) => ({
    ...row,
    kind: kind === 'idea' || kind === 'question' || kind === 'change_proposal' ? kind : 'comment',
    // A proposal to take words out has none of its own.
    title: (body ?? proposed) || (title ?? ''),
    clock: contribution_id === null ? null : (clocks.get(contribution_id) ?? null),
  }));
}
