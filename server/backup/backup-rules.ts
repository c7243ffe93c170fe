/** When a backup is made, tried and missed. Pure. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Of the files that are made by themselves, so many of the newest stay. */
export const KEPT_BACKUPS = 7;

/** Older than this, who runs the site is told. */
export const OLDEST_GOOD = DAY;

const NIGHT = { from: 2, until: 5 };

/** On PostgreSQL: at night, and whenever waiting for the night would let a day pass without one. @param last when the last good one was made */
export function isBackupDue({ last, now }: { last: Date | null; now: Date }): boolean {
  if (!last) return true;
  const age = now.getTime() - last.getTime();
  return age >= 23 * HOUR - HOUR / 2 || (age >= 12 * HOUR && isNight(now));
}

/** Once a week at night. @param firstMade when the oldest backup that is known was made: a new site has nothing to try yet */
export function isTryDue({ lastTried, firstMade, now }: { lastTried: Date | null; firstMade: Date | null; now: Date }): boolean {
  if (!firstMade) return false;
  const age = now.getTime() - (lastTried ?? firstMade).getTime();
  // Nobody awake at night, as on a laptop: then by day, a day later.
  return lastTried === null ? age >= DAY || (age >= HOUR && isNight(now)) : age >= 8 * DAY || (age >= 6.5 * DAY && isNight(now));
}

export type BackupStatus = {
  lastGood: { at: Date; file: string | null; rows: number | null } | null;
  /** Of an attempt after the last good one. */
  problem: { at: Date; sentence: string } | null;
  lastTry: { at: Date; file: string | null; rows: number | null; problem: string | null } | null;
};

/** Whether somebody has to look: the last good backup is too old, or could not be put back. */
export function needsAttention({ lastGood, lastTry }: BackupStatus, now: Date): boolean {
  return isTooOld(lastGood, now) || (lastTry?.problem ?? null) !== null;
}

export function isTooOld(lastGood: BackupStatus['lastGood'], now: Date): boolean {
  return !lastGood || now.getTime() - lastGood.at.getTime() > OLDEST_GOOD;
}

const HOUR_OF_DAY = new Intl.DateTimeFormat('en-GB', { hour: 'numeric', hourCycle: 'h23', timeZone: 'Europe/Amsterdam' });

function isNight(now: Date): boolean {
  const hour = Number(HOUR_OF_DAY.format(now));
  return hour >= NIGHT.from && hour < NIGHT.until;
}
