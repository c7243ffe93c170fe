import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { cleanLine } from '../text/clean-text.ts';
import { getPublishedTrajectory } from './facets.ts';
import { type IdeaStatus, LISTED_STATUSES } from './rules.ts';

export type SimilarIdea = { number: number; title: string; status: IdeaStatus; supportCount: number };

/** Shorter words ("de", "met", "brug") say too little of what an idea is about. */
const TELLING_LENGTH = 5;
const MOST_WORDS = 4;
/** Looked at, before the most alike are chosen: a word that is in every title must not cost more. */
const MOST_CANDIDATES = 500;

/**
 * Ideas whose title looks like this one, or has one of its longest words (give or take a typing mistake), the most alike first. Shown before somebody proposes the
 * same again.
 */
export async function findSimilarIdeas(
  { db, now }: Pick<Context, 'db' | 'now'>,
  { trajectory: slug, title, limit = 5 }: { trajectory: string; title: string; limit?: number },
): Promise<SimilarIdea[]> {
  const trajectory = await getPublishedTrajectory(db, slug, now);
  const whole = cleanLine(title);
  if (!whole) return [];
  const words = tellingWords(whole);
  // These operators use the trigram index; 0.3 (%) and 0.6 (<%) are their thresholds in pg_trgm.
  const candidates = db
    .selectFrom('idea')
    .where('trajectory_id', '=', trajectory.id)
    .where('status', 'in', LISTED_STATUSES)
    .where((eb) => eb.or([sql<boolean>`title % ${whole}`, ...words.map((word) => sql<boolean>`${word} <% title`)]))
    .limit(MOST_CANDIDATES)
    .select(['number', 'title', 'status', 'support_count as supportCount']);
  const likeness = sql.join(
    [sql`similarity(title, ${whole})`, ...words.map((word) => sql`word_similarity(${word}, title) / ${words.length}::integer`)],
    sql` + `,
  );
  return db.selectFrom(candidates.as('idea')).selectAll().orderBy(likeness, 'desc').orderBy('supportCount', 'desc').limit(limit).execute();
}

/** The longest words, which say most. */
function tellingWords(title: string): string[] {
  const words = new Set(title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  return [...words]
    .filter((word) => word.length >= TELLING_LENGTH)
    .sort((one, other) => other.length - one.length)
    .slice(0, MOST_WORDS);
}
