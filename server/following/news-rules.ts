/** Which events are news, for whom, and when they are mailed. Pure. */
import { addDays, amsterdamDay } from '../calendar/amsterdam.ts';
import { amsterdamInstant } from '../meetings/rules.ts';

export const RHYTHMS = ['direct', 'daily', 'weekly', 'never'] as const;
export type Rhythm = (typeof RHYTHMS)[number];

/**
 * A `step` is something the municipality or the author did; `talk` is what people say, of which there may be much: it never goes out one by one.
 * `idea` and `trajectory`: who hears of it. `authorKnows`: who sent the contribution in has a mail of its own about it.
 * `participantsKnow`: who took part in the trajectory has a mail of its own about it.
 * `supporters`: also told to who supported the idea before, follower or not: what they stand behind is no longer the same.
 */
type NewsKind = {
  weight: 'step' | 'talk';
  idea: boolean;
  trajectory: boolean;
  authorKnows?: true;
  participantsKnow?: true;
  supporters?: true;
};

export const NEWS_KINDS = {
  'idea.proposed': { weight: 'talk', idea: false, trajectory: true },
  'idea.updated': { weight: 'step', idea: true, trajectory: false, supporters: true },
  'idea.withdrawn': { weight: 'step', idea: true, trajectory: false },
  'idea.merged': { weight: 'step', idea: true, trajectory: false, authorKnows: true },
  'idea.merge_undone': { weight: 'step', idea: true, trajectory: false, authorKnows: true },
  'idea.carrying_out': { weight: 'step', idea: true, trajectory: false },
  'idea.done': { weight: 'step', idea: true, trajectory: true },
  'idea.put_back': { weight: 'step', idea: true, trajectory: false },
  'milestone.added': { weight: 'step', idea: true, trajectory: false },
  'milestone.moved': { weight: 'step', idea: true, trajectory: false },
  'milestone.removed': { weight: 'step', idea: true, trajectory: false },
  'milestone.done': { weight: 'step', idea: true, trajectory: true },
  'response.published': { weight: 'step', idea: true, trajectory: true, authorKnows: true },
  'response.corrected': { weight: 'step', idea: true, trajectory: true, authorKnows: true },
  'response.reopened': { weight: 'step', idea: true, trajectory: false },
  'clock.assigned': { weight: 'step', idea: true, trajectory: false },
  'clock.extended': { weight: 'step', idea: true, trajectory: false, authorKnows: true },
  'clock.paused': { weight: 'step', idea: true, trajectory: false, authorKnows: true },
  'clock.resumed': { weight: 'step', idea: true, trajectory: false, authorKnows: true },
  'comment.created': { weight: 'talk', idea: true, trajectory: false },
  'question.asked': { weight: 'talk', idea: true, trajectory: false },
  'meeting.added': { weight: 'step', idea: false, trajectory: true },
  'voting.created': { weight: 'step', idea: false, trajectory: true },
  'trajectory.stopped': { weight: 'step', idea: false, trajectory: true },
  'story.told': { weight: 'talk', idea: false, trajectory: true },
  'challenge.submitted': { weight: 'step', idea: false, trajectory: true },
  'reply_note.published': { weight: 'step', idea: false, trajectory: true },
  'commitment.made': { weight: 'step', idea: true, trajectory: true },
  'commitment.progress': { weight: 'step', idea: true, trajectory: true },
  'commitment.moved': { weight: 'step', idea: true, trajectory: true },
  'commitment.milestone_reached': { weight: 'step', idea: true, trajectory: true },
  'commitment.done': { weight: 'step', idea: true, trajectory: true },
  'commitment.stopped': { weight: 'step', idea: true, trajectory: true },
  'metric.amended': { weight: 'step', idea: false, trajectory: true },
  'gate.decided': { weight: 'step', idea: false, trajectory: true },
  'council_dossier.opened': { weight: 'step', idea: false, trajectory: true },
  'council_question.asked': { weight: 'step', idea: false, trajectory: true },
  'dossier.frozen': { weight: 'step', idea: false, trajectory: true },
  'process_paper.frozen': { weight: 'step', idea: false, trajectory: true },
  'council_decision.recorded': { weight: 'step', idea: false, trajectory: true, participantsKnow: true },
} as const satisfies Record<string, NewsKind>;

export type NewsKindName = keyof typeof NEWS_KINDS;

export function newsKind(kind: string): NewsKind | null {
  return Object.hasOwn(NEWS_KINDS, kind) ? NEWS_KINDS[kind as NewsKindName] : null;
}

/** News that stands in the feed of a trajectory: what its followers hear of. */
export const TRAJECTORY_NEWS = (Object.keys(NEWS_KINDS) as NewsKindName[]).filter((kind) => NEWS_KINDS[kind].trajectory);
/** News that stands in the feed of an idea, with its beginning. */
export const IDEA_NEWS = (Object.keys(NEWS_KINDS) as NewsKindName[]).filter((kind) => NEWS_KINDS[kind].idea || kind === 'idea.proposed');

/** News that supporters hear of as well. */
export const SUPPORTER_NEWS = (Object.keys(NEWS_KINDS) as NewsKindName[]).filter((kind) => newsKind(kind)?.supporters);

/** On the clock in Amsterdam: a digest is there with the coffee. */
const MORNING = '08:00';

/** When somebody with this rhythm is mailed about something that happened at `now`; null: never. */
export function noticeDueAt(rhythm: Rhythm, weight: 'step' | 'talk', now: Date): Date | null {
  if (rhythm === 'never') return null;
  if (rhythm === 'direct' && weight === 'step') return now;
  return rhythm === 'weekly' ? nextMonday(now) : nextMorning(now);
}

/** Eight o'clock, today or tomorrow. */
function nextMorning(now: Date): Date {
  const today = amsterdamDay(now);
  const morning = morningOf(today);
  return morning > now ? morning : morningOf(addDays(today, 1));
}

function nextMonday(now: Date): Date {
  let morning = nextMorning(now);
  while (new Date(`${amsterdamDay(morning)}T12:00:00Z`).getUTCDay() !== 1) morning = morningOf(addDays(amsterdamDay(morning), 1));
  return morning;
}

function morningOf(day: string): Date {
  const morning = amsterdamInstant(day, MORNING);
  if (!morning) throw new Error('every day has a morning');
  return morning;
}
