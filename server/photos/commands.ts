import { countOrRefuse } from '../auth/rate-limits.ts';
import type { Context, Db, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { cleanLine } from '../text/clean-text.ts';
import { encodePhoto } from './encode.ts';
import { altFault } from './rules.ts';

/** A photo for an idea, with the words for who does not see it. */
export type ChosenPhoto = { id: string; alt: string };

/**
 * Makes a photo anew and keeps it until its form is sent (`attachPhoto`). Nobody sees it before. Also for who has not signed in yet: writing comes first.
 * @throws DomainError `too_large`, `unreadable_file`, `busy`, `too_many_requests`, each with the sentence for the field `photo`
 */
export async function keepPhoto({ db, actor, address, now }: Context, { bytes }: { bytes: Uint8Array }): Promise<{ id: string }> {
  await countOrRefuse(db, actor ? ['photo_person', actor.id] : ['photo_address', address]).catch((error: unknown) => {
    throw error instanceof DomainError ? new DomainError(error.code, { fields: { photo: 'photos:error.too_many' } }) : error;
  });
  const photo = await encodePhoto(bytes);
  return db
    .insertInto('photo')
    .values({ ...photo, idea_id: null, alt: null, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
}

/**
 * Gives a waiting photo to an idea; the photo the idea had is removed for good.
 * @throws DomainError `invalid` when the words are missing, or the photo is not there any more
 */
export async function attachPhoto(tx: Tx, { ideaId, photo }: { ideaId: string; photo: ChosenPhoto }): Promise<void> {
  const alt = readAlt(photo);
  await removePhoto(tx, ideaId);
  const attached = await tx
    .updateTable('photo')
    .set({ idea_id: ideaId, alt })
    .where('id', '=', photo.id)
    .where('idea_id', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!attached) throw new DomainError('invalid', { fields: { photo: 'photos:error.gone' } });
}

/** A photo that was sent and belongs to no idea yet. @throws DomainError `invalid` */
export async function assertWaiting(db: Db, { id }: Pick<ChosenPhoto, 'id'>): Promise<void> {
  const waiting = await db.selectFrom('photo').where('id', '=', id).where('idea_id', 'is', null).select('id').executeTakeFirst();
  if (!waiting) throw new DomainError('invalid', { fields: { photo: 'photos:error.gone' } });
}

/** Other words with the photo an idea has. @throws DomainError `invalid` */
export async function describePhoto(tx: Tx, photo: ChosenPhoto): Promise<void> {
  await tx
    .updateTable('photo')
    .set({ alt: readAlt(photo) })
    .where('id', '=', photo.id)
    .execute();
}

/** Removes the photo of an idea for good. @returns whether there was one */
export async function removePhoto(tx: Tx, ideaId: string): Promise<boolean> {
  return (await tx.deleteFrom('photo').where('idea_id', '=', ideaId).returning('id').execute()).length > 0;
}

/** Removes every photo somebody added, when their personal data must go. @returns how many */
export async function removePhotosOf(tx: Tx, personId: string): Promise<number> {
  const removed = await tx
    .deleteFrom('photo')
    .where('idea_id', 'in', (eb) => eb.selectFrom('contribution').where('author_id', '=', personId).select('id'))
    .returning('id')
    .execute();
  return removed.length;
}

/** The words as they will be kept. @throws DomainError `invalid` */
export function readAlt({ alt }: ChosenPhoto): string {
  const fault = altFault(alt);
  if (fault) throw new DomainError('invalid', { fields: { photoAlt: fault } });
  return cleanLine(alt) ?? '';
}
