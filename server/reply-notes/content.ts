/** What a reply note says, read from the answers as they stand now. */
import { sql } from 'kysely';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Db } from '../context.ts';
import type { Outcome } from '../responses/response-rules.ts';
import { isStaffOnly } from '../staff-only/concealed.ts';
import { type NoteAnswer, type NoteContent, type NoteItem, withoutName } from './rules.ts';

/** A contribution of the period that is not in a note yet, with a first summary: the words it is already known by on the site. */
export type Candidate = { contributionId: string; summary: string };

/**
 * Contributions of these kinds that came in within the period (days in Amsterdam, both inclusive), the oldest first. What was hidden, withdrawn or merged is left
 * out: there is nothing public to answer, or it is answered where it went.
 */
export async function listCandidates(
  db: Db,
  {
    trajectoryId,
    kinds,
    from,
    until,
    leaveOut,
  }: { trajectoryId: string; kinds: readonly string[]; from: string; until: string; leaveOut: readonly string[] },
): Promise<Candidate[]> {
  const day = sql<string>`(contribution.created_at at time zone 'Europe/Amsterdam')::date`;
  const rows = await db
    .selectFrom('contribution')
    .leftJoin('idea', 'idea.id', 'contribution.id')
    .leftJoin('change_proposal', 'change_proposal.id', 'contribution.id')
    .leftJoin('challenge', 'challenge.id', 'contribution.id')
    .leftJoin('formal_view', 'formal_view.id', 'contribution.id')
    .leftJoin('comment', 'comment.contribution_id', 'contribution.id')
    .leftJoin('clock', 'clock.contribution_id', 'contribution.id')
    .where('contribution.trajectory_id', '=', trajectoryId)
    .where('contribution.kind', 'in', kinds as never)
    .where(sql<boolean>`${day} between ${from}::date and ${until}::date`)
    .where('clock.stopped_on', 'is', null)
    .where(sql<boolean>`coalesce(idea.status, '') not in ('hidden', 'withdrawn', 'merged')`)
    .where(sql<boolean>`coalesce(change_proposal.status, '') not in ('hidden', 'withdrawn')`)
    .where(sql<boolean>`coalesce(challenge.status, '') not in ('hidden', 'withdrawn')`)
    .where(sql<boolean>`coalesce(comment.status, '') <> 'hidden'`)
    .where('formal_view.withdrawn_at', 'is', null)
    .where((eb) => eb.not(isStaffOnly(eb.ref('contribution.id'))))
    .$if(leaveOut.length > 0, (query) => query.where('contribution.id', 'not in', leaveOut))
    .select([
      'contribution.id',
      'contribution.kind',
      'contribution.title',
      'change_proposal.quote',
      'change_proposal.proposed',
      'comment.body',
    ])
    .orderBy('contribution.created_at')
    .orderBy('contribution.id')
    .limit(5000)
    .execute();
  return rows.map(({ id, kind, title, quote, proposed, body }) => ({
    contributionId: id,
    summary: firstWords({ kind, title, quote, proposed, body }),
  }));
}

/** A formal view is not public: somebody has to say what it asks, without who asks it. */
function firstWords({
  kind,
  title,
  quote,
  proposed,
  body,
}: {
  kind: string;
  title: string;
  quote: string | null;
  proposed: string | null;
  body: string | null;
}): string {
  if (kind === 'formal_view') return '';
  if (kind === 'change_proposal') return `Verander: "${short(quote)}" in: "${short(proposed)}"`;
  // The title of a question is the beginning of it.
  return kind === 'question' && body ? short(body) : title;
}

function short(text: string | null): string {
  const words = (text ?? '').replaceAll(/\s+/g, ' ').trim();
  return words.length > 600 ? `${words.slice(0, 600)} …` : words;
}

