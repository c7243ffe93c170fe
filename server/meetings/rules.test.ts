import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import { DomainError } from '../errors.ts';
import { amsterdamInstant, amsterdamTime, type MeetingWords, type OnBehalf, readBehalf, readMeeting, receivedMoment } from './rules.ts';

const now = new Date('2026-11-18T10:00:00Z');
const MEETING: MeetingWords = {
  title: 'Schrijfavond',
  place: 'Buurthuis De Bocht',
  day: '2026-11-10',
  from: '19:30',
  until: '21:30',
  description: 'Er is koffie.',
  invited: 'Alle adressen aan de Noordkade',
  attendance: '64',
  report: '',
};
const faultsOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error.details.fields;
    throw error;
  }
  return null;
};

describe('a meeting', () => {
  test('is kept as instants, with who came', () => {
    expect(readMeeting(MEETING, now)).toEqual({
      title: 'Schrijfavond',
      place: 'Buurthuis De Bocht',
      startsAt: new Date('2026-11-10T18:30:00Z'),
      endsAt: new Date('2026-11-10T20:30:00Z'),
      description: 'Er is koffie.',
      invited: 'Alle adressen aan de Noordkade',
      attendance: 64,
      report: null,
    });
  });

  test.each<[string, Partial<MeetingWords>, Record<string, string>]>([
    ['no title', { title: ' ' }, { title: 'meetings:error.title_missing' }],
    ['a title without end', { title: 'x'.repeat(121) }, { title: 'meetings:error.title_long' }],
    ['a NUL', { place: 'a\0b' }, { place: 'meetings:error.characters' }],
    ['no place', { place: '' }, { place: 'meetings:error.place_missing' }],
    ['no day', { day: '' }, { day: 'meetings:error.day_missing' }],
    ['a day that does not exist', { day: '2026-02-29' }, { day: 'meetings:error.day' }],
    ['the year 0202', { day: '1726-11-10' }, { day: 'meetings:error.day_far' }],
    ['no time', { from: '' }, { from: 'meetings:error.time' }],
    ['a time that does not exist', { until: '24:30' }, { until: 'meetings:error.time' }],
    ['an end before its start', { until: '19:00' }, { until: 'meetings:error.ends_before_start' }],
    ['an end at its start', { until: '19:30' }, { until: 'meetings:error.ends_before_start' }],
    ['people who are not there', { attendance: '-3' }, { attendance: 'meetings:error.attendance' }],
    ['half a person', { attendance: '2,5' }, { attendance: 'meetings:error.attendance' }],
    ['more people than fit', { attendance: '5001' }, { attendance: 'meetings:error.attendance_high' }],
    ['people counted beforehand', { day: '2026-11-30' }, { attendance: 'meetings:error.attendance_early' }],
    ['notes without end', { report: 'x'.repeat(10_001) }, { report: 'meetings:error.report_long' }],
    ['several at once', { title: '', until: '' }, { title: 'meetings:error.title_missing', until: 'meetings:error.time' }],
  ])('with %s is refused at that field', (_, words, fields) => {
    expect(faultsOf(() => readMeeting({ ...MEETING, ...words }, now))).toEqual(fields);
  });

  test('nobody having counted is not nobody having come', () => {
    expect(readMeeting({ ...MEETING, attendance: '' }, now).attendance).toBeNull();
    expect(readMeeting({ ...MEETING, attendance: '0' }, now).attendance).toBe(0);
  });
});

describe('a time on the clock in Amsterdam', () => {
  test.each([
    ['2026-07-01', '19:30', '2026-07-01T17:30:00.000Z'],
    ['2026-12-01', '19.30', '2026-12-01T18:30:00.000Z'],
    // The clocks go forward at two and back at three.
    ['2026-03-29', '01:30', '2026-03-29T00:30:00.000Z'],
    ['2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29', '19:30', '2026-03-29T17:30:00.000Z'],
    ['2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25', '19:30', '2026-10-25T18:30:00.000Z'],
  ])('%s %s', (day, time, instant) => {
    expect(amsterdamInstant(day, time)?.toISOString()).toBe(instant);
  });

  test('comes back as it was typed, on every day but for the hour that is skipped', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
        fc.nat(1439),
        (date, minutes) => {
          const day = date.toISOString().slice(0, 10);
          const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
          const instant = amsterdamInstant(day, time);
          if (!instant) throw new Error('no instant');
          expect(amsterdamDay(instant)).toBe(day);
          if (!time.startsWith('02')) expect(amsterdamTime(instant)).toBe(time);
        },
      ),
    );
  });
});

describe('somebody without internet', () => {
  const BEHALF: OnBehalf = { channel: 'paper', receivedOn: '2026-11-16', meetingId: null, reference: 'kaart 12', name: '', agreed: false };
  const days = { today: '2026-11-18', firstDay: '2026-10-01' };

  test('is known by a reference, and by name only when they agreed', () => {
    expect(readBehalf(BEHALF, days)).toEqual({ reference: 'kaart 12', shownName: null, receivedOn: '2026-11-16', post: null });
    expect(readBehalf({ ...BEHALF, name: 'Mevrouw De Vries', agreed: true }, days).shownName).toBe('Mevrouw De Vries');
  });

  test.each<[string, Partial<OnBehalf>, Record<string, string>]>([
    ['no reference', { reference: ' ' }, { reference: 'meetings:error.reference_missing' }],
    ['a reference without end', { reference: 'x'.repeat(121) }, { reference: 'meetings:error.reference_long' }],
    ['a name nobody agreed to', { name: 'Mevrouw De Vries' }, { agreed: 'meetings:error.not_agreed' }],
    ['agreement without a name', { agreed: true }, { name: 'meetings:error.name_missing' }],
    ['tomorrow', { receivedOn: '2026-11-19' }, { receivedOn: 'meetings:error.received_future' }],
    ['a day before it began', { receivedOn: '2026-09-30' }, { receivedOn: 'meetings:error.received_early' }],
    ['no day', { receivedOn: '' }, { receivedOn: 'meetings:error.received_missing' }],
  ])('with %s is refused at that field', (_, words, fields) => {
    expect(faultsOf(() => readBehalf({ ...BEHALF, ...words }, days))).toEqual(fields);
  });

  test('is answered from the day it came in', () => {
    expect(receivedMoment('2026-11-18', now)).toBe(now);
    expect(receivedMoment('2026-11-16', now).toISOString()).toBe('2026-11-16T11:00:00.000Z');
  });
});
