/** What a template says there will be, on the calendar; and back. Pure. */
import { daysBetween } from '../calendar/amsterdam.ts';
import { type DatedPhase, dateStep } from './dates.ts';
import type { Template, TemplateMeeting, TemplateVoting } from './format.ts';

export type DatedPlan = { position: number; startsOn: string; endsOn: string } & (
  | { kind: 'voting'; words: TemplateVoting }
  | { kind: 'meeting'; words: TemplateMeeting }
);

/** @returns votings and meetings, by day */
export function plannedSteps(
  { phases, votings, meetings }: Pick<Template, 'phases' | 'votings' | 'meetings'>,
  { startsOn, dated }: { startsOn: string; dated: readonly DatedPhase[] },
): DatedPlan[] {
  const on = (afterDays: number, days: number) => dateStep({ afterDays, days }, { phases, dated, startsOn });
  return [
    ...votings.map((words, index): DatedPlan => ({ kind: 'voting', position: index + 1, words, ...on(words.opensAfterDays, words.days) })),
    ...meetings.map((words, index): DatedPlan => ({ kind: 'meeting', position: index + 1, words, ...on(words.afterDays, 1) })),
  ].sort((a, b) => (a.startsOn < b.startsOn ? -1 : a.startsOn > b.startsOn ? 1 : 0));
}

/** Days after the first day of the trajectory; never before it. */
export function afterStart(firstDay: string, day: string): number {
  return Math.max(0, daysBetween(firstDay, day));
}
