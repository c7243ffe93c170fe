import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { createSession } from '../../server/auth/sessions.ts';
import { createLog } from '../../server/log.ts';
import { OPERATIONS } from '../../server/open-data/operations.ts';
import { openTestDatabase } from '../../server/testing/database.ts';
import { fillWorld } from './content.ts';
import { asked, expectedOf } from './expect.ts';
import { CONCEALED_PAGES, OPEN_PATHS, PAGES, PARAMS, type Page } from './pages.ts';
import { type Cast, COLUMNS, type Column, makeCast } from './roles.ts';
import type { Known } from './sample.ts';
import { listRoutes, type Route, type Site, startSite } from './site.ts';
import { wrongLanguages } from './wrong-languages.ts';

let handle: DatabaseHandle;
let cast: Cast;
let known: Known;
let site: Site;
const lines: string[] = [];
/** Pages on which the hostile words of the world were seen, as words. */
const shown = new Set<string>();
const cookies = new Map<Column, string>();
const routes: Route[] = (await listRoutes()).map(({ id, path }) => ({ id: id.replace('routes/', ''), path }));

beforeAll(async () => {
  handle = await openTestDatabase();
  cast = await makeCast(handle.db);
  known = { ...(await fillWorld(handle.db, cast)), token: 'x'.repeat(43), exportKind: 'account' };
  const log = createLog({ level: 'trace', destination: { write: (line: string) => void lines.push(line) } });
  site = await startSite({ handle, log });
  for (const column of COLUMNS) {
    const actor = cast.actors[column];
    if (actor) cookies.set(column, `oever_session=${(await createSession(handle.db, actor.id, new Date())).token}`);
  }
});
afterAll(async () => {
  await site?.stop();
  await handle.close();
});

describe('every page', () => {
  test('has a line, and every line a page', () => {
    expect(
      routes.filter(({ id }) => !(id in PAGES)).map(({ id }) => id),
      'routes without a line in e2e/matrix/pages.ts',
    ).toEqual([]);
    expect(
      Object.keys(PAGES).filter((id) => !routes.some((route) => route.id === id)),
      'lines without a route',
    ).toEqual([]);
  });

  for (const { id, path } of routes) {
    const page = PAGES[id];
    if (page === undefined) continue;
    const row: Page | 'nowhere' = page === 'nowhere' ? page : typeof page === 'string' ? { may: page } : page;
    test(`${id}: ${row === 'nowhere' ? row : row.may}`, async () => {
      const address = fill(`${path}${row === 'nowhere' ? '' : (row.query ?? '')}`, row === 'nowhere' ? {} : row.with);
      await expectExactly(address, row);
    });
  }

  test.each(CONCEALED_PAGES)('$what: $may', async ({ path, may }) => {
    await expectExactly(fill(path), { may });
  });
});

test('what somebody wrote came out as words on many pages, and as a tag on none', () => {
  expect(shown.size).toBeGreaterThan(40);
});

test('in English no page has Dutch of ours left, and what people wrote says that it is Dutch', { timeout: 60_000 }, async () => {
  const wrong: string[] = [];
  let read = 0;
  // A file, such as the plan to print, is a Dutch document.
  for (const { id, path } of routes.filter((route) => !route.id.includes('[.]'))) {
    const page = PAGES[id];
    const address = fill(`${path}${typeof page === 'object' ? (page.query ?? '') : ''}`, typeof page === 'object' ? page.with : {});
    for (const column of ['admin', 'resident'] as const) {
      const headers = { cookie: `${cookies.get(column)}; oever_taal=en` };
      const answer = await fetch(site.origin + address, { redirect: 'manual', headers });
      const html = await answer.text();
      if (answer.status !== 200 || !answer.headers.get('content-type')?.startsWith('text/html')) continue;
      read++;
      for (const { text, where } of wrongLanguages(html)) wrong.push(`${address}: ${where}: ${text.slice(0, 120)}`);
      break;
    }
  }
  expect(wrong).toEqual([]);
  expect(read).toBeGreaterThan(80);
});

test('what is no page is listed, and open to everybody', async () => {
  const found = site.paths.filter((path) => !path.startsWith('/api/'));
  expect(found.sort()).toEqual([...OPEN_PATHS].sort());
  for (const path of OPEN_PATHS) expect((await fetch(site.origin + path)).status, path).toBe(200);
});

test('the open API answers everybody the same, whoever is signed in, and names nobody’s address', async () => {
  const cookie = cookies.get('admin') ?? '';
  for (const { path } of OPERATIONS) {
    const address = `${site.origin}/api/v1${inApi(path)}`;
    const [visitor, signedIn] = [await fetch(address), await fetch(address, { headers: { cookie } })];
    const body = await visitor.text();
    expect([200, 403], path).toContain(visitor.status);
    expect([signedIn.status, await signedIn.text()], path).toEqual([visitor.status, body]);
    for (const actor of Object.values(cast.actors)) if (actor?.email) expect(body.includes(actor.email), path).toBe(false);
  }
});

