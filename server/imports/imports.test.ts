import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { ImportError } from '../cli/import-error.ts';
import { createCaller } from '../router.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, type World } from '../testing/world.ts';
import { exportPabulib } from '../votings/export-pabulib.ts';
import { parsePabulib } from '../votings/pabulib.ts';
import { readRows, writeRows } from '../votings/pabulib-rows.ts';
import { importFromPeer, PEER_BYTES } from './commands.ts';
import { readDecidim } from './decidim.ts';
import { importPolis, importProposals } from './import-peer.ts';
import { readOpenstad } from './openstad.ts';
import { plainText } from './plain-text.ts';
import { readPolis } from './polis.ts';
import { listPeerImports } from './queries.ts';

let handle: DatabaseHandle;
let world: World;
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterAll(() => handle.close());

const operator = () => contextFor(handle.db, null);
const bytes = (text: string) => new TextEncoder().encode(text);
const trajectorySlug = 'proeftraject';
const faultOf = (read: () => unknown) => {
  try {
    read();
  } catch (error) {
    if (error instanceof ImportError) return { line: error.line, message: error.message };
    throw error;
  }
  return null;
};
const refusal = async (act: Promise<unknown>) => {
  const error = await act.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof ImportError) return { line: error.line, message: error.message };
  throw error ?? new Error('it was read in');
};
const ideasNow = async () =>
  (await createCaller(contextFor(handle.db, null)).ideas.list({ trajectory: trajectorySlug, sort: 'newest', limit: 50 })).items;
const everything = async () => ({
  ideas: await handle.db.selectFrom('idea').selectAll().orderBy('number').execute(),
  rows: await handle.db.selectFrom('peer_row').selectAll().orderBy('source_key').execute(),
  imports: await handle.db.selectFrom('peer_import').selectAll().orderBy('sha256').execute(),
  events: await handle.db.selectFrom('event').select('id').execute(),
  votings: await handle.db.selectFrom('voting').selectAll().execute(),
});

const DECIDIM = [
  'id;category/id;category/name/en;category/name/nl;title/en;title/nl;body/en;body/nl;address;state;supports;published_at;url;authors_names;authors_emails;author/id;endorsements/user_endorsements',
  '41;3;Water;Water;;Zwemmen bij de sluis;;"<p>Een trap in het water.</p><ul><li>Met leuning</li></ul>";Sluiskade 3;accepted;17;2024-03-01 10:00:00 UTC;https://meedoen.example/proposals/41;Jan Jansen;jan@wonen.example;9;jan',
  '42;;;;A tree;;"Plant a tree; or two.\nSoon.";;;;0;2024-03-02T10:00:00Z;;;;;',
  '43;;;;Weg ermee;;;;;withdrawn;2;;;;;;',
].join('\n');

