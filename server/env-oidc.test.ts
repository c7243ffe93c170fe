import { describe, expect, test } from 'vitest';
import { EnvError, readEnv } from './env.ts';

const STAFF = {
  OIDC_STAFF_ISSUER: 'https://login.voorbeeld.nl/tenant',
  OIDC_STAFF_CLIENT_ID: 'oever',
  OIDC_STAFF_CLIENT_SECRET: 'heel-geheim',
};

describe('signing in elsewhere, as the environment has it', () => {
  test('is off without settings, and on with the three that belong together', () => {
    expect(readEnv({}).oidc).toEqual({ staff: null, resident: null });
    const { staff, resident } = readEnv({ ...STAFF, OIDC_STAFF_ROLES: 'groep-a=moderator, b=c=administrator' }).oidc;
    expect(resident).toBeNull();
    expect(staff).toMatchObject({ level: 'none', roleClaim: 'roles', roles: { 'groep-a': 'moderator', 'b=c': 'administrator' }, acr: [] });
  });

  test('for staff asks by name for the way with two factors, where that is set', () => {
    expect(readEnv({ ...STAFF, OIDC_STAFF_ACR: 'possessionorinherence' }).oidc.staff?.acr).toEqual(['possessionorinherence']);
  });

  test('for residents asks for the ways that are sure enough', () => {
    const { resident } = readEnv({
      OIDC_RESIDENT_ISSUER: 'https://broker.voorbeeld.nl',
      OIDC_RESIDENT_CLIENT_ID: 'oever',
      OIDC_RESIDENT_CLIENT_SECRET: 'geheim',
      OIDC_RESIDENT_ACR: 'urn:midden  urn:hoog',
    }).oidc;
    expect(resident).toMatchObject({ label: 'DigiD', level: 'oidc', acr: ['urn:midden', 'urn:hoog'], scope: 'openid' });
  });

  test.each([
    [{ OIDC_STAFF_ISSUER: STAFF.OIDC_STAFF_ISSUER }, /OIDC_STAFF_CLIENT_ID ontbreekt/],
    [{ ...STAFF, OIDC_STAFF_ISSUER: 'http://login.voorbeeld.nl' }, /OIDC_STAFF_ISSUER moet beginnen met https/],
    [{ ...STAFF, OIDC_STAFF_ISSUER: 'http://127.0.0.1.evil.example' }, /OIDC_STAFF_ISSUER moet beginnen met https/],
    [{ ...STAFF, OIDC_STAFF_ROLES: 'groep=baas' }, /OIDC_STAFF_ROLES moet een lijst zijn/],
    [{ ...STAFF, OIDC_STAFF_SCOPE: 'profile' }, /OIDC_STAFF_SCOPE moet openid bevatten/],
    [{ OIDC_RESIDENT_LEVEL: 'hoog' }, /OIDC_RESIDENT_LEVEL moet email, address of oidc zijn/],
  ])('%j stops the start with a sentence', (source, fault) => {
    expect(() => readEnv(source)).toThrow(EnvError);
    expect(() => readEnv(source)).toThrow(fault);
  });

  test('never repeats a secret in a fault', () => {
    expect(() => readEnv({ ...STAFF, OIDC_STAFF_CLIENT_SECRET: 'heel-geheim', PORT: 'x' })).not.toThrow(/heel-geheim/);
  });
});
