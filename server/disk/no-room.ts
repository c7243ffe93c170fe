/** PostgreSQL's `disk_full`, and what Node says of a file. */
const NO_ROOM: ReadonlySet<unknown> = new Set(['53100', 'ENOSPC', 'EDQUOT']);

/** Whether this error, or what caused it, says that the disk is full. */
export function isNoRoom(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && NO_ROOM.has(error.code)) || isNoRoom(error.cause);
}
