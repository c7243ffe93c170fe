import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { looseQuery } from './search-words.ts';

/**
 * Whether an idea (table or alias `idea`) is found by these words: as PostgreSQL reads a web search in Dutch, or loosened (see `looseQuery`), or by a title that
 * looks like it, for who makes a typing mistake.
 */
export function matchesWords(query: string): RawBuilder<SqlBool> {
  const loose = looseQuery(query);
  const exact = sql`idea.search @@ websearch_to_tsquery('dutch', ${query})`;
  if (loose === null) return sql<SqlBool>`(${exact})`;
  return sql<SqlBool>`(${exact} or idea.search @@ to_tsquery('dutch', ${loose}) or ${query} <% idea.title)`;
}