describe('proposals of Decidim', () => {
  test('become ideas of their own day, without an author, beside the rows as they were', async () => {
    const result = await importProposals(operator(), { system: 'decidim', file: bytes(DECIDIM), trajectorySlug, name: 'proposals.csv' });
    expect(result).toEqual({ ideas: 2, keptOnly: 1, known: 0, differ: 0, ballots: 0, unchanged: false });
    const found = await handle.db
      .selectFrom('idea')
      .innerJoin('peer_row', 'peer_row.idea_id', 'idea.id')
      .orderBy('idea.number')
      .select([
        'idea.title',
        'body',
        'place',
        'theme_id',
        'author_id',
        'idea.created_at',
        'idea.source_key',
        'peer_row.url',
        'supports',
        'raw',
      ])
      .execute();
    expect(found).toMatchObject([
      {
        title: 'Zwemmen bij de sluis',
        body: 'Een trap in het water.\n\n- Met leuning',
        place: 'Sluiskade 3',
        theme_id: world.themeId,
        author_id: null,
        created_at: new Date('2024-03-01T10:00:00Z'),
        source_key: 'decidim:41',
        url: 'https://meedoen.example/proposals/41',
        supports: 17,
        raw: { 'title/nl': 'Zwemmen bij de sluis', state: 'accepted', 'category/id': '3' },
      },
      { title: 'A tree', body: 'Plant a tree; or two.\nSoon.', place: null, theme_id: null, supports: 0 },
    ]);
    expect(JSON.stringify((await everything()).rows)).not.toMatch(/Jansen|jan@wonen|user_endorsements/);
    const [, swimming] = await ideasNow();
    expect(await createCaller(contextFor(handle.db, null)).peers.sourceOf({ ideaId: swimming?.id ?? '' })).toEqual({
      system: 'Decidim',
      url: 'https://meedoen.example/proposals/41',
      supports: 17,
    });
    expect((await ideasNow()).map(({ title, clock }) => [title, clock])).toEqual([
      ['A tree', null],
      ['Zwemmen bij de sluis', null],
    ]);
  });

  test('change nothing the second time; a newer file adds what is new and leaves what is ours', async () => {
    const before = await everything();
    const again = await importProposals(operator(), { system: 'decidim', file: bytes(DECIDIM), trajectorySlug, name: 'anders.csv' });
    expect(again.unchanged).toBe(true);
    expect(await everything()).toEqual(before);
    const newer = `${DECIDIM.replace('Plant a tree', 'Plant a forest')}\n44;;;;;Een bankje erbij;;Aan het water, in de zon.;;;5;;;;;;`;
    const result = await importProposals(operator(), { system: 'decidim', file: bytes(newer), trajectorySlug, name: 'proposals.csv' });
    expect(result).toMatchObject({ ideas: 1, keptOnly: 0, known: 3, differ: 1, unchanged: false });
    expect((await everything()).ideas.map(({ title, number }) => [number, title])).toEqual([
      [1, 'Zwemmen bij de sluis'],
      [2, 'A tree'],
      [3, 'Een bankje erbij'],
    ]);
  });

  test.each([
    ['', 1, 'leeg'],
    ['naam;titel\n1;x', 1, '"id" ontbreekt'],
    ['id;state\n1;x', 1, '"title/nl" ontbreekt'],
    ['id;title/nl\n1;Goed genoeg\n2', 3, '1 waarden, en er zijn 2 kolommen'],
    ['id;title/nl\n1;"Twee\nregels"\nx;Fout nummer', 4, 'nummer'],
    ['id;title/nl\n1;Goed genoeg\n1;Nog eens', 3, 'twee keer'],
    ['id;title/nl\n1;', 2, 'geen titel'],
    ['id;title/nl\n1;"open', 2, 'aanhalingsteken'],
    ['id;id;title/nl\n1;1;Goed genoeg', 1, 'twee keer'],
    ['id,title/nl\n1,"Met ""komma, erin"" genoeg"\n2', 3, 'kolommen'],
  ])('are refused whole with the line: %j', (text, line, message) => {
    expect(faultOf(() => readDecidim(bytes(text)))).toEqual({ line, message: expect.stringContaining(message) });
  });

  test('leave nothing behind when they are refused', async () => {
    const before = await everything();
    const file = bytes(`${DECIDIM}\nx;;;;;Fout;;;;;;;;;;;`);
    expect(await refusal(importProposals(operator(), { system: 'decidim', file, trajectorySlug, name: 'x.csv' }))).toMatchObject({
      line: 6,
    });
    const good = { system: 'decidim' as const, file: bytes(`${DECIDIM}\n`), name: 'x.csv' };
    expect(await refusal(importProposals(operator(), { ...good, trajectorySlug: 'nergens' }))).toMatchObject({ line: 0 });
    expect(await everything()).toEqual(before);
  });
});

const RESOURCES = [
  {
    id: 7,
    projectId: 2,
    title: 'Een jeu-de-boulesbaan in het park',
    summary: 'Voor jong en oud.',
    description: '<p>Naast de vijver &amp; de bank.</p>',
    location: { lat: 52.3, lng: 4.9, address: 'Parklaan' },
    tags: [{ id: 1, type: 'theme', name: 'water' }],
    yes: 31,
    publishDate: '2025-05-01T08:00:00.000Z',
    userId: 12,
    user: { displayName: 'Piet Pietersen', email: 'piet@wonen.example' },
    comments: [{ user: { displayName: 'Klaas' } }],
    extraData: { phone: 'kapot', emailadres: 'piet@wonen.example' },
  },
  { id: 8, title: 'Iets dat weg moest hier', deletedAt: '2025-05-02T08:00:00.000Z', createdAt: '2025-05-01T08:00:00.000Z' },
];

