import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { createSession } from '../../server/auth/sessions.ts';
import { createLog } from '../../server/log.ts';
import { OPERATIONS } from '../../server/open-data/operations.ts';
import { appRouter } from '../../server/router.ts';
import { openTestDatabase } from '../../server/testing/database.ts';
import { addressOf, apiAddressOf } from './addresses.ts';
import { fillWorld, HOSTILE } from './content.ts';
import { contentsOf } from './contents.ts';
import { asked, expectedOf } from './expect.ts';
import { CONCEALED_PAGES, OPEN_PATHS, PAGES, type Page } from './pages.ts';
import { textOfPdf, textOfZip } from './papers.ts';
import { rowOf } from './procedures.ts';
import { cellsOf, expectNothingFromElsewhere, expectWordsOnly, formulasIn, linksOfResidents } from './reading.ts';
import { type Cast, COLUMNS, type Column, makeCast } from './roles.ts';
import { type Known, resolve, sampleOf } from './sample.ts';
import { listRoutes, type Route, type Site, startSite } from './site.ts';
import { wrongLanguages } from './wrong-languages.ts';

let handle: DatabaseHandle;
let cast: Cast;
let known: Known;
let site: Site;
/** What the database holds before anything is asked. */
let before: Record<string, string>;
const lines: string[] = [];
/** Pages on which the hostile words of the world were seen, as words. */
const shown = new Set<string>();
/** Pages with a link that a resident made, files with a cell that looks like a formula, and what a visitor was given a cookie by. */
const linked = new Set<string>();
const guarded = new Set<string>();
const gaveCookie = new Set<string>();
/** The municipality's own, the accounts of the demo, and examples in forms. */
const OF_THE_SITE = /^(?:participatie@amstelboog\.example|[a-z0-9]+@oever\.example|naam@voorbeeld\.nl|naam@gemeente\.nl)$/;
const cookies = new Map<Column, string>();
/** As a link on another website is followed: only a link of our own chooses the language of somebody's mails. */
const FROM_ELSEWHERE = { 'sec-fetch-site': 'cross-site' };
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
  // Whose moment has passed while nobody looked is closed by the first who does: that is no writing of theirs.
  await fetch(site.origin + fill('/trajecten/:slug/stemmingen/:id/uitslag'));
  before = await contentsOf(handle.db);
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
  expect(linked.size, 'pages with a link of a resident').toBeGreaterThan(3);
});

test('who reads without an account is given no cookie', () => {
  // A language is chosen, and who comes back from signing in elsewhere is let go of.
  expect([...gaveCookie].sort()).toEqual(['/inloggen/terug', '/taal']);
});

