/** What holds for meetings and for what the municipality enters for people without internet. Pure. */
import { addDays, amsterdamDay, amsterdamMidnight, daysBetween, isDay } from '../calendar/amsterdam.ts';
import { DomainError, type FieldErrors } from '../errors.ts';
import { characterCount, cleanLine, cleanLines } from '../text/clean-text.ts';

/** Characters, and people. The database holds `attendance` to the same. */
export const MEETING_LIMITS = { title: 120, place: 200, description: 2000, invited: 2000, report: 10_000, attendance: 5000 } as const;
export const SOURCE_LIMITS = { reference: 120, minReference: 2, name: 80 } as const;
export const POST_LIMITS = { addressee: 120, address: 300 } as const;
/** Longer ago, or further ahead, is a slip of the keyboard. */
const MOST_YEARS = 20;

/** How it reached the municipality. */
export const CHANNELS = ['paper', 'counter', 'phone', 'meeting'] as const;
export type Channel = (typeof CHANNELS)[number];

/** A meeting as a form sends it: the day and two times on the clock in Amsterdam. */
export type MeetingWords = {
  title: string;
  place: string;
  day: string;
  /** `19:30` */
  from: string;
  until: string;
  description: string;
  invited: string;
  /** Empty when nobody has counted. */
  attendance: string;
  /** What was said; empty until it is written. */
  report: string;
};

export type MeetingValues = {
  title: string;
  place: string;
  startsAt: Date;
  endsAt: Date;
  description: string;
  invited: string;
  attendance: number | null;
  report: string | null;
};

/**
 * A meeting as it is kept.
 * @throws DomainError `invalid` with a sentence per field
 */
export function readMeeting(raw: MeetingWords, now: Date): MeetingValues {
  const fields: FieldErrors = {};
  const line = (field: 'title' | 'place') => {
    const text = cleanLine(raw[field]);
    if (text === null) fields[field] = 'meetings:error.characters';
    else if (text === '') fields[field] = `meetings:error.${field}_missing`;
    else if (characterCount(text) > MEETING_LIMITS[field]) fields[field] = `meetings:error.${field}_long`;
    return text ?? '';
  };
  const lines = (field: 'description' | 'invited' | 'report') => {
    const text = cleanLines(raw[field]);
    if (text === null) fields[field] = 'meetings:error.characters';
    else if (characterCount(text) > MEETING_LIMITS[field]) fields[field] = `meetings:error.${field}_long`;
    return text ?? '';
  };
  const [title, place] = [line('title'), line('place')];
  const [description, invited, report] = [lines('description'), lines('invited'), lines('report')];
  const startsAt = readMoment(raw, 'from', { fields, now });
  const endsAt = readMoment(raw, 'until', { fields, now });
  if (startsAt && endsAt && endsAt <= startsAt) fields.until = 'meetings:error.ends_before_start';
  const attendance = readAttendance(raw.attendance, { fields, isToCome: startsAt !== null && startsAt > now });
  if (Object.keys(fields).length > 0 || !startsAt || !endsAt) throw new DomainError('invalid', { fields });
  return { title, place, startsAt, endsAt, description, invited, attendance, report: report || null };
}

type Faults = { fields: FieldErrors; now: Date };

function readMoment(raw: MeetingWords, time: 'from' | 'until', { fields, now }: Faults): Date | null {
  const day = raw.day.trim();
  if (!isDay(day)) fields.day = day === '' ? 'meetings:error.day_missing' : 'meetings:error.day';
  else if (Math.abs(daysBetween(amsterdamDay(now), day)) > MOST_YEARS * 365) fields.day = 'meetings:error.day_far';
  const instant = isDay(day) ? amsterdamInstant(day, raw[time].trim()) : null;
  if (isDay(day) && !instant) fields[time] = 'meetings:error.time';
  return instant;
}

/**
 * The instant at which the clock in Amsterdam shows this time on this day. The hour that is skipped in spring is taken as the one after it; the one that comes
 * twice in autumn as the first.
 * @param time `19:30`
 * @returns null when it is no time
 */
export function amsterdamInstant(day: string, time: string): Date | null {
  const match = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(time);
  if (!match) return null;
  const wanted = Number(match[1]) * 60 + Number(match[2]);
  const midnight = amsterdamMidnight(day).getTime();
  const nextMidnight = amsterdamMidnight(addDays(day, 1)).getTime();
  for (const shift of [-60, 0, 60]) {
    const instant = new Date(midnight + (wanted + shift) * 60_000);
    if (instant.getTime() >= midnight && instant.getTime() < nextMidnight && minutesOfDay(instant) === wanted) return instant;
  }
  return new Date(midnight + wanted * 60_000);
}

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Amsterdam', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

