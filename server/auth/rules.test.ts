import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Role } from '../context.ts';
import { passwordFault } from './password-rules.ts';
import { SESSION_LIMITS, sessionExpiry, sessionHolds, sessionKind } from './rules.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const start = new Date('2026-11-18T10:00:00Z');
const later = (ms: number) => new Date(start.getTime() + ms);

describe('how long somebody stays signed in', () => {
  test.each<[Role[], 'resident' | 'staff']>([
    [[], 'resident'],
    [['council_member'], 'resident'],
    [['official'], 'staff'],
    [['moderator'], 'staff'],
    [['trajectory_manager'], 'staff'],
    [['clerk'], 'staff'],
    [['council_member', 'administrator'], 'staff'],
  ])('with %j the session is one of a %s', (roles, kind) => {
    expect(sessionKind(roles.map((role) => ({ role })))).toBe(kind);
  });

  test.each([
    ['resident', 14 * DAY, 30 * DAY],
    ['staff', 30 * MINUTE, 12 * HOUR],
  ] as const)('a %s session ends after %d ms without use and %d ms in all', (kind, idle, absolute) => {
    expect(sessionExpiry(kind, start, start)).toEqual(later(idle));
    expect(sessionExpiry(kind, start, later(absolute - 1))).toEqual(later(absolute));
    expect(sessionHolds(kind, { createdAt: start, expiresAt: later(idle) }, later(idle - 1))).toBe(true);
    expect(sessionHolds(kind, { createdAt: start, expiresAt: later(idle) }, later(idle))).toBe(false);
  });

  test('who became staff is held to the shorter absolute limit at once', () => {
    const session = { createdAt: start, expiresAt: later(14 * DAY) };
    expect(sessionHolds('resident', session, later(13 * HOUR))).toBe(true);
    expect(sessionHolds('staff', session, later(13 * HOUR))).toBe(false);
  });

  test('no amount of use keeps a session past its absolute end', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('resident' as const, 'staff' as const),
        fc.array(fc.integer({ min: 1, max: 2 * DAY }), { maxLength: 200 }),
        (kind, steps) => {
          let now = start;
          let expiresAt = sessionExpiry(kind, start, now);
          for (const step of steps) {
            now = new Date(now.getTime() + step);
            if (!sessionHolds(kind, { createdAt: start, expiresAt }, now)) break;
            expiresAt = sessionExpiry(kind, start, now);
          }
          expect(expiresAt.getTime()).toBeLessThanOrEqual(start.getTime() + SESSION_LIMITS[kind].absolute);
        },
      ),
    );
  });
});

describe('which passwords are good enough', () => {
  test.each([
    ['oever-demo-2026', null],
    ['vier losse woorden samen', null],
    ['пароль-на-берегу', null],
    ['🌊🛶🦆🌿🚤🐟🌾🪷', null],
    ['a\u0301bcdefg', 'password_short'], // an accent written as its own character does not make a word longer
    ['kort', 'password_short'],
    ['🌊🛶🦆🌿🚤🐟🌾', 'password_short'],
    [`${'x'.repeat(64) + 'y'.repeat(64)}z`, 'password_long'],
    ['password', 'password_common'],
    ['PassWord', 'password_common'],
    ['welkom01', 'password_common'],
    ['Welkom2026!', 'password_common'],
    ['Amsterdam1', 'password_common'],
    ['Feyenoord#1', 'password_common'],
    ['aaaaaaaaaaaa', 'password_common'],
    ['12345678', 'password_common'],
    ['veilig\ud800woord', 'password_characters'],
    ['veilig\0woord', 'password_characters'],
  ])('%j → %s', (password, fault) => {
    expect(passwordFault(password)).toBe(fault);
  });

  test('128 characters of any script are kept whole, 129 are too many', () => {
    expect(passwordFault(`${'🦆🌊'.repeat(63)}ab`)).toBeNull();
    expect(passwordFault(`${'🦆🌊'.repeat(64)}a`)).toBe('password_long');
  });

  test('the e-mail address is no password', () => {
    expect(passwordFault('Veerpont@voorbeeld.example', 'veerpont@voorbeeld.example')).toBe('password_common');
    expect(passwordFault('veerpontje', 'veerpontje@voorbeeld.example')).toBe('password_common');
  });
});
