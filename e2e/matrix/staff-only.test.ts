/**
 * What is told the municipality alone, what was hidden and what is not published yet reach nobody else: every page, file, feed and path of the site is read for their
 * words, and for those of an answer.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { createSession } from '../../server/auth/sessions.ts';
import type { Db } from '../../server/context.ts';
import { log } from '../../server/log.ts';
import { decideOnSubject } from '../../server/moderation/commands.ts';
import { OPERATIONS } from '../../server/open-data/operations.ts';
import { ANSWER, answer } from '../../server/responses/test-story.ts';
import { createCaller } from '../../server/router.ts';
import { openTestDatabase } from '../../server/testing/database.ts';
import { contextFor } from '../../server/testing/world.ts';
import { addressOf, apiAddressOf } from './addresses.ts';
import { fillWorld } from './content.ts';
import { OPEN_PATHS } from './pages.ts';
import { type Cast, type Column, makeCast } from './roles.ts';
import type { Known } from './sample.ts';
import { listRoutes, type Site, startSite } from './site.ts';

const MARK = 'kwikstaart';
/** In an idea that a moderator hid, and in everything of a trajectory in concept. */
const HIDDEN = 'wielewaal';
const CONCEPT = 'roerdomp';
/** Whose business it is not: anybody, and those with a desk of their own that is another one. */
const PUBLIC = ['visitor', 'neighbour'] as const satisfies Column[];
const DESKS = ['council', 'clerk', 'official elsewhere'] as const satisfies Column[];

let handle: DatabaseHandle;
let cast: Cast;
let known: Known;
let site: Site;
let sent: string[];
let hidden: { ideaId: string; number: number };
let concept: { slug: string; ideaId: string };
const cookies = new Map<Column, string>();
const routesOfTrajectory = (await listRoutes())
  .map(({ path }) => path)
  .filter((path) => /^\/(?:trajecten|raad|inbedden)\/:slug/.test(path));

beforeAll(async () => {
  handle = await openTestDatabase();
  cast = await makeCast(handle.db);
  known = { ...(await fillWorld(handle.db, cast)), token: 'x'.repeat(43), exportKind: 'account' };
  const resident = createCaller(contextFor(handle.db, cast.actors.resident));
  const trajectory = String(known.slug);
  const body = `Dit gaat alleen de gemeente aan: ${MARK}.`;
  const section = { form: 'comment' as const, sectionId: String(known.sectionId) };
  const all = [
    await resident.staffOnly.send({ form: 'idea', trajectory, title: `Een ${MARK} op de kade`, body, theme: 'water', place: MARK }),
    await resident.staffOnly.send({ form: 'idea', trajectory, title: `Nog een ${MARK}`, body }),
    await resident.staffOnly.send({ form: 'story', trajectory, title: `Mijn ${MARK}`, body, toldAs: 'resident' }),
    await resident.staffOnly.send({ ...section, body, passage: { quote: 'De kade blijft' } }),
    await resident.staffOnly.send({ form: 'comment', ideaId: String(known.otherIdeaId), body }),
  ];
  sent = all.map(({ contributionId }) => contributionId);
  // One is answered, one is late by now, one is withdrawn: each stands in other lists.
  await answer(handle.db, cast.world, { contributionId: sent[0] ?? '', on: '2026-11-20' });
  await handle.db
    .updateTable('clock')
    .set({ due_on: '2026-11-19' })
    .where('contribution_id', '=', sent[1] ?? '')
    .execute();
  await resident.staffOnly.withdraw({ contributionId: sent[4] ?? '' });
  const official = createCaller(contextFor(handle.db, cast.actors.official));
  await official.responses.pause({ contributionId: sent[2] ?? '', reason: `Wij zoeken de ${MARK} nog.` });
  await conceal(handle.db, trajectory);
  // A version of the dossier that is made now, with everything it counts.
  await createCaller(contextFor(handle.db, cast.actors.clerk)).dossiers.freeze({ trajectory });
  site = await startSite({ handle, log });
  for (const column of [...PUBLIC, ...DESKS, 'resident', 'official', 'manager'] as const) {
    const actor = cast.actors[column];
    if (actor) cookies.set(column, `oever_session=${(await createSession(handle.db, actor.id, new Date())).token}`);
  }
});
afterAll(async () => {
  await site?.stop();
  await handle.close();
});

