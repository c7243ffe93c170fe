/** The contributions a dossier counts, as one piece of SQL: every figure and the list behind it come from the same rows. */
import { type RawBuilder, sql } from 'kysely';
import { OUTCOMES, type Outcome } from '../responses/response-rules.ts';
import { isStaffOnly } from '../staff-only/concealed.ts';
import type { Speed, Tally } from './content.ts';

/**
 * Per contribution of residents up to a moment: what became of it (`outcome` while an answer stands; else `gone` when it was withdrawn, hidden or merged; else it
 * waits), its clock, and whether its title is public. Questions of the council are left out: they have a chapter of their own. So is what was told the municipality
 * alone: its answer is not public either.
 */
export function countedContributions(trajectoryId: string, until: Date): RawBuilder<unknown> {
  return sql`(
    select c.id, c.kind, c.title, c.created_at, (c.created_at at time zone 'Europe/Amsterdam')::date as came_on, c.author_id,
      idea.number as idea_number, idea.theme_id, idea.support_count, section.number as section_number, proposal.number as proposal_number,
      challenge.number as challenge_number, view.number as view_number, question.id as comment_id,
      case when partner.contribution_id is not null then 'partner' else coalesce(source.channel, 'online') end as channel,
      clock.due_on, clock.answered_on, clock.working_days_taken, clock.paused_on, clock.stopped_on, clock.contribution_id is not null as has_clock,
      case
        -- Asked for once more: the answer there was is no longer the last word.
        when clock.contribution_id is not null and clock.answered_on is null then null
        when response.outcome is not null then response.outcome
        when proposal.status = 'accepted' then 'adopted'
        when proposal.status = 'partly' then 'partly'
        when proposal.status = 'declined' then 'not_adopted'
      end as outcome,
      case when response.outcome is not null then coalesce(nullif(response.motivation, ''), response.summary) else proposal.decision_reason end as reason,
      coalesce(response.section_id, proposal.section_id) as section_id,
      coalesce(idea.status in ('hidden', 'withdrawn', 'merged'), false) or coalesce(proposal.status in ('hidden', 'withdrawn'), false)
        or coalesce(challenge.status in ('hidden', 'withdrawn'), false) or coalesce(question.status = 'hidden', false)
        or view.withdrawn_at is not null or clock.stopped_on is not null as gone,
      c.kind in ('formal_view', 'complaint') as confidential
    from contribution c
    left join idea on idea.id = c.id
    left join change_proposal proposal on proposal.id = c.id
    left join section on section.id = proposal.section_id
    left join challenge on challenge.id = c.id
    left join formal_view view on view.id = c.id
    left join comment question on question.contribution_id = c.id
    left join entry_source source on source.contribution_id = c.id
    left join partner_entry partner on partner.contribution_id = c.id
    left join clock on clock.contribution_id = c.id
    left join lateral (
      select outcome, motivation, summary, section_id from response
      where response.contribution_id = c.id and response.status = 'published' order by published_at desc limit 1
    ) response on true
    where c.trajectory_id = ${trajectoryId}::uuid and c.kind <> 'council_question' and c.created_at <= ${until}
      and not ${isStaffOnly(sql`c.id`)}
  )`;
}

/** Aggregates over rows of `countedContributions`, for a `select`. @param today for what is overdue */
export function tallyColumns(today: string): RawBuilder<unknown> {
  return sql`count(*)::integer as received,
    ${sql.join(OUTCOMES.map((outcome) => sql`(count(*) filter (where outcome = ${sql.lit(outcome)}))::integer as ${sql.ref(outcome)}`))},
    (count(*) filter (where outcome is null and gone))::integer as gone,
    (count(*) filter (where outcome is not null and answered_on is not null))::integer as n,
    (count(*) filter (where outcome is not null and answered_on <= due_on))::integer as on_time,
    percentile_disc(0.5) within group (order by working_days_taken) filter (where outcome is not null and answered_on is not null) as median,
    percentile_disc(0.9) within group (order by working_days_taken) filter (where outcome is not null and answered_on is not null) as p90,
    (count(*) filter (where has_clock and not gone and answered_on is null and paused_on is null and due_on < ${today}::date))::integer as overdue`;
}

export type TallyRow = {
  received: number;
  gone: number;
  n: number;
  on_time: number;
  median: number | null;
  p90: number | null;
  overdue: number;
} & Record<Outcome, number>;

export function tallyOf(row: TallyRow): { tally: Tally; speed: Speed } {
  const { received, gone, n, on_time: onTime, median, p90, overdue } = row;
  const outcomes = OUTCOMES.map((outcome) => ({ outcome, count: row[outcome] })).filter(({ count }) => count > 0);
  const answered = outcomes.reduce((sum, { count }) => sum + count, 0);
  return {
    tally: { received, answered, waiting: received - answered - gone, gone, outcomes },
    speed: { n, onTime, late: n - onTime, median, p90, overdue },
  };
}

type Placed = {
  kind: string;
  idea_number: number | null;
  section_number: string | null;
  proposal_number: number | null;
  challenge_number: number | null;
  comment_id: string | null;
};

/** Where a contribution stands on the site; null for what only its author and officials read. */
export function pathOf(slug: string, row: Placed): string | null {
  const base = `/trajecten/${slug}`;
  if (row.kind === 'idea' && row.idea_number !== null) return `${base}/ideeen/${row.idea_number}`;
  if (row.kind === 'question' && row.comment_id !== null) return `/reacties/${row.comment_id}`;
  if (row.kind === 'challenge' && row.challenge_number !== null) return `${base}/uitdagen/${row.challenge_number}`;
  if (row.kind === 'change_proposal' && row.section_number !== null && row.proposal_number !== null)
    return `${base}/plan/${encodeURIComponent(row.section_number)}/voorstel/${row.proposal_number}`;
  return null;
}
