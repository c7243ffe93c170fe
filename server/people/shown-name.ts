/** The name everybody reads. One place, so that a person who had their name erased is gone everywhere, history included. */

/** As is usual for a person in a query: `select(['person.display_name', 'person.erased_at'])`. */
export type NamedPerson = { display_name: string; erased_at: Date | null };

export const ERASED_NAME = 'Een bewoner';

/** What a person is called in public; who was erased is "a resident". */
export function shownName({ display_name, erased_at }: NamedPerson): string {
  return erased_at === null ? display_name : ERASED_NAME;
}
