/** What both trajectories would tell the next one. */
import type { Db } from '../context.ts';
import { writeLessons } from '../templates/commands.ts';
import { acting, type Cast } from './cast.ts';
import type { Act, Moments } from './moments.ts';

type Lessons = { daysAgo: number; body: string };

export const AMSTEL_LESSONS: Lessons = {
  daysAgo: 6,
  body: [
    'Begin aan de keukentafel. De mensen op de woonboten kwamen pas toen wij bij hen aan boord kwamen.',
    'Zeg op de eerste avond wat vaststaat. Daarna ging niemand meer over de hoogte van de dijk in gesprek.',
    'Schrijf eerst een slechte tekst. Op een leeg blad schrijft niemand.',
    'Reken voor elk antwoord een halve dag. Wij rekenden een uur, en waren te laat.',
  ].join('\n'),
};

export const PLEINEN_LESSONS: Lessons = {
  daysAgo: 100,
  body: 'Vraag vóór de eerste avond wat er onder de grond ligt. Wij hoorden van het riool toen er al gestemd was.',
};

export function lessonsAct(
  { db, cast, moments, slug }: { db: Db; cast: Cast; moments: Moments; slug: string },
  { daysAgo, body }: Lessons,
): Act {
  return {
    at: moments.on(moments.day(-daysAgo), 16),
    run: async (at) => {
      await writeLessons(acting(db, cast.get('s4'), at), { trajectory: slug, body, edition: 0 });
    },
  };
}