describe('resources of OpenStad', () => {
  test('become ideas, from a list or from a page of records', async () => {
    const file = bytes(JSON.stringify({ metadata: { page: 0 }, records: RESOURCES }, null, 2));
    expect(await importProposals(operator(), { system: 'openstad', file, trajectorySlug, name: 'resources.json' })).toMatchObject({
      ideas: 1,
      keptOnly: 1,
    });
    const row = await handle.db
      .selectFrom('peer_row')
      .innerJoin('idea', 'idea.id', 'peer_row.idea_id')
      .where('peer_row.source_key', '=', 'openstad:7')
      .select(['title', 'body', 'place', 'theme_id', 'supports', 'raw'])
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      body: 'Voor jong en oud.\n\nNaast de vijver & de bank.',
      place: 'Parklaan',
      theme_id: world.themeId,
      supports: 31,
    });
    expect(row.raw).toMatchObject({ projectId: 2, description: '<p>Naast de vijver &amp; de bank.</p>' });
    expect(JSON.stringify(row.raw)).not.toMatch(/Piet|piet@|Klaas|"userId"/);
    expect(readOpenstad(bytes(JSON.stringify(RESOURCES))).map(({ sourceKey }) => sourceKey)).toEqual(['openstad:7', 'openstad:8']);
  });

  test.each([
    ['{"a": 1}', 1, 'lijst'],
    ['[]', 1, 'leeg'],
    ['[\n{"id": 1, "title": "Goed genoeg"},\n{"id": 2}\n]', 3, '"title"'],
    ['[\n{"id": 1,\n"title": 5}]', 3, '"title"'],
    ['[\n{"id": 1, "title": "Goed"},\n{"id": 1, "title": "Goed"}]', 3, 'twee keer'],
    ['[\n{"id": 1,,}]', 2, 'JSON'],
  ])('are refused whole with the line: %j', (text, line, message) => {
    expect(faultOf(() => readOpenstad(bytes(text)))).toEqual({ line, message: expect.stringContaining(message) });
  });
});

const COMMENTS = [
  'timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body',
  '1593461131,Mon Jun 29 2020,0,0,2,0,1,"Meer fietspaden, en meer bomen."',
  '1593461482,Mon Jun 29 2020,1,4,0,1,0,De markt mag op zondag.',
  '1593461494,Mon Jun 29 2020,2,7,1,0,-1,Onzin van een moderator geweigerd.',
].join('\n');
const VOTES = [
  'timestamp,datetime,comment-id,voter-id,vote',
  '1594984322,Fri Jul 17 2020,0,0,1',
  '1594984330,Fri Jul 17 2020,1,0,1',
  // Changed their mind, in a file that is not in order of time.
  '1594984329,Fri Jul 17 2020,1,3,1',
  '1594984400,Fri Jul 17 2020,1,3,-1',
  '1594984328,Fri Jul 17 2020,1,3,0',
  '1594984322,Fri Jul 17 2020,0,3,1',
  '1594984322,Fri Jul 17 2020,2,3,1',
  '1594984322,Fri Jul 17 2020,0,5,0',
].join('\n');
const polis = (comments = COMMENTS, votes = VOTES) => ({ comments: bytes(comments), votes: bytes(votes) });

describe('a conversation of Polis', () => {
  test('becomes ideas and a closed count of who agreed with what', async () => {
    const result = await importPolis(operator(), { ...polis(), trajectorySlug, name: 'comments.csv' });
    expect(result).toEqual({ ideas: 2, keptOnly: 1, known: 0, differ: 0, ballots: 3, unchanged: false });
    const { id } = await handle.db.selectFrom('voting').select('id').executeTakeFirstOrThrow();
    const call = createCaller(contextFor(handle.db, null));
    const voting = await call.votings.get({ id });
    expect(voting).toMatchObject({ kind: 'approval', state: 'closed', ballotCount: 3 });
    const { tally } = await call.votings.result({ votingId: id });
    const votesFor = Object.fromEntries(
      voting.options.map(({ id: option, title }) => [title, tally.find(({ optionId }) => optionId === option)?.votes]),
    );
    // Counted again from the file: the last answer of each participant to each statement that was let through.
    expect(votesFor).toEqual({ 'Meer fietspaden, en meer bomen.': 2, 'De markt mag op zondag.': 1 });
    const kept = await handle.db.selectFrom('peer_row').where('source_key', 'like', 'polis:deelnemer:%').select('raw').execute();
    expect(kept.flatMap(({ raw }) => (raw as { votes: unknown[] }).votes)).toHaveLength(8);
    const file = parsePabulib(bytes(await exportPabulib(handle.db, id)));
    expect(file.ballots.map(({ choices }) => choices.length).sort()).toEqual([0, 1, 2]);
    const before = await everything();
    expect((await importPolis(operator(), { ...polis(), trajectorySlug, name: 'comments.csv' })).unchanged).toBe(true);
    const other = importPolis(operator(), { ...polis(COMMENTS, `${VOTES}\n1594984500,x,0,9,1`), trajectorySlug, name: 'comments.csv' });
    expect((await refusal(other)).message).toContain('al ingelezen');
    expect(await everything()).toEqual(before);
  });

  test.each([
    [COMMENTS.replace('comment-body', 'text'), VOTES, 1, '"comment-body" ontbreekt'],
    [COMMENTS.replace(',0,De markt', ',5,De markt'), VOTES, 3, '(in comments.csv)'],
    [COMMENTS, VOTES.replace('0,5,0', '0,5,2'), 9, '(in votes.csv)'],
    [COMMENTS, VOTES.replace(',0,5,0', ',8,5,0'), 9, 'Uitspraak 8 staat niet in comments.csv'],
    [COMMENTS, VOTES.replace('1594984400', 'gisteren'), 5, 'tijdstip'],
  ])('is refused whole with the line and the file', (comments, votes, line, message) => {
    expect(faultOf(() => readPolis(polis(comments, votes)))).toEqual({ line, message: expect.stringContaining(message) });
  });
});

