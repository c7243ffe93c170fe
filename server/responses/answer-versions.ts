/** An answer and what it said before it was corrected. */
import { sql } from 'kysely';
import type { Db } from '../context.ts';
import { type DiffPart, diffTexts } from '../plan-texts/text-diff.ts';
import type { Outcome } from './response-rules.ts';

/** What was published before, and what the version after it made of that. */
export type FormerAnswer = {
  id: string;
  /** When it was published, and until when it stood. */
  publishedAt: string;
  until: string;
  outcome: Outcome;
  summary: string;
  motivation: string;
  nextStep: string;
  redactedAt: string | null;
  /** What was wrong with it. */
  reason: string;
  /** By which words the next version differs from this one; null for what stayed the same. */
  changes: { summary: DiffPart[] | null; motivation: DiffPart[] | null; nextStep: DiffPart[] | null; outcome: Outcome | null };
};

/** Of the published answers of a query on `response`: nothing that was published follows it. */
export const IS_NEWEST_VERSION = sql<boolean>`not exists (
  select 1 from response as later where later.corrects_id = response.id and later.status = 'published')`;

type Newest = { id: string; firstId: string };

/** What was published before each of these, newest first, by the id of the newest version. */
export async function listFormer(db: Db, answers: readonly Newest[]): Promise<Map<string, FormerAnswer[]>> {
  const corrected = answers.filter(({ id, firstId }) => id !== firstId);
  if (corrected.length === 0) return new Map();
  const firstIds = corrected.map(({ firstId }) => firstId);
  const rows = await db
    .selectFrom('response')
    .where('status', '=', 'published')
    .where((eb) => eb.or([eb('id', 'in', firstIds), eb('first_id', 'in', firstIds)]))
    .select(['id', 'first_id', 'corrects_id', 'outcome', 'summary', 'motivation', 'next_step', 'correction_reason', 'redacted_at'])
    .select('published_at')
    .execute();
  const nextOf = new Map(rows.flatMap((row) => (row.corrects_id === null ? [] : [[row.corrects_id, row] as const])));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return new Map(corrected.map(({ id }) => [id, formerOf(id)]));

  function formerOf(newestId: string): FormerAnswer[] {
    const former: FormerAnswer[] = [];
    for (let row = byId.get(byId.get(newestId)?.corrects_id ?? ''); row; row = byId.get(row.corrects_id ?? '')) {
      const next = nextOf.get(row.id);
      if (!next) break;
      const outcome = row.outcome ?? 'no_action_asked';
      const nextOutcome = next.outcome ?? 'no_action_asked';
      former.push({
        id: row.id,
        publishedAt: (row.published_at ?? new Date(0)).toISOString(),
        until: (next.published_at ?? new Date(0)).toISOString(),
        outcome,
        summary: row.summary,
        motivation: row.motivation,
        nextStep: row.next_step,
        redactedAt: row.redacted_at?.toISOString() ?? null,
        reason: next.correction_reason,
        changes: {
          summary: changed(row.summary, next.summary),
          motivation: changed(row.motivation, next.motivation),
          nextStep: changed(row.next_step, next.next_step),
          outcome: outcome === nextOutcome ? null : nextOutcome,
        },
      });
    }
    return former;
  }
}

function changed(before: string, after: string): DiffPart[] | null {
  return before === after ? null : diffTexts(before, after);
}
