import type { z } from 'zod';
import type { ChangeProposal } from '../../server/plan-texts/change-proposal-queries.ts';
import type { Caller } from '../../server/router.ts';
import { sendComment } from '../visibility/send-comment.server.ts';
import type { proposalPageSchema } from './proposal-schemas.ts';

const AGREES = { ja: true, nee: false, terug: null } as const;

/**
 * Does what was sent from a proposal's page.
 * @returns where on the page to go on reading: a fragment, or nothing
 */
export async function actOnProposal(call: Caller, { id }: ChangeProposal, value: z.output<typeof proposalPageSchema>): Promise<string> {
  const changeProposalId = id;
  switch (value.intent) {
    case 'comment':
      return sendComment(call, { changeProposalId }, value);
    case 'support':
      await call.changeProposals.support({ changeProposalId, agrees: AGREES[value.agrees] });
      return `#voorstel-${id}`;
    case 'withdraw':
      await call.changeProposals.withdraw({ changeProposalId });
      return '';
    case 'decide': {
      const { decision, adopted, reason } = value;
      await call.changeProposals.decide({ changeProposalId, decision, adopted, reason });
      return '#besluit';
    }
    case 'rebase': {
      const { quote, proposed, content, baseSeq } = value;
      await call.changeProposals.rebase({ changeProposalId, quote, proposed, content, baseSeq });
      return '';
    }
  }
}
