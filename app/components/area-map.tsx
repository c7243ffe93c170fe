import { BRIDGES, MAP_SIZE, RIVER, STREETS } from './area-map-drawing.ts';

/** A place on the map: shares of its width and height. */
export type MapPin = { number: number; x: number; y: number };

/** Where the names of areas stand, in their order: on land, on the west and the east bank. */
const NAME_SPOTS = [
  { x: 226, y: 44 },
  { x: 20, y: 190 },
  { x: 36, y: 520 },
  { x: 20, y: 400 },
  { x: 236, y: 330 },
  { x: 246, y: 150 },
] as const;

/** Where an area's ideas are pinned that have no place of their own. */
const SHORE_SPOTS = [
  { x: 222, y: 110 },
  { x: 115, y: 214 },
  { x: 190, y: 480 },
  { x: 140, y: 346 },
  { x: 214, y: 326 },
  { x: 236, y: 190 },
] as const;

/**
 * The drawn map of the area with numbered pins; the same numbers stand in the list beside it, so nobody needs the map. A sketch: areas are in their right order
 * along the river, not at their right distance.
 */
export function AreaMap({ label, areas, pins }: { label: string; areas: readonly string[]; pins: readonly MapPin[] }) {
  const { width, height } = MAP_SIZE;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} preserveAspectRatio="xMidYMid slice" className="area-map">
      <rect width={width} height={height} fill="var(--stone)" />
      <path d={STREETS} stroke="var(--stone-2)" strokeWidth="1.6" />
      <path d={RIVER} fill="var(--water-soft)" stroke="var(--water-mid)" strokeWidth="1.5" />
      <path d={BRIDGES} stroke="var(--ink-2)" strokeWidth="4" />
      <g fontSize="13" fill="var(--ink-2)" paintOrder="stroke" stroke="var(--stone)" strokeWidth="5" strokeLinejoin="round">
        {areas.slice(0, NAME_SPOTS.length).map((name, index) => (
          <text key={name} x={NAME_SPOTS[index]?.x} y={NAME_SPOTS[index]?.y}>
            {name}
          </text>
        ))}
      </g>
      {/* The first stands on top: it is the one somebody looks for. */}
      {[...pins].reverse().map(({ number, x, y }) => (
        <g key={number}>
          <circle
            cx={round(x * width)}
            cy={round(y * height)}
            r="14"
            fill={number === 1 ? 'var(--ink)' : 'var(--surface)'}
            stroke="var(--ink)"
            strokeWidth="2"
          />
          <text
            x={round(x * width)}
            y={round(y * height + 5)}
            textAnchor="middle"
            fontSize="14"
            fontWeight="700"
            fill={number === 1 ? 'var(--paper)' : 'var(--ink)'}
          >
            {number}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** Where each area of the map is, as shares of its width and height; for who picks a place. */
export function areaSpots(areas: readonly string[]): { name: string; x: number; y: number }[] {
  return areas.flatMap((name, index) => {
    const spot = SHORE_SPOTS[index];
    return spot ? [{ name, x: spot.x / MAP_SIZE.width, y: spot.y / MAP_SIZE.height }] : [];
  });
}

/** Where an idea is pinned: at its own place, else near its area (spread by its number, so that pins do not hide each other), else nowhere. */
export function pinPlace(
  idea: { number: number; map: { x: number; y: number } | null; area: string | null },
  areas: readonly string[],
): { x: number; y: number } | null {
  if (idea.map) return idea.map;
  const spot = idea.area === null ? undefined : SHORE_SPOTS[areas.indexOf(idea.area)];
  if (!spot) return null;
  // Steps of the golden angle never fall on each other.
  const angle = idea.number * 2.399963;
  const distance = 16 + ((idea.number * 13) % 30);
  return { x: (spot.x + Math.cos(angle) * distance) / MAP_SIZE.width, y: (spot.y + Math.sin(angle) * distance) / MAP_SIZE.height };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
