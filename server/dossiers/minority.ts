/** Views of fewer people than had their way, by the published rule (`minorityKind`). */
import { sql } from 'kysely';
import type { Db } from '../context.ts';
import { withoutName } from '../reply-notes/rules.ts';
import type { Outcome } from '../responses/response-rules.ts';
import { countedContributions, pathOf } from './counted.ts';
import { type MinorityView, minorityKind } from './rules.ts';

type Row = {
  kind: 'idea' | 'change_proposal';
  title: string;
  outcome: Outcome;
  reason: string | null;
  supports: number;
  against: number;
  display_name: string | null;
  idea_number: number | null;
  section_number: string | null;
  proposal_number: number | null;
};

/** The most supported first. People are counted once each; who wrote it counts only when they said so. */
export async function readMinority(
  db: Db,
  { trajectoryId, slug, now }: { trajectoryId: string; slug: string; now: Date },
): Promise<MinorityView[]> {
  const { rows } = await sql<Row>`
    select counted.kind, counted.title, counted.outcome, counted.reason, counted.idea_number, counted.section_number, counted.proposal_number, person.display_name,
      case when counted.kind = 'idea' then counted.support_count
        else (select count(*)::integer from change_proposal_support s where s.change_proposal_id = counted.id and s.agrees) end as supports,
      case when counted.kind = 'idea'
        then (select count(distinct author_id)::integer from comment where comment.idea_id = counted.id and comment.status = 'visible' and stance = 'against')
        else (select count(*)::integer from change_proposal_support s where s.change_proposal_id = counted.id and not s.agrees) end as against
    from ${countedContributions(trajectoryId, now)} as counted left join person on person.id = counted.author_id
    where counted.kind in ('idea', 'change_proposal') and not counted.gone and counted.outcome in ('adopted', 'partly', 'not_adopted', 'outside_scope')`.execute(
    db,
  );
  return rows
    .flatMap((row): MinorityView[] => {
      const kind = minorityKind(row);
      const path = pathOf(slug, { ...row, challenge_number: null, comment_id: null });
      if (!kind || !path) return [];
      const { title, supports, against, outcome, reason, display_name } = row;
      return [{ kind, subject: row.kind, title, path, supports, against, outcome, reason: withoutName(reason ?? '', display_name) }];
    })
    .sort((a, b) => Math.max(b.supports, b.against) - Math.max(a.supports, a.against) || a.path.localeCompare(b.path));
}
