import type { Turn } from '../../server/trajectories/rules.ts';
import { type River, shareOfDay } from './river-geometry.ts';

export type RiverPhase = { id: string; title: string; summary: string; startsOn: string; endsOn: string; active: boolean; turn: Turn };
export type RiverWeek = { weekStartsOn: string; contributions: number; answers: number };

const LONGEST = { outer: 50, inner: 26 };
/** Weeks without anything are marked this far apart at least, so that a phase of years stays a line of separate marks. */
const APART = 8;
const DAY = 86_400_000;

export function daysOf({ startsOn, endsOn }: { startsOn: string; endsOn: string }): number {
  return (Date.parse(endsOn) - Date.parse(startsOn)) / DAY + 1;
}

export function bendsOf(phases: readonly RiverPhase[]): { days: number; up: boolean }[] {
  return phases.map((phase) => ({ days: daysOf(phase), up: phase.turn === 'residents' }));
}

export type Moment = { today: string; stopped: boolean };
export type PhaseMoment = 'done' | 'now' | 'coming' | 'broken_off' | 'never';

/** Where a phase stands. In a stopped trajectory `today` is the day it stopped: the phase of that day was broken off, later ones never come. */
export function momentOf({ startsOn, endsOn, active }: RiverPhase, { today, stopped }: Moment): PhaseMoment {
  if (endsOn < today) return 'done';
  if (stopped) return startsOn <= today ? 'broken_off' : 'never';
  return active ? 'now' : 'coming';
}

/** Water, banks and the weeks standing on them; `now` as a share of the length. */
export function RiverDrawing({
  river,
  phases,
  weeks,
  now,
}: {
  river: River;
  phases: readonly RiverPhase[];
  weeks: readonly RiverWeek[];
  now: number;
}) {
  return (
    <>
      <path className="rv-w0" d={river.ribbon(0, 1)} />
      {now > 0 && <path className="rv-w1" d={river.ribbon(0, now)} />}
      {now > 0 &&
        river
          .flow(now)
          .map((line, index) => (
            <path
              key={line.slice(0, 24)}
              className="rv-flow"
              d={line}
              strokeDasharray={['150 90 60 140', '90 160 190 110', '200 120 80 150', '120 180 70 90'][index]}
            />
          ))}
      <path className="rv-bank" d={river.banks[0]} />
      <path className="rv-bank" d={river.banks[1]} />
      {Object.entries(marks(river, phases, weeks)).map(([className, d]) => (
        <path key={className} className={className} d={d} fill="none" />
      ))}
    </>
  );
}

/**
 * A line per week on each bank, as long as what came in it; a small grey one for a week in which nothing came, or that is still to come. Drawn as one path
 * per kind: hundreds of elements would take longer than the rest of the page.
 */
function marks(river: River, phases: readonly RiverPhase[], weeks: readonly RiverWeek[]): Record<'rv-f' | 'rv-t' | 'rv-b', string> {
  const drawn = { 'rv-f': '', 'rv-t': '', 'rv-b': '' };
  const most = {
    contributions: Math.max(1, ...weeks.map((week) => week.contributions)),
    answers: Math.max(1, ...weeks.map((week) => week.answers)),
  };
  const counted = new Map(weeks.map((week) => [week.weekStartsOn, week]));
  let empty = -1000;
  for (const weekStartsOn of weeksOf(phases)) {
    const share = shareOfDay(middleOfWeek(weekStartsOn), phases, river.reaches);
    const { x, y } = river.at(share);
    const outer = y < river.middle ? 'up' : 'down';
    const { contributions, answers } = counted.get(weekStartsOn) ?? { contributions: 0, answers: 0 };
    const mark = (bank: 'up' | 'down', count: number, of: number) => {
      const longest = bank === outer ? LONGEST.outer : LONGEST.inner;
      const length = count > 0 ? 5 + (count / of) * (longest - 5) : 4;
      const { x1, y1, x2, y2 } = river.tick(share, bank, length);
      drawn[count > 0 ? (bank === 'up' ? 'rv-t' : 'rv-b') : 'rv-f'] +=
        `M${x1.toFixed(1)} ${y1.toFixed(1)}L${x2.toFixed(1)} ${y2.toFixed(1)}`;
    };
    if (contributions + answers === 0) {
      if (x - empty < APART) continue;
      empty = x;
    }
    mark('up', contributions, most.contributions);
    mark('down', answers, most.answers);
  }
  return drawn;
}

/** The Mondays of all weeks in which a day of the trajectory falls. */
function weeksOf(phases: readonly RiverPhase[]): string[] {
  const [first, last] = [phases[0], phases.at(-1)];
  if (!first || !last) return [];
  const start = Date.parse(first.startsOn);
  const monday = start - ((new Date(start).getUTCDay() + 6) % 7) * DAY;
  const count = Math.floor((Date.parse(last.endsOn) - monday) / (7 * DAY)) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => new Date(monday + index * 7 * DAY).toISOString().slice(0, 10));
}

/** The Thursday of the week that starts on `monday`. */
export function middleOfWeek(monday: string): string {
  return new Date(Date.parse(monday) + 3 * DAY).toISOString().slice(0, 10);
}
