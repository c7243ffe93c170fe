/** Whether a request that may change something comes from our own pages. */
export type OriginRule = { publicUrl: string; publicUrlGiven: boolean };

/**
 * With PUBLIC_URL set only that origin is ours. Without it (a machine at home, a test) the origin must be the very host that was asked: a browser writes both
 * headers itself, so another site cannot make them equal. A missing Origin is never ours.
 */
export function isSameOrigin({ origin, host }: { origin: string | undefined; host: string | undefined }, rule: OriginRule): boolean {
  if (!origin || origin === 'null') return false;
  if (rule.publicUrlGiven) return origin === rule.publicUrl;
  return host !== undefined && origin.toLowerCase() === `http://${host.toLowerCase()}`;
}
