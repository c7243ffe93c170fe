/** The contributions behind a figure: the same rows, listed. */
import { type RawBuilder, sql } from 'kysely';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context } from '../context.ts';
import type { Outcome } from '../responses/response-rules.ts';
import { getReadableTrajectory } from '../trajectories/queries.ts';
import type { Channel } from './content.ts';
import { countedContributions, pathOf } from './counted.ts';

export const PAGE_SIZE = 50;
export const STATES = ['waiting', 'gone', 'answered', 'on_time', 'late', 'overdue'] as const;

export type ContributionFilter = {
  outcome?: Outcome | undefined;
  state?: (typeof STATES)[number] | undefined;
  /** Position of the phase. */
  phase?: number | undefined;
  /** Its slug, or `-` for ideas without one. */
  theme?: string | undefined;
  /** The moment of a frozen version: nothing that came in later. */
  until?: Date | undefined;
};

export type ListedContribution = {
  id: string;
  kind: string;
  /** '' for what is not public (any more). */
  title: string;
  path: string | null;
  cameOn: string;
  outcome: Outcome | null;
  gone: boolean;
  channel: Channel;
};

/** Contributions by the day they came in, a page at a time. @throws DomainError `not_found` */
export async function listContributions(
  { db, actor, now }: Pick<Context, 'db' | 'actor' | 'now'>,
  { trajectory: slug, filter, page }: { trajectory: string; filter: ContributionFilter; page: number },
): Promise<{ trajectory: { slug: string; title: string }; items: ListedContribution[]; total: number; pages: number }> {
  const { id, title } = await getReadableTrajectory(db, { slug, actor, now });
  const { outcome, state, phase, theme } = filter;
  const until = filter.until && filter.until < now ? filter.until : now;
  const where = sql.join(
    [
      sql`true`,
      ...(outcome ? [sql`outcome = ${outcome}`] : []),
      ...(state ? [stateSql(state, amsterdamDay(now))] : []),
      ...(phase === undefined
        ? []
        : [
            sql`exists (select from phase where phase.trajectory_id = ${id}::uuid and position = ${phase} and came_on between starts_on and ends_on)`,
          ]),
      ...(theme === undefined
        ? []
        : [
            theme === '-'
              ? sql`kind = 'idea' and theme_id is null`
              : sql`theme_id = (select theme.id from theme where theme.trajectory_id = ${id}::uuid and theme.slug = ${theme})`,
          ]),
    ],
    sql` and `,
  );
  const { rows } = await sql<Row & { total: number }>`
    select id, kind, title, outcome, gone, confidential, channel, to_char(came_on, 'YYYY-MM-DD') as came_on, idea_number, section_number, proposal_number,
      challenge_number, comment_id, (count(*) over ())::integer as total
    from ${countedContributions(id, until)} as counted where ${where}
    order by counted.created_at, counted.id limit ${PAGE_SIZE} offset ${(page - 1) * PAGE_SIZE}`.execute(db);
  const total = rows[0]?.total ?? 0;
  return {
    trajectory: { slug, title },
    items: rows.map((row) => {
      const open = !row.gone && !row.confidential;
      const { id: contributionId, kind, came_on, outcome: result, gone, channel } = row;
      return {
        id: contributionId,
        kind,
        title: open ? row.title : '',
        path: open ? pathOf(slug, row) : null,
        cameOn: came_on,
        outcome: result,
        gone,
        channel,
      };
    }),
    total,
    pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
  };
}

function stateSql(state: (typeof STATES)[number], today: string): RawBuilder<unknown> {
  switch (state) {
    case 'waiting':
      return sql`outcome is null and not gone`;
    case 'gone':
      return sql`outcome is null and gone`;
    case 'answered':
      return sql`outcome is not null`;
    case 'on_time':
      return sql`outcome is not null and answered_on <= due_on`;
    case 'late':
      return sql`outcome is not null and answered_on > due_on`;
    case 'overdue':
      return sql`has_clock and not gone and answered_on is null and paused_on is null and due_on < ${today}::date`;
  }
}

type Row = {
  id: string;
  kind: string;
  title: string;
  outcome: Outcome | null;
  gone: boolean;
  confidential: boolean;
  channel: Channel;
  came_on: string;
  idea_number: number | null;
  section_number: string | null;
  proposal_number: number | null;
  challenge_number: number | null;
  comment_id: string | null;
};
