/** Signing in elsewhere, as the environment sets it up: one place for staff, one for residents. Read by `env.ts`. */
import { z } from 'zod';
import type { Role } from './context.ts';

export type OidcProvider = {
  kind: 'staff' | 'resident';
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** As it stands on the button. */
  label: string;
  scope: string;
  /** Ways of signing in that are asked for and accepted (`acr`); empty: any. */
  acr: string[];
  /** What a sign-in there shows, in our levels. */
  level: 'none' | 'email' | 'address' | 'oidc';
  /** The claim that holds what somebody is there, and which role goes with which value. */
  roleClaim: string;
  roles: Record<string, Role>;
};

const ROLES: readonly Role[] = ['official', 'moderator', 'trajectory_manager', 'council_member', 'clerk', 'administrator'];

/** Only a test may go without https, and only within this machine. */
const issuer = z.url('moet een adres zijn zoals https://login.voorbeeld.nl').refine((text) => {
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
}, 'moet beginnen met https://');

const roles = z.string().transform((text, check) => {
  const pairs = text.split(',').map((pair) => pair.trim());
  const read = pairs.map((pair) => [pair.slice(0, pair.lastIndexOf('=')).trim(), pair.slice(pair.lastIndexOf('=') + 1).trim()] as const);
  const wrong = read.filter(([value, role]) => value === '' || !ROLES.includes(role as Role));
  if (wrong.length > 0)
    check.addIssue({ code: 'custom', message: `moet een lijst zijn zoals groep=rol, met als rol een van ${ROLES.join(', ')}` });
  return Object.fromEntries(read) as Record<string, Role>;
});

const words = z.string().transform((text) => text.split(/\s+/).filter(Boolean));

export const oidcSchema = {
  OIDC_STAFF_ISSUER: issuer.optional(),
  OIDC_STAFF_CLIENT_ID: z.string().min(1).optional(),
  OIDC_STAFF_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_STAFF_LABEL: z.string().min(1).max(60).default('het account van uw werk'),
  OIDC_STAFF_SCOPE: z
    .string()
    .regex(/\bopenid\b/, 'moet openid bevatten')
    .default('openid profile email'),
  OIDC_STAFF_ROLE_CLAIM: z.string().min(1).default('roles'),
  OIDC_STAFF_ROLES: roles.optional(),
  OIDC_STAFF_ACR: words.optional(),
  OIDC_RESIDENT_ISSUER: issuer.optional(),
  OIDC_RESIDENT_CLIENT_ID: z.string().min(1).optional(),
  OIDC_RESIDENT_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_RESIDENT_LABEL: z.string().min(1).max(60).default('DigiD'),
  OIDC_RESIDENT_SCOPE: z
    .string()
    .regex(/\bopenid\b/, 'moet openid bevatten')
    .default('openid'),
  OIDC_RESIDENT_ACR: words.optional(),
  OIDC_RESIDENT_LEVEL: z.enum(['email', 'address', 'oidc'], { message: 'moet email, address of oidc zijn' }).default('oidc'),
};

type Given = z.output<z.ZodObject<typeof oidcSchema>>;

/** The places that are set up. `faults`: names of variables that are missing beside others. */
export function readOidc(given: Given): { providers: { staff: OidcProvider | null; resident: OidcProvider | null }; faults: string[] } {
  const faults: string[] = [];
  const complete = (kind: 'STAFF' | 'RESIDENT') => {
    const names = ['ISSUER', 'CLIENT_ID', 'CLIENT_SECRET'].map((name) => `OIDC_${kind}_${name}`);
    const set = names.filter((name) => given[name as keyof Given] !== undefined);
    if (set.length > 0 && set.length < names.length)
      for (const name of names) if (!set.includes(name)) faults.push(`${name} ontbreekt naast ${set.join(' en ')}`);
    return set.length === names.length;
  };
  const staff: OidcProvider | null = complete('STAFF')
    ? {
        kind: 'staff',
        issuer: given.OIDC_STAFF_ISSUER ?? '',
        clientId: given.OIDC_STAFF_CLIENT_ID ?? '',
        clientSecret: given.OIDC_STAFF_CLIENT_SECRET ?? '',
        label: given.OIDC_STAFF_LABEL,
        scope: given.OIDC_STAFF_SCOPE,
        acr: given.OIDC_STAFF_ACR ?? [],
        // That somebody works here says nothing of where they live.
        level: 'none',
        roleClaim: given.OIDC_STAFF_ROLE_CLAIM,
        roles: given.OIDC_STAFF_ROLES ?? {},
      }
    : null;
  const resident: OidcProvider | null = complete('RESIDENT')
    ? {
        kind: 'resident',
        issuer: given.OIDC_RESIDENT_ISSUER ?? '',
        clientId: given.OIDC_RESIDENT_CLIENT_ID ?? '',
        clientSecret: given.OIDC_RESIDENT_CLIENT_SECRET ?? '',
        label: given.OIDC_RESIDENT_LABEL,
        scope: given.OIDC_RESIDENT_SCOPE,
        acr: given.OIDC_RESIDENT_ACR ?? [],
        level: given.OIDC_RESIDENT_LEVEL,
        roleClaim: '',
        roles: {},
      }
    : null;
  return { providers: { staff, resident }, faults };
}
