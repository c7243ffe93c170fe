/** What the one permission table says of a row and a column. */
import { whyNot } from '../../server/permissions.ts';
import { ALL_FEATURES, TEST_NOW } from '../../server/testing/world.ts';
import type { Row } from './procedures.ts';
import { type Cast, COLUMNS, type Column } from './roles.ts';

export type Expected = 'allowed' | 'sign_in_first' | 'not_allowed' | 'not_verified' | 'not_found';

export function expectedOf({ may, scope, conceals }: Omit<Row, 'with'>, column: Column, { actors, world }: Cast): Expected {
  const actor = actors[column];
  const owner = actors.resident;
  if (may === 'anyone') return 'allowed';
  if (may === 'signed in') return actor ? 'allowed' : 'sign_in_first';
  if (may === 'author') return !actor ? 'sign_in_first' : actor.id === owner?.id ? 'allowed' : 'not_found';
  const subject = {
    ...(scope === 'any' ? {} : { trajectoryId: scope === 'site' ? null : world.trajectory.id }),
    features: new Set(ALL_FEATURES),
    policy: 'open' as const,
    ownerId: owner?.id ?? null,
  };
  const reason = whyNot(actor, may, subject, { now: TEST_NOW });
  // That one may not decide on an own case is a rule of its own, tested where it is.
  if (reason === null || reason === 'own_case') return 'allowed';
  if (conceals === 'everybody' || (conceals && actor)) return 'not_found';
  return reason as Expected;
}

/**
 * The columns to ask. What is for everybody, or for everybody with an account, is asked by who has least and who has most; all the rest by all.
 */
export function asked({ may }: Pick<Row, 'may'>): readonly Column[] {
  return isOpen(may) ? ['visitor', 'unverified', 'admin'] : COLUMNS;
}

function isOpen(may: Row['may']): boolean {
  return may === 'anyone' || may === 'signed in' || may === 'trajectory.read' || may === 'section.read';
}

/** Codes by which somebody hears that they may not, in contrast with those of any other rule. */
export const REFUSALS: readonly string[] = ['sign_in_first', 'not_allowed', 'not_verified', 'blocked'];
