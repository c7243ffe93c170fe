import type { z } from 'zod';
import type { ideaSchema } from './schemas.ts';

type Words = Omit<z.output<typeof ideaSchema>, 'showName'>;

/** What was typed, as the API takes it: a pin has both its shares, a photo its words. */
export function ideaInput({ mapX, mapY, photo, photoAlt, ...words }: Words) {
  return {
    ...words,
    map: mapX === undefined || mapY === undefined ? null : { x: mapX, y: mapY },
    photo: photo === undefined ? null : { id: photo, alt: photoAlt ?? '' },
  };
}
