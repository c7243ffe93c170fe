/** What holds at every door of the site, whatever stands behind it: headers, caches, limits, and what a fault tells. */
import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { createSession } from '../../server/auth/sessions.ts';
import { DEMO_ACCOUNTS } from '../../server/demo/accounts.ts';
import { createLog } from '../../server/log.ts';
import { openTestDatabase } from '../../server/testing/database.ts';
import { type Cast, makeCast } from './roles.ts';
import { listRoutes, type Site, startSite } from './site.ts';

const PRIVATE = 'private, no-store';
/** What no answer may tell of a fault. */
const CAUSE = 'geheim van de database in /work/oever/server/geheim.ts';

let handle: DatabaseHandle;
let cast: Cast;
let site: Site;
/** The same site, whose database fails at everything, and one that is no demo. */
let broken: Site;
let real: Site;
let cookie: string;
const lines: string[] = [];

const failing: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: () => Promise.reject(new Error(CAUSE)),
};

beforeAll(async () => {
  handle = await openTestDatabase();
  cast = await makeCast(handle.db);
  const log = createLog({ level: 'error', destination: { write: (line: string) => void lines.push(line) } });
  site = await startSite({ handle, log });
  broken = await startSite({ handle: { ...handle, db: handle.db.withPlugin(failing) }, log });
  real = await startSite({ handle, log, given: { demo: false } });
  cookie = `oever_session=${(await createSession(handle.db, String(cast.actors.resident?.id), new Date())).token}`;
});
afterAll(async () => {
  for (const one of [site, broken, real]) await one?.stop();
  await handle.close();
});

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(site.origin + path, { redirect: 'manual', headers });
}

test('every answer carries the headers that keep a browser safe, also a refusal, a fault and a file', async () => {
  const paths = [
    ...['/', '/nergens', '/beheer', '/healthz', '/api/trpc/auth.me', '/api/trpc/niets.daar', '/antwoordtijden.csv', '/mijn', '/fotos/x'],
    ...['/icon.svg', '/controleer-stemming.mjs'],
  ].map((path) => ({ path, origin: site.origin, status: null as number | null }));
  const faults = ['/', '/trajecten', '/antwoordtijden.csv', '/api/trpc/site.get'].map((path) => ({
    path,
    origin: broken.origin,
    status: 500,
  }));
  for (const { path, origin, status } of [...paths, ...faults]) {
    const answer = await fetch(origin + path, { redirect: 'manual' });
    if (status !== null) expect(answer.status, path).toBe(status);
    expectSafeHeaders(answer.headers, path);
  }
});

