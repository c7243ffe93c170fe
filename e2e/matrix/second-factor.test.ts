/** A site that asks staff for a second factor, over HTTP: every form and every procedure with a grave act. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { codeOf, newSecret, stepAt } from '../../server/auth/one-time-codes.ts';
import { createSession } from '../../server/auth/sessions.ts';
import { createLog } from '../../server/log.ts';
import { type Action, isGrave, PERMISSIONS } from '../../server/permissions.ts';
import { appRouter } from '../../server/router.ts';
import { openTestDatabase } from '../../server/testing/database.ts';
import { ACTIONS, type ActionRow } from './actions.ts';
import { fillWorld } from './content.ts';
import { expectedOf } from './expect.ts';
import { formOf, listActions } from './intents.ts';
import { PARAMS } from './pages.ts';
import { PROCEDURES, rowOf } from './procedures.ts';
import { type Cast, COLUMNS, type Column, makeCast } from './roles.ts';
import { type Known, resolve, sampleOf } from './sample.ts';
import { listRoutes, type Site, startSite } from './site.ts';

const actions = await listActions();
const paths = new Map((await listRoutes()).map(({ id, path }) => [id.replace('routes/', ''), path]));
const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string; inputs: unknown[] } }>;

let handle: DatabaseHandle;
let cast: Cast;
let known: Known;
let site: Site;
/** By the number of the request: why it was refused, as the log says. */
const refused = new Map<string, string>();

beforeAll(async () => {
  handle = await openTestDatabase();
  cast = await makeCast(handle.db);
  known = { ...(await fillWorld(handle.db, cast)), token: 'x'.repeat(43), exportKind: 'account' };
  const write = (line: string) => {
    const { msg, requestId, reason } = JSON.parse(line) as Record<string, string>;
    if (msg === 'refused' && requestId && reason) refused.set(requestId, reason);
  };
  site = await startSite({ handle, log: createLog({ level: 'info', destination: { write } }) });
});
// One of the forms turns it off.
beforeEach(() => ask(true));
afterAll(async () => {
  await site?.stop();
  await handle.close();
});

async function ask(on: boolean): Promise<void> {
  await handle.db.updateTable('site').set({ staff_second_factor: on }).execute();
}

/** Each call a session of its own. */
async function cookieOf(column: Column, secondFactor?: 'passkey'): Promise<string> {
  const actor = cast.actors[column];
  if (!actor) throw new Error('a visitor has no session');
  const { token } = await createSession(handle.db, actor.id, new Date(), secondFactor ? { secondFactor } : {});
  return `oever_session=${token}`;
}

type Sent = { address: string; cookie: string; body: URLSearchParams | string };
async function post({ address, cookie, body }: Sent) {
  const type = typeof body === 'string' ? 'application/json' : 'application/x-www-form-urlencoded';
  const answer = await fetch(site.origin + address, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: site.origin, cookie, 'content-type': type },
    body,
  });
  const text = await answer.text();
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    reason: refused.get(answer.headers.get('x-request-id') ?? '') ?? null,
    text,
  };
}

/** Who may do it, for the table: one of the staff, with a role here. */
function actorFor(row: ActionRow): Column {
  const column = COLUMNS.find((one) => !/elsewhere|resident|neighbour|visitor/.test(one) && expectedOf(row, one, cast) === 'allowed');
  if (!column) throw new Error(`nobody may ${row.may}`);
  return column;
}

function fill(path: string, more: Known = {}): string {
  return path.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    const given = more[name] ?? PARAMS[name] ?? name;
    return encodeURIComponent(String(typeof given === 'string' && given in known ? known[given] : given));
  });
}
const graveOf = (given: ActionRow | string | null | undefined): ActionRow | null => {
  const row = typeof given === 'string' ? ({ may: given } as ActionRow) : (given ?? null);
  return row && row.may in PERMISSIONS && isGrave(row.may as Action) ? row : null;
};

const FORMS = actions.flatMap(({ route, schemas }) =>
  Object.entries(ACTIONS[route] ?? {}).flatMap(([intent, given]) => {
    const row = graveOf(given);
    return row ? [{ route, intent, row, schema: schemas.get(intent) }] : [];
  }),
);
const CALLS = Object.keys(PROCEDURES).flatMap((name) => {
  const row = graveOf(rowOf(name));
  return row && procedures[name]?._def.type === 'mutation' ? [{ name, row }] : [];
});

