import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../../db/client.ts';
import type { Context } from '../../context.ts';
import { proposeIdea } from '../../ideas/commands.ts';
import { log } from '../../log.ts';
import { decideOnSubject } from '../../moderation/commands.ts';
import { openTestDatabase } from '../../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../../testing/world.ts';
import { addWebhook, changeWebhook, type NewWebhook } from './commands.ts';
import { deliverWebhooks, forgetOldDeliveries } from './deliver.ts';
import { PrivateAddressError, post } from './post.ts';
import { listWebhooks } from './queries.ts';
import { isPublicAddress, MOST_ATTEMPTS, MOST_FAILURES, urlFault } from './rules.ts';

type Received = { headers: NodeJS.Dict<string | string[]>; body: string };

let handle: DatabaseHandle;
let world: World;
let receiver: Server;
let url: string;
let received: Received[] = [];
let status = 200;
let moment = TEST_NOW.getTime();

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  receiver = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk) => {
      body += chunk;
    });
    req.on('end', () => {
      received.push({ headers: req.headers, body });
      res.writeHead(status, status === 302 ? { Location: `${url}/elders` } : {}).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/haak`;
});
beforeEach(async () => {
  received = [];
  status = 200;
  moment = Math.max(moment, TEST_NOW.getTime());
  await handle.db.deleteFrom('webhook_delivery').execute();
  await handle.db.deleteFrom('webhook').execute();
});
afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await handle.close();
});

const as = (who: keyof World['people']): Context => contextFor(handle.db, world.people[who], new Date(moment));
const add = (changes: Partial<NewWebhook> = {}) =>
  addWebhook(as('admin'), { name: 'Zaaksysteem', url, kinds: [], trajectory: null, ...changes }, { allowPrivate: true });
const run = (allowPrivate = true) =>
  deliverWebhooks({ db: handle.db, now: () => new Date(moment), publicUrl: 'https://oever.example', allowPrivate, log });

let ideas = 0;
function propose() {
  ideas++;
  return proposeIdea(as('resident'), {
    trajectory: world.trajectory.slug,
    title: `Een bank bij sluis ${ideas}`,
    body: 'Dan kunnen ouderen uitrusten van het lopen.',
    publicUrl: null,
  });
}

/** As standardwebhooks.com tells receivers to check it. */
function isSigned({ headers, body }: Received, secret: string): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  return headers['webhook-signature'] === `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}

describe('a webhook', () => {
  test('is told of what happened, signed, once', async () => {
    const { secret } = await add();
    const { id, number } = await propose();
    await run();
    await run();
    expect(received).toHaveLength(1);
    const message = received[0] ?? { headers: {}, body: '' };
    expect(isSigned(message, secret)).toBe(true);
    expect(isSigned({ ...message, body: `${message.body} ` }, secret)).toBe(false);
    expect(Number(message.headers['webhook-timestamp'])).toBe(Math.floor(moment / 1000));
    expect(JSON.parse(message.body)).toEqual({
      type: 'idea.proposed',
      timestamp: new Date(moment).toISOString(),
      data: {
        id: expect.any(Number),
        at: new Date(moment).toISOString(),
        kind: 'idea.proposed',
        subjectKind: 'idea',
        subjectId: id,
        trajectory: world.trajectory.slug,
        url: `https://oever.example/trajecten/${world.trajectory.slug}/ideeen/${number}`,
      },
    });
  });

  test('hears only of the kinds and the trajectory it asked for, and of nothing that stays inside', async () => {
    const other = await makeWorld(handle.db, { slug: 'ander-traject' }).then(({ trajectory }) => trajectory.slug);
    await add({ kinds: ['response.published'] });
    await add({ trajectory: other });
    const own = await add({ kinds: ['idea.proposed'], trajectory: world.trajectory.slug });
    await propose();
    await decideOnSubject(as('moderator'), {
      subjectKind: 'idea',
      subjectId: (await propose()).id,
      action: 'hide',
      rule: 'off_topic',
      reason: 'Dit gaat niet over het plan.',
      publicUrl: '',
    });
    await run();
    expect(received).toHaveLength(1);
    expect((received[0] && isSigned(received[0], own.secret)) ?? false, 'hidden before it was told: nobody hears of it').toBe(true);
    const left = await handle.db.selectFrom('webhook_delivery').where('delivered_at', 'is', null).select('id').execute();
    expect(left).toEqual([]);
  });

  test('hears nothing of what was rolled back', async () => {
    await add();
    const before = await handle.db
      .selectFrom('event')
      .select((eb) => eb.fn.countAll().as('n'))
      .executeTakeFirstOrThrow();
    await expect(
      proposeIdea(as('resident'), {
        trajectory: world.trajectory.slug,
        title: 'Wordt niets',
        body: 'Dit idee gaat onderweg verloren, met alles erbij.',
        publicUrl: null,
        alsoKeep: () => Promise.reject(new Error('toch niet')),
      }),
    ).rejects.toThrow('toch niet');
    await run();
    expect(received).toEqual([]);
    expect(
      await handle.db
        .selectFrom('event')
        .select((eb) => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow(),
    ).toEqual(before);
  });

  test('that fails is tried again later, less and less often, and in the end given up', async () => {
    const { id } = await add({ kinds: ['idea.proposed'] });
    await propose();
    status = 500;
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      await run();
      await run();
      expect(received, `attempt ${attempt}: once per pause`).toHaveLength(attempt);
      moment += 25 * 3_600_000;
    }
    status = 200;
    await run();
    expect(received).toHaveLength(MOST_ATTEMPTS);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size, 'the receiver knows it is the same').toBe(1);
    const [listed] = await listWebhooks(as('admin'));
    expect(listed).toMatchObject({
      id,
      disabledAt: null,
      deliveries: [{ attempts: MOST_ATTEMPTS, lastStatus: 500, lastError: 'refused', nextAttemptAt: null }],
    });
    expect(JSON.stringify(listed)).not.toContain('whsec_');
  });

  test('that comes back is told what it missed, and its failures are forgotten', async () => {
    await add({ kinds: ['idea.proposed'] });
    await propose();
    status = 503;
    await run();
    status = 204;
    moment += 61_000;
    expect(await run()).toBe(1);
    expect(await handle.db.selectFrom('webhook').select(['failures', 'disabled_at']).executeTakeFirstOrThrow()).toEqual({
      failures: 0,
      disabled_at: null,
    });
  });

  test('that keeps failing is turned off, and on again by an administrator', async () => {
    const { id } = await add({ kinds: ['idea.proposed'] });
    for (let index = 0; index < MOST_FAILURES; index++) await propose();
    status = 302;
    await run();
    expect(
      received.every(({ body }) => body !== ''),
      'no redirect is followed',
    ).toBe(true);
    expect(received).toHaveLength(MOST_FAILURES);
    const [off] = await listWebhooks(as('admin'));
    expect(off).toMatchObject({ disabledBecause: 'failures' });
    const event = await handle.db.selectFrom('event').where('kind', '=', 'webhook.disabled').selectAll().executeTakeFirstOrThrow();
    expect(event).toMatchObject({ subject_id: id, actor_id: null, data: { because: 'failures' } });
    moment += 61_000;
    await propose();
    await run();
    expect(received).toHaveLength(MOST_FAILURES);
    status = 200;
    await changeWebhook(as('admin'), { webhookId: id, act: 'enable' });
    expect(await run(), 'what waited; what happened while it was off is lost').toBe(MOST_FAILURES);
  });

  test('that says it is gone is turned off at once', async () => {
    await add({ kinds: ['idea.proposed'] });
    await propose();
    status = 410;
    await run();
    expect((await listWebhooks(as('admin')))[0]).toMatchObject({ disabledBecause: 'gone' });
  });

  test('gets a trial message, and nothing more once it is removed', async () => {
    const { id, secret } = await add();
    await changeWebhook(as('admin'), { webhookId: id, act: 'test' });
    await run();
    expect(received).toHaveLength(1);
    expect(received[0] && JSON.parse(received[0].body)).toEqual({
      type: 'webhook.tested',
      timestamp: new Date(moment).toISOString(),
      data: {},
    });
    expect(received[0] && isSigned(received[0], secret)).toBe(true);
    await propose();
    await changeWebhook(as('admin'), { webhookId: id, act: 'remove' });
    await run();
    expect(received).toHaveLength(1);
    expect(await listWebhooks(as('admin'))).toEqual([]);
    expect((await handle.db.selectFrom('webhook').select('secret').execute()).map(({ secret: kept }) => kept)).toEqual(['']);
  });

  test('is managed by administrators alone', async () => {
    const { id } = await add();
    for (const who of ['manager', 'official', 'resident'] as const) {
      const asking = as(who);
      await expect(addWebhook(asking, { name: 'Nep', url, kinds: [], trajectory: null }, { allowPrivate: true })).rejects.toMatchObject({
        code: 'not_allowed',
      });
      await expect(changeWebhook(asking, { webhookId: id, act: 'remove' })).rejects.toMatchObject({ code: 'not_allowed' });
      await expect(listWebhooks(asking)).rejects.toMatchObject({ code: 'not_allowed' });
    }
  });

  test('sends at once from two nodes without doing anything twice', async () => {
    await add({ kinds: ['idea.proposed'] });
    for (let index = 0; index < 10; index++) await propose();
    const sent = await Promise.all([run(), run()]);
    expect(sent[0] + sent[1]).toBe(10);
    expect(received).toHaveLength(10);
  });

  test('keeps a list of thirty days', async () => {
    await add({ kinds: ['idea.proposed'] });
    await propose();
    await run();
    await forgetOldDeliveries({ db: handle.db, now: new Date(moment + 31 * 86_400_000) });
    expect(await handle.db.selectFrom('webhook_delivery').select('id').execute()).toEqual([]);
  });
});

