import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { cleanLine } from '../text/clean-text.ts';
import { getPublishedTrajectory } from './facets.ts';
import { type IdeaStatus, LISTED_STATUSES } from './rules.ts';
import { tellingWords } from './search-words.ts';

export type SimilarIdea = { number: number; title: string; status: IdeaStatus; supportCount: number };

/** Looked at, before the most alike are chosen: a word that is in every title must not cost more. */
const MOST_CANDIDATES = 500;
/** A third of what a title says, or nearly its letters. Less is chance. */
const LEAST_ALIKE = 0.3;

/**
 * Ideas whose title looks like this one, or has one of its telling words: in another Dutch form ("woonboten", "woonboot"), in a compound ("natuur",
 * "natuurgebieden") or with a typing mistake. The most alike first. Shown while somebody writes, before they propose the same again.
 */
export async function findSimilarIdeas(
  { db, now }: Pick<Context, 'db' | 'now'>,
  { trajectory: slug, title, limit = 5 }: { trajectory: string; title: string; limit?: number },
): Promise<SimilarIdea[]> {
  const trajectory = await getPublishedTrajectory(db, slug, now);
  const whole = cleanLine(title);
  if (!whole) return [];
  const words = tellingWords(whole);
  const inTitle = words.map(
    ({ stemmed, literal }) => sql<boolean>`search @@ (to_tsquery('dutch', ${stemmed}) || to_tsquery('simple', ${literal}))`,
  );
  // These operators use the trigram index; 0.3 (%) and 0.6 (<%) are their thresholds in pg_trgm.
  const misspelt = words.map(({ word }) => sql<boolean>`${word} <% title`);
  const candidates = db
    .selectFrom('idea')
    .where('trajectory_id', '=', trajectory.id)
    .where('status', 'in', LISTED_STATUSES)
    .where((eb) => eb.or([sql<boolean>`title % ${whole}`, ...inTitle, ...misspelt]))
    .limit(MOST_CANDIDATES)
    .select(['number', 'title', 'status', 'support_count as supportCount', 'search']);
  const likeness = sql<number>`${sql.join(
    [
      sql`similarity(title, ${whole})`,
      ...words.map(
        ({ word }, index) =>
          sql`case when ${inTitle[index]} then 1 when ${word} <% title then word_similarity(${word}, title) else 0 end::real / ${words.length}::integer`,
      ),
    ],
    sql` + `,
  )}`;
  const alike = db.selectFrom(candidates.as('idea')).select(['number', 'title', 'status', 'supportCount', likeness.as('likeness')]);
  return db
    .selectFrom(alike.as('alike'))
    .select(['number', 'title', 'status', 'supportCount'])
    .where('likeness', '>=', LEAST_ALIKE)
    .orderBy('likeness', 'desc')
    .orderBy('supportCount', 'desc')
    .limit(limit)
    .execute();
}
