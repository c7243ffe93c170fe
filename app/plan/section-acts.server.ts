import type { z } from 'zod';
import type { Caller } from '../../server/router.ts';
import { sendComment } from '../visibility/send-comment.server.ts';
import type { sectionPageSchema } from './schemas.ts';

const AGREES = { ja: true, nee: false, terug: null } as const;

/**
 * Does what was sent from a section's page.
 * @returns where on the page to go on reading: a fragment, or nothing
 */
export async function actOnSection(call: Caller, sectionId: string, value: z.output<typeof sectionPageSchema>): Promise<string> {
  switch (value.intent) {
    case 'comment':
      return sendComment(call, { sectionId }, value);
    case 'passage': {
      const { block, at, paragraph, quote } = value;
      return sendComment(call, { sectionId }, value, { quote: quote || paragraph, block, at });
    }
    case 'resolve':
      await call.comments.resolve({ commentId: value.commentId, resolved: value.resolved === 'ja' });
      return '#reacties';
    case 'support':
      await call.changeProposals.support({ changeProposalId: value.changeProposalId, agrees: AGREES[value.agrees] });
      return `#voorstel-${value.changeProposalId}`;
    case 'version':
      await call.planTexts.saveVersion({ sectionId, note: value.note });
      return '#beheer';
    case 'policy':
      await call.planTexts.setPolicy({ sectionId, policy: value.policy, reason: value.reason });
      return '';
  }
}