test('in English no page has Dutch of ours left, and what people wrote says that it is Dutch', { timeout: 60_000 }, async () => {
  const wrong: string[] = [];
  let read = 0;
  // A file, such as the plan to print, is a Dutch document.
  for (const { id, path } of routes.filter((route) => !route.id.includes('[.]'))) {
    const page = PAGES[id];
    const address = fill(`${path}${typeof page === 'object' ? (page.query ?? '') : ''}`, typeof page === 'object' ? page.with : {});
    for (const column of ['admin', 'resident'] as const) {
      const headers = { ...FROM_ELSEWHERE, cookie: `${cookies.get(column)}; oever_taal=en` };
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
    const address = site.origin + apiAddressOf(path, known);
    const [visitor, signedIn] = [await fetch(address), await fetch(address, { headers: { cookie } })];
    const body = await visitor.text();
    expect([200, 403], path).toContain(visitor.status);
    expect([signedIn.status, await signedIn.text()], path).toEqual([visitor.status, body]);
    expectNobodysAddress(body, path);
    const table = await fetch(`${address}?format=csv`);
    read(await table.text(), { address: `${address}?format=csv`, column: 'visitor', type: table.headers.get('content-type') ?? '' });
  }
});

test('what programs and papers give a visitor holds nothing of anybody', { timeout: 60_000 }, async () => {
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string; inputs: unknown[] } }>;
  let answered = 0;
  for (const [name, { _def }] of Object.entries(procedures)) {
    const row = rowOf(name);
    // The mailbox of the demo shows every mail.
    if (_def.type !== 'query' || !row || name === 'auth.devMails') continue;
    const input = sampleOf(_def.inputs, { ...known, ...resolve(row.with, known) });
    const asked = await fetch(
      `${site.origin}/api/trpc/${name}${input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`}`,
    );
    const text = await asked.text();
    if (asked.status === 200) answered++;
    expectNothingPersonal(text, name);
  }
  expect(answered).toBeGreaterThan(40);
  let papers = 0;
  for (const { id, path } of routes.filter((route) => /docx|pdf/.test(route.id))) {
    const page = PAGES[id];
    const answer = await fetch(site.origin + fill(path, typeof page === 'object' ? page.with : {}));
    if (answer.status !== 200) continue;
    papers++;
    const file = Buffer.from(await answer.arrayBuffer());
    expectNothingPersonal(path.endsWith('pdf') ? await textOfPdf(file) : textOfZip(file), path);
  }
  expect(papers).toBeGreaterThan(2);
});

test('what is hidden is answered as what was never there', async () => {
  const never = '987654';
  for (const path of ['/trajecten/:slug/ideeen/:number', '/trajecten/:slug/ideeen/:number/geschiedenis']) {
    for (const column of ['visitor', 'neighbour', 'official elsewhere'] as const) {
      const ask = async (number: string) => {
        const answer = await fetch(site.origin + fill(path.replace(':number', number)), {
          redirect: 'manual',
          headers: { ...FROM_ELSEWHERE, cookie: cookies.get(column) ?? '' },
        });
        const headers = [...answer.headers.keys()].filter((name) => name !== 'x-request-id').sort();
        return [
          answer.status,
          headers,
          (await answer.text()).replaceAll(new RegExp(`(/|%2F)${number}\\b`, 'g'), '$1N').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID'),
        ];
      };
      expect(await ask(String(known.hiddenNumber)), `${path} for ${column}`).toEqual(await ask(never));
    }
  }
});

test('a table has what looks like a formula as words', () => {
  expect([...guarded]).not.toEqual([]);
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
  encodeURIComponent(HOSTILE),
  encodeURIComponent('"><svg onload=alert(1)>'),
  encodeURIComponent('</script><script>alert(1)</script>'),
  'javascript:alert(1)',
];
/** Everything a page reads of its address. */
const QUERY =
  'alinea antwoord cel code cursor gebied gemeente jaar kies klaar limit na naar redirectTo regels schrijf sjabloon soort sorteer status stembewijs taal team terug thema titel tot traject van versie volgorde voor zoek';

test('an address with anything in it is read past or refused, never a fault, and never takes long', { timeout: 90_000 }, async () => {
  const headers = { ...FROM_ELSEWHERE, cookie: cookies.get('admin') ?? '' };
  const faults: string[] = [];
  const ask = async (address: string) => {
    const began = performance.now();
    const answer = await fetch(site.origin + address, { redirect: 'manual', headers });
    const body = await answer.text();
    if (/html|xml/.test(answer.headers.get('content-type') ?? '')) expectWordsOnly(body, address);
    if (answer.status >= 500 || performance.now() - began > 5_000) faults.push(`${address}: ${answer.status}`);
  };
  const paths = [...routes.map(({ path }) => fill(path)), ...OPERATIONS.map(({ path }) => apiAddressOf(path, known))];
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

test('and by all that was read nothing was written', { timeout: 60_000 }, async () => {
  const headers = { ...FROM_ELSEWHERE, cookie: cookies.get('admin') ?? '' };
  for (const { path } of routes) {
    const answer = await fetch(site.origin + fill(path), { method: 'HEAD', redirect: 'manual', headers });
    expect(answer.status, path).toBeLessThan(500);
  }
  expect(await contentsOf(handle.db)).toEqual(before);
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
  const events = await countEvents();
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
  expect(await countEvents()).toBe(events);
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
  const answer = await fetch(site.origin + address, { redirect: 'manual', headers: { ...FROM_ELSEWHERE, ...(cookie ? { cookie } : {}) } });
  const type = answer.headers.get('content-type') ?? '';
  read(await textOf(answer, type), { address, column, type });
  if (column === 'visitor' && answer.headers.has('set-cookie')) gaveCookie.add(address);
  const to = answer.headers.get('location');
  if (to !== null) return to.startsWith('/inloggen?redirectTo') || sendsOn ? 'refused' : 'allowed';
  if (answer.status === 403 || answer.status === 404) return 'refused';
  return answer.status === 200 || answer.status === 410 ? 'allowed' : String(answer.status);
}

/** Packed bytes look like anything now and then; papers are unpacked and read in a test of their own. */
async function textOf(answer: Response, type: string): Promise<string> {
  const text = await answer.text();
  return /wordprocessingml|^application\/(?:pdf|zip|gzip)|^image\/(?!svg)|^font\//.test(type) ? '' : text;
}

/** Whatever was answered, page or file, is looked through for what may stand in none. */
function read(body: string, { address, column, type }: { address: string; column: Column; type: string }): void {
  const where = `${address} for ${column}`;
  if (/html|xml/.test(type)) expectWordsOnly(body, where);
  if (type.startsWith('text/html')) expectNothingFromElsewhere(body, where);
  if (type.startsWith('text/csv')) expect(formulasIn(body), where).toEqual([]);
  if (body.includes('&lt;img src=x')) shown.add(address);
  if (linksOfResidents(body).length > 0) linked.add(address);
  if (type.startsWith('text/csv') && cellsOf(body).some((cell) => /^'[=+@-]/.test(cell))) guarded.add(address);
  // The mailbox of the demo shows every mail.
  if (column === 'visitor' && address !== '/dev/mail') expectNothingPersonal(body, where);
}

/** What a visitor is given, whatever the form: no address, telephone or machine of anybody, and not when they were last here. */
function expectNothingPersonal(text: string, where: string): void {
  expectNobodysAddress(text, where);
  const found = [
    ...(text.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g) ?? []).filter((address) => !OF_THE_SITE.test(address)),
    ...(text.match(/(?<![\w.-])(?:\+31|0031|0)\s?\(?6\)?(?:[\s-]?\d){8}(?!\d)/g) ?? []),
    ...(text.match(/(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])/g) ?? []).filter((address) => address !== '127.0.0.1'),
    ...(text.match(/last[_-]?seen|lastSeen|laatst gezien|email_confirmed|emailConfirmed|password/gi) ?? []).filter(
      () => !/inloggen|registreren|wachtwoord|bevestigen|account|veiligheid/.test(where),
    ),
  ];
  expect(found, where).toEqual([]);
}

function expectNobodysAddress(body: string, where: string): void {
  for (const actor of Object.values(cast.actors))
    if (actor?.email) expect(body.includes(actor.email), `${where}: ${actor.email}`).toBe(false);
}

function fill(path: string, more: Known = {}): string {
  return addressOf(path, known, more);
}

async function countEvents(): Promise<number> {
  const { count } = await handle.db
    .selectFrom('event')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}
