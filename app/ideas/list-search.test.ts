import { describe, expect, test } from 'vitest';
import { excerpt } from './excerpt.ts';
import { listAddress, readListSearch } from './list-search.ts';

describe('the address of a list', () => {
  test('without a choice shows the most supported ideas', () => {
    expect(readListSearch(new URLSearchParams()).input).toEqual({
      sort: 'supported',
      theme: [],
      answer: [],
      status: [],
      query: null,
      cursor: null,
    });
  });

  test('says in Dutch what the API is asked', () => {
    const search = new URLSearchParams('q=kade&thema=water&thema=groen&antwoord=te-laat&volgorde=nieuwste&status=in-uitvoering&na=abc');
    expect(readListSearch(search).input).toEqual({
      sort: 'newest',
      theme: ['water', 'groen'],
      answer: ['overdue'],
      status: ['carrying_out'],
      query: 'kade',
      cursor: 'abc',
    });
  });

  test('leaves it to the API to refuse words it does not know', () => {
    const { input } = readListSearch(new URLSearchParams('volgorde=(select pg_sleep(3))&antwoord=constructor'));
    expect(input).toMatchObject({ sort: '(select pg_sleep(3))', answer: ['constructor'] });
  });

  test('of a choice reads back as that choice', () => {
    const { choice } = readListSearch(new URLSearchParams('q=a%26b&thema=water&antwoord=bijna&volgorde=willekeurig'));
    const address = listAddress('/trajecten/proef/ideeen', choice, 'xyz');
    const again = readListSearch(new URL(address, 'http://oever.example').searchParams);
    expect(again.choice).toEqual({ ...choice, paged: true });
    expect(again.input.cursor).toBe('xyz');
    expect(listAddress('/ideeen', readListSearch(new URLSearchParams()).choice)).toBe('/ideeen');
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
