/** What happened to my words: everything that came of one contribution, for who sent it in. */

import { type Commitment, listCommitments } from '../commitments/queries.ts';
import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { listNoteNumbers } from '../reply-notes/queries.ts';
import { hasReopened } from './answer-page.ts';
import { type AnswerWithVersions, listResponses } from './answers.ts';
import type { ClockView } from './clock-view.ts';
import { listClocks } from './queries.ts';

export type Receipt = {
  contribution: {
    id: string;
    kind: string;
    title: string;
    createdAt: string;
    trajectory: { slug: string; title: string };
    ideaNumber: number | null;
    /** The section and number of a change proposal. */
    proposal: { section: string; number: number; status: string; decisionReason: string | null; decidedAt: string | null } | null;
    status: string | null;
  };
  clock: ClockView | null;
  /** What its author may still do with the answer. */
  may: { rate: boolean; reopen: boolean };
  /** Oldest first. */
  answers: AnswerWithVersions[];
  commitments: Commitment[];
  /** Steps of carrying out an idea. */
  steps: { title: string; plannedOn: string; doneOn: string | null }[];
  notes: { slug: string; note: number; number: number; status: 'concept' | 'sent' | 'published'; at: string }[];
};

/** @throws DomainError `sign_in_first`, `not_found` for what somebody else sent in */
export async function getReceipt(
  { db, actor, now }: Pick<Context, 'db' | 'actor' | 'now'>,
  { contributionId }: { contributionId: string },
): Promise<Receipt> {
  if (!actor) throw new DomainError('sign_in_first');
  const row = await db
    .selectFrom('contribution')
    .innerJoin('trajectory', 'trajectory.id', 'contribution.trajectory_id')
    .leftJoin('idea', 'idea.id', 'contribution.id')
    .leftJoin('change_proposal', 'change_proposal.id', 'contribution.id')
    .leftJoin('section', 'section.id', 'change_proposal.section_id')
    .where('contribution.id', '=', contributionId)
    .where('contribution.author_id', '=', actor.id)
    .select(['contribution.id', 'contribution.kind', 'contribution.title', 'contribution.created_at'])
    .select(['trajectory.slug', 'trajectory.title as trajectory_title', 'idea.number as idea_number', 'idea.status as idea_status'])
    .select(['change_proposal.number as proposal_number', 'change_proposal.status as proposal_status', 'section.number as section_number'])
    .select(['change_proposal.decision_reason', 'change_proposal.decided_at'])
    .executeTakeFirst();
  if (!row) throw new DomainError('not_found');
  const steps = await db
    .selectFrom('milestone')
    .where('idea_id', '=', contributionId)
    .where('removed_at', 'is', null)
    .select(['title', 'planned_on as plannedOn', 'done_on as doneOn'])
    .orderBy('planned_on')
    .execute();
  const clock = (await listClocks(db, [contributionId], now)).get(contributionId) ?? null;
  const answered = clock !== null && clock.answeredOn !== null;
  return {
    contribution: {
      id: row.id,
      kind: row.kind,
      title: row.title,
      createdAt: row.created_at.toISOString(),
      trajectory: { slug: row.slug, title: row.trajectory_title },
      ideaNumber: row.idea_number,
      proposal:
        row.proposal_number === null
          ? null
          : {
              section: row.section_number ?? '',
              number: row.proposal_number,
              status: row.proposal_status ?? '',
              decisionReason: row.decision_reason,
              decidedAt: row.decided_at?.toISOString() ?? null,
            },
      status: row.idea_status ?? row.proposal_status,
    },
    clock,
    may: { rate: answered, reopen: answered && !hasReopened(clock) },
    answers: (await listResponses(db, contributionId)).reverse(),
    commitments: await listCommitments(db, { contributionId, now }),
    steps,
    notes: await listNoteNumbers(db, contributionId),
  };
}
