/** What a template planned, as the forms of a voting and a meeting begin with it. */
import type { PlannedStep } from '../../server/trajectories/planned-steps.ts';

export function plannedVoting({ words, startsOn, endsOn }: PlannedStep) {
  const of = (name: string) => (words[name] === null || words[name] === undefined ? undefined : String(words[name]));
  const filled = { title: of('title'), question: of('question'), kind: of('kind'), budget: of('budget'), method: of('method') };
  const rest = { seats: of('seats'), maxChoices: of('maxChoices'), minimumLevel: of('minimumLevel'), opensOn: startsOn, closesOn: endsOn };
  return Object.fromEntries(Object.entries({ ...filled, ...rest }).filter(([, value]) => value !== undefined));
}

export function plannedMeeting({ words, startsOn }: PlannedStep) {
  const of = (name: string) => String(words[name] ?? '');
  const times = { day: startsOn, from: of('from'), until: of('until') };
  return { title: of('title'), place: '', description: of('description'), invited: of('invited'), ...times };
}
