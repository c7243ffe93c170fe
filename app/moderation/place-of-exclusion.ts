import type { OwnExclusion } from '../../server/integrity/objection-queries.ts';
import { paths } from '../paths.ts';

/** The idea or the proposal of which support was taken out. */
export function placeOfExclusion({ kind, slug, number, section }: OwnExclusion['of']): string {
  return kind === 'change_proposal' && section !== null ? paths.proposal(slug, section, number) : paths.idea(slug, number);
}
