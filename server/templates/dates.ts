/** From days after the start to dates on the calendar. Pure. */
import { addDays, daysBetween, isDay, laterDay } from '../calendar/amsterdam.ts';
import { BUILT_IN, type Calendar } from '../calendar/calendar.ts';
import { computeDeadline } from '../calendar/deadline.ts';
import { nextWorkingDay, whyFree } from '../calendar/working-days.ts';
import { DomainError } from '../errors.ts';
import type { TemplatePhase } from './format.ts';

export type DatedPhase = {
  startsOn: string;
  endsOn: string;
  /** Dutch sentences without a full stop: why it does not end on the day the plan alone would give. */
  reasons: string[];
};

/** Awb 3:16: the first day counts, and the Algemene termijnenwet holds. */
const TERM = { firstDay: 'same', termsAct: true } as const;

/**
 * When each phase runs, from the first day of the trajectory. A statutory term ends as the law says; any other phase that would end on a free day goes on until the
 * next working day, so that nobody finds a closed door on its last day. What comes after moves along as far as it must.
 * @param phases in order, none overlapping (see `phasePlanFault`)
 */
export function datePhases(
  phases: readonly Pick<TemplatePhase, 'startsAfterDays' | 'days' | 'termWeeks'>[],
  startsOn: string,
  calendar: Calendar = BUILT_IN,
): DatedPhase[] {
  const first = phases[0]?.startsAfterDays ?? 0;
  let free = startsOn;
  return phases.map(({ startsAfterDays, days, termWeeks }) => {
    const planned = addDays(startsOn, startsAfterDays - first);
    const begins = laterDay(planned, free);
    const ended = termWeeks === null ? lastDay(begins, days, calendar) : statutoryEnd(begins, termWeeks, calendar);
    free = addDays(ended.endsOn, 1);
    return { startsOn: begins, ...ended };
  });
}

function lastDay(startsOn: string, days: number, calendar: Calendar): { endsOn: string; reasons: string[] } {
  const planned = addDays(startsOn, days - 1);
  const endsOn = nextWorkingDay(planned, calendar);
  const reasons: string[] = [];
  for (let day = planned; day < endsOn; day = addDays(day, 1)) reasons.push(whyFree(day, calendar) ?? '');
  return { endsOn, reasons };
}

function statutoryEnd(startsOn: string, weeks: number, calendar: Calendar): { endsOn: string; reasons: string[] } {
  const { end, reasons } = computeDeadline({ start: startsOn, term: { weeks }, ...TERM, calendar });
  return { endsOn: end, reasons: [`wettelijke termijn van ${weeks} weken (Awb 3:16)`, ...reasons] };
}

/** A phase of a trajectory as a template has it. A phase for views of exactly six weeks by law is that term, whatever its free days were. */
export function undatePhase(
  { kind, startsOn, endsOn }: { kind: string; startsOn: string; endsOn: string },
  { firstDay, calendar = BUILT_IN }: { firstDay: string; calendar?: Calendar },
): Pick<TemplatePhase, 'startsAfterDays' | 'days' | 'termWeeks'> {
  const isTerm = kind === 'inspection' && statutoryEnd(startsOn, 6, calendar).endsOn === endsOn;
  return { startsAfterDays: daysBetween(firstDay, startsOn), days: daysBetween(startsOn, endsOn) + 1, termWeeks: isTerm ? 6 : null };
}

export type DatedStep = { startsOn: string; endsOn: string };

/**
 * The days of something planned within the phases: as far into its phase as the template has it, so that it moves along when free days move the phase. What lasts until
 * the last day of a phase still does.
 * @param dated of the same phases, in order
 */
export function dateStep(
  { afterDays, days }: { afterDays: number; days: number },
  {
    phases,
    dated,
    startsOn,
  }: { phases: readonly Pick<TemplatePhase, 'startsAfterDays' | 'days'>[]; dated: readonly DatedPhase[]; startsOn: string },
): DatedStep {
  const index = phases.findLastIndex((phase) => phase.startsAfterDays <= afterDays);
  const [phase, dates] = [phases[index], dated[index]];
  if (!phase || !dates) {
    const day = addDays(startsOn, afterDays - (phases[0]?.startsAfterDays ?? 0));
    return { startsOn: day, endsOn: addDays(day, days - 1) };
  }
  const begins = addDays(dates.startsOn, afterDays - phase.startsAfterDays);
  const isWhole = afterDays + days === phase.startsAfterDays + phase.days;
  const ends = isWhole ? dates.endsOn : addDays(begins, days - 1);
  return { startsOn: begins, endsOn: laterDay(begins, ends) };
}

/** The index of the first phase that begins before the one before it is over; null when all fit. */
export function phasePlanFault(phases: readonly Pick<TemplatePhase, 'startsAfterDays' | 'days'>[]): number | null {
  const fault = phases.findIndex((phase, index) => {
    const before = phases[index - 1];
    return before !== undefined && phase.startsAfterDays < before.startsAfterDays + before.days;
  });
  return fault === -1 ? null : fault;
}

/** A start this far ahead is a typing error. */
const FURTHEST_DAYS = 730;

/**
 * The day a trajectory starts: after today, because what was agreed beforehand is locked when the first phase opens.
 * @throws DomainError `invalid`
 */
export function readStart(startsOn: string, { today }: { today: string }): string {
  if (!isDay(startsOn) || startsOn <= today || startsOn > addDays(today, FURTHEST_DAYS))
    throw new DomainError('invalid', { fields: { startsOn: 'templates:error.starts_on' } });
  return startsOn;
}
