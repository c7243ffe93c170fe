import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { createSession } from '../../server/auth/sessions.ts';
import { createLog } from '../../server/log.ts';
import { openTestDatabase } from '../../server/testing/database.ts';
import { ACTIONS, type ActionRow } from './actions.ts';
import { fillWorld } from './content.ts';
import { asked, expectedOf, REFUSALS } from './expect.ts';
import { formOf, listActions } from './intents.ts';
import { PARAMS } from './pages.ts';
import { type Cast, type Column, makeCast } from './roles.ts';
import { type Known, resolve } from './sample.ts';
import { listRoutes, type Site, startSite } from './site.ts';

const actions = await listActions();
const paths = new Map((await listRoutes()).map(({ id, path }) => [id.replace('routes/', ''), path]));

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
afterAll(async () => {
  await site?.stop();
  await handle.close();
});

describe('everything a page takes by POST', () => {
  test('has a line, and every line a form', () => {
    const found = actions.flatMap(({ route, intents }) => intents.map((intent) => `${route} ${intent}`));
    const lines = Object.entries(ACTIONS).flatMap(([route, forms]) => Object.keys(forms).map((intent) => `${route} ${intent}`));
    expect(
      found.filter((one) => !lines.includes(one)),
      'forms without a line in e2e/matrix/actions.ts',
    ).toEqual([]);
    // A line may stand for an intent that its page does not spell out, never for a page without an action.
    expect(Object.keys(ACTIONS).filter((route) => !actions.some((action) => action.route === route))).toEqual([]);
  });

  for (const { route, schemas } of actions) {
    for (const [intent, given] of Object.entries(ACTIONS[route] ?? {})) {
      const row: ActionRow = typeof given === 'string' ? { may: given } : given;
      test(`${route} ${intent}: ${row.may}`, async () => {
        const address = fill(paths.get(route) ?? '', row.at);
        const form = formOf(schemas.get(intent), intent, { known, own: resolve(row.form, known) });
        const wanted: Partial<Record<Column, string>> = {};
        const found: Partial<Record<Column, string>> = {};
        // Who may not goes first: what they ask for must still be there.
        const columns = [...asked(row)].sort((a, b) => rank(row, a) - rank(row, b));
        for (const column of columns) {
          wanted[column] = rank(row, column) ? 'allowed' : 'refused';
          const outcome = await send(address, form, column);
          // Whatever another rule says, such as that it is gone by now or the phase is over: the table let them through, and has a line in the log when it did not.
          found[column] = outcome === 'another rule' ? (wanted[column] ?? '') : outcome;
        }
        expect(found, `${address} ${form}`).toEqual(wanted);
      });
    }
  }
});

function rank(row: ActionRow, column: Column): number {
  return expectedOf(row, column, cast) === 'allowed' ? 1 : 0;
}

/** A session of its own for every form: some of them end it. */
async function cookieOf(column: Column): Promise<string> {
  const actor = cast.actors[column];
  return actor ? `oever_session=${(await createSession(handle.db, actor.id, new Date())).token}` : '';
}

async function send(address: string, form: URLSearchParams, column: Column): Promise<string> {
  const cookie = await cookieOf(column);
  const answer = await fetch(site.origin + address, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: site.origin, ...(cookie ? { cookie } : {}), 'content-type': 'application/x-www-form-urlencoded' },
    body: form,
  });
  await answer.arrayBuffer();
  const reason = refused.get(answer.headers.get('x-request-id') ?? '');
  if (reason !== undefined) return REFUSALS.includes(reason) ? 'refused' : 'allowed';
  if (answer.headers.get('location')?.startsWith('/inloggen?redirectTo')) return 'refused';
  if (answer.status >= 500) return `failed ${answer.status}`;
  return answer.status === 403 || answer.status === 404 ? 'another rule' : 'allowed';
}

function fill(path: string, more: Known = {}): string {
  return path.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    const given = more[name] ?? PARAMS[name] ?? name;
    return encodeURIComponent(String(typeof given === 'string' && given in known ? known[given] : given));
  });
}
