import type { z } from 'zod';
import type { Caller } from '../../server/router.ts';
import { placeOfComment } from '../moderation/place-of-comment.server.ts';
import type { sectionPageSchema } from './schemas.ts';

const AGREES = { ja: true, nee: false, terug: null } as const;

/**
 * Does what was sent from a section's page.
 * @returns where on the page to go on reading: a fragment, or nothing
 */
export async function actOnSection(call: Caller, sectionId: string, value: z.output<typeof sectionPageSchema>): Promise<string> {
  switch (value.intent) {
    case 'comment': {
      const { id, heldBy } = await call.comments.create({
        sectionId,
        parentId: value.parentId,
        body: value.body,
        isQuestion: value.isQuestion,
      });
      return placeOfComment(id, heldBy);
    }
    case 'passage': {
      const { body, isQuestion, block, at, paragraph, quote } = value;
      const { id, heldBy } = await call.comments.create({ sectionId, body, isQuestion, passage: { quote: quote || paragraph, block, at } });
      return placeOfComment(id, heldBy);
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