const ODD = [
  '%00',
  '%ff',
  '%ed%a0%80',
  encodeURIComponent("';select pg_sleep(9)--"),
  '1e9',
  '-1',
  '%E2%80%AEx',
  '__proto__',
  '2026-02-30',
  'a'.repeat(3_000),
];
/** Everything a page reads of its address. */
const QUERY =
  'alinea antwoord cel code cursor gebied gemeente jaar kies klaar limit na naar redirectTo regels schrijf sjabloon soort sorteer status stembewijs taal team terug thema titel tot traject van versie volgorde voor zoek';

test('an address with anything in it is read past or refused, never a fault, and never takes long', { timeout: 90_000 }, async () => {
  const headers = { cookie: cookies.get('admin') ?? '' };
  const faults: string[] = [];
  const ask = async (address: string) => {
    const began = performance.now();
    const answer = await fetch(site.origin + address, { redirect: 'manual', headers });
    await answer.arrayBuffer();
    if (answer.status >= 500 || performance.now() - began > 5_000) faults.push(`${address}: ${answer.status}`);
  };
  const paths = [...routes.map(({ path }) => fill(path)), ...OPERATIONS.map(({ path }) => `/api/v1${inApi(path)}`)];
  for (const [index, path] of paths.entries()) {
    // Each name with another value at each page.
    await ask(
      `${path}?${QUERY.split(' ')
        .map((name, place) => `${name}=${ODD[(index + place) % ODD.length]}`)
        .join('&')}`,
    );
  }
  for (const { path } of routes.filter((route) => /[:*]/.test(route.path))) {
    for (const value of ODD.slice(0, 3)) await ask(path.replace(':slug', String(known.slug)).replace(/:\w+\??|\*/g, value));
  }
  expect(faults).toEqual([]);
});

test('nothing takes a post from elsewhere, whoever is signed in', async () => {
  const paths = [...routes.map(({ path }) => fill(path)), '/api/trpc/auth.signOut', '/api/trpc/ideas.propose'];
  const cookie = cookies.get('admin') ?? '';
  const headers: Record<string, string>[] = [
    {},
    { origin: 'null' },
    { origin: 'https://evil.example' },
    { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
  ];
  const before = await countEvents();
  for (const path of paths) {
    for (const more of headers) {
      const answer = await fetch(site.origin + path, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie, ...more },
        body: new URLSearchParams({ a: 'b' }),
      });
      await answer.arrayBuffer();
      // A mail program presses the link that stops mails: its code alone says who may.
      if (path.startsWith('/afmelden/') && !('origin' in more)) continue;
      expect(answer.status, `${path} ${JSON.stringify(more)}`).toBe(403);
    }
  }
  expect(await countEvents()).toBe(before);
});

test('every answer carries the headers that keep a browser safe, also a refusal, a fault and a file', async () => {
  for (const path of [
    '/',
    '/nergens',
    '/beheer',
    '/healthz',
    '/api/trpc/auth.me',
    '/api/trpc/niets.daar',
    '/antwoordtijden.csv',
    '/mijn',
    '/fotos/x',
  ]) {
    const { headers } = await fetch(site.origin + path, { redirect: 'manual' });
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"])
      expect(policy, `${path}: ${part}`).toContain(part);
    expect(policy, path).toMatch(/script-src 'self' 'nonce-[\w+/=]+'(?:;|$)/);
    expect(policy, path).not.toMatch(/script-src[^;]*unsafe/);
    expect(headers.get('x-content-type-options'), path).toBe('nosniff');
    expect(headers.get('referrer-policy'), path).toBe('strict-origin-when-cross-origin');
    expect(headers.get('cross-origin-opener-policy'), path).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy'), path).toBe('same-origin');
    expect(headers.get('permissions-policy'), path).toContain('camera=()');
    expect(headers.get('strict-transport-security'), `${path}: not without https`).toBeNull();
    expect(headers.get('x-powered-by'), path).toBeNull();
  }
});

test('what somebody signed in sees is kept nowhere, and what visitors share holds nothing of anybody', async () => {
  const cookie = cookies.get('resident') ?? '';
  for (const path of ['/mijn', '/mijn/gegevens.json', `/trajecten/${known.slug}/ideeen/1`, '/api/trpc/auth.me'])
    expect((await fetch(site.origin + path, { headers: { cookie } })).headers.get('cache-control'), path).toBe('private, no-store');
  const shared = await (await fetch(`${site.origin}/trajecten`)).text();
  for (const actor of Object.values(cast.actors)) if (actor?.email) expect(shared).not.toContain(actor.email);
});

