import { expect, test } from 'vitest';
import { nameStatements } from './statement-names.ts';

test('a statement gets its name when it is asked the third time, and keeps it', () => {
  const { nameOf } = nameStatements();
  expect([nameOf('select 1'), nameOf('select 2'), nameOf('select 1')]).toEqual([null, null, null]);
  expect([nameOf('select 1'), nameOf('select 1')]).toEqual(['s0', 's0']);
  expect([nameOf('select 2'), nameOf('select 2')]).toEqual([null, 's1']);
});

test('no more are kept than there is room for, and counting has an end', () => {
  const { nameOf } = nameStatements({ often: 2, mostKept: 2, mostCounted: 3 });
  for (const text of ['a', 'b', 'c', 'd']) expect(nameOf(text)).toBeNull();
  // Counting began anew at the fourth.
  expect([nameOf('a'), nameOf('d'), nameOf('a'), nameOf('b'), nameOf('b')]).toEqual([null, 's0', 's1', null, null]);
});

test('one that was forgotten gets another name', () => {
  const { nameOf, forget } = nameStatements({ often: 1 });
  expect(nameOf('a')).toBe('s0');
  forget('a');
  expect(nameOf('a')).toBe('s1');
});

test('a conflict with a part of the rows has its values planned in', () => {
  const { nameOf } = nameStatements({ often: 1 });
  expect(nameOf('insert into a (b) values ($1) on conflict ("b") where "kind" = $2 do nothing')).toBeNull();
  expect(nameOf('insert into a (b) values ($1) on conflict ("b") do update set c = $2 where a.c < $2')).toBe('s0');
});
