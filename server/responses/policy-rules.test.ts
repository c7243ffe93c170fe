import { describe, expect, test } from 'vitest';
import { policyFaults } from './policy-rules.ts';

const promise = { term: { workingDays: 10 }, basis: 'promise' as const, basisText: 'Eigen belofte van de gemeente' };

describe('a promise', () => {
  test('of ten working days can be kept, and a statutory term of six weeks', () => {
    expect(policyFaults('idea', promise)).toEqual({});
    expect(policyFaults('complaint', { term: { weeks: 6 }, basis: 'statutory', basisText: 'Awb artikel 9:11' })).toEqual({});
  });

  test.each([
    ['no term', { term: {} }, 'count', 'count_workingDays'],
    ['nothing', { term: { workingDays: 0 } }, 'count', 'count_workingDays'],
    ['half a week', { term: { weeks: 1.5 } }, 'count', 'count_weeks'],
    ['two units', { term: { weeks: 1, days: 2 } }, 'count', 'count_weeks'],
    ['two years', { term: { days: 730 } }, 'count', 'count_days'],
    ['a law in working days', { basis: 'statutory' as const, basisText: 'Awb 9:11' }, 'unit', 'statutory_unit'],
    ['a law without an article', { term: { weeks: 6 }, basis: 'statutory' as const, basisText: 'De wet' }, 'basisText', 'article'],
    ['no source', { basisText: '' }, 'basisText', 'basis_text'],
    ['due soon for ever', { dueSoonDays: 31 }, 'dueSoonDays', 'due_soon'],
    ['more than all', { targetPercent: 101 }, 'targetPercent', 'target'],
    ['support for a question', { startEvent: 'support_reached' as const }, 'startEvent', 'start_support'],
    ['a reminder at a third', { remindAt: [33] }, 'remindAt', 'remind_at'],
  ])('cannot be %s', (_what, wrong, field, fault) => {
    expect(policyFaults('question', { ...promise, ...wrong })).toEqual({ [field]: `policies:error.${fault}` });
  });
});
