import type { Context, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { can } from '../permissions.ts';

/** A photo as pages show it; its address is `paths.photo(id)`. */
export type PhotoView = { id: string; alt: string; width: number; height: number };

export type PhotoSize = 'image' | 'thumbnail';

/**
 * The bytes of a photo. It is to be seen where its idea is: that of a hidden idea, or a hidden photo, only by its author and moderators.
 * @returns `shown`: anybody may see it
 * @throws DomainError `not_found`
 */
export async function getPhoto(
  { db, actor, now }: Pick<Context, 'db' | 'actor' | 'now'>,
  { id, size }: { id: string; size: PhotoSize },
): Promise<{ bytes: Buffer; shown: boolean }> {
  const row = await db
    .selectFrom('photo')
    .innerJoin('idea', 'idea.id', 'photo.idea_id')
    .innerJoin('trajectory as t', 't.id', 'idea.trajectory_id')
    .where('photo.id', '=', id)
    .where('t.published_at', '<=', now)
    .select([`photo.${size} as bytes`, 'photo.status as photo_status', 'idea.status', 'idea.author_id', 'idea.trajectory_id'])
    .executeTakeFirst();
  if (!row) throw new DomainError('not_found');
  const shown = row.status !== 'hidden' && row.photo_status === 'visible';
  const subject = { trajectoryId: row.trajectory_id, ownerId: row.author_id };
  if (!shown && !can(actor, 'idea.read_hidden', subject, { now })) throw new DomainError('not_found');
  return { bytes: row.bytes, shown };
}

/** A photo that waits for its form, small, for who sent it: as a `data:` address, so that it has none of its own. Null when it is not there any more. */
export async function findWaitingPhoto(db: Db, id: string): Promise<{ id: string; preview: string } | null> {
  const row = await db.selectFrom('photo').where('id', '=', id).where('idea_id', 'is', null).select('thumbnail').executeTakeFirst();
  return row ? { id, preview: `data:image/webp;base64,${row.thumbnail.toString('base64')}` } : null;
}
