import { createComment } from '../comments/commands.ts';
import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { submitFormalView } from '../formal-views/commands.ts';
import { proposeIdea } from '../ideas/commands.ts';
import { supportIdeaFor } from '../ideas/support.ts';
import { requireActor } from '../permissions.ts';
import { createChangeProposal } from '../plan-texts/change-proposal-commands.ts';
import { getReadableTrajectory } from '../trajectories/queries.ts';
import type { OnBehalf } from './rules.ts';

export const ENTRY_KINDS = ['idea', 'comment', 'question', 'change_proposal', 'support', 'formal_view'] as const;

/** What somebody without internet brought in. Sections and ideas by the number that stands on paper. */
export type Entry =
  | { kind: 'idea'; title: string; body: string; theme?: string | null; place?: string | null }
  | { kind: 'comment' | 'question'; section: string; body: string }
  | { kind: 'change_proposal'; section: string; quote: string; proposed: string; reason: string }
  | { kind: 'support'; idea: number }
  | { kind: 'formal_view'; body: string; name: string; address: string; postedOn: string };

/** Where it stands now. */
export type Entered = {
  kind: Entry['kind'];
  idea: number | null;
  section: string | null;
  commentId: string | null;
  proposal: number | null;
  formalView: number | null;
  dueOn: string | null;
};

/**
 * An official or the trajectory manager types what somebody brought in on paper, at the desk, by phone or at a meeting. It counts like anybody's, and has its answer
 * clock from the day it came in.
 * @throws DomainError `not_found`, `not_allowed`, `phase_closed` when the phase was closed on the day it came in, `already_supported`, `invalid` with a sentence per field
 */
export async function enterContribution(
  context: Context,
  { trajectory: slug, onBehalf, entry }: { trajectory: string; onBehalf: OnBehalf; entry: Entry },
): Promise<Entered> {
  const { id: trajectoryId } = await getReadableTrajectory(context.db, { slug, actor: context.actor, now: context.now });
  requireActor(context.actor, 'contribution.enter', { trajectoryId }, context);
  const nothing = { kind: entry.kind, idea: null, section: null, commentId: null, proposal: null, formalView: null, dueOn: null };
  switch (entry.kind) {
    case 'idea': {
      const { kind: _, ...idea } = entry;
      const { number, dueOn } = await proposeIdea(context, { trajectory: slug, ...idea, publicUrl: null, onBehalf });
      return { ...nothing, idea: number, dueOn };
    }
    case 'comment':
    case 'question': {
      const sectionId = await findSection(context, { trajectoryId, number: entry.section });
      const comment = await createComment(context, { sectionId, body: entry.body, isQuestion: entry.kind === 'question', onBehalf });
      return { ...nothing, section: entry.section, commentId: comment.id, dueOn: comment.dueOn };
    }
    case 'change_proposal': {
      const { section, quote, proposed, reason } = entry;
      const sectionId = await findSection(context, { trajectoryId, number: section });
      const { number, dueOn } = await createChangeProposal(context, { sectionId, quote, proposed, reason, onBehalf });
      return { ...nothing, section, proposal: number, dueOn };
    }
    case 'formal_view': {
      const { kind: _, ...view } = entry;
      const { number, dueOn } = await submitFormalView(context, { trajectory: slug, ...view, onBehalf });
      return { ...nothing, formalView: number, dueOn };
    }
    case 'support': {
      const ideaId = await findIdea(context, { trajectoryId, number: entry.idea });
      await supportIdeaFor(context, { ideaId, onBehalf });
      return { ...nothing, idea: entry.idea };
    }
  }
}

async function findSection({ db }: Context, { trajectoryId, number }: { trajectoryId: string; number: string }): Promise<string> {
  const section = await db
    .selectFrom('section')
    .where('trajectory_id', '=', trajectoryId)
    .where('number', '=', number)
    .where('removed_at', 'is', null)
    .select('id')
    .executeTakeFirst();
  if (!section) throw new DomainError('invalid', { fields: { section: 'meetings:error.section_unknown' } });
  return section.id;
}

async function findIdea({ db }: Context, { trajectoryId, number }: { trajectoryId: string; number: number }): Promise<string> {
  const idea = await db
    .selectFrom('idea')
    .where('trajectory_id', '=', trajectoryId)
    .where('number', '=', number)
    .where('status', '<>', 'hidden')
    .select('id')
    .executeTakeFirst();
  if (!idea) throw new DomainError('invalid', { fields: { idea: 'meetings:error.idea_unknown' } });
  return idea.id;
}
