/** What waits too long for its answer now. */
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Db } from '../context.ts';
import { isStaffOnly } from '../staff-only/concealed.ts';
import type { ClockView } from './clock-view.ts';
import type { Filter } from './figures.ts';
import { listClocks } from './queries.ts';
import { openStates } from './state-sql.ts';

const OVERDUE_SHOWN = 50;

export type OverdueItem = {
  contributionId: string;
  kind: string;
  title: string;
  trajectory: { slug: string; title: string };
  ideaNumber: number | null;
  team: string | null;
  clock: ClockView;
  /** Where the answer is: nobody works on it, somebody does, it is being checked, or it is ready. */
  stage: 'nobody' | 'handled' | 'in_review' | 'approved';
};

/** Longest first, at most fifty, of published trajectories. */
export async function listOverdue(db: Db, { trajectoryId, teamId, kind, now }: Filter & { now: Date }): Promise<OverdueItem[]> {
  const rows = await db
    .selectFrom('clock')
    .innerJoin('contribution', 'contribution.id', 'clock.contribution_id')
    .innerJoin('trajectory', 'trajectory.id', 'clock.trajectory_id')
    .leftJoin('idea', 'idea.id', 'clock.contribution_id')
    .leftJoin('team', 'team.id', 'clock.team_id')
    .leftJoin('response', (join) =>
      join.onRef('response.contribution_id', '=', 'clock.contribution_id').on('response.status', '<>', 'published'),
    )
    .where('clock.answered_on', 'is', null)
    .where('clock.stopped_on', 'is', null)
    .where('trajectory.published_at', 'is not', null)
    .where(openStates(amsterdamDay(now)).overdue)
    .where((eb) => eb.not(isStaffOnly(eb.ref('clock.contribution_id'))))
    .$if(trajectoryId !== null, (query) => query.where('clock.trajectory_id', '=', trajectoryId ?? ''))
    .$if(teamId !== null, (query) => query.where('clock.team_id', '=', teamId ?? ''))
    .$if(kind !== null, (query) => query.where('clock.kind', '=', kind ?? ''))
    .select([
      'clock.contribution_id',
      'clock.handler_id',
      'contribution.kind',
      'contribution.title',
      'trajectory.slug',
      'trajectory.title as trajectory_title',
      'idea.number',
      'team.name as team',
      'response.status',
    ])
    .orderBy('clock.due_on')
    .orderBy('clock.contribution_id')
    .limit(OVERDUE_SHOWN)
    .execute();
  const clocks = await listClocks(
    db,
    rows.map((row) => row.contribution_id),
    now,
  );
  return rows.flatMap((row) => {
    const clock = clocks.get(row.contribution_id);
    if (!clock) return [];
    const stage = row.status === 'in_review' || row.status === 'approved' ? row.status : row.handler_id ? 'handled' : 'nobody';
    return [
      {
        contributionId: row.contribution_id,
        kind: row.kind,
        title: row.title,
        trajectory: { slug: row.slug, title: row.trajectory_title },
        ideaNumber: row.number,
        team: row.team,
        clock,
        stage,
      },
    ];
  });
}
