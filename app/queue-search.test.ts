import { describe, expect, test } from 'vitest';
import { checkPlainDutch } from '../server/text/plain-dutch.ts';
import { QUEUE_TABS, queueSearch, readQueueSearch } from './queue-search.ts';

describe('the address of the queue', () => {
  test.each(QUEUE_TABS)('of "%s" is read back as it was written', (tab) => {
    const search = { tab, trajectory: 'de-amstel-verandert', team: '00000000-0000-4000-8000-000000000000', kind: 'idea', cursor: 'abc' };
    expect(readQueueSearch(new URL(queueSearch(search), 'http://oever.example').searchParams)).toEqual(search);
  });

  test('without choices is just the queue, and nonsense is left out', () => {
    expect(queueSearch({ tab: 'attention', trajectory: null, team: null, kind: null, cursor: null })).toBe('/werkvoorraad');
    expect(readQueueSearch(new URLSearchParams('weergave=xyz&afdeling=%27;drop&soort=%3Cx%3E'))).toEqual({
      tab: 'attention',
      trajectory: null,
      team: null,
      kind: null,
      cursor: null,
    });
  });
});

describe('the measure of a text', () => {
  test.each([
    ['', 0, 0],
    ['Dat kan.', 2, 2],
    ['Dat kost € 310.000 en dat is er niet. Dus nee!', 10, 8],
    ['Een kop\n\nEn een zin zonder punt', 7, 5],
  ])('%j has %i words, at most %i in a sentence', (text, words, longest) => {
    expect(checkPlainDutch(text)).toMatchObject({ words, longest });
  });
});
