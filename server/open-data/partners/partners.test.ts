import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../../db/client.ts';
import type { Context } from '../../context.ts';
import { listFormalViews } from '../../formal-views/queries.ts';
import { getIdea } from '../../ideas/queries.ts';
import { openTestDatabase } from '../../testing/database.ts';
import { contextFor, makeWorld, type World } from '../../testing/world.ts';
import { type ApiServer, startApi } from '../testing/api-server.ts';
import { makePartner, revokePartner } from './commands.ts';
import { listPartners } from './queries.ts';

let handle: DatabaseHandle;
let world: World;
let api: ApiServer;
/** The server lives now. */
const now = new Date();
const day = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
const IDEA = { title: 'Een bank bij de sluis', body: 'Dan kunnen ouderen uitrusten van het lopen.' };

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  await handle.db
    .updateTable('phase')
    .set({ starts_on: day(-20), ends_on: day(20) })
    .execute();
  api = await startApi(handle);
});
afterAll(async () => {
  await api.close();
  await handle.close();
});

const as = (who: keyof World['people'] | null): Context => contextFor(handle.db, who && world.people[who], now);

function make(changes: Partial<Parameters<typeof makePartner>[1]> = {}) {
  return makePartner(as('admin'), {
    name: 'Buurtapp Oost',
    url: 'https://buurtapp.example',
    scopes: ['ideas:write', 'formal-views:write'],
    expiresOn: day(30),
    trajectory: null,
    ...changes,
  });
}

let keys = 0;
type Sent = { token?: string; key?: string | null; body?: unknown; what?: string; slug?: string; type?: string };

