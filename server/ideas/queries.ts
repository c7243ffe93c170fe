import type { Actor, Context, Db } from '../context.ts';
import { DomainError, type ErrorCode } from '../errors.ts';
import { listTakenOut } from '../integrity/taken-out.ts';
import { listSources, type SourceView } from '../meetings/sources.ts';
import { listPartnerSources, type PartnerSource } from '../open-data/partners/sources.ts';
import { type ActiveFeatures, askedLevel, can, whyNot } from '../permissions.ts';
import type { PhotoView } from '../photos/queries.ts';
import type { ClockView } from '../responses/clock-view.ts';
import { listClocks } from '../responses/queries.ts';
import { cleanLine } from '../text/clean-text.ts';
import { loadActiveFeatures } from '../trajectories/queries.ts';
import { readCursor } from './cursor.ts';
import { getPublishedTrajectory } from './facets.ts';
import { IDEA_COLUMNS, type IdeaRow } from './idea-columns.ts';
import { findMatches, type IdeaFilter, listIdeaRows } from './list.ts';
import {
  type AnswerState,
  authorOf,
  type IdeaSort,
  type IdeaStatus,
  mayCommentStatus,
  maySupportStatus,
  mayUpdateStatus,
  mayWithdrawStatus,
} from './rules.ts';

/** An idea as the site and the API give it. Contract: `{ id, number, title, body, theme, status, supportCount, supported, commentCount, author: { name }, clock }`. */
export type Idea = {
  id: string;
  number: number;
  title: string;
  body: string;
  /** Slug of the theme. */
  theme: string | null;
  themeName: string | null;
  status: IdeaStatus;
  supportCount: number;
  /** Support at which the council puts it on the agenda; null where there is no such promise. */
  supportThreshold: number | null;
  /** Whether the viewer supports it. */
  supported: boolean;
  commentCount: number;
  author: { name: string; anonymous: boolean; neighbourhood: string | null };
  clock: ClockView | null;
  createdAt: string;
  area: string | null;
  /** The place in the proposer's own words. */
  place: string | null;
  /** Place on the drawn map, as shares of its width and height. */
  map: { x: number; y: number } | null;
  photo: PhotoView | null;
  trajectory: { slug: string; title: string };
};

export type IdeaDetail = Idea & {
  own: boolean;
  /** Where it came from, when the municipality entered it for somebody without internet. */
  source: SourceView | null;
  /** The website or app it came in through. */
  partner: PartnerSource | null;
  mergedInto: { number: number; title: string } | null;
  /** Supporters who are known to be who they say: at least their e-mail address is confirmed. Among `supportCount`. */
  verifiedSupportCount: number;
  /** Support that a moderator took out of its count, and is out still: how much, on which day. */
  supportTakenOut: { count: number; on: string }[];
  /** Somebody supported it once: from then on changes have a history. */
  supportedEver: boolean;
  /** How often its author changed it. */
  edits: number;
  /** The last change since the first support; null when there was none. */
  changedAt: string | null;
  may: {
    support: boolean;
    comment: boolean;
    update: boolean;
    withdraw: boolean;
    merge: boolean;
    respond: boolean;
    removePhoto: boolean;
  };
  /** Why the viewer may not, for the sentence beside the button. */
  why: { support: ErrorCode | null; comment: ErrorCode | null };
  /** How sure we must be of who does. */
  asks: { support: Actor['verificationLevel']; comment: Actor['verificationLevel'] };
};

export type IdeaListInput = {
  trajectory?: string;
  sort: IdeaSort;
  themes: string[];
  statuses: IdeaStatus[];
  answers: AnswerState[];
  query: string | null;
  cursor: string | null;
  limit: number;
  /** Where the random order starts, 0 to 1; without it anywhere. */
  seed?: number;
};

export type Viewer = Pick<Context, 'db' | 'actor' | 'now'>;

/**
 * A page of ideas with how many the choice finds (`total`; 10,001 means more than 10,000, only with a search or an answer state).
 * @throws DomainError `not_found` for an unknown trajectory, `invalid` for a cursor that is not ours
 */
export async function listIdeas(
  viewer: Viewer,
  input: IdeaListInput,
): Promise<{ items: Idea[]; nextCursor: string | null; total: number }> {
  const { db, now } = viewer;
  const trajectory = input.trajectory === undefined ? null : await getPublishedTrajectory(db, input.trajectory, now);
  const cursor = input.cursor === null ? null : readCursor(input.cursor, input.sort);
  const query = cleanLine(input.query ?? '');
  if (query === null) throw new DomainError('invalid', { fields: { query: 'ideas:error.characters' } });
  const filter: IdeaFilter = {
    trajectoryId: trajectory?.id ?? null,
    themeIds: input.themes.length > 0 ? await findThemeIds(db, trajectory?.id ?? null, input.themes) : null,
    statuses: input.statuses,
    answers: input.answers,
    query: query || null,
    at: { now, dueSoonDays: trajectory?.dueSoonDays ?? null },
  };
  const found = await findMatches(db, filter);
  const { rows, nextCursor } = await listIdeaRows(
    db,
    { filter, sort: input.sort, cursor, seed: input.seed ?? Math.random(), limit: input.limit },
    found,
  );
  return { items: await withClocks(viewer, rows), nextCursor, total: found.count };
}

/**
 * One idea. A hidden idea is there for its author and for moderators only; for everybody else it is as if it had never been.
 * @throws DomainError `not_found`
 */