function expectSafeHeaders(headers: Headers, path: string): void {
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

describe('what is kept', () => {
  test('is nothing of what somebody signed in sees, and nothing of anybody is in what visitors share', async () => {
    for (const path of ['/mijn', '/mijn/gegevens.json', `/trajecten/${cast.world.trajectory.slug}/ideeen/1`, '/api/trpc/auth.me'])
      expect((await get(path, { cookie })).headers.get('cache-control'), path).toBe(PRIVATE);
    const shared = await (await get('/trajecten')).text();
    for (const actor of Object.values(cast.actors)) if (actor?.email) expect(shared).not.toContain(actor.email);
  });

  test('is nothing of a page with the name of a file behind it', async () => {
    const name = String(cast.actors.resident?.name);
    const paths = [
      '/mijn/x.css',
      '/mijn;x.css',
      '/mijn%2fx.css',
      '/mijn%3fx.css',
      '/mijn/gegevens.json/x.css',
      '/mijn/../mijn/x.js',
      '/mijn.css',
    ];
    for (const path of [...paths, ...paths.map((path) => path.replace('/mijn', '/trajecten'))]) {
      const own = await get(path, { cookie });
      expect([own.status, own.headers.get('cache-control')], path).toEqual([404, PRIVATE]);
      expect(await (await get(path)).text(), path).not.toContain(name);
    }
    expect(await (await get('/mijn', { cookie })).text()).toContain(name);
  });

  test('is the same page whatever a request claims to be for', async () => {
    const claims: Record<string, string>[] = [
      { 'x-forwarded-host': 'evil.example' },
      { 'x-forwarded-proto': 'https', 'x-forwarded-scheme': 'https', 'x-forwarded-port': '444' },
      { forwarded: 'host=evil.example;proto=https' },
      { 'x-host': 'evil.example', 'x-forwarded-server': 'evil.example' },
      { 'x-original-url': '/beheer', 'x-rewrite-url': '/beheer' },
      { 'x-http-method-override': 'POST', 'x-method-override': 'DELETE' },
      { 'x-remix-response': 'yes', 'x-remix-request': 'yes', 'x-remix-reload-document': 'true' },
      { 'x-remix-spa-mode': 'yes', 'x-react-router-spa-mode': 'yes', 'x-react-router-prerender-data': '[]' },
    ];
    // Each claim comes first at an address of its own, and an honest request after it; the address stands in links of the page.
    for (const [index, claim] of claims.entries()) {
      for (const path of ['/trajecten', '/ideeen', '/nergens']) {
        const address = `${path}?n=${index}`;
        const claimed = await get(address, claim);
        const body = await claimed.text();
        expect(body, `${address} ${JSON.stringify(claim)}`).not.toContain('evil.example');
        const honest = await get(address);
        expect([claimed.status, mask(body)], `${address} ${JSON.stringify(claim)}`).toEqual([honest.status, mask(await honest.text())]);
        expect(mask(body), address).toBe(mask(await (await get(`${path}?n=x`)).text()));
      }
    }
  });

  test('is whole, also when somebody asked for nothing but its head first', async () => {
    for (const headers of [{}, { cookie }] as Record<string, string>[]) {
      const head = await fetch(`${site.origin}/trajecten?hoofd`, { method: 'HEAD', headers });
      const page = await (await get('/trajecten?hoofd', headers)).text();
      expect([head.status, await head.text(), page.includes('</html>')]).toEqual([200, '', true]);
    }
  });

  test('has nothing left out for who asks for a part of it', async () => {
    const whole = await (await get('/trajecten?_routes=x')).text();
    const part = await (await get('/trajecten?_routes=root')).text();
    expect(mask(part)).toBe(mask(whole));
    expect(part).toContain('<h1');
  });
});

/** Without what differs each time: the address that was asked. */
function mask(html: string): string {
  return html.replace(/(\?|%3F)(?:n|_routes)(=|%3D)\w+/g, '');
}

test('who sends a form that is refused gets the whole page with it: their name, and the way back', async () => {
  const trajectory = `/trajecten/${cast.world.trajectory.slug}`;
  const refused: [status: number, path: string, body: BodyInit][] = [
    [400, `${trajectory}/ideeen/nieuw`, '{}'],
    [400, '/inloggen', new URLSearchParams({ 'email[999999999]': 'x' })],
    [400, '/volgen', new URLSearchParams({ doe: 'iets' })],
    [403, `${trajectory}/plan/inlezen`, new URLSearchParams({ text: '# Plan' })],
    [400, `${trajectory}/ideeen/9999`, new URLSearchParams()],
    [404, `${trajectory}/ideeen/9999`, new URLSearchParams({ intent: 'support' })],
    [404, '/volgen', new URLSearchParams({ doe: 'volg', trajectory: 'is-er-niet' })],
    [405, '/moderatielog', new URLSearchParams()],
  ];
  for (const [status, path, body] of refused) {
    const headers = { cookie, origin: site.origin, referer: `${site.origin}${trajectory}/ideeen?thema=water` };
    const answer = await fetch(site.origin + path, { method: 'POST', redirect: 'manual', headers, body });
    const page = await answer.text();
    expect([answer.status, answer.headers.get('cache-control')], path).toEqual([status, PRIVATE]);
    expect(page, path).toContain(`<span class="me">${cast.actors.resident?.name}</span>`);
    expect(page, path).toContain('<footer');
    expect(page, path).toContain(`href="${trajectory}/ideeen?thema=water"`);
  }
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

describe('a fault', () => {
  const SLUG = 'proeftraject';
  const READ = [
    ...['/', '/trajecten', `/trajecten/${SLUG}`, `/trajecten/${SLUG}/plan`, `/trajecten/${SLUG}/plan.docx`, '/ideeen', '/meedoen', '/raad'],
    ...[
      `/trajecten/${SLUG}/feed.atom`,
      '/antwoordtijden.csv',
      '/portfolio.json',
      '/logboek',
      '/fotos/11111111-1111-4111-8111-111111111111',
    ],
    ...['/api/trpc/portfolio.get', '/api/trpc/site.get,portfolio.get?batch=1&input={}', '/readyz'],
    ...['/api/v1/trajectories', `/api/v1/trajectories/${SLUG}/ideas?format=csv`],
  ];

  test.each(READ)('at %s tells nothing of its cause, and the log all of it', async (path) => {
    lines.length = 0;
    for (const headers of [{}, { cookie }] as Record<string, string>[]) {
      const answer = await fetch(broken.origin + path, { redirect: 'manual', headers });
      expect(answer.status, path).toBeGreaterThanOrEqual(500);
      expectNoCause(await answer.text(), path);
      if (path !== '/readyz') expect(answer.headers.get('cache-control'), path).toMatch(/no-store/);
    }
    if (path !== '/readyz') expect(lines.join('')).toContain(CAUSE);
  });

  test('while something is sent tells nothing of its cause either', async () => {
    for (const path of ['/inloggen', '/registreren', `/trajecten/${SLUG}/ideeen/nieuw`, '/api/trpc/auth.signOut', '/api/v1/trajectories']) {
      const body = new URLSearchParams({ email: 'a@b.example', password: 'een vlot vol ganzen', name: 'Iemand', title: 'Een titel' });
      const answer = await fetch(broken.origin + path, { method: 'POST', redirect: 'manual', headers: { origin: broken.origin }, body });
      expect(answer.status, path).toBeGreaterThanOrEqual(400);
      expectNoCause(await answer.text(), path);
    }
  });
});

function expectNoCause(body: string, where: string): void {
  expect(body, where).not.toContain('geheim');
  expect(body, where).not.toMatch(/\bat (?:async )?[\w.<>]+ \(|node_modules|file:\/\/|\/work\/|\.tsx?:\d|select |kysely/i);
}

test('a site that is no demo has nothing of one', async () => {
  const own = (await listRoutes()).map(({ path }) => path).filter((path) => path.startsWith('/dev/'));
  expect(own.length).toBeGreaterThan(1);
  for (const path of own) {
    expect((await fetch(site.origin + path)).status, path).toBe(200);
    expect((await fetch(real.origin + path)).status, path).toBe(404);
  }
  const [demo, without] = await Promise.all([site, real].map(async ({ origin }) => (await fetch(`${origin}/inloggen`)).text()));
  expect(demo).toContain('name="account"');
  for (const { key } of DEMO_ACCOUNTS) expect(without).not.toContain(`value="${key}"`);
  expect(without).not.toContain('name="account"');
  // Nor can it be sent by hand.
  const posted = await fetch(`${real.origin}/inloggen`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: real.origin },
    body: new URLSearchParams({ account: DEMO_ACCOUNTS[0]?.key ?? '' }),
  });
  expect(posted.status).toBe(400);
  expect(posted.headers.get('set-cookie')).toBeNull();
});
