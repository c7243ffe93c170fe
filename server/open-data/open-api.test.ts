import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { DatabaseHandle } from '../../db/client.ts';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import { askExecutive, changeDossier, openDossier, recordDecision } from '../council/commands.ts';
import { tellParticipants } from '../council/tell-participants.ts';
import { freezeDossier } from '../dossiers/commands.ts';
import { decideOnSubject } from '../moderation/commands.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor } from '../testing/world.ts';
import { fillPath } from './answer.ts';
import { type ApiServer, startApi } from './testing/api-server.ts';
import { makeOpenWorld, type OpenWorld } from './testing/open-world.ts';

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document is read as others read it
type Json = any;

let handle: DatabaseHandle;
let world: OpenWorld;
let api: ApiServer;
let document: Json;
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeOpenWorld(handle.db);
  api = await startApi(handle);
  document = await (await api.get('/openapi.json')).json();
});
afterAll(async () => {
  await api.close();
  await handle.close();
});

/** Every address of the document that can be read, filled in. */
function readable(): { path: string; operation: Json; template: string }[] {
  const values = { slug: world.trajectory.slug, votingId: world.votings.closed };
  return Object.entries<Json>(document.paths).flatMap(([template, { get }]) =>
    get ? [{ template, operation: get, path: fillPath(template, values) }] : [],
  );
}

const of = (below: string) => `/trajectories/${world.trajectory.slug}${below}`;

/** A schema of the document for checking: whole, and closed to what it does not name. */
function strictSchema(schema: Json): z.ZodType {
  const close = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(close);
    if (typeof value !== 'object' || value === null) return value;
    const closed = Object.fromEntries(
      Object.entries(value).map(([key, content]) => [
        key,
        key === '$ref' ? String(content).replace('#/components/schemas/', '#/$defs/') : close(content),
      ]),
    );
    return closed.type === 'object' && closed.properties ? { ...closed, additionalProperties: false } : closed;
  };
  return z.fromJSONSchema({ ...close(schema), $defs: close(document.components.schemas) });
}

describe('the document', () => {
  test('is OpenAPI 3.1 by the specification’s own schema', async () => {
    const result = await new Validator().validate(structuredClone(document));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    expect(document.openapi).toBe('3.1.0');
  });

  test('keeps the NL API Design Rules that can be read off it', () => {
    expect(document.info.version, '/core/semver').toMatch(/^\d+\.\d+\.\d+$/);
    expect(document.info.contact, '/core/doc-openapi-contact').toEqual({
      name: expect.any(String),
      email: expect.any(String),
      url: expect.any(String),
    });
    for (const { url } of document.servers) expect(url, '/core/uri-version').toMatch(/\/api\/v1$/);
    const ids = new Set<string>();
    for (const [path, item] of Object.entries<Json>(document.paths)) {
      expect(path, '/core/no-trailing-slash').not.toMatch(/\/$/);
      expect(path.replace(/\{\w+\}/g, ''), '/core/path-segments-kebab-case').toMatch(/^(\/[a-z0-9.-]*)+$/);
      expect(
        Object.keys(item).every((method) => ['get', 'post'].includes(method)),
        '/core/http-methods',
      ).toBe(true);
      for (const [method, operation] of Object.entries<Json>(item)) {
        const where = `${method} ${path}`;
        expect(operation.operationId, where).toMatch(/^[a-z][A-Za-z]+$/);
        expect(ids.has(operation.operationId), where).toBe(false);
        ids.add(operation.operationId);
        expect(operation.tags, where).toHaveLength(1);
        expect(document.tags.map(({ name }: Json) => name)).toContain(operation.tags[0]);
        for (const text of [operation.summary, operation.description]) expect(text, where).toMatch(/\S{3}/);
        for (const parameter of operation.parameters ?? []) {
          expect(parameter.name, '/core/query-keys-camel-case').toMatch(parameter.in === 'header' ? /^[A-Z]/ : /^[a-z][A-Za-z]*$/);
          expect(parameter.description, `${where} ${parameter.name}`).toMatch(/\S{3}/);
        }
        for (const [status, answer] of Object.entries<Json>(operation.responses)) {
          if (status !== '304')
            expect(Object.keys(answer.headers ?? {}), `/core/version-header ${where} ${status}`).toContain('API-Version');
          if (Number(status) < 400) continue;
          expect(Object.keys(answer.content), `/core/error-handling/problem-details ${where} ${status}`).toEqual([
            'application/problem+json',
          ]);
        }
        if (operation.parameters?.length) expect(Object.keys(operation.responses), '/core/error-handling/bad-request').toContain('400');
      }
    }
    const propertyNames = (schema: Json): string[] =>
      typeof schema !== 'object' || schema === null
        ? []
        : [...Object.keys(schema.properties ?? {}), ...Object.values(schema).flatMap(propertyNames)];
    for (const name of propertyNames(document.components.schemas))
      expect(name, '/core/property-names-camel-case').toMatch(/^[a-z][A-Za-z0-9]*$/);
  });
});

