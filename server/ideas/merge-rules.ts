/** When two ideas become one: the municipality asks, both authors answer. Pure. */
import type { IdeaMergeTable } from '../../db/schema/contributions.ts';
import { type IdeaStatus, mayWithdrawStatus } from './rules.ts';

export type MergeAnswer = IdeaMergeTable['from_answer'];
export type MergeStatus = 'asked' | 'declined' | 'cancelled' | 'merged' | 'undone';

/** Whom to ask: an author with an account. Who left, is not known, or has no account (paper) cannot be asked; who proposes it says yes by that. */
export function firstAnswer(author: { id: string; reachable: boolean } | null, proposerId: string): MergeAnswer {
  if (!author?.reachable) return 'nobody';
  return author.id === proposerId ? 'yes' : 'waiting';
}

/** One no is enough to leave both ideas as they are; a yes of both, or of who can be asked, makes them one. */
export function mergeAfter(answers: { from: MergeAnswer; into: MergeAnswer }): 'asked' | 'declined' | 'merged' {
  const both = [answers.from, answers.into];
  if (both.includes('no')) return 'declined';
  return both.includes('waiting') ? 'asked' : 'merged';
}

/** The answers after one author spoke; who proposed both ideas speaks for both. */
export function answered(
  before: { from: MergeAnswer; into: MergeAnswer },
  { isFromAuthor, isIntoAuthor, agrees }: { isFromAuthor: boolean; isIntoAuthor: boolean; agrees: boolean },
): { from: MergeAnswer; into: MergeAnswer } {
  const said = agrees ? 'yes' : 'no';
  return {
    from: isFromAuthor && before.from === 'waiting' ? said : before.from,
    into: isIntoAuthor && before.into === 'waiting' ? said : before.into,
  };
}

/** Answered, withdrawn or merged since: then the question has lapsed. */
export function mayStillMerge([from, into]: [IdeaStatus, IdeaStatus]): boolean {
  return mayWithdrawStatus(from) && into !== 'hidden' && into !== 'withdrawn' && into !== 'merged';
}
