/** Votings and meetings of a trajectory as a template has them: what there was, and what is still planned. */
import { amsterdamDay, daysBetween } from '../calendar/amsterdam.ts';
import type { Db } from '../context.ts';
import { amsterdamTime } from '../meetings/rules.ts';
import { listPlannedSteps } from '../trajectories/planned-steps.ts';
import type { TemplateMeeting, TemplateVoting } from './format.ts';
import { afterStart } from './planned.ts';

type Of = { trajectoryId: string; firstDay: string; clean: (text: string) => string };

/** Without their choices, which are of each place itself. Votings that were read in from a file are somebody else's. */
export async function votingsOf(db: Db, { trajectoryId, firstDay, clean }: Of): Promise<TemplateVoting[]> {
  const rows = await db
    .selectFrom('voting')
    .where('trajectory_id', '=', trajectoryId)
    .where('source_key', 'is', null)
    .orderBy('opens_at')
    .orderBy('created_at')
    .limit(30)
    .selectAll()
    .execute();
  const made = rows.map((row): TemplateVoting => {
    const [opensOn, lastDay] = [amsterdamDay(row.opens_at), amsterdamDay(new Date(row.closes_at.getTime() - 1))];
    return {
      title: clean(row.title),
      question: clean(row.question),
      kind: row.kind,
      minimumLevel: row.minimum_level === 'none' ? 'email' : row.minimum_level,
      maxChoices: row.max_choices,
      seats: row.kind === 'ranked' ? row.seats : null,
      budget: row.kind === 'budget' ? row.budget : null,
      method: row.kind === 'budget' ? (row.method === 'greedy' ? 'greedy' : 'equal_shares') : null,
      opensAfterDays: afterStart(firstDay, opensOn),
      days: daysBetween(opensOn, lastDay) + 1,
    };
  });
  const planned = await plannedOf(db, { trajectoryId, kind: 'voting' });
  return [
    ...made,
    ...planned.map(({ words, startsOn, endsOn }) => ({
      ...(words as TemplateVoting),
      opensAfterDays: afterStart(firstDay, startsOn),
      days: daysBetween(startsOn, endsOn) + 1,
    })),
  ].slice(0, 30);
}

/** Without their places and what was said. */
export async function meetingsOf(db: Db, { trajectoryId, firstDay, clean }: Of): Promise<TemplateMeeting[]> {
  const rows = await db
    .selectFrom('meeting')
    .where('trajectory_id', '=', trajectoryId)
    .where('status', '=', 'visible')
    .orderBy('starts_at')
    .limit(100)
    .select(['title', 'description', 'invited', 'starts_at', 'ends_at'])
    .execute();
  const made = rows.map((row): TemplateMeeting => {
    const sameDay = amsterdamDay(row.starts_at) === amsterdamDay(row.ends_at);
    return {
      title: clean(row.title),
      description: clean(row.description),
      invited: clean(row.invited),
      afterDays: afterStart(firstDay, amsterdamDay(row.starts_at)),
      from: amsterdamTime(row.starts_at),
      until: sameDay ? amsterdamTime(row.ends_at) : '23:59',
    };
  });
  const planned = await plannedOf(db, { trajectoryId, kind: 'meeting' });
  return [
    ...made,
    ...planned.map(({ words, startsOn }) => ({ ...(words as TemplateMeeting), afterDays: afterStart(firstDay, startsOn) })),
  ].slice(0, 100);
}

async function plannedOf(db: Db, { trajectoryId, kind }: { trajectoryId: string; kind: 'voting' | 'meeting' }) {
  return (await listPlannedSteps(db, trajectoryId)).filter((step) => step.kind === kind);
}
