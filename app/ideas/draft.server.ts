import { deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * What somebody wrote before signing in: kept in their own browser, not with us, until they come back. In cookies that only go to the page they wrote on, for an hour.
 * A cookie holds 4 kB; a long idea, compressed, takes a few.
 */
export type Draft = Record<string, string>;

const COOKIE = 'oever_concept';
const PART = 3500;
const MOST_PARTS = 3;
const SECONDS = 3600;
const MOST_BYTES = 64 * 1024;

/** The `Set-Cookie` lines that keep a draft; null when it is too long to keep, and must be signed in for first. */
export function keepDraft(draft: Draft, { path, secure }: { path: string; secure: boolean }): string[] | null {
  const text = deflateRawSync(JSON.stringify(draft)).toString('base64url');
  const parts = Array.from({ length: Math.ceil(text.length / PART) }, (_, index) => text.slice(index * PART, (index + 1) * PART));
  if (parts.length > MOST_PARTS) return null;
  const unused = Array.from({ length: MOST_PARTS - parts.length }, (_, index) =>
    cookie(parts.length + index, '', { path, secure, seconds: 0 }),
  );
  return [...parts.map((part, index) => cookie(index, part, { path, secure, seconds: SECONDS })), ...unused];
}

/** The `Set-Cookie` lines that take a draft away. */
export function forgetDraft({ path, secure }: { path: string; secure: boolean }): string[] {
  return Array.from({ length: MOST_PARTS }, (_, index) => cookie(index, '', { path, secure, seconds: 0 }));
}

/** The draft that came along with a request, or null. Anybody can send us any cookie: what does not read as a draft is none. */
export function readDraft(request: Request): Draft | null {
  const cookies = new Map(
    (request.headers.get('Cookie') ?? '').split('; ').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  let text = '';
  for (let index = 0; index < MOST_PARTS; index++) text += cookies.get(`${COOKIE}_${index}`) ?? '';
  if (text === '') return null;
  try {
    const draft: unknown = JSON.parse(inflateRawSync(Buffer.from(text, 'base64url'), { maxOutputLength: MOST_BYTES }).toString());
    if (typeof draft !== 'object' || draft === null) return null;
    return Object.fromEntries(Object.entries(draft).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    // A cookie that was cut off or made up.
    return null;
  }
}

function cookie(index: number, value: string, { path, secure, seconds }: { path: string; secure: boolean; seconds: number }): string {
  return `${COOKIE}_${index}=${value}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}
