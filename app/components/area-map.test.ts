import { describe, expect, test } from 'vitest';
import { pinPlace } from './area-map.tsx';

const AREAS = ['Noordkade', 'Bochtpark'];

describe('an idea is pinned', () => {
  test('at its own place', () => {
    expect(pinPlace({ number: 1, map: { x: 0.2, y: 0.3 }, area: 'Noordkade' }, AREAS)).toEqual({ x: 0.2, y: 0.3 });
  });

  test('else near its area, each number somewhere else, and always on the map', () => {
    const places = Array.from({ length: 40 }, (_, number) => pinPlace({ number, map: null, area: 'Bochtpark' }, AREAS));
    expect(new Set(places.map((place) => JSON.stringify(place))).size).toBe(40);
    for (const place of places) expect([place && place.x > 0 && place.x < 1, place && place.y > 0 && place.y < 1]).toEqual([true, true]);
  });

  test('nowhere without a place and an area', () => {
    expect(pinPlace({ number: 1, map: null, area: null }, AREAS)).toBeNull();
    expect(pinPlace({ number: 1, map: null, area: 'Elders' }, AREAS)).toBeNull();
  });
});
