import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { looseWords } from './search-words.ts';

/**
 * Whether an idea (table or alias `idea`) is found by these words: as PostgreSQL reads a web search in Dutch, or loosened (see `looseWords`), or by a title that
 * looks like it, for who makes a typing mistake.
 */
export function matchesWords(query: string): RawBuilder<SqlBool> {
  const words = looseWords(query);
  const exact = sql`idea.search @@ websearch_to_tsquery('dutch', ${query})`;
  if (words === null) return sql<SqlBool>`(${exact})`;
  const loose = sql.join(
    words.map(({ stemmed, literal }) => sql`(to_tsquery('dutch', ${stemmed}) || to_tsquery('simple', ${literal}))`),
    sql` && `,
  );
  return sql<SqlBool>`(${exact} or idea.search @@ (${loose}) or ${query} <% idea.title)`;
}
