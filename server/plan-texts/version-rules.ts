/** When a version is made by itself. Pure: the moment is an argument. */

const MINUTE_MS = 60_000;

export const AUTOMATIC = {
  /** Nobody typed for this long: what was being written is done for now. */
  quietMs: 15 * MINUTE_MS,
  /** Not more than one version in this time. */
  apartMs: 60 * MINUTE_MS,
  /** Writing that never falls quiet, such as an evening with the whole neighbourhood, is kept this often. */
  longestMs: 180 * MINUTE_MS,
} as const;

export type Writing = {
  /** The first and the last change that no version has; null when every change is kept. */
  firstUnkeptAt: Date | null;
  lastUnkeptAt: Date | null;
  /** The newest version, whoever made it; null when there is none. */
  lastVersionAt: Date | null;
};

/** Whether the text should be kept as a version now: after a burst of writing, at most once an hour. */
export function isVersionDue({ firstUnkeptAt, lastUnkeptAt, lastVersionAt }: Writing, now: Date): boolean {
  if (!firstUnkeptAt || !lastUnkeptAt) return false;
  if (lastVersionAt && now.getTime() - lastVersionAt.getTime() < AUTOMATIC.apartMs) return false;
  const quiet = now.getTime() - lastUnkeptAt.getTime() >= AUTOMATIC.quietMs;
  return quiet || now.getTime() - firstUnkeptAt.getTime() >= AUTOMATIC.longestMs;
}