/** An idea, with what was said of it, that is hidden; and another trajectory as it is, taken back into concept. */
async function conceal(db: Db, trajectory: string): Promise<void> {
  const call = (column: Column) => createCaller(contextFor(db, cast.actors[column]));
  const idea = await call('resident').ideas.propose({ trajectory, title: `Een nest van de ${HIDDEN}`, body: `Zo mooi is een ${HIDDEN}.` });
  await call('official').comments.create({ ideaId: idea.id, body: `Ik zag de ${HIDDEN} ook.` });
  await decideOnSubject(contextFor(db, cast.actors.moderator), {
    subjectKind: 'idea',
    subjectId: idea.id,
    action: 'hide',
    rule: 'insult',
    reason: 'Dit hoort hier niet.',
    publicUrl: 'http://localhost',
  });
  hidden = { ideaId: idea.id, number: idea.number };
  const { slug, id } = cast.elsewhere.trajectory;
  const other = await call('resident').ideas.propose({ trajectory: slug, title: `De ${CONCEPT}`, body: `Hier leeft de ${CONCEPT}.` });
  await call('manager').meetings.add({
    trajectoryId: id,
    title: `Avond over de ${CONCEPT}`,
    place: 'Het buurthuis',
    day: '2026-12-01',
    from: '19:00',
    until: '21:00',
  });
  await db
    .updateTable('trajectory')
    .set({ published_at: null, title: `Plan ${CONCEPT}`, question: `Waar woont de ${CONCEPT}?`, lead: `Over de ${CONCEPT}.` })
    .where('id', '=', id)
    .execute();
  concept = { slug, ideaId: other.id };
}

async function ask(path: string, column: Column): Promise<{ status: number; body: string }> {
  const cookie = cookies.get(column);
  const answered = await fetch(site.origin + path, { redirect: 'manual', headers: cookie ? { cookie } : {} });
  return { status: answered.status, body: Buffer.from(await answered.arrayBuffer()).toString('utf8') };
}

async function read(path: string, column: Column): Promise<string> {
  return (await ask(path, column)).body;
}

/** Without the address that was asked, the number of the request, and an id that who asked gave. */
function masked(body: string): string {
  return body
    .replaceAll(concept.slug, '…')
    .replaceAll('bestaatniet', '…')
    .replace(/ideeen(\/|%2F)\d+/g, 'ideeen…')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…');
}

function leaks(text: string): string[] {
  // An id is only where the asker put it in the address themselves.
  return [MARK, HIDDEN, CONCEPT, ANSWER.summary, ANSWER.motivation].filter((words) => text.toLowerCase().includes(words.toLowerCase()));
}

async function expectNothing(paths: string[], columns: readonly Column[] = PUBLIC): Promise<void> {
  for (const path of paths)
    for (const column of columns) {
      // The trajectory in concept is the one that they work for.
      const found = leaks(await read(path, column)).filter((word) => word !== CONCEPT || column !== 'official elsewhere');
      expect(found, `${path} for ${column}`).toEqual([]);
    }
}

function fill(path: string): string {
  return addressOf(path, known);
}

test('no page, file or feed', async () => {
  // The mailbox of the demo shows every mail, also the one to its author.
  const paths = (await listRoutes()).map(({ path }) => fill(path)).filter((path) => path !== '/dev/mail');
  expect(paths.length).toBeGreaterThan(100);
  await expectNothing([
    ...paths,
    ...paths.filter((path) => path.includes('uitkomsten')).map((path) => path.replace('/1', '/2')),
    ...OPEN_PATHS,
  ]);
  await expectNothing(
    paths.filter((path) => /^\/(raad|werkvoorraad|moderatie|beheer|portfolio)/.test(path)),
    DESKS,
  );
});

test('no search and no choice from a list', async () => {
  const slug = String(known.slug);
  // A page says again what was searched for, so only a part of the word.
  const part = MARK.slice(0, 6);
  await expectNothing([
    `/trajecten/${slug}/ideeen?q=${part}`,
    `/trajecten/${slug}/ideeen?thema=water`,
    `/ideeen?q=${part}`,
    ...[HIDDEN, CONCEPT].flatMap((word) => [`/ideeen?q=${word.slice(0, 6)}`, `/trajecten/${slug}/ideeen?q=${word.slice(0, 6)}`]),
    `/trajecten/${slug}/ideeen/nieuw?titel=${encodeURIComponent('Een op de kade')}`,
    `/antwoordtijden?traject=${slug}&soort=idea`,
    `/api/v1/trajectories/${slug}/ideas?query=${part}`,
    `/inbedden/${slug}/ideeen`,
  ]);
});

