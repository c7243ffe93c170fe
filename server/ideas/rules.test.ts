import { describe, expect, test } from 'vitest';
import { isDomainError } from '../errors.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { authorOf, mayCommentStatus, maySupportStatus, mayWithdrawStatus, readIdea } from './rules.ts';
import { looseWords } from './search-words.ts';

const GOOD = { title: 'Zwemtrap bij het Bochtpark', body: 'Een trap waar iedereen veilig het water in kan.' };

describe('the words of an idea', () => {
  test('are kept as typed, without spaces around them', () => {
    expect(readIdea({ title: '  Zwemtrap \n bij het park ', body: ' Eerst dit.\r\n\r\n\r\nDan dat. ', place: '  ' })).toEqual({
      title: 'Zwemtrap bij het park',
      body: 'Eerst dit.\n\nDan dat.',
      place: null,
    });
  });

  test.each([
    ['an empty title', { title: '' }, { title: 'ideas:error.title_missing' }],
    ['a title of spaces', { title: ' \t\n ' }, { title: 'ideas:error.title_missing' }],
    ['a title nobody can see', { title: '\u200B\u3164\u2800' }, { title: 'ideas:error.title_missing' }],
    ['a title of two letters', { title: 'ab' }, { title: 'ideas:error.title_short' }],
    ['a title of 121 characters', { title: 'a'.repeat(121) }, { title: 'ideas:error.title_long' }],
    ['NUL in a title', { title: 'Zwem\0trap' }, { title: 'ideas:error.characters' }],
    ['half an emoji in the explanation', { body: `${GOOD.body}\uD83D` }, { body: 'ideas:error.characters' }],
    ['an explanation of nine characters', { body: 'kort maar!'.slice(0, 9) }, { body: 'ideas:error.body_short' }],
    ['an explanation of a megabyte', { body: 'a'.repeat(1_000_000) }, { body: 'ideas:error.body_long' }],
    ['a place of 201 characters', { place: 'p'.repeat(201) }, { place: 'ideas:error.place_long' }],
    ['nothing at all', { title: '', body: '' }, { title: 'ideas:error.title_missing', body: 'ideas:error.body_missing' }],
  ])('%s is refused with a sentence at the field', (_, wrong, fields) => {
    try {
      readIdea({ ...GOOD, ...wrong });
      expect.unreachable();
    } catch (error) {
      expect(isDomainError(error) && [error.code, error.details.fields]).toEqual(['invalid', fields]);
    }
  });

  test.each([
    ['120 emoji, which count as one character each', { title: '🏊'.repeat(120) }],
    ['what looks like SQL', { title: "'; drop table idea; --" }],
    ['what looks like HTML', { title: '<script>alert(1)</script>' }],
    ['Arabic', { title: 'السباحة في النهر' }],
  ])('%s are fine', (_, words) => {
    expect(readIdea({ ...GOOD, ...words }).title).toBe(words.title);
  });

  test('a right-to-left override is taken out', () => {
    expect(readIdea({ ...GOOD, title: 'Plan \u202Efdp.exe' }).title).toBe('Plan fdp.exe');
  });
});

test('what may happen to an idea follows from its status', () => {
  const statuses = ['visible', 'hidden', 'in_treatment', 'answered', 'carrying_out', 'done', 'withdrawn', 'merged'] as const;
  expect(statuses.filter(maySupportStatus)).toEqual(['visible', 'in_treatment', 'answered', 'carrying_out']);
  expect(statuses.filter(mayCommentStatus)).toEqual(['visible', 'in_treatment', 'answered', 'carrying_out', 'done']);
  expect(statuses.filter(mayWithdrawStatus)).toEqual(['visible', 'in_treatment']);
});

test('who does not want a name shown, or has left, is a resident', () => {
  const author = { show_name: true, author_name: 'Mees Kooiman', author_erased: false, author_neighbourhood: 'Rivierenbuurt' };
  expect(authorOf(author)).toEqual({ name: 'Mees Kooiman', anonymous: false, neighbourhood: 'Rivierenbuurt' });
  for (const unknown of [{ show_name: false }, { author_erased: true }, { author_name: null }]) {
    expect(authorOf({ ...author, ...unknown })).toEqual({ name: 'Een bewoner', anonymous: true, neighbourhood: null });
  }
});

describe('a cursor', () => {
  const cursor = { sort: 'newest', at: 1_795_000_000_123_456, id: '3f0e7a51-1111-4111-8111-111111111111' } as const;

  test('is read back as it was written', () => {
    expect(readCursor(writeCursor(cursor), 'newest')).toEqual(cursor);
  });

  test.each([
    ['made up', 'nonsense'],
    ['empty', ''],
    ['of another order', writeCursor({ sort: 'supported', count: 3, id: cursor.id })],
    ['with a moment no calendar has', writeCursor({ ...cursor, at: 1e300 })],
    ['with an id that is SQL', writeCursor({ ...cursor, id: "' or 1=1" })],
    ['with something more', Buffer.from(JSON.stringify({ ...cursor, extra: 1 })).toString('base64url')],
    ['that is a list', Buffer.from('[]').toString('base64url')],
  ])('%s is refused', (_, text) => {
    expect(() => readCursor(text, 'newest')).toThrow('invalid');
  });
});

describe('a search is loosened', () => {
  test.each([
    ['kades', "'kades':* | 'kade':*"],
    ['ideeën', "'ideeën':* | 'idee':*"],
    ['oever', "'oever':*"],
    ['waterkant', "'water'"],
  ])('%s also finds %s', (word, part) => {
    expect(looseWords(word)?.[0]?.stemmed).toContain(part);
  });

  test.each(['"exact dit"', 'zwemmen -boot', 'pont of brug', '', '!!! &&& |', "' "])('not for %j', (query) => {
    expect(looseWords(query)).toBeNull();
  });
});
