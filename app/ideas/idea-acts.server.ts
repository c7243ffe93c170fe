import type { z } from 'zod';
import type { CommentThread } from '../../server/comments/queries.ts';
import type { IdeaDetail } from '../../server/ideas/queries.ts';
import type { Caller } from '../../server/router.ts';
import { sendComment } from '../visibility/send-comment.server.ts';
import type { Answers } from './comment-thread.tsx';
import type { ideaPageSchema } from './schemas.ts';

/**
 * Does what was sent from an idea's page.
 * @returns where on the page to go on reading: a fragment, or nothing
 */
export async function actOnIdea(call: Caller, idea: IdeaDetail, value: z.output<typeof ideaPageSchema>): Promise<string> {
  switch (value.intent) {
    case 'support':
      await call.ideas.support({ ideaId: idea.id });
      return '#steun';
    case 'withdrawSupport':
      await call.ideas.withdrawSupport({ ideaId: idea.id });
      return '#steun';
    case 'withdraw':
      await call.ideas.withdraw({ ideaId: idea.id });
      return '';
    case 'removePhoto':
      await call.ideas.removePhoto({ ideaId: idea.id, reason: value.reason });
      return '';
    case 'rate':
      await call.responses.rate({ contributionId: idea.id, rating: Number(value.rating) });
      return '';
    case 'reopen':
      await call.responses.reopen({ contributionId: idea.id, reason: value.reason });
      return '';
    case 'comment':
      return sendComment(call, { ideaId: idea.id }, value);
  }
}

/** The municipality's answers to the questions among these comments. */
export async function answersTo(call: Caller, threads: readonly CommentThread[]): Promise<Answers> {
  const asked = threads.flatMap((thread) => [thread, ...thread.replies]).filter(({ clock }) => clock !== null && clock.answeredOn !== null);
  const pages = await Promise.all(asked.map(({ contributionId }) => call.responses.get({ contributionId: contributionId ?? '' })));
  return Object.fromEntries(pages.flatMap(({ contribution, published }) => (published[0] ? [[contribution.id, published[0]]] : [])));
}
