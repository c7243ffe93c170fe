/**
 * Days put on a par with a holiday by royal decree (art. 3 lid 3 Algemene termijnenwet). Data and no formula: the rule of thumb "the Monday
 * before a Tuesday holiday" would add 4 May 2026 and 26 April 2027, which the decrees do not. Add a line when a new decree is published,
 * and give the calendar a new version.
 */
export const EQUATED_DAYS: ReadonlySet<string> = new Set([
  '2023-04-28',
  '2023-05-19',
  '2024-05-10',
  '2024-12-27',
  '2025-05-30',
  '2026-01-02',
  '2026-05-15',
  '2027-05-07',
  '2028-04-28',
  '2028-05-26',
]);

/** Stored with every promised date, so that it can be explained later by the calendar of its day. */
export const CALENDAR_VERSION = '2026-1';
