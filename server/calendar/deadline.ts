/**
 * When a term ends, by Dutch law (the Algemene termijnenwet, cited below as Atw) or by a promise in working days. Pure: plain dates in,
 * plain dates out. A term ends at 24:00 Amsterdam time of the day given.
 */
import { addDays, dayNumber, dutchDay, weekday } from './amsterdam.ts';
import { BUILT_IN, type Calendar } from './calendar.ts';
import { addWorkingDays, isWorkingDay, nextWorkingDay, whyFree } from './working-days.ts';

/** Exactly one of the three. */
export type Term = { weeks?: number; days?: number; workingDays?: number };

export type DeadlineInput = {
  /** The day the term is counted from, `YYYY-MM-DD`. */
  start: string;
  term: Term;
  /** `same`: the start is day 1 (Awb 3:16). `next`: the day after is (Awb 4:13, 6:7, 9:11, Woo 4.4). */
  firstDay: 'same' | 'next';
  /** Whether the Atw holds. It covers Acts and orders in council, not by-laws and promises. Working days skip free days either way. */
  termsAct: boolean;
  /** Days the term stood still: calendar days, or working days for a term in working days. */
  suspendedDays?: number;
  /** The version of the equated days to count with; the built-in one when left out. */
  calendar?: Calendar;
};

export type Deadline = {
  /** The end before free days are considered; null for a term in working days. */
  rawEnd: string | null;
  end: string;
  /** Dutch sentences without a full stop that say why the end is not simply the start plus the term. */
  reasons: string[];
};

const LONGEST = 36_525; // days; a hundred years is nobody's deadline but a typing error

/**
 * The last day of a term.
 * @throws RangeError when the start does not exist, or the term is not one whole positive number of weeks, days or working days
 */
export function computeDeadline({ start, term, firstDay, termsAct, suspendedDays = 0, calendar = BUILT_IN }: DeadlineInput): Deadline {
  dayNumber(start);
  if (firstDay !== 'same' && firstDay !== 'next') throw new RangeError(`not a first day: ${String(firstDay)}`);
  if (!Number.isInteger(suspendedDays) || suspendedDays < 0 || suspendedDays > LONGEST) {
    throw new RangeError(`not a number of suspended days: ${suspendedDays}`);
  }
  const { unit, count } = readTerm(term);
  const dayBefore = firstDay === 'same' ? addDays(start, -1) : start;
  const reasons = suspendedDays > 0 ? [stoodStill(suspendedDays, unit)] : [];

  if (unit === 'workingDays') {
    const end = addWorkingDays(dayBefore, count + suspendedDays, calendar);
    return { rawEnd: null, end, reasons: [...reasons, ...freeWeekdaysBetween(dayBefore, end, calendar)] };
  }

  const days = unit === 'weeks' ? count * 7 : count;
  const rawEnd = addDays(dayBefore, days + suspendedDays);
  if (!termsAct) return { rawEnd, end: rawEnd, reasons };
  // Art. 4 Atw: not for terms of more than ninety days or twelve weeks.
  if (unit === 'weeks' ? count > 12 : count > 90) {
    return {
      rawEnd,
      end: rawEnd,
      reasons: [...reasons, `de termijn is langer dan ${unit === 'weeks' ? '12 weken' : '90 dagen'}, dus vrije dagen verlengen hem niet`],
    };
  }

  let end = rawEnd;
  // Art. 2 Atw: a term of three days or more has at least two days that are not free. The start is not one of them.
  if (days >= 3) {
    const second = addWorkingDays(start, 2, calendar);
    if (second > end) {
      end = second;
      reasons.push('een termijn van 3 dagen of meer heeft altijd ten minste 2 werkdagen', ...freeDaysBetween(start, end, calendar));
    }
  }
  // Art. 1 Atw: a term that ends on a Saturday, Sunday or holiday lasts until the next day that is none of these.
  if (!isWorkingDay(end, calendar)) {
    const rolled = nextWorkingDay(end, calendar);
    reasons.push(...freeDaysBetween(addDays(end, -1), rolled, calendar));
    end = rolled;
  }
  return { rawEnd, end, reasons };
}

function readTerm(term: Term): { unit: 'weeks' | 'days' | 'workingDays'; count: number } {
  const units = (['weeks', 'days', 'workingDays'] as const).filter((unit) => term?.[unit] !== undefined);
  const unit = units[0];
  if (!unit || units.length > 1) throw new RangeError('a term is in weeks, in days or in working days');
  const count = term[unit];
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count * (unit === 'weeks' ? 7 : 1) > LONGEST) {
    throw new RangeError(`not a number of ${unit}: ${String(count)}`);
  }
  return { unit, count };
}

function stoodStill(days: number, unit: 'weeks' | 'days' | 'workingDays'): string {
  const what = unit === 'workingDays' ? (days === 1 ? 'werkdag' : 'werkdagen') : days === 1 ? 'dag' : 'dagen';
  return `de termijn stond ${days} ${what} stil`;
}

/** Why each free day after `from` and before `to` is free. A whole weekend is told in one sentence. */
function freeDaysBetween(from: string, to: string, calendar: Calendar): string[] {
  const reasons: string[] = [];
  for (let day = addDays(from, 1); day < to; day = addDays(day, 1)) {
    const reason = whyFree(day, calendar);
    if (!reason) continue;
    const next = addDays(day, 1);
    if (reason.endsWith('een zaterdag') && next < to && whyFree(next, calendar)?.endsWith('een zondag')) {
      reasons.push(`${dutchDay(day)} en ${dutchDay(next)} zijn een weekend`);
      day = next;
    } else reasons.push(reason);
  }
  return reasons;
}

/** The holidays and equated days on Monday to Friday that a count in working days skips; weekends go without saying. */
function freeWeekdaysBetween(from: string, to: string, calendar: Calendar): string[] {
  const reasons: string[] = [];
  for (let day = addDays(from, 1); day < to; day = addDays(day, 1)) {
    const reason = weekday(day) <= 5 ? whyFree(day, calendar) : null;
    if (reason) reasons.push(reason);
  }
  return reasons;
}
