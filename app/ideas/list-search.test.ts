import { describe, expect, test } from 'vitest';
import { excerpt } from './excerpt.ts';
import { listAddress, readListSearch, standardSort } from './list-search.ts';

const AFTER = { standard: 'steun', shuffle: 12 };
const DURING = { standard: standardSort({ gathering: true }), shuffle: 12 };
const read = (search: string, how = AFTER) => readListSearch(new URLSearchParams(search), how);

describe('the address of a list', () => {
  test('without a choice shows the most supported ideas, once support is over', () => {
    expect(standardSort({ gathering: false })).toBe('steun');
    expect(read('').input).toEqual({ sort: 'supported', theme: [], answer: [], status: [], query: null, cursor: null });
    expect(listAddress('/ideeen', read('').choice)).toBe('/ideeen');
  });

  test('without a choice shows the order of this visitor, as long as support comes in; later pages go on in it', () => {
    const { choice, input } = read('', DURING);
    expect(input).toMatchObject({ sort: 'random', seed: 12 / 256 });
    const next = listAddress('/ideeen', choice, 'abc');
    expect(next).toBe('/ideeen?volgorde=willekeurig&start=12&na=abc');
    const elsewhere = { ...DURING, shuffle: 200 };
    expect(read(next.split('?')[1] ?? '', elsewhere).input).toMatchObject({ sort: 'random', seed: 12 / 256, cursor: 'abc' });
    expect(read(next.split('?')[1] ?? '', AFTER).input).toMatchObject({ sort: 'random', seed: 12 / 256 });
  });

  test('says the order of support in words when that is not what one gets without', () => {
    const { choice } = read('volgorde=steun', DURING);
    expect([choice.start, listAddress('/ideeen', choice)]).toEqual([null, '/ideeen?volgorde=steun']);
  });

  test.each(['start=256', 'start=-1', 'start=1e3', 'start=%00', 'start=12.5'])(
    'with %s, which nobody was given, is that of the visitor',
    (search) => {
      expect(read(`volgorde=willekeurig&${search}`).choice.start).toBe(12);
    },
  );

  test('says in Dutch what the API is asked', () => {
    expect(read('q=kade&thema=water&thema=groen&antwoord=te-laat&volgorde=nieuwste&status=in-uitvoering&na=abc').input).toEqual({
      sort: 'newest',
      theme: ['water', 'groen'],
      answer: ['overdue'],
      status: ['carrying_out'],
      query: 'kade',
      cursor: 'abc',
    });
  });

  test('leaves it to the API to refuse words it does not know', () => {
    expect(read('volgorde=(select pg_sleep(3))&antwoord=constructor').input).toMatchObject({
      sort: '(select pg_sleep(3))',
      answer: ['constructor'],
    });
  });

  test('of a choice reads back as that choice', () => {
    const { choice } = read('q=a%26b&thema=water&antwoord=bijna&volgorde=willekeurig');
    const again = read(new URL(listAddress('/trajecten/proef/ideeen', choice, 'xyz'), 'http://oever.example').search);
    expect(again.choice).toEqual({ ...choice, paged: true });
    expect(again.input.cursor).toBe('xyz');
  });
});

test.each([
  ['Kort genoeg.', 'Kort genoeg.'],
  ['Eén\n\ntwee', 'Eén twee'],
  [
    `${'Een zin van enige lengte die hier ophoudt voor het te lang is. '}${'En dan nog veel meer woorden. '.repeat(9)}`,
    'Een zin van enige lengte die hier ophoudt voor het te lang is. En dan nog veel meer woorden. En dan nog veel meer woorden.',
  ],
  ['woord '.repeat(60), `${'woord '.repeat(23).trim()}…`],
  ['x'.repeat(500), `${'x'.repeat(140)}…`],
])('the first words of %j', (body, words) => {
  expect(excerpt(body)).toBe(words);
});
