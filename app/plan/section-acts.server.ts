import type { z } from 'zod';
import type { CommentThread } from '../../server/comments/queries.ts';
import type { ChangeProposal } from '../../server/plan-texts/change-proposal-queries.ts';
import type { Caller } from '../../server/router.ts';
import type { Answers } from '../ideas/comment-thread.tsx';
import { answersTo } from '../ideas/idea-acts.server.ts';
import type { sectionPageSchema } from './schemas.ts';

const AGREES = { ja: true, nee: false, terug: null } as const;

/**
 * Does what was sent from a section's page.
 * @returns where on the page to go on reading: a fragment, or nothing
 */
export async function actOnSection(call: Caller, sectionId: string, value: z.output<typeof sectionPageSchema>): Promise<string> {
  switch (value.intent) {
    case 'comment': {
      const { id } = await call.comments.create({ sectionId, parentId: value.parentId, body: value.body, isQuestion: value.isQuestion });
      return `#reactie-${id}`;
    }
    case 'support':
      await call.changeProposals.support({ changeProposalId: value.changeProposalId, agrees: AGREES[value.agrees] });
      return `#voorstel-${value.changeProposalId}`;
    case 'withdraw':
      await call.changeProposals.withdraw({ changeProposalId: value.changeProposalId });
      return `#voorstel-${value.changeProposalId}`;
    case 'decide':
      await call.changeProposals.decide({ changeProposalId: value.changeProposalId, decision: value.decision, reason: value.reason });
      return `#voorstel-${value.changeProposalId}`;
    case 'version':
      await call.planTexts.saveVersion({ sectionId, note: value.note });
      return '#beheer';
    case 'policy':
      await call.planTexts.setPolicy({ sectionId, policy: value.policy, reason: value.reason });
      return '';
  }
}

/** The municipality's answers to questions and proposals at a section, by contribution. A proposal that was decided on has its answer in the decision. */
export async function answersAt(
  call: Caller,
  { comments, proposals }: { comments: readonly CommentThread[]; proposals: readonly ChangeProposal[] },
): Promise<Answers> {
  const answered = proposals.filter((proposal) => proposal.status === 'open' && proposal.clock?.answeredOn);
  const toProposals = await Promise.all(
    answered.map(async ({ id }) => {
      const { published } = await call.responses.get({ contributionId: id });
      return published[0] ? [[id, published[0]] as const] : [];
    }),
  );
  return { ...(await answersTo(call, comments)), ...Object.fromEntries(toProposals.flat()) };
}