/** The items of a note by number, each with the newest answer that still holds. */
export async function listItems(
  db: Db,
  noteId: string,
): Promise<(NoteItem & { contributionId: string; toldAt: string | null; authorName: string | null })[]> {
  const rows = await db
    .selectFrom('reply_note_item as item')
    .innerJoin('contribution', 'contribution.id', 'item.contribution_id')
    .leftJoin('person as author', 'author.id', 'contribution.author_id')
    .leftJoin('change_proposal', 'change_proposal.id', 'item.contribution_id')
    .leftJoin('section as proposal_section', 'proposal_section.id', 'change_proposal.section_id')
    .leftJoin('clock', 'clock.contribution_id', 'item.contribution_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('response')
          .leftJoin('section', 'section.id', 'response.section_id')
          .whereRef('response.contribution_id', '=', 'item.contribution_id')
          .where('response.status', '=', 'published')
          .orderBy('response.published_at', 'desc')
          .limit(1)
          .select([
            'response.outcome',
            'response.summary as answer_summary',
            'response.motivation',
            'response.next_step',
            // A correction does not make the answer later.
            sql<Date | null>`coalesce((select first.published_at from response as first where first.id = response.first_id), response.published_at)`.as(
              'published_at',
            ),
            'response.version_from',
            'response.version_to',
            'response.decision_title',
            'response.decision_url',
            'response.authority_name',
            'response.authority_url',
            'section.number as section_number',
            'section.title as section_title',
          ])
          .as('answer'),
      (join) => join.onTrue(),
    )
    .where('item.note_id', '=', noteId)
    .select(['item.number', 'item.summary', 'item.contribution_id', 'item.told_at', 'contribution.kind', 'author.display_name'])
    .select(['clock.answered_on', 'clock.contribution_id as has_clock'])
    .select(['change_proposal.status as proposal_status', 'change_proposal.decision_reason', 'change_proposal.decided_at'])
    .select(['proposal_section.number as proposal_section', 'proposal_section.title as proposal_section_title'])
    .selectAll('answer')
    .orderBy('item.number')
    .execute();
  return rows.map((row) => ({
    number: row.number,
    kind: row.kind,
    summary: row.summary,
    contributionId: row.contribution_id,
    toldAt: row.told_at?.toISOString() ?? null,
    authorName: row.display_name,
    // Asked for once more: the answer there was no longer is the last word.
    answer:
      row.has_clock !== null && row.answered_on === null ? null : nameless(writtenAnswer(row) ?? decidedProposal(row), row.display_name),
  }));
}

function nameless(answer: NoteAnswer | null, name: string | null): NoteAnswer | null {
  if (!answer) return null;
  const { summary, motivation, nextStep } = answer;
  return {
    ...answer,
    summary: withoutName(summary, name),
    motivation: withoutName(motivation, name),
    nextStep: withoutName(nextStep, name),
  };
}

type AnswerRow = {
  outcome: Outcome | null;
  answer_summary: string | null;
  motivation: string | null;
  next_step: string | null;
  published_at: Date | null;
  version_from: number | null;
  version_to: number | null;
  decision_title: string | null;
  decision_url: string | null;
  authority_name: string | null;
  authority_url: string | null;
  section_number: string | null;
  section_title: string | null;
};

function writtenAnswer(row: AnswerRow): NoteAnswer | null {
  if (!row.outcome || !row.published_at) return null;
  return {
    outcome: row.outcome,
    summary: row.answer_summary ?? '',
    motivation: row.motivation ?? '',
    nextStep: row.next_step ?? '',
    change:
      row.section_number === null
        ? null
        : { section: row.section_number, title: row.section_title ?? '', from: row.version_from, to: row.version_to },
    decision: row.decision_title ? { title: row.decision_title, url: row.decision_url ?? '' } : null,
    authority: row.authority_name ? { name: row.authority_name, url: row.authority_url ?? '' } : null,
    answeredOn: amsterdamDay(row.published_at),
  };
}

const PROPOSAL_OUTCOME: Record<string, Outcome> = { accepted: 'adopted', partly: 'partly', declined: 'not_adopted' };

/** A change proposal is answered by the decision on it. */
function decidedProposal(row: {
  proposal_status: string | null;
  decision_reason: string | null;
  decided_at: Date | null;
  proposal_section: string | null;
  proposal_section_title: string | null;
}): NoteAnswer | null {
  const outcome = PROPOSAL_OUTCOME[row.proposal_status ?? ''];
  if (!outcome || !row.decided_at) return null;
  return {
    outcome,
    summary: row.decision_reason ?? '',
    motivation: '',
    nextStep: '',
    change:
      row.proposal_section === null
        ? null
        : { section: row.proposal_section, title: row.proposal_section_title ?? '', from: null, to: null },
    decision: null,
    authority: null,
    answeredOn: amsterdamDay(row.decided_at),
  };
}

/** The whole note as it would be published now. */
export async function composeNote(
  db: Db,
  note: {
    id: string;
    number: number;
    title: string;
    introduction: string;
    own_changes: string;
    period_from: string;
    period_until: string;
    slug: string;
    trajectory_title: string;
  },
): Promise<NoteContent> {
  const items = await listItems(db, note.id);
  return {
    trajectory: { slug: note.slug, title: note.trajectory_title },
    number: note.number,
    title: note.title,
    introduction: note.introduction,
    ownChanges: note.own_changes,
    periodFrom: note.period_from,
    periodUntil: note.period_until,
    items: items.map(({ number, kind, summary, answer }) => ({ number, kind, summary, answer })),
  };
}
