/** Codes from an app on a phone: RFC 6238 (TOTP) with HMAC-SHA-1, six digits and half a minute, as every such app knows it. Pure, but for making a secret. */
import { createHmac, randomBytes } from 'node:crypto';

const STEP_MS = 30_000;
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
/** What RFC 4226 (4, R6) recommends. */
const SECRET_BYTES = 20;

export function newSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

/** 24 letters and digits in groups of four: 120 bits, so its hash needs no salt (ASVS 5.0.0, 6.5.2). */
export function newRecoveryCode(): string {
  return grouped(base32(randomBytes(15)));
}

/** As somebody types it over from paper: capitals, spaces and dashes do not count. */
export function plainRecoveryCode(typed: string): string {
  return typed.toLowerCase().replace(/[^a-z2-7]/g, '');
}

/** The half minute `now` is in, counted since 1970. */
export function stepAt(now: Date): number {
  return Math.floor(now.getTime() / STEP_MS);
}

/** The code of a half minute (RFC 4226, 5.3). */
export function codeOf(secret: Uint8Array, step: number, digits = 6): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 0x0f) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/**
 * Which half minute's code this is: the one `now` is in, or the one before it for who types slowly (RFC 6238, 5.2). Null when it is neither, or not later than `lastStep`:
 * a code counts once.
 */
export function matchingStep(secret: Uint8Array, code: string, { now, lastStep }: { now: Date; lastStep: number | null }): number | null {
  const current = stepAt(now);
  return [current, current - 1].find((step) => (lastStep === null || step > lastStep) && codeOf(secret, step) === code) ?? null;
}

/** RFC 4648, without padding and in small letters. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** In groups of four, to type over. */
export function grouped(text: string): string {
  return (text.match(/.{1,4}/g) ?? []).join('-');
}

/** What an app on the same device opens, with everything it has to know. */
export function appLink(secret: Uint8Array, { issuer, account }: { issuer: string; account: string }): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${base32(secret).toUpperCase()}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=6&period=30`;
}
