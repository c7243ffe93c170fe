/** The page on which one contribution is answered: what was asked, its clock, the answer somebody works on, and what the actor may do. */
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Actor, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { assertCan, can } from '../permissions.ts';
import type { About } from '../staff-only/queries.ts';
import { type AnswerWithVersions, CONCEALED, listResponses } from './answers.ts';
import type { ClockView } from './clock-view.ts';
import { findOtherWords } from './other-words.ts';
import { listClocks } from './queries.ts';
import { type AnswerDesk, getAnswerDesk } from './response-desk.ts';
import type { Outcome } from './response-rules.ts';

/** A draft is read by officials only. `revision` goes back with every change, so that two people do not overwrite each other. */
export type DraftResponse = {
  id: string;
  status: 'draft' | 'in_review' | 'approved';
  outcome: Outcome | null;
  summary: string;
  motivation: string;
  nextStep: string;
  sectionId: string | null;
  revision: number;
  author: { id: string; name: string };
  reviewer: { id: string; name: string } | null;
  reviewRemark: string | null;
  updatedAt: string;
  approvedAt: string | null;
  versions: { from: number; to: number } | null;
  decisionTitle: string;
  decisionUrl: string;
  authorityName: string;
  authorityUrl: string;
  /** When it is published by itself; null: by hand. */
  publishAt: string | null;
  /** Of a correction: what was wrong with the version before. */
  correction: { reason: string } | null;
};

export type AnswerPage = {
  contribution: {
    id: string;
    kind: string;
    title: string;
    trajectory: { id: string; slug: string; title: string };
    /** Null when the author chose not to show a name. */
    author: { name: string } | null;
    createdAt: string;
    idea: { number: number; body: string; status: string; supportCount: number; place: string | null } | null;
    changeProposal: { number: number; quote: string; proposed: string; reason: string; section: { number: string; title: string } } | null;
    /** Of a challenge, a formal view or a question of the council: all of it. */
    words: string | null;
    /** In the address of a challenge, a formal view or a question of the council. */
    number: number | null;
    /** Only its author and the municipality read it, and its answer. */
    staffOnly: { about: About | null } | null;
  };
  clock: ClockView | null;
  team: { id: string; name: string } | null;
  handler: { id: string; name: string } | null;
  /** Newest first; more than one when the author asked for a second look. */
  published: AnswerWithVersions[];
  draft: DraftResponse | null;
  /** Why the author asks for another answer; told to officials and to the author. */
  reopenReason: string | null;
  /** Sections an answer can point at; officials only. */
  sections: { id: string; number: string; title: string; versions: number[] }[];
  may: {
    draft: boolean;
    approve: boolean;
    publish: boolean;
    /** Begin to correct the newest published answer. */
    correct: boolean;
    changeClock: boolean;
    assign: boolean;
    note: boolean;
    commit: boolean;
    reopen: boolean;
    rate: boolean;
  };
  /** What only officials need; null for everybody else. */
  desk: AnswerDesk | null;
};

/**
 * Everything about answering one contribution, as far as the actor may see it.
 * @param asOfficial refuses who is no official, instead of showing what everybody may see
 * @throws DomainError `not_found`, also for what is hidden from the actor
 */
export async function getAnswerPage(
  db: Db,
  { contributionId, actor, now, asOfficial = false }: { contributionId: string; actor: Actor | null; now: Date; asOfficial?: boolean },
): Promise<AnswerPage> {
  const row = await findContribution(db, contributionId);
  if (!row) throw new DomainError('not_found');
  const subject = { trajectoryId: row.trajectory_id, ownerId: row.author_id };
  if (asOfficial) assertCan(actor, 'response.queue', subject, { now });
  const staff = can(actor, 'response.queue', subject, { now });
  const other = await findOtherWords(db, row);
  const concealed = CONCEALED.some((status) => status === row.status) || other?.concealed === true;
  const unpublished = row.published_at === null;
  if ((concealed || unpublished || other?.staffOnly) && !staff && !(actor && actor.id === row.author_id))
    throw new DomainError('not_found');

  // A formal view is answered in public; who sent it in and what it says are not public.
  if (row.kind === 'formal_view' && !can(actor, 'formal_view.read', subject, { now })) throw new DomainError('not_found');

  const clock = (await listClocks(db, [contributionId], now)).get(contributionId) ?? null;
  const draft = staff ? await findDraft(db, contributionId) : null;
  const own = actor !== null && actor.id === row.author_id;
  const writes =
    staff && !own && !concealed && (!clock?.answeredOn || draft?.correction != null) && can(actor, 'response.draft', subject, { now });
  const published = await listResponses(db, contributionId, { atDesk: staff });
  const running = clock !== null && !clock.answeredOn;
  const corrects =
    staff && !own && !concealed && !draft && published.length > 0 && !running && can(actor, 'response.correct', subject, { now });
  return {
    contribution: {
      id: row.id,
      kind: row.kind,
      title: row.title,
      trajectory: { id: row.trajectory_id, slug: row.slug, title: row.trajectory_title },
      author: row.author_name !== null && row.show_name !== false ? { name: row.author_name } : null,
      createdAt: row.created_at.toISOString(),
      idea:
        row.number === null
          ? null
          : { number: row.number, body: row.body ?? '', status: row.status ?? '', supportCount: row.support_count ?? 0, place: row.place },
      changeProposal: await findChangeProposal(db, contributionId),
      words: other?.words ?? null,
      number: other?.number ?? null,
      staffOnly: other?.staffOnly ?? null,
    },
    clock,
    team: row.team_id ? { id: row.team_id, name: row.team_name ?? '' } : null,
    handler: staff && row.handler_id ? { id: row.handler_id, name: row.handler_name ?? '' } : null,
    published,
    draft,
    reopenReason: staff || own ? await findReopenReason(db, contributionId) : null,
    sections: staff ? await listSections(db, row.trajectory_id) : [],
    desk: staff
      ? await getAnswerDesk(db, {
          contributionId,
          trajectoryId: row.trajectory_id,
          draftId: draft?.id ?? null,
          corrects: corrects ? actor : null,
          now,
        })
      : null,
    may: {
      draft: writes,
      approve: writes && draft !== null && draft.status !== 'approved' && draft.author.id !== actor?.id,
      publish: writes && draft?.status === 'approved',
      correct: corrects,
      changeClock: running && can(actor, 'clock.change', subject, { now }),
      assign: running && !own && can(actor, 'response.assign', subject, { now }),
      note: staff && can(actor, 'internal_note.write', subject, { now }),
      commit: staff && can(actor, 'commitment.make', subject, { now }),
      reopen: own && clock !== null && clock.answeredOn !== null && !hasReopened(clock),
      rate: own && clock !== null && clock.answeredOn !== null,
    },
  };
}

