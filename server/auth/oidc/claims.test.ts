import { describe, expect, test } from 'vitest';
import { emailOf, holdsCitizenNumber, levelOf, nameOf, rolesOf } from './claims.ts';

describe('a citizen service number', () => {
  test.each([
    [{ sub: 'a', bsn: 'x' }],
    [{ sub: 'a', BSN: '123456782' }],
    [{ sub: 'a', burgerservicenummer: '1' }],
    [{ sub: 'a', burger_service_nummer: '1' }],
    [{ sub: 'a', 'urn:nl:bvn:bankid:1.0:consumer.bsn': '1' }],
    [{ sub: 'a', 'urn:nl-eid-gdi:1.0:LegalSubjectID': '1' }],
    [{ sub: 'a', sofinummer: '1' }],
    [{ sub: 'a', nin: '1' }],
    [{ sub: 'a', person: { details: [{ citizen_service_number: '1' }] } }],
    [{ sub: '123456782' }],
    [{ sub: 's00000000:123456782' }],
    [{ sub: '010464554' }],
    [{ sub: '10464554' }],
  ])('in %j is seen', (claims) => {
    expect(holdsCitizenNumber(claims)).toBe(true);
  });

  test.each([
    [{ sub: '4f1c2d3e-9c1b-4c2a-8a77-3a2b1c0d9e8f' }],
    [{ sub: '123456789' }],
    [{ sub: '000000000' }],
    [{ sub: '9876543210123' }],
    [{ sub: 'a', name: 'Nina', given_name: 'Bo', phone_number: '123456782', dinner: 'x' }],
  ])('is not in %j', (claims) => {
    expect(holdsCitizenNumber(claims)).toBe(false);
  });
});

describe('what a sign-in elsewhere shows', () => {
  const digid = { acr: ['urn:midden', 'urn:hoog'], level: 'oidc' as const };
  test.each([
    ['urn:midden', 'oidc'],
    ['urn:basis', null],
    [undefined, null],
    [7, null],
  ])('done as %s is %s', (acr, level) => {
    expect(levelOf({ sub: 'a', acr }, digid)).toBe(level);
  });

  test('is what is set up where no way is asked for', () => {
    expect(levelOf({ sub: 'a' }, { acr: [], level: 'address' })).toBe('address');
  });

  test.each([
    [['oever-beheer', 'iets-anders'], ['administrator']],
    ['oever-mod', ['moderator']],
    [
      ['oever-mod', 'oever-mod', 'oever-beheer'],
      ['moderator', 'administrator'],
    ],
    [['__proto__', 'constructor'], []],
    [undefined, []],
    [{ rol: 'oever-mod' }, []],
  ])('with groups %j gives %j', (groups, roles) => {
    const mapping = { roleClaim: 'groups', roles: { 'oever-beheer': 'administrator', 'oever-mod': 'moderator' } as const };
    expect(rolesOf({ sub: 'a', groups }, mapping)).toEqual(roles);
  });

  test('gives an address only when it was confirmed there, and a name when there is one', () => {
    expect(emailOf({ sub: 'a', email: 'x@oever.example' })).toBeNull();
    expect(emailOf({ sub: 'a', email: 'x@oever.example', email_verified: 'true' })).toBeNull();
    expect(emailOf({ sub: 'a', email: 'x@oever.example', email_verified: true })).toBe('x@oever.example');
    expect(nameOf({ sub: 'a', given_name: ' Bo ' })).toBe('Bo');
    expect(nameOf({ sub: 'a', name: '' })).toBeNull();
  });
});
