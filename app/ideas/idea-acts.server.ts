import type { z } from 'zod';
import type { CommentThread } from '../../server/comments/queries.ts';
import { DomainError } from '../../server/errors.ts';
import type { IdeaDetail } from '../../server/ideas/queries.ts';
import type { Caller } from '../../server/router.ts';
import { refusalOf } from '../api.server.ts';
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
    case 'merge':
      await call.ideas.merge({ fromId: idea.id, intoId: await findInto(call, idea, value.into) });
      return '';
    case 'rate':
      await call.responses.rate({ contributionId: idea.id, rating: Number(value.rating) });
      return '';
    case 'reopen':
      await call.responses.reopen({ contributionId: idea.id, reason: value.reason });
      return '';
    case 'comment': {
      const { id } = await call.comments.create({
        ideaId: idea.id,
        parentId: value.parentId,
        body: value.body,
        isQuestion: value.isQuestion,
      });
      return `#reactie-${id}`;
    }
  }
}

/** The id of the idea with this number. One that is not there is a fault of the field, and not of the page. */
async function findInto(call: Caller, idea: IdeaDetail, number: number): Promise<string> {
  try {
    return (await call.ideas.get({ trajectory: idea.trajectory.slug, number })).id;
  } catch (error) {
    if (refusalOf(error)?.code !== 'not_found') throw error;
    throw new DomainError('invalid', { fields: { into: 'ideas:error.merge_unknown' } });
  }
}

/** The municipality's answers to the questions among these comments. */
export async function answersTo(call: Caller, threads: readonly CommentThread[]): Promise<Answers> {
  const asked = threads.flatMap((thread) => [thread, ...thread.replies]).filter(({ clock }) => clock !== null && clock.answeredOn !== null);
  const pages = await Promise.all(asked.map(({ contributionId }) => call.responses.get({ contributionId: contributionId ?? '' })));
  return Object.fromEntries(pages.flatMap(({ contribution, published }) => (published[0] ? [[contribution.id, published[0]]] : [])));
}
