/** Keeping people out of what travels to another place. */
import type { JSONContent } from '@tiptap/core';
import { sql } from 'kysely';
import type { Db } from '../context.ts';
import { findPersonalDetails } from '../reply-notes/rules.ts';

/** What stands where somebody's name, address or number stood. */
export const LEFT_OUT = '(weggelaten)';

/** A text without these names, and without e-mail addresses, telephone numbers and postcodes. Names of one word stay: they are ordinary words too often. */
export function withoutPeople(text: string, names: readonly string[]): string {
  const found = [...findPersonalDetails(text, null), ...names.filter((name) => /\s/.test(name.trim()) && text.includes(name.trim()))];
  // The longest first: a name can hold another.
  return found.sort((a, b) => b.length - a.length).reduce((left, part) => left.replaceAll(part.trim(), LEFT_OUT), text);
}

/** The same for the text of a section: each piece by itself, before signs of the format come between its letters. */
export function contentWithoutPeople(content: JSONContent, names: readonly string[]): JSONContent {
  return {
    ...content,
    ...(content.text === undefined ? {} : { text: withoutPeople(content.text, names) }),
    ...(content.marks === undefined
      ? {}
      : { marks: content.marks.filter(({ attrs }) => !String(attrs?.href ?? '').startsWith('mailto:')) }),
    ...(content.content === undefined ? {} : { content: content.content.map((child) => contentWithoutPeople(child, names)) }),
  };
}

/** Names of everybody who works here, and of the contact of a trajectory: those can stand in the municipality's own texts. */
export async function listStaffNames(db: Db, { contactName }: { contactName: string }): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct name from person cross join lateral (values (display_name), (own_name), (pen_name)) as named (name)
    where erased_at is null and name is not null and exists (select 1 from role_grant where role_grant.person_id = person.id)`.execute(db);
  return [contactName, ...rows.map(({ name }) => name)];
}

/** Whether a text names anybody who has an account here, by their whole name, or holds an address or number. */
export async function namesSomebody(db: Db, text: string): Promise<boolean> {
  if (findPersonalDetails(text, null).length > 0) return true;
  const { rows } = await sql`
    select 1 from person cross join lateral (values (display_name), (own_name)) as named (name)
    where erased_at is null and name like '% %' and position(lower(name) in lower(${text}::text)) > 0 limit 1`.execute(db);
  return rows.length > 0;
}