describe('every address', () => {
  test('answers as the document says, and says nothing else', async () => {
    expect(readable()).toHaveLength(10);
    for (const { path, operation } of readable()) {
      const answer = await api.get(path);
      expect(answer.status, path).toBe(200);
      expect(answer.headers.get('content-type'), path).toBe('application/json; charset=utf-8');
      expect(answer.headers.get('api-version'), path).toBe(document.info.version);
      expect(answer.headers.get('access-control-allow-origin'), path).toBe('*');
      const parsed = strictSchema(operation.responses[200].content['application/json'].schema).safeParse(await answer.json());
      expect(parsed.error?.issues ?? [], path).toEqual([]);
    }
  });

  test('gives the same by HEAD without a body, and 304 to who has it already', async () => {
    for (const { path } of readable()) {
      const first = await api.get(path);
      const etag = first.headers.get('etag') ?? '';
      expect(etag, path).toMatch(/^"[\w-]+"$/);
      const again = await api.get(path, { 'If-None-Match': `"other", W/${etag}` });
      expect([again.status, await again.text(), again.headers.get('api-version')], path).toEqual([304, '', document.info.version]);
      const head = await fetch(`${api.url}/api/v1${path}`, { method: 'HEAD' });
      expect([head.status, head.headers.get('etag'), await head.text()], path).toEqual([200, etag, '']);
    }
  });

  test('tells what may be done with it, and opens reading alone to other websites', async () => {
    for (const { path, template } of readable()) {
      const options = await fetch(`${api.url}/api/v1${path}`, { method: 'OPTIONS' });
      expect(options.status, path).toBe(204);
      expect(options.headers.get('allow'), path).toBe(document.paths[template].post ? 'GET, HEAD, POST, OPTIONS' : 'GET, HEAD, OPTIONS');
      expect(options.headers.get('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS');
    }
    expect((await fetch(`${api.url}/api/v1/nothing`, { method: 'OPTIONS' })).status).toBe(404);
  });

  test('that is a list is also a table, and the others say 406', async () => {
    for (const { path, operation } of readable()) {
      const [byHeader, byName] = await Promise.all([api.get(path, { Accept: 'text/csv' }), api.get(`${path}?format=csv`)]);
      const isList = operation.responses[200].content['text/csv'] !== undefined;
      expect(byHeader.status, path).toBe(isList ? 200 : 406);
      expect(byName.status, path).toBe(isList ? 200 : 400);
      if (!isList) continue;
      expect(byName.headers.get('content-type')).toContain('text/csv');
      const text = await byName.text();
      expect(text, path).toBe(await byHeader.text());
      expect(text.split('\r\n').length, path).toBeGreaterThan(path.endsWith('response-times') ? 1 : 2);
    }
  });

  test('with a mistake answers with a problem', async () => {
    const schema = strictSchema({ $ref: '#/components/schemas/Problem' });
    const idea = of('/ideas');
    const cases: [string, RequestInit, number, string | null][] = [
      ['/nothing', {}, 404, null],
      ['/trajectories/', {}, 404, null],
      [`${idea}/`, {}, 404, null],
      ['/trajectories/onbekend', {}, 404, null],
      ['/trajectories/ONBEKEND', {}, 404, null],
      ['/trajectories/%00', {}, 404, null],
      [of('/votings/geen-uuid/result'), {}, 404, null],
      [`${idea}?limit=0`, {}, 400, 'limit'],
      [`${idea}?limit=1e9`, {}, 400, 'limit'],
      [`${idea}?limit="><svg onload=1>`, {}, 400, 'limit'],
      [`${idea}?sort=(select pg_sleep(3))`, {}, 400, 'sort'],
      [`${idea}?limit=1&limit=2`, {}, 400, 'limit'],
      [`${idea}?nonsense=1`, {}, 400, 'nonsense'],
      [`${idea}?status=hidden`, {}, 400, 'status'],
      [`${idea}?query=%00`, {}, 400, 'query'],
      [`${idea}?cursor=abc`, {}, 400, 'cursor'],
      [of('/events?cursor=e30'), {}, 400, 'cursor'],
      [of(`/responses?cursor=${Buffer.from('{"at":-1,"id":"x"}').toString('base64url')}`), {}, 400, 'cursor'],
      [`${idea}?format=xml`, {}, 400, 'format'],
      [idea, { headers: { Accept: 'text/html' } }, 406, null],
      [of('/events'), { method: 'DELETE' }, 405, null],
      ['/trajectories', { method: 'POST' }, 405, null],
      ['/nothing', { method: 'PUT' }, 404, null],
    ];
    for (const [path, init, status, field] of cases) {
      const answer = await fetch(`${api.url}/api/v1${path}`, init);
      expect(answer.status, path).toBe(status);
      expect(answer.headers.get('content-type'), path).toBe('application/problem+json; charset=utf-8');
      expect(answer.headers.get('api-version'), path).toBe(document.info.version);
      expect(answer.headers.get('etag'), path).toBeNull();
      const problem: Json = await answer.json();
      expect(schema.safeParse(problem).error?.issues ?? [], path).toEqual([]);
      expect(problem.status).toBe(status);
      if (field) expect(problem.errors[0], path).toMatchObject({ in: 'query', name: field });
      if (status === 405) expect(answer.headers.get('allow')).toContain('GET');
    }
  });
});

describe('pages of a list', () => {
  test('follow each other by cursor and by Link, without holes or doubles', async () => {
    for (const list of ['/plan-sections', '/ideas', '/ideas?sort=supported', '/events', `/votings/${world.votings.closed}/ballots`]) {
      const all: Json = await (await api.get(of(list))).json();
      const seen: Json[] = [];
      let next: string | null = `/api/v1${of(list)}${list.includes('?') ? '&' : '?'}limit=2`;
      while (next) {
        const answer: Response = await fetch(`${api.url}${next}`);
        const page: Json = await answer.json();
        seen.push(...page.items);
        const link: string | undefined = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
        expect(link === undefined).toBe(page.nextCursor === null);
        next = link ? new URL(link).pathname + new URL(link).search : null;
      }
      expect(seen, list).toEqual(all.items);
      expect(seen.length, list).toBeGreaterThan(2);
    }
  });
});

describe('what nobody may read', () => {
  /** Everything the API says about this trajectory, in both formats. */
  async function everything(): Promise<string> {
    const answers = readable().flatMap(({ path }) => [api.get(path), api.get(`${path}?limit=500`), api.get(path, { Accept: 'text/csv' })]);
    return (await Promise.all((await Promise.all(answers)).map((answer) => answer.text()))).join('\n');
  }

  test('is in no answer: addresses, hidden words, names not shown, who did what', async () => {
    const said = await everything();
    expect(said).toContain('resident van Proef');
    expect(said).toContain('Meer bomen langs het water');
    // The address of the municipality itself stands in the description, as the design rules ask.
    expect(said.replaceAll('participatie@amstelboog.example', '').match(/[\w.]+@[\w.]+/g) ?? []).toEqual([]);
    for (const secret of [
      'Verborgen vloekwoorden',
      'geheime reactie',
      world.ideas.hidden,
      world.hiddenComment,
      'resident2 van Proef',
      'moderator van Proef',
      'official van Proef',
    ])
      expect(said.includes(secret), secret).toBe(false);
    for (const [name, { id }] of Object.entries(world.people)) expect(said.includes(id), `the id of ${name}`).toBe(false);
  });

  test('of an idea hidden a moment ago is gone from the answers kept in memory', async () => {
    const list = of('/ideas?sort=newest');
    const before = await api.get(list);
    expect(await before.text()).toContain('Meer bomen');
    await decideOnSubject(contextFor(handle.db, world.people.moderator, new Date()), {
      subjectKind: 'idea',
      subjectId: world.ideas.anonymous,
      action: 'hide',
      rule: 'off_topic',
      reason: 'Dit gaat niet over het plan.',
      publicUrl: '',
    });
    await expect.poll(async () => (await api.get(list, { 'If-None-Match': before.headers.get('etag') ?? '' })).status).toBe(200);
    expect(await (await api.get(list)).text()).not.toContain('Meer bomen');
    expect(await (await api.get(of('/events?limit=500'))).text()).not.toContain(world.ideas.anonymous);
  });

  test('of an open voting is refused in the same words whatever is in the box', async () => {
    const refusals = async () =>
      Promise.all(
        ['result', 'ballots', 'ballots?format=csv'].map(async (what) => {
          const answer = await api.get(of(`/votings/${world.votings.open}/${what}`));
          const { instance: _, ...problem }: Json = await answer.json();
          return { status: answer.status, etag: answer.headers.get('etag'), problem };
        }),
      );
    const full = await refusals();
    for (const refusal of full) expect(refusal).toMatchObject({ status: 403, etag: null, problem: { code: 'result_secret' } });
    await handle.db.deleteFrom('ballot').where('voting_id', '=', world.votings.open).execute();
    expect(await refusals()).toEqual(full);
  });

  test('of the council are among the events, each with its own page', async () => {
    const now = new Date();
    const clerk = contextFor(handle.db, world.people.clerk, now);
    const { slug } = world.trajectory;
    const words = { title: 'Plan voor de kade', summary: 'De raad stelt het plan voor de kade vast.', url: '', meetings: [] };
    const { id: dossierId } = await openDossier(clerk, { trajectory: slug, ...words });
    await changeDossier(clerk, { dossierId, revision: 1, ...words, title: 'Het plan voor de kade' });
    const decidedOn = amsterdamDay(now);
    const decision = { outcome: 'adopted', decidedOn, summary: 'De raad stelt het plan vast.', votesFor: '', votesAgainst: '', url: '' };
    await recordDecision(clerk, { dossierId, after: 0, ...decision, deviates: 'no', deviations: [], motions: [], correction: '' });
    await tellParticipants({ db: handle.db, now });
    await askExecutive(contextFor(handle.db, world.people.council, now), {
      trajectory: slug,
      title: 'Wat kost dit?',
      body: 'Wat kost dit plan per jaar?',
    });
    await freezeDossier(clerk, { trajectory: slug, council: '', note: '' });
    const { items } = await (await api.get(of('/events?limit=20'))).json();
    const seen = new Map<string, string>(items.map(({ kind, url }: Json) => [kind, new URL(url).pathname]));
    const page = `/raad/${slug}/1`;
    for (const kind of ['council_dossier.opened', 'council_dossier.changed', 'council_decision.recorded', 'council_decision.told'])
      expect([kind, seen.get(kind)]).toEqual([kind, page]);
    expect(seen.get('council_question.asked')).toBe(`/raad/${slug}/vragen/1`);
    expect(seen.get('dossier.frozen')).toBe(`/trajecten/${slug}/uitkomsten/1`);
  });

  test('of a concept is not there', async () => {
    await handle.db
      .insertInto('trajectory')
      .values({
        slug: 'nog-een-concept',
        title: 'Concept',
        question: 'Wat?',
        lead: '',
        area_name: '',
        decision_maker: '',
        influence_subject: '',
        contact_name: '',
        created_at: new Date(),
      })
      .execute();
    for (const path of ['', '/ideas', '/events', '/plan-sections'])
      expect((await api.get(`/trajectories/nog-een-concept${path}`)).status).toBe(404);
    expect(await (await api.get('/trajectories?limit=499')).text()).not.toContain('nog-een-concept');
  });

  test('a spreadsheet does not run what residents wrote', async () => {
    const table = await (await api.get(of('/ideas?format=csv'))).text();
    expect(table).toContain(`'=HYPERLINK`);
    expect(table).not.toMatch(/(^|,)"?=HYPERLINK/m);
  });
});

test('who asks too much in a minute waits; what lies ready is for everybody', async () => {
  const codes = new Map<number, number>();
  for (let block = 0; block < 8; block++) {
    const statuses = await Promise.all(
      Array.from({ length: 45 }, (_, index) => api.get(of(`/ideas?query=woord${block}x${index}`)).then(({ status }) => status)),
    );
    for (const status of statuses) codes.set(status, (codes.get(status) ?? 0) + 1);
  }
  expect([...codes.keys()].sort()).toEqual([200, 429]);
  const refused = await api.get(of('/ideas?query=nog-een'));
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await api.get(of('/ideas?query=woord0x0'))).status).toBe(200);
});