describe('without a second factor', () => {
  for (const { route, intent, row, schema } of FORMS) {
    test(`the form ${route} ${intent} is not done, keeps what was typed and asks for it`, async () => {
      const address = fill(paths.get(route) ?? '', row.at);
      const body = formOf(schema, intent, { known, own: resolve(row.form, known) });
      const cookie = await cookieOf(actorFor(row));
      const answer = await post({ address, body, cookie });
      const location = `/mijn/veiligheid/tweede-stap?naar=${encodeURIComponent(address)}`;
      expect(answer, answer.text.slice(0, 300)).toMatchObject({ status: 307, reason: 'second_factor_first', location });
      const page = await post({ address: location, body, cookie });
      expect(page.status).toBe(403);
      expect(page.text).toContain('<h1>Laat eerst uw tweede stap zien</h1>');
      for (const [name, value] of body) if (value) expect(page.text).toContain(`name="${name}" value="${value.slice(0, 10)}`);
      const shown = await post({ address, body, cookie: await cookieOf(actorFor(row), 'passkey') });
      expect(shown.reason).not.toBe('second_factor_first');
      expect(shown.status).toBeLessThan(500);
    });
  }

  for (const { name, row } of CALLS) {
    test(`${name} is refused`, async () => {
      const input = sampleOf(procedures[name]?._def.inputs ?? [], { ...known, ...resolve(row.with, known) });
      const call = async (factor?: 'passkey') =>
        post({ address: `/api/trpc/${name}`, body: JSON.stringify(input), cookie: await cookieOf(actorFor(row), factor) });
      const answer = await call();
      expect(JSON.parse(answer.text)).toMatchObject({ error: { data: { oever: 'second_factor_first', httpStatus: 403 } } });
      expect((await call('passkey')).text).not.toContain('second_factor_first');
    });
  }

  test('covers what publishes, closes and takes power', () => {
    const covered = new Set([...FORMS, ...CALLS].map(({ row }) => row.may));
    const grave = (Object.keys(PERMISSIONS) as Action[]).filter(isGrave);
    // Neither is on a page or in the API.
    expect(grave.filter((action) => !covered.has(action))).toEqual(['trajectory.stop', 'voting.import']);
  });
});

test('somebody shows a code where it was asked, and what they typed is sent again by itself', async () => {
  const admin = cast.actors.admin;
  const personId = cast.actors.neighbour?.id ?? '';
  const secret = newSecret();
  await handle.db
    .insertInto('code_key')
    .values({ person_id: admin?.id ?? '', secret, made_at: new Date(), confirmed_at: new Date(), last_step: null })
    .execute();
  const cookie = await cookieOf('admin');
  const typed = new URLSearchParams({
    intent: 'block',
    personId,
    until: '2099-01-01',
    reason: 'Een reden met “tekens” & meer, lang genoeg.',
  });
  const refusal = await post({ address: '/beheer?iedereen=1', body: typed, cookie });
  expect(refusal.status).toBe(307);
  const asked = await post({ address: refusal.location ?? '', body: typed, cookie });
  expect(asked.status).toBe(403);
  const [, action = ''] = /<form method="post" action="([^"]+)"/.exec(asked.text.slice(asked.text.indexOf('met-code'))) ?? [];
  expect(action).toBe('/mijn/veiligheid/tweede-stap?naar=%2Fbeheer%3Fiedereen%3D1');
  const again = (code: string) => new URLSearchParams([['tweede-stap', 'ja'], ['tweede-post', 'ja'], ...typed, ['tweede-code', code]]);
  const wrong = await post({ address: action, body: again('12'), cookie });
  expect(wrong).toMatchObject({ status: 400, reason: 'app_code_wrong' });
  expect(wrong.text).toContain('Deze code klopt niet');
  expect(wrong.text).toContain('name="reason" value="Een reden met “tekens” &amp; meer');
  const early = new URLSearchParams([['tweede-stap', 'ja'], ['tweede-post', 'ja'], ...typed]);
  const tooEarly = await post({ address: action, body: early, cookie });
  expect([tooEarly.status, tooEarly.text.includes('nog niet gezien')]).toEqual([403, true]);
  const body = again(codeOf(secret, stepAt(new Date())));
  const right = await post({ address: action, body, cookie });
  expect(right).toMatchObject({ status: 307, location: '/beheer?iedereen=1' });
  // As a browser does.
  const done = await post({ address: right.location ?? '', body, cookie });
  expect(done.location).toMatch(/^\/beheer\?.*gelukt/);
  const { rows } = await sql<{ reason: string }>`select blocked_reason as reason from person where id = ${personId}`.execute(handle.db);
  expect(rows).toEqual([{ reason: typed.get('reason') }]);
});

test('a page that only staff with a second factor open sends on to show it, and comes back', async () => {
  const get = async (address: string, cookie: string) => fetch(site.origin + address, { redirect: 'manual', headers: { cookie } });
  const address = `/trajecten/${cast.world.trajectory.slug}/stemmingen/nieuw?stap=x`;
  const sent = await get(address, await cookieOf('manager'));
  expect([sent.status, sent.headers.get('location')]).toEqual([302, `/mijn/veiligheid/tweede-stap?naar=${encodeURIComponent(address)}`]);
  const page = await get(sent.headers.get('location') ?? '', await cookieOf('manager'));
  expect(await page.text()).toContain('U heeft nog geen tweede stap');
  const shown = await get(sent.headers.get('location') ?? '', await cookieOf('manager', 'passkey'));
  expect([shown.status, shown.headers.get('location')]).toEqual([302, address]);
});

test('nothing of this is asked on a site that does not ask', async () => {
  await ask(false);
  for (const { route, intent, row, schema } of FORMS) {
    const body = formOf(schema, intent, { known, own: resolve(row.form, known) });
    const { reason } = await post({ address: fill(paths.get(route) ?? '', row.at), body, cookie: await cookieOf(actorFor(row)) });
    expect(reason, `${route} ${intent}`).not.toBe('second_factor_first');
  }
});
