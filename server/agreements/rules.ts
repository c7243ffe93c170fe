/** What is agreed beforehand: what a metric has to say, when it is locked, and whether it was met. Pure. */
import { daysBetween, isDay } from '../calendar/amsterdam.ts';
import { DomainError, type FieldErrors } from '../errors.ts';
import { readField } from '../text/fields.ts';

/** Figures the system counts itself; all others are entered by whoever owns the metric. */
export const DERIVED = ['participants', 'contributions', 'on_time_percent', 'copies'] as const;
export type Derived = (typeof DERIVED)[number];

export const DIRECTIONS = ['at_least', 'at_most'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/**
 * - `to_measure`: no value yet, and its day has not come.
 * - `below`: measured, short of the target, with time left.
 * - `met`: the target is reached.
 * - `missed`: its day is over and the target was not reached.
 * - `unmeasured`: its day is over and nobody measured.
 * - `dropped`: no longer agreed.
 */
export type MetricState = 'to_measure' | 'below' | 'met' | 'missed' | 'unmeasured' | 'dropped';

/** Whether the metrics of a trajectory are locked: from the first day of its first phase. @param phases in any order; without phases nothing is locked */
export function isLocked(phases: readonly { startsOn: string }[], today: string): boolean {
  return phases.some(({ startsOn }) => startsOn <= today);
}

export function isReached({ target, direction }: { target: number; direction: Direction }, value: number): boolean {
  return direction === 'at_least' ? value >= target : value <= target;
}

export function metricState(
  metric: { target: number; direction: Direction; measureOn: string; droppedOn: string | null },
  { value, today }: { value: number | null; today: string },
): MetricState {
  if (metric.droppedOn !== null) return 'dropped';
  const over = today > metric.measureOn;
  if (value === null) return over ? 'unmeasured' : 'to_measure';
  if (isReached(metric, value)) return 'met';
  return over ? 'missed' : 'below';
}

/**
 * The value a metric is judged by: the last one measured on or before its day, the newest entry of that day first; without one the first measured after it. So what
 * is measured later never changes a result.
 * @param values in any order
 */
export function judgedValue<Value extends { measuredOn: string; enteredAt: string }>(
  values: readonly Value[],
  { measureOn }: { measureOn: string },
): Value | null {
  const newestFirst = [...values].sort((a, b) => b.measuredOn.localeCompare(a.measuredOn) || b.enteredAt.localeCompare(a.enteredAt));
  const inTime = newestFirst.find(({ measuredOn }) => measuredOn <= measureOn);
  if (inTime) return inTime;
  const firstDay = newestFirst.at(-1)?.measuredOn;
  return newestFirst.find(({ measuredOn }) => measuredOn === firstDay) ?? null;
}

export type MetricWords = {
  name: string;
  unit: string;
  direction: string;
  source: string;
  /** As typed, with a comma or a point; '' when it is not known. */
  baseline: string;
  target: string;
  measureOn: string;
  owner: string;
  /** '' or left out: values are entered. */
  derived?: string;
};

export type MetricTerms = {
  name: string;
  unit: string;
  direction: Direction;
  source: string;
  baseline: number | null;
  target: number;
  measureOn: string;
  owner: string;
  derived: Derived | null;
};

const FURTHEST_DAYS = 3653;

/** @throws DomainError `invalid` with a sentence per field */
export function readMetric(words: MetricWords, { today }: { today: string }): MetricTerms {
  const fields: FieldErrors = {};
  const line = (name: 'name' | 'unit' | 'source' | 'owner', [min, max]: readonly [number, number]) => {
    const wrong = `agreements:error.${name}`;
    return readField(words[name], { name, fields, min, max, lines: false, sentences: { characters: wrong, short: wrong, long: wrong } });
  };
  const [name, unit, source, owner] = [line('name', [3, 120]), line('unit', [1, 40]), line('source', [3, 300]), line('owner', [2, 120])];
  const direction = DIRECTIONS.find((known) => known === words.direction);
  if (!direction) fields.direction = 'agreements:error.direction';
  const derived = words.derived ? DERIVED.find((known) => known === words.derived) : null;
  if (derived === undefined) fields.derived = 'agreements:error.derived';
  const target = readAmount(words.target);
  if (target === null) fields.target = 'agreements:error.number';
  const baseline = words.baseline.trim() === '' ? null : readAmount(words.baseline);
  if (baseline === null && words.baseline.trim() !== '') fields.baseline = 'agreements:error.number';
  if (!isDay(words.measureOn) || words.measureOn < today || daysBetween(today, words.measureOn) > FURTHEST_DAYS)
    fields.measureOn = 'agreements:error.measure_on';
  if (!direction || derived === undefined || target === null || Object.keys(fields).length > 0)
    throw new DomainError('invalid', { fields });
  return { name, unit, direction, source, baseline, target, measureOn: words.measureOn, owner, derived };
}

const LARGEST = 1_000_000_000;

/** A number as people here type it: `7,5`, `1.200` or `1.200,50`; also `7.5`. Null when it is none. */
export function readAmount(raw: string): number | null {
  const text = raw.trim().replace(/[\s\u00a0]/gu, '');
  const plain = /^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(text) ? text.replaceAll('.', '').replace(',', '.') : text.replace(',', '.');
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return null;
  const value = Number(plain);
  return Math.abs(value) <= LARGEST ? value : null;
}

export type MetricChanges = Partial<Record<keyof MetricTerms, { from: string | number | null; to: string | number | null }>>;

/** What an amendment changes, per field; empty when nothing differs. */
export function changesBetween(from: MetricTerms, to: MetricTerms): MetricChanges {
  const fields = Object.keys(from) as (keyof MetricTerms)[];
  return Object.fromEntries(
    fields.filter((field) => from[field] !== to[field]).map((field) => [field, { from: from[field], to: to[field] }]),
  );
}

/** Why what was agreed changes, for everybody. @throws DomainError `invalid` */
export function readReason(raw: string): string {
  const fields: FieldErrors = {};
  const reason = readField(raw, {
    name: 'reason',
    fields,
    min: 20,
    max: 2000,
    lines: true,
    sentences: { characters: 'agreements:error.characters', short: 'agreements:error.reason_short', long: 'agreements:error.reason_long' },
  });
  if (Object.keys(fields).length > 0) throw new DomainError('invalid', { fields });
  return reason;
}

/** A measured value with its day and what is to be known about it. @throws DomainError `invalid` */
export function readValue(
  words: { value: string; measuredOn: string; note: string },
  { today, since }: { today: string; since: string },
): { value: number; measuredOn: string; note: string } {
  const fields: FieldErrors = {};
  const value = readAmount(words.value);
  if (value === null) fields.value = 'agreements:error.number';
  if (!isDay(words.measuredOn) || words.measuredOn > today || words.measuredOn < since) fields.measuredOn = 'agreements:error.measured_on';
  const long = 'agreements:error.note_long';
  const note = readField(words.note, {
    name: 'note',
    fields,
    min: 0,
    max: 1000,
    lines: true,
    sentences: { characters: 'agreements:error.characters', short: long, long },
  });
  if (value === null || Object.keys(fields).length > 0) throw new DomainError('invalid', { fields });
  return { value, measuredOn: words.measuredOn, note };
}

/** What staff noticed, with its day. @throws DomainError `invalid` */
export function readObservation(
  words: { body: string; observedOn: string },
  { today, since }: { today: string; since: string },
): { body: string; observedOn: string } {
  const fields: FieldErrors = {};
  const body = readField(words.body, {
    name: 'body',
    fields,
    min: 10,
    max: 2000,
    lines: true,
    sentences: { characters: 'agreements:error.characters', short: 'agreements:error.body_short', long: 'agreements:error.body_long' },
  });
  if (!isDay(words.observedOn) || words.observedOn > today || words.observedOn < since) fields.observedOn = 'agreements:error.observed_on';
  if (Object.keys(fields).length > 0) throw new DomainError('invalid', { fields });
  return { body, observedOn: words.observedOn };
}
