import { expect, test } from 'vitest';
import { answered, firstAnswer, type MergeAnswer, mergeAfter } from './merge-rules.ts';

test.each([
  ['yes', 'yes', 'merged'],
  ['yes', 'waiting', 'asked'],
  ['waiting', 'waiting', 'asked'],
  ['nobody', 'yes', 'merged'],
  ['nobody', 'nobody', 'merged'],
  ['nobody', 'waiting', 'asked'],
  ['no', 'yes', 'declined'],
  ['waiting', 'no', 'declined'],
  ['no', 'nobody', 'declined'],
] as const)('with %s and %s the question is %s, whichever idea goes on', (one, other, status) => {
  expect(mergeAfter({ from: one, into: other })).toBe(status);
  expect(mergeAfter({ from: other, into: one })).toBe(status);
});

test.each([
  [null, 'nobody'],
  [{ id: 'paper', reachable: false }, 'nobody'],
  [{ id: 'official', reachable: true }, 'yes'],
  [{ id: 'resident', reachable: true }, 'waiting'],
] as const)('an author %o has said %s when the official asks', (author, answer) => {
  expect(firstAnswer(author, 'official')).toBe(answer);
});

test('who proposed both ideas answers for both, and nobody answers for another or twice', () => {
  const waiting = { from: 'waiting' as MergeAnswer, into: 'waiting' as MergeAnswer };
  expect(answered(waiting, { isFromAuthor: true, isIntoAuthor: true, agrees: true })).toEqual({ from: 'yes', into: 'yes' });
  expect(answered(waiting, { isFromAuthor: true, isIntoAuthor: false, agrees: false })).toEqual({ from: 'no', into: 'waiting' });
  const spoken = { from: 'yes' as const, into: 'waiting' as const };
  expect(answered(spoken, { isFromAuthor: true, isIntoAuthor: false, agrees: false })).toEqual(spoken);
});
