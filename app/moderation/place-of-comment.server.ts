import { redirect } from '@remix-run/node';
import { paths } from '../paths.ts';

/**
 * Where the writer of a new comment looks next: at the comment, as a hash.
 * @throws a redirect to why it waits, when a plain rule holds it
 */
export function placeOfComment(commentId: string, heldBy: string | null): string {
  if (heldBy !== null) throw redirect(paths.appeal(heldBy), 303);
  return `#reactie-${commentId}`;
}
