import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { writeMail } from '../mail/write-mail.ts';
import { requireActor } from '../permissions.ts';
import { removePhoto } from '../photos/commands.ts';
import { cleanLine } from '../text/clean-text.ts';
import { lockIdea } from './locked-idea.ts';
import { photoRemovedMail } from './receipt-mail.ts';

/**
 * Removes the photo of an idea for good, such as one with a face or a name plate on it; the idea stays. Its author is told why, unless they did it themselves.
 * @throws DomainError `not_found` (also when there is no photo), `not_allowed`, `invalid` without a reason
 */
export async function removeIdeaPhoto(context: Context, { ideaId, reason: raw }: { ideaId: string; reason: string }): Promise<void> {
  const reason = cleanLine(raw)?.slice(0, 500) ?? '';
  await context.db.transaction().execute(async (tx) => {
    const idea = await lockIdea(tx, ideaId, context.now);
    const actor = requireActor(context.actor, 'photo.remove', { trajectoryId: idea.trajectory_id, ownerId: idea.author_id }, context);
    const own = actor.id === idea.author_id;
    if (!own && reason.length < 10) throw new DomainError('invalid', { fields: { reason: 'photos:error.reason_missing' } });
    if (!(await removePhoto(tx, idea.id))) throw new DomainError('not_found');
    await recordEvent(tx, context, {
      kind: 'idea.photo_removed',
      trajectoryId: idea.trajectory_id,
      subjectKind: 'idea',
      subjectId: idea.id,
      data: own ? {} : { reason },
    });
    if (own) return;
    const author = await tx
      .selectFrom('idea')
      .innerJoin('person', 'person.id', 'idea.author_id')
      .where('idea.id', '=', idea.id)
      .where('person.email', 'is not', null)
      .where('person.verification_level', '<>', 'none')
      .select(['person.email', 'idea.title'])
      .executeTakeFirst();
    const site = await tx.selectFrom('site').select('contact_email').executeTakeFirstOrThrow();
    if (author?.email) {
      const write = photoRemovedMail({ title: author.title, reason, contact: site.contact_email });
      await writeMail(tx, { to: author.email, write }, context.now);
    }
  });
}