test('every value comes back from a row as it was, also with spaces and line ends', () => {
  const value = fc.string({ unit: fc.constantFrom('a', '"', ';', '\n', ' ') });
  fc.assert(
    fc.property(fc.array(fc.array(value, { minLength: 2, maxLength: 4 }), { maxLength: 5 }), (rows) => {
      const written = rows.filter((row) => row.some((one) => one !== ''));
      expect(readRows(bytes(writeRows(written)), { trim: false }).map(({ values }) => values)).toEqual(written);
    }),
  );
});

test('text from elsewhere loses its HTML and nothing else', () => {
  expect(plainText('3 < 5 en 7 > 2')).toBe('3 < 5 en 7 > 2');
  expect(plainText('Caf&eacute; &#8211; &#x20AC; 5 &onbekend;')).toBe('Café – € 5 &onbekend;');
  expect(plainText('<p>Een</p><script>alert(1)</script><p onclick="x">Twee<br>Drie</p>').trim()).toBe('Een\n\nTwee\nDrie');
});

describe('who leads a trajectory', () => {
  const file = (text: string, name = 'plannen.json') => ({ name, bytes: bytes(text) });
  const plans = JSON.stringify([{ id: 71, title: 'Een steiger', summary: 'Om te zitten', description: 'Een steiger om op te zitten.' }]);

  test('reads in files on a page; nobody else does, and every fault says where', async () => {
    const other = await makeWorld(handle.db, { slug: 'van-elders' });
    const read = (who: keyof World['people'] | null, given: Partial<Parameters<typeof importFromPeer>[1]> = {}) =>
      importFromPeer(contextFor(handle.db, who && other.people[who]), {
        trajectory: 'van-elders',
        system: 'openstad',
        file: file(plans),
        votes: null,
        ...given,
      });
    for (const who of ['resident', 'official', 'moderator', 'council', 'clerk'] as const)
      await expect(read(who)).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(read(null)).rejects.toMatchObject({ code: 'sign_in_first' });
    await expect(read('manager', { system: 'decidim' })).rejects.toMatchObject({ code: 'unreadable_file', details: { line: 1 } });
    await expect(read('manager', { system: 'polis' })).rejects.toMatchObject({
      code: 'invalid',
      details: { fields: { votes: expect.any(String) } },
    });
    await expect(read('manager', { file: file('') })).rejects.toMatchObject({ code: 'invalid' });
    await expect(read('manager', { file: { name: 'groot', bytes: new Uint8Array(PEER_BYTES + 1) } })).rejects.toMatchObject({
      details: { fields: { file: 'reach:error.file_large' } },
    });
    expect(await read('manager')).toMatchObject({ ideas: 1, unchanged: false });
    expect(await read('admin')).toMatchObject({ ideas: 0, unchanged: true });
    const { imports } = await listPeerImports(contextFor(handle.db, other.people.manager), { trajectory: 'van-elders' });
    expect(imports).toMatchObject([{ system: 'OpenStad', file: 'plannen.json', ideas: 1 }]);
  });
});
