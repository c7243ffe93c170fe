/** What another place says of somebody, and what we take from it. Pure. */
import { z } from 'zod';
import type { Role } from '../../context.ts';
import type { OidcProvider } from '../../env-oidc.ts';

/** OpenID Connect Core 1.0, 2: a subject of at most 255 characters; whatever else was said is looked at where it is used. */
export const claimsSchema = z.looseObject({ sub: z.string().min(1).max(255) });
export type Claims = z.infer<typeof claimsSchema>;

/** Names under which brokers give the citizen service number, without capitals and signs. */
const CITIZEN_NUMBER_NAMES =
  /^(?:bsn|nin|sofi)|bsn$|burgerservicen|citizenservicen|sofinum|nationalidentit|nationalid|legalsubjectid|personidentifier/;

/**
 * Whether a citizen service number came along, under a name like that or as the subject itself (DigiD's own form is `s00000000:123456782`). We may not have it: such a
 * sign-in is refused and nothing of it is kept.
 */
export function holdsCitizenNumber(claims: Claims): boolean {
  return namesCitizenNumber(claims) || (claims.sub.match(/(?<!\d)\d{8,9}(?!\d)/g) ?? []).some(passesElevenTest);
}

function namesCitizenNumber(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null || depth > 5) return false;
  return Object.entries(value).some(
    ([name, inner]) => CITIZEN_NUMBER_NAMES.test(name.toLowerCase().replace(/[^a-z]/g, '')) || namesCitizenNumber(inner, depth + 1),
  );
}

/** The check on a citizen service number: nine digits weighed 9, 8, … 2 and -1 make a multiple of eleven. */
function passesElevenTest(digits: string): boolean {
  const nine = digits.padStart(9, '0');
  const sum = [...nine].reduce((total, digit, place) => total + Number(digit) * (place === 8 ? -1 : 9 - place), 0);
  return sum % 11 === 0 && Number(nine) > 0;
}

/** What this sign-in shows; null when it was done in a weaker way than we ask. */
export function levelOf(claims: Claims, { acr, level }: Pick<OidcProvider, 'acr' | 'level'>): OidcProvider['level'] | null {
  if (acr.length > 0 && !(typeof claims.acr === 'string' && acr.includes(claims.acr))) return null;
  return level;
}

/** Roles on the whole site that go with what somebody is there; a claim may hold one value or a list. */
export function rolesOf(claims: Claims, { roleClaim, roles }: Pick<OidcProvider, 'roleClaim' | 'roles'>): Role[] {
  const said = claims[roleClaim];
  const values = Array.isArray(said) ? said : [said];
  const given = values.flatMap((value) => (typeof value === 'string' && Object.hasOwn(roles, value) ? [roles[value] as Role] : []));
  return [...new Set(given)];
}

/** The address, only when that place has confirmed it. */
export function emailOf(claims: Claims): string | null {
  return claims.email_verified === true && typeof claims.email === 'string' && claims.email.length <= 254 ? claims.email : null;
}

/** What they may be called to begin with; null when nothing was said. */
export function nameOf(claims: Claims): string | null {
  for (const name of [claims.name, claims.given_name, claims.nickname]) {
    if (typeof name === 'string' && name.trim() !== '') return name.trim().slice(0, 80);
  }
  return null;
}
