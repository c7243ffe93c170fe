import { redirect } from '@remix-run/node';
import type { z } from 'zod';
import type { Caller } from '../../server/router.ts';
import type { commentSchema } from '../ideas/schemas.ts';
import { placeOfComment } from '../moderation/place-of-comment.server.ts';
import { paths } from '../paths.ts';

type About = { ideaId: string } | { sectionId: string } | { changeProposalId: string };
type Words = z.output<typeof commentSchema>;
type Passage = NonNullable<Parameters<Caller['comments']['create']>[0]['passage']>;

/**
 * Sends a comment to whom its writer chose.
 * @returns where on the page to go on reading
 * @throws a redirect: to the writer's own page of what they told the municipality alone, or to why a comment waits
 */
export async function sendComment(
  call: Caller,
  about: About,
  { body, parentId, isQuestion, stance, readers }: Words,
  passage: Passage | null = null,
): Promise<string> {
  if (readers === 'gemeente') {
    const { contributionId } = await call.staffOnly.send({ form: 'comment', ...about, parentId, body, stance, passage });
    throw redirect(`${paths.receipt(contributionId)}?klaar=verstuurd`, 303);
  }
  const { id, heldBy } = await call.comments.create({
    ...about,
    parentId,
    body,
    isQuestion,
    stance,
    showName: readers === 'ja',
    passage,
  });
  return placeOfComment(id, heldBy);
}