test('no address with its id', async () => {
  for (const id of sent) {
    await expectNothing([`/werkvoorraad/${id}`, `/raad/${known.slug}/vragen`], DESKS);
    await expectNothing([`/mijn/inbreng/${id}`, `/werkvoorraad/${id}`, `/melden?soort=idee&id=${id}`, `/melden?soort=verhaal&id=${id}`]);
    for (const procedure of ['responses.get', 'clocks.get', 'staffOnly.own', 'desk.receipt', 'comments.list', 'following.state'])
      await expectNothing([`/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify({ contributionId: id, ideaId: id }))}`]);
  }
});

test('no path of the open API, in any form', async () => {
  const paths = OPERATIONS.map(({ path }) => path.replace('{slug}', String(known.slug)).replace('{votingId}', String(known.votingId)));
  await expectNothing(paths.flatMap((path) => [`/api/v1${path}`, `/api/v1${path}?format=csv`]));
  expect(sent.filter((id) => paths.includes(id))).toEqual([]);
});

test('its id is in no list either', async () => {
  const slug = String(known.slug);
  for (const path of ['ideas', 'responses', 'events', 'comments', 'stories'].map((list) => `/api/v1/trajectories/${slug}/${list}`)) {
    const text = await read(path, 'visitor');
    expect(
      sent.filter((id) => text.includes(id)),
      path,
    ).toEqual([]);
  }
});

test('what is hidden or in concept is at its own address what is nowhere', { timeout: 60_000 }, async () => {
  const nothing = '11111111-1111-4111-8111-111111111111';
  const ofIdea = (number: number) =>
    ['', '/geschiedenis', '/feed.atom', '/wijzigen', '/samenvoegen', '/uitvoering'].map(
      (part) => `/trajecten/${known.slug}/ideeen/${number}${part}`,
    );
  const byId = (id: string) => [
    ...['comments.list', 'following.state', 'ideas.similar', 'progress.of', 'merges.of', 'clocks.get', 'responses.get'].map(
      (name) => `/api/trpc/${name}?input=${encodeURIComponent(JSON.stringify({ ideaId: id, contributionId: id }))}`,
    ),
    `/melden?soort=idee&id=${id}`,
    `/mijn/inbreng/${id}`,
  ];
  const ofTrajectory = (slug: string) => [
    ...routesOfTrajectory.map((path) => addressOf(path, { ...known, slug })),
    ...OPERATIONS.filter(({ path }) => path.includes('{slug}')).map(({ path }) => apiAddressOf(path, { ...known, slug })),
  ];
  await expectSame([...ofIdea(hidden.number), ...byId(hidden.ideaId)], [...ofIdea(9_999), ...byId(nothing)]);
  await expectSame(byId(concept.ideaId), byId(nothing));
  await expectSame(ofTrajectory(concept.slug), ofTrajectory('bestaatniet'), ['visitor']);
});

/** Word for word, but for the address itself. */
async function expectSame(paths: string[], nowhere: string[], columns: readonly Column[] = PUBLIC): Promise<void> {
  for (const [index, path] of paths.entries()) {
    const other = nowhere[index] ?? '';
    for (const column of columns) {
      const [found, missing] = [await ask(path, column), await ask(other, column)];
      expect(leaks(found.body), `${path} for ${column}`).toEqual([]);
      expect({ ...found, body: masked(found.body) }, `${path} for ${column}`).toEqual({ ...missing, body: masked(missing.body) });
    }
  }
}

test('and its author and the officials of the trajectory do read it', async () => {
  expect(await read('/mijn', 'resident')).toContain(MARK);
  expect(await read(`/mijn/inbreng/${sent[0]}`, 'resident')).toContain(ANSWER.summary);
  expect(await read('/werkvoorraad?tab=all', 'official')).toContain(MARK);
  expect(await read(`/werkvoorraad/${sent[1]}`, 'official')).toContain(MARK);
  expect(await read(`/trajecten/${known.slug}/ideeen/${hidden.number}`, 'resident')).toContain(HIDDEN);
  expect(await read(`/trajecten/${concept.slug}`, 'manager')).toContain(CONCEPT);
});
