import { CLOCK_KINDS } from '../../server/responses/clock-kinds.ts';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Which figures an address asks for: `?traject=&afdeling=&soort=`. What is no team or kind counts for nothing. */
export function readTimesQuery(request: Request): {
  trajectory: string | null;
  team: string | null;
  kind: (typeof CLOCK_KINDS)[number] | null;
} {
  const search = new URL(request.url).searchParams;
  const team = search.get('afdeling') ?? '';
  return {
    trajectory: search.get('traject') || null,
    team: UUID.test(team) ? team : null,
    kind: CLOCK_KINDS.find((kind) => kind === search.get('soort')) ?? null,
  };
}