test('limits hold before anything is read: a large body, one without a length, a long batch', async () => {
  const origin = { origin: site.origin };
  const large = await fetch(`${site.origin}/inloggen`, { method: 'POST', headers: origin, body: 'x'.repeat(1024 * 1024 + 1) });
  expect(large.status).toBe(413);
  const stream = new Blob(['a=b']).stream();
  const unknown = await fetch(`${site.origin}/inloggen`, { method: 'POST', headers: origin, body: stream, duplex: 'half' } as RequestInit);
  expect(unknown.status).toBe(411);
  // Of Remix: paths whose routes a browser would like to know (CVE-2026-42342). No page of ours asks.
  for (const [paths, status] of [
    [10, 404],
    [2_000, 404],
    [10_000, 431],
  ] as const)
    expect((await fetch(`${site.origin}/__manifest?version=1&${'p=/a&'.repeat(paths)}`)).status, `${paths} paths`).toBe(status);
  const names = Array.from({ length: 21 }, () => 'auth.me').join(',');
  expect((await fetch(`${site.origin}/api/trpc/${names}?batch=1&input=${encodeURIComponent('{}')}`)).status).toBe(400);
});

test('no line of the log has an address of a person or of a machine', () => {
  const text = lines.join('');
  expect(lines.length).toBeGreaterThan(100);
  expect(text).not.toMatch(/@[a-z-]+\.example/i);
  expect(text).not.toMatch(/\b(?:127|192|10)\.\d{1,3}\.\d{1,3}\.\d{1,3}\b|::1|::ffff/);
  expect(text).not.toContain('oever_session');
  expect(text).not.toContain('page failed');
});

async function expectExactly(address: string, row: Page | 'nowhere'): Promise<void> {
  const wanted: Partial<Record<Column, string>> = {};
  const found: Partial<Record<Column, string>> = {};
  for (const column of row === 'nowhere' ? COLUMNS : asked(row)) {
    const may = row !== 'nowhere' && expectedOf(row, column, cast) === 'allowed';
    wanted[column] = may ? 'allowed' : 'refused';
    found[column] = await visit(address, column, row !== 'nowhere' && row.sendsOn === true);
  }
  expect(found, address).toEqual(wanted);
}

async function visit(address: string, column: Column, sendsOn: boolean): Promise<string> {
  const cookie = cookies.get(column);
  const answer = await fetch(site.origin + address, { redirect: 'manual', headers: cookie ? { cookie } : {} });
  const body = await answer.text();
  if (body.includes('&lt;img src=x')) shown.add(address);
  if (/html|xml/.test(answer.headers.get('content-type') ?? ''))
    expect(body.includes('<img src=x'), `${address} for ${column}: what somebody wrote came out as a tag`).toBe(false);
  if (answer.headers.get('content-type')?.startsWith('text/html')) look(body, { address, column });
  const to = answer.headers.get('location');
  if (to !== null) return to.startsWith('/inloggen?redirectTo') || sendsOn ? 'refused' : 'allowed';
  if (answer.status === 403 || answer.status === 404) return 'refused';
  return answer.status === 200 || answer.status === 410 ? 'allowed' : String(answer.status);
}

/** Of every page that is seen: it fetches nothing from another website, and who has no account reads nobody's address. */
function look(html: string, { address, column }: { address: string; column: Column }): void {
  const elsewhere = html.match(
    /<(?:script|img|iframe|source|video|audio|embed|object|form|base)\b[^>]*\s(?:src|srcset|data|action|href)="(?:https?:)?\/\/[^"]*"/gi,
  );
  const links = (html.match(/<link\b[^>]*>/gi) ?? []).filter((link) =>
    /rel="(?:stylesheet|icon|preload|modulepreload|preconnect|dns-prefetch)"/.test(link),
  );
  expect([...(elsewhere ?? []), ...links.filter((link) => /href="(?:https?:)?\/\//.test(link))], `${address} for ${column}`).toEqual([]);
  if (column !== 'visitor' || address === '/dev/mail') return;
  for (const actor of Object.values(cast.actors))
    if (actor?.email) expect(html.includes(actor.email), `${address}: ${actor.email}`).toBe(false);
}

function fill(path: string, more: Known = {}): string {
  return path
    .replace(/[:$]([a-zA-Z]+)/g, (_, name: string) => {
      const given = more[name] ?? PARAMS[name] ?? name;
      return encodeURIComponent(String(typeof given === 'string' && given in known ? known[given] : given));
    })
    .replace('*', 'nergens');
}

function inApi(path: string): string {
  return path.replace('{slug}', String(known.slug)).replace('{votingId}', String(known.votingId));
}

async function countEvents(): Promise<number> {
  const { count } = await handle.db
    .selectFrom('event')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}
