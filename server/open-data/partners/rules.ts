/** Keys with which other websites and apps send contributions. Pure. */
import { addDays, isDay } from '../../calendar/amsterdam.ts';
import { DomainError, type FieldErrors } from '../../errors.ts';
import { readField } from '../../text/fields.ts';
import { parseUrl } from '../../text/parse-url.ts';

export const SCOPES = ['ideas:write', 'formal-views:write'] as const;
export type Scope = (typeof SCOPES)[number];

export const PARTNER_LIMITS = { name: { min: 2, max: 80 }, url: 500 } as const;
/** A key that nobody looks after any more stops by itself. */
export const MOST_DAYS = 732;

export type PartnerWords = { name: string; url: string; scopes: readonly string[]; expiresOn: string };
export type PartnerValues = { name: string; url: string | null; scopes: Scope[]; expiresOn: string };

/** A partner as it will be kept. @throws DomainError `invalid` with a sentence per field */
export function readPartner(raw: PartnerWords, today: string): PartnerValues {
  const fields: FieldErrors = {};
  const name = readName(raw.name, fields);
  const url = raw.url.trim();
  if (url !== '' && (parseUrl(url)?.protocol !== 'https:' || url.length > PARTNER_LIMITS.url)) fields.url = 'openData:error.url';
  const scopes = SCOPES.filter((scope) => raw.scopes.includes(scope));
  if (scopes.length === 0) fields.scopes = 'openData:error.scopes';
  if (!isDay(raw.expiresOn) || raw.expiresOn < today) fields.expiresOn = 'openData:error.expires';
  else if (raw.expiresOn > addDays(today, MOST_DAYS)) fields.expiresOn = 'openData:error.expires_far';
  if (Object.keys(fields).length > 0) throw new DomainError('invalid', { fields });
  return { name, url: url === '' ? null : url, scopes, expiresOn: raw.expiresOn };
}

/** The name of a partner or a webhook. */
export function readName(raw: string, fields: FieldErrors): string {
  return readField(raw, {
    name: 'name',
    fields,
    ...PARTNER_LIMITS.name,
    lines: false,
    sentences: { characters: 'ideas:error.characters', short: 'openData:error.name_short', long: 'openData:error.name_long' },
  });
}

export type PartnerState = 'works' | 'revoked' | 'expired';

export function partnerState({ revokedAt, expiresOn }: { revokedAt: Date | null; expiresOn: string }, today: string): PartnerState {
  if (revokedAt) return 'revoked';
  return expiresOn < today ? 'expired' : 'works';
}