describe('addresses', () => {
  test.each([
    ['http://example.nl', 'openData:error.url'],
    ['ftp://example.nl', 'openData:error.url'],
    ['https://jan:geheim@example.nl', 'openData:error.url'],
    ['geen adres', 'openData:error.url'],
    ['https://127.0.0.1/x', 'openData:error.url_private'],
    ['https://2130706433/x', 'openData:error.url_private'],
    ['https://0x7f.1/', 'openData:error.url_private'],
    ['https://[::1]/', 'openData:error.url_private'],
    ['https://[::ffff:10.0.0.1]/', 'openData:error.url_private'],
    ['https://169.254.169.254/latest', 'openData:error.url_private'],
    ['https://192.168.1.10/', 'openData:error.url_private'],
    ['https://93.184.216.34/', null],
    ['https://zaken.amstelboog.example/oever', null],
  ])('%s is judged by its words', (address, fault) => {
    expect(urlFault(address, { allowPrivate: false })).toBe(fault);
  });

  test.each([
    ['8.8.8.8', true],
    ['2a02:20c8:1::1', true],
    ['10.1.2.3', false],
    ['172.31.255.255', false],
    ['172.32.0.1', true],
    ['100.64.0.1', false],
    ['0.0.0.0', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['fe80::1', false],
    ['fd00::1', false],
    ['::ffff:8.8.8.8', false],
    ['64:ff9b::a00:1', false],
    ['2002:a00:1::', false],
    ['2001:db8::1', false],
    ['niets', false],
  ])('%s on the open internet: %s', (address, isPublic) => {
    expect(isPublicAddress(address)).toBe(isPublic);
  });

  test('a name that leads to this machine gets nothing, even when it was let in before', async () => {
    const port = new URL(url).port;
    const message = { headers: {}, body: '{}', allowPrivate: false };
    await expect(post(`https://localhost:${port}/`, message)).rejects.toBeInstanceOf(PrivateAddressError);
    await expect(post(`https://127.0.0.1:${port}/`, message)).rejects.toBeInstanceOf(PrivateAddressError);
    const { id } = await add({ kinds: ['idea.proposed'] });
    await propose();
    await run(false);
    expect(received).toEqual([]);
    expect((await listWebhooks(as('admin')))[0]).toMatchObject({ id, deliveries: [{ lastError: 'private_address', lastStatus: null }] });
  });
});
