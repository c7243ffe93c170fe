import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { lockIdea } from '../ideas/locked-idea.ts';
import { mayCommentStatus } from '../ideas/rules.ts';
import { requireActor } from '../permissions.ts';
import { startClock } from '../responses/commands.ts';
import { loadActiveFeatures } from '../trajectories/queries.ts';
import { authorRole, questionTitle, readComment, type Stance } from './rules.ts';

export type NewComment = {
  /** One of the two. */
  ideaId?: string | null;
  sectionId?: string | null;
  parentId?: string | null;
  body: string;
  stance?: Stance;
  /** A resident's question to the municipality: it gets an answer clock of its own. */
  isQuestion?: boolean;
};

export type CreatedComment = { id: string; contributionId: string | null; dueOn: string | null };

/**
 * Comments on an idea or a section of the plan, or replies to a comment there. Replies are one level deep: a reply to a reply stands under the same comment.
 * @throws DomainError `not_found`, `read_only` on an idea that is withdrawn or merged, `phase_closed`, `invalid` with a sentence for `body`
 */
export async function createComment(context: Context, input: NewComment): Promise<CreatedComment> {
  if (Boolean(input.ideaId) === Boolean(input.sectionId)) throw new DomainError('invalid', { what: 'subject' });
  const body = readComment(input.body);
  return context.db.transaction().execute(async (tx) => {
    const subject = await findSubject(tx, input, context.now);
    const features = await loadActiveFeatures(tx, subject.trajectoryId, context.now);
    const author = requireActor(context.actor, 'comment.create', { trajectoryId: subject.trajectoryId, features }, context);
    if (!subject.open) throw new DomainError('read_only');
    const parentId = await findParent(tx, input);
    const role = authorRole(author, subject.trajectoryId);
    // The municipality does not owe itself an answer.
    const question =
      input.isQuestion && role === 'resident' ? await startQuestion(tx, context, { trajectoryId: subject.trajectoryId, body }) : null;
    const { id } = await tx
      .insertInto('comment')
      .values({
        trajectory_id: subject.trajectoryId,
        idea_id: input.ideaId ?? null,
        section_id: input.sectionId ?? null,
        parent_id: parentId,
        author_id: author.id,
        author_role: role,
        stance: input.stance ?? 'neutral',
        body,
        contribution_id: question?.contributionId ?? null,
        created_at: context.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordEvent(tx, context, {
      kind: question ? 'question.asked' : 'comment.created',
      trajectoryId: subject.trajectoryId,
      subjectKind: 'comment',
      subjectId: id,
      data: {
        ...(input.ideaId ? { ideaId: input.ideaId } : { sectionId: input.sectionId }),
        ...(parentId ? { parentId } : {}),
        ...(question ? { dueOn: question.dueOn } : {}),
      },
    });
    return { id, contributionId: question?.contributionId ?? null, dueOn: question?.dueOn ?? null };
  });
}

/** What the comment is about; `open` when it may be talked about still. */
async function findSubject(tx: Tx, { ideaId, sectionId }: NewComment, now: Date): Promise<{ trajectoryId: string; open: boolean }> {
  if (ideaId) {
    const idea = await lockIdea(tx, ideaId, now);
    if (idea.status === 'hidden') throw new DomainError('not_found');
    return { trajectoryId: idea.trajectory_id, open: mayCommentStatus(idea.status) };
  }
  const section = await tx
    .selectFrom('section')
    .innerJoin('trajectory as t', 't.id', 'section.trajectory_id')
    .where('section.id', '=', sectionId ?? '')
    .where('section.removed_at', 'is', null)
    .where('t.published_at', '<=', now)
    .select('section.trajectory_id')
    .executeTakeFirst();
  if (!section) throw new DomainError('not_found');
  return { trajectoryId: section.trajectory_id, open: true };
}

/** The comment a reply stands under. A hidden comment, or one about something else, is as if it were not there. */
async function findParent(tx: Tx, { parentId, ideaId, sectionId }: NewComment): Promise<string | null> {
  if (!parentId) return null;
  const parent = await tx
    .selectFrom('comment')
    .where('id', '=', parentId)
    .where('status', '=', 'visible')
    .where('idea_id', ideaId ? '=' : 'is', ideaId ?? null)
    .where('section_id', sectionId ? '=' : 'is', sectionId ?? null)
    .select(['id', 'parent_id'])
    .executeTakeFirst();
  if (!parent) throw new DomainError('not_found');
  return parent.parent_id ?? parent.id;
}

async function startQuestion(
  tx: Tx,
  context: Context,
  { trajectoryId, body }: { trajectoryId: string; body: string },
): Promise<{ contributionId: string; dueOn: string | null }> {
  const { id: contributionId } = await tx
    .insertInto('contribution')
    .values({
      trajectory_id: trajectoryId,
      kind: 'question',
      title: questionTitle(body),
      author_id: context.actor?.id ?? null,
      created_at: context.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const clock = await startClock(tx, context, { contributionId, trajectoryId, kind: 'question' });
  return { contributionId, dueOn: clock?.dueOn ?? null };
}