/** One second look per contribution. */
export function hasReopened(clock: Pick<ClockView, 'events'>): boolean {
  return clock.events.some(({ kind }) => kind === 'reopened');
}

/** The answer somebody works on, or null. */
export async function findDraft(db: Db, contributionId: string): Promise<DraftResponse | null> {
  const row = await db
    .selectFrom('response')
    .innerJoin('person as author', 'author.id', 'response.author_id')
    .leftJoin('person as reviewer', 'reviewer.id', 'response.reviewer_id')
    .where('response.contribution_id', '=', contributionId)
    .where('response.status', '<>', 'published')
    .selectAll('response')
    .select(['author.display_name as author_name', 'reviewer.display_name as reviewer_name'])
    .executeTakeFirst();
  if (!row || row.status === 'published') return null;
  return {
    id: row.id,
    status: row.status,
    outcome: row.outcome,
    summary: row.summary,
    motivation: row.motivation,
    nextStep: row.next_step,
    sectionId: row.section_id,
    revision: row.revision,
    author: { id: row.author_id, name: row.author_name },
    reviewer: row.reviewer_id ? { id: row.reviewer_id, name: row.reviewer_name ?? '' } : null,
    reviewRemark: row.review_remark,
    updatedAt: row.updated_at.toISOString(),
    approvedAt: row.approved_at?.toISOString() ?? null,
    versions: row.version_from === null || row.version_to === null ? null : { from: row.version_from, to: row.version_to },
    decisionTitle: row.decision_title,
    decisionUrl: row.decision_url,
    authorityName: row.authority_name,
    authorityUrl: row.authority_url,
    publishAt: row.publish_at?.toISOString() ?? null,
    correction: row.corrects_id === null ? null : { reason: row.correction_reason },
  };
}

async function findContribution(db: Db, contributionId: string) {
  return db
    .selectFrom('contribution')
    .innerJoin('trajectory', 'trajectory.id', 'contribution.trajectory_id')
    .leftJoin('idea', 'idea.id', 'contribution.id')
    .leftJoin('person as author', 'author.id', 'contribution.author_id')
    .leftJoin('clock', 'clock.contribution_id', 'contribution.id')
    .leftJoin('person as handler', 'handler.id', 'clock.handler_id')
    .leftJoin('team', 'team.id', 'clock.team_id')
    .where('contribution.id', '=', contributionId)
    .select([
      'contribution.id',
      'contribution.kind',
      'contribution.title',
      'contribution.trajectory_id',
      'contribution.author_id',
      'contribution.created_at',
    ])
    .select(['trajectory.slug', 'trajectory.title as trajectory_title', 'trajectory.published_at', 'author.display_name as author_name'])
    .select(['idea.number', 'idea.body', 'idea.status', 'idea.support_count', 'idea.place', 'idea.show_name'])
    .select(['clock.team_id', 'clock.handler_id', 'handler.display_name as handler_name', 'team.name as team_name'])
    .executeTakeFirst();
}

async function findReopenReason(db: Db, contributionId: string): Promise<string | null> {
  const event = await db
    .selectFrom('clock_event')
    .where('contribution_id', '=', contributionId)
    .where('kind', '=', 'reopened')
    .select('data')
    .executeTakeFirst();
  return (event?.data as { reason?: string } | undefined)?.reason ?? null;
}

async function findChangeProposal(db: Db, contributionId: string): Promise<AnswerPage['contribution']['changeProposal']> {
  const row = await db
    .selectFrom('change_proposal')
    .innerJoin('section', 'section.id', 'change_proposal.section_id')
    .where('change_proposal.id', '=', contributionId)
    .select(['change_proposal.number', 'quote', 'proposed', 'reason', 'section.number as section_number', 'section.title'])
    .executeTakeFirst();
  if (!row) return null;
  const { section_number, title, ...proposal } = row;
  return { ...proposal, section: { number: section_number, title } };
}

async function listSections(db: Db, trajectoryId: string): Promise<AnswerPage['sections']> {
  return db
    .selectFrom('section')
    .where('trajectory_id', '=', trajectoryId)
    .where('removed_at', 'is', null)
    .select((eb) => [
      'id',
      'number',
      'title',
      jsonArrayFrom(
        eb
          .selectFrom('section_version')
          .whereRef('section_id', '=', 'section.id')
          .select('section_version.number')
          .orderBy('section_version.number'),
      ).as('versions'),
    ])
    .orderBy('position')
    .execute()
    .then((rows) => rows.map(({ versions, ...section }) => ({ ...section, versions: versions.map((version) => version.number) })));
}
