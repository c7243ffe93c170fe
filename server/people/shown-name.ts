/** The name everybody reads. One place, so that a person who had their name erased is gone everywhere, history included. */

/** As is usual for a person in a query: `select(['person.display_name', 'person.erased_at'])`. */
export type NamedPerson = { display_name: string; erased_at: Date | null };

export const ERASED_NAME = 'Een bewoner';
/** Of who worked for the municipality: what they answered was not said by a resident. */
export const ERASED_STAFF_NAME = 'Een medewerker';

/** What a person is called in public; who was erased is "a resident". */
export function shownName({ display_name, erased_at }: NamedPerson): string {
  // Erasing overwrites the name as well; this holds even where somebody put it back by hand.
  if (erased_at === null || display_name === ERASED_STAFF_NAME) return display_name;
  return ERASED_NAME;
}