function minutesOfDay(instant: Date): number {
  const [hours = 0, minutes = 0] = clock.format(instant).split(':').map(Number);
  return hours * 60 + minutes;
}

/** The time on the clock in Amsterdam: `19:30`, for a form. */
export function amsterdamTime(instant: Date): string {
  return clock.format(instant);
}

function readAttendance(raw: string, { fields, isToCome }: { fields: FieldErrors; isToCome: boolean }): number | null {
  const text = raw.trim();
  if (text === '') return null;
  const count = /^\d{1,9}$/.test(text) ? Number(text) : null;
  if (count === null) fields.attendance = 'meetings:error.attendance';
  else if (count > MEETING_LIMITS.attendance) fields.attendance = 'meetings:error.attendance_high';
  else if (isToCome) fields.attendance = 'meetings:error.attendance_early';
  return count;
}

/** What the municipality says of somebody for whom it enters something, as a form sends it. */
export type OnBehalf = {
  channel: Channel;
  /** The day it came in; for a meeting the day of the meeting holds. */
  receivedOn: string;
  /** Of the meeting it was said at; only with the channel `meeting`. */
  meetingId: string | null;
  /** By which the municipality knows the person again; never shown. */
  reference: string;
  /** Everybody reads it, so only with `agreed`. */
  name: string;
  agreed: boolean;
  /** Where they want a letter about the decision; both empty when they do not. */
  postName?: string;
  postAddress?: string;
};

export type Behalf = { reference: string; shownName: string | null; receivedOn: string; post: Post | null };

/** A name and an address as on an envelope. */
export type Post = { addressee: string; address: string };

/**
 * Who somebody is, as it is kept, and the day it came in.
 * @param firstDay the day the trajectory was published
 * @throws DomainError `invalid` with a sentence per field
 */
export function readBehalf(raw: OnBehalf, { today, firstDay }: { today: string; firstDay: string }): Behalf {
  const fields: FieldErrors = {};
  const reference = cleanLine(raw.reference);
  if (reference === null) fields.reference = 'meetings:error.characters';
  else if (characterCount(reference) < SOURCE_LIMITS.minReference) fields.reference = 'meetings:error.reference_missing';
  else if (characterCount(reference) > SOURCE_LIMITS.reference) fields.reference = 'meetings:error.reference_long';
  const name = cleanLine(raw.name);
  if (name === null) fields.name = 'meetings:error.characters';
  else if (characterCount(name) > SOURCE_LIMITS.name) fields.name = 'meetings:error.name_long';
  else if (raw.agreed && name === '') fields.name = 'meetings:error.name_missing';
  else if (!raw.agreed && name !== '') fields.agreed = 'meetings:error.not_agreed';
  const receivedOn = raw.receivedOn.trim();
  if (!isDay(receivedOn)) fields.receivedOn = 'meetings:error.received_missing';
  else if (receivedOn > today) fields.receivedOn = 'meetings:error.received_future';
  else if (receivedOn < firstDay) fields.receivedOn = 'meetings:error.received_early';
  const post = readPost(raw, fields);
  if (Object.keys(fields).length > 0 || reference === null) throw new DomainError('invalid', { fields });
  return { reference, shownName: raw.agreed && name ? name : null, receivedOn, post };
}

/** A number of a house and a Dutch postcode: enough to see that it is an address, and no phone number or e-mail. */
const ADDRESS = /\d[\s\S]*[1-9]\d{3}\s?[A-Za-z]{2}\b/u;

function readPost({ postName = '', postAddress = '' }: Pick<OnBehalf, 'postName' | 'postAddress'>, fields: FieldErrors): Post | null {
  const [addressee, address] = [cleanLine(postName), cleanLines(postAddress)];
  if (addressee === '' && address === '') return null;
  if (addressee === null || characterCount(addressee) < 2 || characterCount(addressee) > POST_LIMITS.addressee)
    fields.postName = 'reach:error.name';
  if (address === null || !ADDRESS.test(address) || characterCount(address) > POST_LIMITS.address)
    fields.postAddress = 'reach:error.address';
  return { addressee: addressee ?? '', address: address ?? '' };
}

/** The moment from which its term runs: now when it came in today, else noon of that day. */
export function receivedMoment(receivedOn: string, now: Date): Date {
  return receivedOn === amsterdamDay(now) ? now : new Date(amsterdamMidnight(receivedOn).getTime() + 12 * 3_600_000);
}