async function send({
  token,
  key = `sleutel-${++keys}`,
  body = IDEA,
  what = 'ideas',
  slug = world.trajectory.slug,
  type = 'application/json',
}: Sent) {
  const answer = await fetch(`${api.url}/api/v1/trajectories/${slug}/${what}`, {
    method: 'POST',
    headers: {
      'Content-Type': type,
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(key === null ? {} : { 'Idempotency-Key': key }),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  // biome-ignore lint/suspicious/noExplicitAny: read as a partner reads it
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as any };
}

describe('a partner', () => {
  test('sends an idea with its key: it is by the partner, has its clock, and says where it came from', async () => {
    const { token } = await make();
    const sent = await send({ token, body: { ...IDEA, theme: 'water', reference: 'app-17', url: 'https://buurtapp.example/17' } });
    expect(sent).toMatchObject({
      status: 201,
      body: { number: 1, dueOn: expect.stringMatching(/^\d{4}-/), url: expect.stringContaining('/ideeen/1') },
    });
    expect(sent.headers.get('location')).toBe(sent.body.url);
    const idea = await getIdea(as(null), { trajectory: world.trajectory.slug, number: 1 });
    expect(idea).toMatchObject({
      title: IDEA.title,
      theme: 'water',
      author: { name: 'Buurtapp Oost', anonymous: false },
      clock: { state: 'running' },
    });
    const listed = await (await api.get(`/trajectories/${world.trajectory.slug}/ideas`)).json();
    expect(listed.items[0].source).toEqual({ name: 'Buurtapp Oost', url: 'https://buurtapp.example/17' });
    expect((await getIdea(as(null), { trajectory: world.trajectory.slug, number: 1 })).partner).toEqual(listed.items[0].source);
    expect(JSON.stringify(listed)).not.toContain('app-17');
    const partner = await handle.db.selectFrom('partner').select('person_id').executeTakeFirstOrThrow();
    const event = await handle.db.selectFrom('event').where('kind', '=', 'idea.proposed').select('actor_id').executeTakeFirstOrThrow();
    expect(event.actor_id).toBe(partner.person_id);
  });

  test('sends the same again and gets the same answer; with the same key something else is refused', async () => {
    const { token } = await make();
    const request = { token, key: 'eenmalig-1', body: { ...IDEA, title: 'Een fontein' } };
    const all = await Promise.all(Array.from({ length: 6 }, () => send(request)));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(all.map(({ body }) => body.id)).size).toBe(1);
    expect(all.filter(({ headers }) => headers.get('idempotency-replayed') === 'true')).toHaveLength(5);
    expect(await handle.db.selectFrom('idea').where('title', '=', 'Een fontein').select('id').execute()).toHaveLength(1);
    expect(await send({ ...request, body: IDEA })).toMatchObject({ status: 422, body: { code: 'key_reused' } });
    // Two people with the same words are two ideas.
    expect((await send({ ...request, key: 'eenmalig-2' })).body.id).not.toBe(all[0]?.body.id);
  });

  test('sends a formal view and gets the receipt; nobody else reads it', async () => {
    const { token } = await make();
    const body = { body: 'Ik ben tegen de steiger op deze plek.', name: 'Jo Visser', address: 'Kade 1' };
    const sent = await send({ token, what: 'formal-views', body });
    expect(sent).toMatchObject({ status: 201, body: { number: 1, timing: 'in_time', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    expect(JSON.stringify(await listFormalViews(as('official'), { trajectory: world.trajectory.slug, before: null, limit: 10 }))).toContain(
      'Jo Visser',
    );
    expect(await (await api.get(`/trajectories/${world.trajectory.slug}/events?limit=500`)).text()).not.toContain(sent.body.id);
  });

  test.each<[string, () => Promise<Sent>, number]>([
    ['without a key', async () => ({}), 401],
    ['with a key of nobody', async () => ({ token: `oever_${'x'.repeat(43)}` }), 401],
    ['with a key for something else', async () => ({ token: (await make({ scopes: ['formal-views:write'] })).token }), 403],
    ['with a key for another trajectory', async () => ({ token: (await make({ trajectory: 'ander' })).token }), 403],
    ['to a trajectory that is not there', async () => ({ token: (await make()).token, slug: 'nergens' }), 404],
    ['without Idempotency-Key', async () => ({ token: (await make()).token, key: null }), 400],
    ['with a title too short', async () => ({ token: (await make()).token, body: { ...IDEA, title: 'x' } }), 400],
    [
      'with a field of its own',
      async () => ({ token: (await make()).token, body: { ...IDEA, authorId: 'x', createdAt: '2020-01-01' } }),
      400,
    ],
    ['with a theme that is not there', async () => ({ token: (await make()).token, body: { ...IDEA, theme: 'vuur' } }), 400],
    ['with broken JSON', async () => ({ token: (await make()).token, body: '{' }), 400],
    ['as a form', async () => ({ token: (await make()).token, type: 'application/x-www-form-urlencoded', body: 'title=x' }), 415],
    ['with too much', async () => ({ token: (await make()).token, body: { ...IDEA, body: 'x'.repeat(100_000) } }), 413],
  ])('is refused %s, and nothing is kept', async (_, request, status) => {
    await handle.db
      .insertInto('trajectory')
      .values({
        slug: 'ander',
        title: 'Ander',
        question: 'Wat?',
        lead: '',
        area_name: '',
        decision_maker: '',
        influence_subject: '',
        contact_name: '',
        published_at: now,
        created_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const count = () =>
      handle.db
        .selectFrom('contribution')
        .select((eb) => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow();
    const before = await count();
    const sent = await send(await request());
    expect(sent).toMatchObject({ status, body: { status, type: expect.stringContaining('/data#fouten') } });
    expect(sent.headers.get('content-type')).toContain('application/problem+json');
    if (status === 401) expect(sent.headers.get('www-authenticate')).toContain('Bearer');
    expect(await count()).toEqual(before);
  });

  test('is refused when the phase does not allow it, as everybody is', async () => {
    const { token } = await make();
    await handle.db
      .updateTable('phase')
      .set({ features: ['read'] })
      .execute();
    expect(await send({ token })).toMatchObject({ status: 403, body: { code: 'phase_closed' } });
    await handle.db
      .updateTable('phase')
      .set({ features: ['read', 'propose', 'formal_view'] })
      .execute();
  });

  test('stops the moment its key is revoked or has had its last day', async () => {
    const { id, token } = await make();
    expect((await send({ token, body: { ...IDEA, title: 'Nog net' } })).status).toBe(201);
    await revokePartner(as('admin'), { partnerId: id });
    expect((await send({ token })).status).toBe(401);
    const old = await make({ expiresOn: day(0) });
    await handle.db
      .updateTable('partner')
      .set({ expires_on: day(-1) })
      .where('id', '=', old.id)
      .execute();
    expect((await send({ token: old.token })).status).toBe(401);
    const listed = await listPartners(as('admin'));
    expect(listed.find((partner) => partner.id === id)).toMatchObject({ state: 'revoked', entries: 1, lastUsedOn: day(0) });
    expect(listed.find((partner) => partner.id === old.id)).toMatchObject({ state: 'expired' });
  });
});

describe('a key', () => {
  test('stands nowhere: not in the database, not in the list', async () => {
    const { token } = await make();
    const rows = JSON.stringify([
      await handle.db.selectFrom('partner').selectAll().execute(),
      await handle.db.selectFrom('event').selectAll().execute(),
      await listPartners(as('admin')),
    ]);
    expect(rows.includes(token)).toBe(false);
    expect(rows.includes(token.slice(-4))).toBe(true);
  });

  test('is made, listed and revoked by administrators alone', async () => {
    const { id } = await make();
    for (const who of ['manager', 'official', 'moderator', 'resident', null] as const) {
      await expect(
        makePartner(as(who), { name: 'Nep', url: '', scopes: ['ideas:write'], expiresOn: day(3), trajectory: null }),
      ).rejects.toMatchObject({
        code: who ? 'not_allowed' : 'sign_in_first',
      });
      await expect(revokePartner(as(who), { partnerId: id })).rejects.toThrow();
      await expect(listPartners(as(who))).rejects.toThrow();
    }
  });

  test.each([
    ['name', { name: 'x' }],
    ['url', { url: 'http://buurtapp.example' }],
    ['url', { url: 'javascript:alert(1)' }],
    ['scopes', { scopes: ['admin'] }],
    ['expiresOn', { expiresOn: day(-1) }],
    ['expiresOn', { expiresOn: day(2000) }],
  ])('asks for a good %s', async (field, changes) => {
    await expect(make(changes)).rejects.toMatchObject({ code: 'invalid', details: { fields: { [field]: expect.any(String) } } });
  });
});