export async function getIdea(viewer: Viewer, { trajectory: slug, number }: { trajectory: string; number: number }): Promise<IdeaDetail> {
  const { db, actor, now } = viewer;
  const row = await db
    .selectFrom('idea as i')
    .innerJoin('trajectory as t', 't.id', 'i.trajectory_id')
    .leftJoin('theme', 'theme.id', 'i.theme_id')
    .leftJoin('area', 'area.id', 'i.area_id')
    .leftJoin('person as author', 'author.id', 'i.author_id')
    .leftJoin('photo', (join) => join.onRef('photo.idea_id', '=', 'i.id').on('photo.status', '=', 'visible'))
    .leftJoin('idea as into', 'into.id', 'i.merged_into_id')
    .where('t.slug', '=', slug)
    .where('t.published_at', '<=', now)
    .where('i.number', '=', number)
    .select([
      ...IDEA_COLUMNS,
      'i.edits',
      'i.first_supported_at',
      'into.number as into_number',
      'into.title as into_title',
      'into.status as into_status',
    ])
    .select((eb) => [
      eb
        .selectFrom('idea_revision')
        .whereRef('idea_revision.idea_id', '=', 'i.id')
        .select((inner) => inner.fn.max('replaced_at').as('at'))
        .as('changed_at'),
      eb
        .selectFrom('idea_support')
        .innerJoin('person as supporter', 'supporter.id', 'idea_support.person_id')
        .whereRef('idea_support.idea_id', '=', 'i.id')
        .where('supporter.verification_level', '<>', 'none')
        .select((inner) => inner.fn.countAll<number>().as('supporters'))
        .as('verified_supporters'),
    ])
    .executeTakeFirst();
  if (!row) throw new DomainError('not_found');
  const subject = { trajectoryId: row.trajectory_id, ownerId: row.author_id };
  if (row.status === 'hidden' && !can(actor, 'idea.read_hidden', subject, { now })) throw new DomainError('not_found');
  const features = await loadActiveFeatures(db, row.trajectory_id, now);
  const [idea] = await withClocks(viewer, [row]);
  if (!idea) throw new DomainError('not_found');
  return {
    ...idea,
    own: actor !== null && actor.id === row.author_id,
    verifiedSupportCount: Number(row.verified_supporters ?? 0),
    supportTakenOut: await listTakenOut(db, row.id),
    supportedEver: row.first_supported_at !== null,
    edits: row.edits,
    changedAt: row.changed_at?.toISOString() ?? null,
    source: (await listSources(db, [row.id])).get(row.id) ?? null,
    partner: (await listPartnerSources(db, [row.id])).get(row.id) ?? null,
    mergedInto:
      row.status === 'merged' && row.into_number !== null && row.into_title !== null && row.into_status !== 'hidden'
        ? { number: row.into_number, title: row.into_title }
        : null,
    ...rightsOn(row, { viewer, features }),
  };
}

/** What the viewer may do with an idea, and why not. */
function rightsOn(
  row: IdeaRow,
  { viewer: { actor, now }, features }: { viewer: Viewer; features: ActiveFeatures },
): Pick<IdeaDetail, 'may' | 'why' | 'asks'> {
  const subject = { trajectoryId: row.trajectory_id, ownerId: row.author_id, features };
  const support = maySupportStatus(row.status) ? whyNot(actor, 'idea.support', subject, { now }) : 'support_closed';
  const comment = mayCommentStatus(row.status) ? whyNot(actor, 'comment.create', subject, { now }) : 'read_only';
  return {
    may: {
      support: support === null,
      comment: comment === null,
      update: mayUpdateStatus(row.status) && can(actor, 'idea.update', subject, { now }),
      withdraw: mayWithdrawStatus(row.status) && can(actor, 'idea.withdraw', subject, { now }),
      merge: mayWithdrawStatus(row.status) && can(actor, 'idea.merge', subject, { now }),
      respond: can(actor, 'response.draft', subject, { now }),
      removePhoto: row.photo_id !== null && can(actor, 'photo.remove', subject, { now }),
    },
    why: { support, comment },
    asks: { support: askedLevel(features, 'support'), comment: askedLevel(features, 'comment') },
  };
}

async function withClocks({ db, actor, now }: Viewer, rows: IdeaRow[]): Promise<Idea[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const [clocks, supported] = await Promise.all([listClocks(db, ids, now), actor ? listSupported(db, actor.id, ids) : new Set<string>()]);
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    title: row.title,
    body: row.body,
    theme: row.theme,
    themeName: row.theme_name,
    status: row.status,
    supportCount: row.support_count,
    supportThreshold: row.support_threshold,
    supported: supported.has(row.id),
    commentCount: row.comment_count,
    author: authorOf(row),
    clock: clocks.get(row.id) ?? null,
    createdAt: row.created_at.toISOString(),
    area: row.area,
    place: row.place,
    map: row.map_x !== null && row.map_y !== null ? { x: row.map_x, y: row.map_y } : null,
    photo: photoOf(row),
    trajectory: { slug: row.trajectory, title: row.trajectory_title },
  }));
}

function photoOf({ photo_id: id, photo_alt: alt, photo_width: width, photo_height: height }: IdeaRow): PhotoView | null {
  return id === null || alt === null || width === null || height === null ? null : { id, alt, width, height };
}

async function listSupported(db: Db, personId: string, ideaIds: string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('idea_support')
    .where('person_id', '=', personId)
    .where('idea_id', 'in', ideaIds)
    .select('idea_id')
    .execute();
  return new Set(rows.map(({ idea_id }) => idea_id));
}

async function findThemeIds(db: Db, trajectoryId: string | null, slugs: string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('theme')
    .where('slug', 'in', slugs)
    .$if(trajectoryId !== null, (query) => query.where('trajectory_id', '=', trajectoryId))
    .select('id')
    .execute();
  return rows.map(({ id }) => id);
}
