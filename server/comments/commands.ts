import type { Context, Db, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { lockIdea } from '../ideas/locked-idea.ts';
import { mayCommentStatus } from '../ideas/rules.ts';
import { type Author, authorFor, keepSource, sourceData } from '../meetings/on-behalf.ts';
import type { OnBehalf } from '../meetings/rules.ts';
import { holdWhenInDoubt } from '../moderation/holds.ts';
import { startClock } from '../responses/commands.ts';
import { type NewPassage, storePassage } from './passage-commands.ts';
import { authorRole, questionTitle, readComment, type Stance } from './rules.ts';

export type NewComment = {
  /** One of the three. */
  ideaId?: string | null;
  sectionId?: string | null;
  changeProposalId?: string | null;
  parentId?: string | null;
  body: string;
  stance?: Stance;
  /** A resident's question to the municipality: it gets an answer clock of its own. */
  isQuestion?: boolean;
  /** False: everybody reads "Een bewoner". The municipality knows the name. Staff always show theirs. */
  showName?: boolean;
  /** An official types it for somebody without internet. */
  onBehalf?: OnBehalf;
  /** The words of the section it is about. */
  passage?: NewPassage | null;
};

/** `heldBy`: the decision of a plain rule that holds it until a moderator looked; null when everybody reads it. */
export type CreatedComment = { id: string; contributionId: string | null; dueOn: string | null; heldBy: string | null };

/**
 * Comments on an idea, a section of the plan or a change proposal, or replies to a comment there. Replies are one level deep: a reply to a reply stands under the same comment.
 * @throws DomainError `not_found`, `read_only` on an idea that is withdrawn or merged or a proposal that is withdrawn, `phase_closed`, `invalid` with a sentence for `body`
 */
export async function createComment(context: Context, input: NewComment): Promise<CreatedComment> {
  if ([input.ideaId, input.sectionId, input.changeProposalId].filter(Boolean).length !== 1)
    throw new DomainError('invalid', { what: 'subject' });
  if (input.passage && (!input.sectionId || input.parentId)) throw new DomainError('invalid', { what: 'passage' });
  const body = readComment(input.body);
  return context.db.transaction().execute(async (tx) => {
    const subject = await findSubject(tx, input, context.now);
    const { trajectoryId } = subject;
    const author = await authorFor(tx, context, { action: 'comment.create', trajectoryId, onBehalf: input.onBehalf });
    if (!subject.open) throw new DomainError('read_only');
    const parentId = await findParent(tx, input);
    const role = author.source || !context.actor ? 'resident' : authorRole(context.actor, trajectoryId);
    // The municipality does not owe itself an answer.
    const question = input.isQuestion && role === 'resident' ? await startQuestion(tx, context, { trajectoryId, body, author }) : null;
    const { id } = await tx
      .insertInto('comment')
      .values({
        trajectory_id: trajectoryId,
        idea_id: input.ideaId ?? null,
        section_id: input.sectionId ?? null,
        change_proposal_id: input.changeProposalId ?? null,
        parent_id: parentId,
        author_id: author.personId,
        author_role: role,
        show_name: role === 'resident' ? (input.showName ?? true) : true,
        stance: input.stance ?? 'neutral',
        body,
        contribution_id: question?.contributionId ?? null,
        created_at: context.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (input.passage && subject.documentId)
      await storePassage(tx, { commentId: id, documentId: subject.documentId, passage: input.passage });
    await keepSource(tx, context, { source: author.source, trajectoryId, commentId: id, contributionId: question?.contributionId ?? null });
    await recordEvent(tx, context, {
      kind: question ? 'question.asked' : 'comment.created',
      trajectoryId,
      subjectKind: 'comment',
      subjectId: id,
      data: {
        ...(input.ideaId ? { ideaId: input.ideaId } : {}),
        ...(input.sectionId ? { sectionId: input.sectionId } : {}),
        ...(input.changeProposalId ? { changeProposalId: input.changeProposalId } : {}),
        ...(parentId ? { parentId } : {}),
        ...(input.passage ? { onWords: true } : {}),
        ...(question ? { dueOn: question.dueOn } : {}),
        ...sourceData(author),
      },
    });
    const heldBy = author.source ? null : await holdWhenInDoubt(tx, context, { kind: 'comment', id });
    return { id, contributionId: question?.contributionId ?? null, dueOn: question?.dueOn ?? null, heldBy };
  });
}

/** What the comment is about; `open` when it may be talked about still. */
export async function findSubject(
  tx: Tx,
  { ideaId, sectionId, changeProposalId }: Pick<NewComment, 'ideaId' | 'sectionId' | 'changeProposalId'>,
  now: Date,
): Promise<{ trajectoryId: string; open: boolean; documentId: string | null }> {
  if (ideaId) {
    const idea = await lockIdea(tx, ideaId, now);
    if (idea.status === 'hidden') throw new DomainError('not_found');
    return { trajectoryId: idea.trajectory_id, open: mayCommentStatus(idea.status), documentId: null };
  }
  if (changeProposalId) {
    const proposal = await tx
      .selectFrom('change_proposal')
      .innerJoin('trajectory as t', 't.id', 'change_proposal.trajectory_id')
      .where('change_proposal.id', '=', changeProposalId)
      .where('change_proposal.status', '<>', 'hidden')
      .where('t.published_at', '<=', now)
      .select(['change_proposal.trajectory_id', 'change_proposal.status'])
      .executeTakeFirst();
    if (!proposal) throw new DomainError('not_found');
    return { trajectoryId: proposal.trajectory_id, open: proposal.status !== 'withdrawn', documentId: null };
  }
  const section = await tx
    .selectFrom('section')
    .innerJoin('trajectory as t', 't.id', 'section.trajectory_id')
    .where('section.id', '=', sectionId ?? '')
    .where('section.removed_at', 'is', null)
    .where('t.published_at', '<=', now)
    .select(['section.trajectory_id', 'section.document_id'])
    .executeTakeFirst();
  if (!section) throw new DomainError('not_found');
  return { trajectoryId: section.trajectory_id, open: true, documentId: section.document_id };
}

/** The comment a reply stands under. A hidden comment, or one about something else, is as if it were not there. */
export async function findParent(
  db: Db,
  { parentId, ideaId, sectionId, changeProposalId }: Pick<NewComment, 'parentId' | 'ideaId' | 'sectionId' | 'changeProposalId'>,
): Promise<string | null> {
  if (!parentId) return null;
  const parent = await db
    .selectFrom('comment')
    .where('id', '=', parentId)
    .where('status', '=', 'visible')
    .where('idea_id', ideaId ? '=' : 'is', ideaId ?? null)
    .where('section_id', sectionId ? '=' : 'is', sectionId ?? null)
    .where('change_proposal_id', changeProposalId ? '=' : 'is', changeProposalId ?? null)
    .select(['id', 'parent_id'])
    .executeTakeFirst();
  if (!parent) throw new DomainError('not_found');
  return parent.parent_id ?? parent.id;
}

async function startQuestion(
  tx: Tx,
  context: Context,
  { trajectoryId, body, author }: { trajectoryId: string; body: string; author: Author },
): Promise<{ contributionId: string; dueOn: string | null }> {
  const { id: contributionId } = await tx
    .insertInto('contribution')
    .values({
      trajectory_id: trajectoryId,
      kind: 'question',
      title: questionTitle(body),
      author_id: author.personId,
      created_at: context.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const clock = await startClock(tx, { actor: context.actor, now: author.at }, { contributionId, trajectoryId, kind: 'question' });
  return { contributionId, dueOn: clock?.dueOn ?? null };
}
