import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { follow } from '../following/commands.ts';
import { tellFollowers } from '../following/tell.ts';
import { getAnswerPage } from '../responses/answer-page.ts';
import { setPolicy } from '../responses/policies.ts';
import { actingOn, answer, makeIdea, noon, refusal } from '../responses/test-story.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makePerson, makeWorld, type World } from '../testing/world.ts';
import { askExecutive, changeDossier, openDossier, recordDecision } from './commands.ts';
import { getCouncil, getDossier, getQuestion, listDossiers } from './queries.ts';
import { type DecisionOutcome, type DecisionWords, type DossierStage, dossierStage, readDecision } from './rules.ts';
import { tellParticipants } from './tell-participants.ts';

const DAY = '2026-11-10';
const MEETINGS = [
  { stage: 'forming' as const, meetsOn: '2026-11-12', body: 'Commissie Ruimte', url: 'https://raad.example/agenda/12' },
  { stage: 'judging' as const, meetsOn: '2026-11-26', body: 'Commissie Ruimte', url: '' },
  { stage: 'deciding' as const, meetsOn: '2026-12-10', body: 'De raad', url: '' },
];
const DOSSIER = {
  title: 'Plan voor de rivier',
  summary: 'De raad stelt het plan vast.',
  url: 'https://raad.example/voorstel/7',
  meetings: MEETINGS,
};
const DECISION: DecisionWords = {
  outcome: 'amended',
  decidedOn: '2026-12-10',
  summary: 'De raad stelt het plan vast, met een latere avond voor het terras.',
  votesFor: '21',
  votesAgainst: '6',
  url: '',
  deviates: 'yes',
  deviations: [
    { subject: 'Bewoners vroegen om sluiting om elf uur', motivation: 'De raad kiest voor twaalf uur, omdat de kade anders leegloopt.' },
    { subject: '', motivation: ' ' },
  ],
  motions: [{ kind: 'amendment', title: 'Terras tot twaalf uur', outcome: 'adopted', votesFor: '15', votesAgainst: '12', url: '' }],
  correction: '',
};

describe('the stage of a dossier', () => {
  const meetings = MEETINGS;
  test.each<[string, DecisionOutcome | null, DossierStage]>([
    ['2026-11-01', null, 'forming'],
    ['2026-11-12', null, 'forming'],
    ['2026-11-13', null, 'judging'],
    ['2026-12-10', null, 'deciding'],
    // The last meeting is over and nothing is on record: it still lies there.
    ['2026-12-11', null, 'deciding'],
    ['2026-12-11', 'held', 'deciding'],
    ['2026-12-11', 'rejected', 'decided'],
  ])('on %s with decision %s it is %s', (today, outcome, stage) => {
    expect(dossierStage({ meetings, outcome }, today)).toBe(stage);
  });

  test('without a dated meeting it is announced', () => {
    expect(dossierStage({ meetings: [], outcome: null }, DAY)).toBe('announced');
  });
});

describe('a decision on record', () => {
  const faults = (change: Partial<DecisionWords>, standing = false) => {
    try {
      readDecision({ ...DECISION, ...change }, { today: '2026-12-11', standing });
      return [];
    } catch (error) {
      return Object.keys((error as { details: { fields: object } }).details.fields);
    }
  };
  test.each<[string, Partial<DecisionWords>, string[]]>([
    ['is complete', {}, []],
    ['says whether the council did otherwise', { deviates: '' }, ['deviates']],
    ['gives the motivation of a deviation', { deviations: [] }, ['deviation0_motivation']],
    ['a motivation of a word is none', { deviations: [{ subject: 'Sluiting om elf uur', motivation: 'Nee.' }] }, ['deviation0_motivation']],
    ['no deviation and yet one', { deviates: 'no' }, ['deviates']],
    ['is not of tomorrow', { decidedOn: '2026-12-12' }, ['decidedOn']],
    ['counts both sides', { votesAgainst: '' }, ['votesFor']],
    ['has a known outcome', { outcome: 'maybe' }, ['outcome']],
    ['links over the web only', { url: 'javascript:alert(1)' }, ['url']],
    [
      'names the outcome of a motion',
      { motions: [{ kind: 'motion', title: 'Meer bankjes', outcome: '', votesFor: '', votesAgainst: '', url: '' }] },
      ['motion0_outcome'],
    ],
  ])('%s', (_, change, fields) => {
    expect(faults(change)).toEqual(fields);
  });

  test('corrects one that stands only with what was wrong in it', () => {
    expect(faults({}, true)).toEqual(['correction']);
    expect(faults({ correction: 'De stemmen waren verkeerd opgeschreven.' }, true)).toEqual([]);
  });
});

describe('the work of the council', () => {
  let handle: DatabaseHandle;
  let world: World;
  let as: ReturnType<typeof actingOn>;
  let slug: string;
  beforeAll(async () => {
    handle = await openTestDatabase();
    world = await makeWorld(handle.db);
    as = actingOn(handle.db);
    slug = world.trajectory.slug;
    await setPolicy(as(world.people.admin, '2026-10-02'), { trajectoryId: null, kind: 'council_question', policy: { term: { days: 30 } } });
  });
  afterAll(() => handle.close());
  const dossier = (number: number, day: string) => getDossier(as(null, day), { trajectory: slug, number });

  test('the clerk keeps a dossier with its dates and links, for everybody to read', async () => {
    const { clerk, manager } = world.people;
    expect(await refusal(openDossier(as(manager, DAY), { trajectory: slug, ...DOSSIER }))).toBe('not_allowed');
    const { id, number } = await openDossier(as(clerk, DAY), { trajectory: slug, ...DOSSIER });
    const swapped = MEETINGS.map((meeting) => (meeting.stage === 'judging' ? { ...meeting, meetsOn: '2026-11-01' } : meeting));
    expect(await refusal(changeDossier(as(clerk, DAY), { dossierId: id, revision: 1, ...DOSSIER, meetings: swapped }))).toBe('invalid');
    await changeDossier(as(clerk, DAY), { dossierId: id, revision: 1, ...DOSSIER, title: 'Het plan voor de rivier' });
    expect(await refusal(changeDossier(as(clerk, DAY), { dossierId: id, revision: 1, ...DOSSIER }))).toBe('stale');
    expect((await dossier(number, '2026-11-20')).dossier).toMatchObject({
      title: 'Het plan voor de rivier',
      stage: 'judging',
      next: { meetsOn: '2026-11-26' },
      meetings: MEETINGS,
      decision: null,
    });
    const { may, dossiers } = await getCouncil(as(clerk, DAY));
    expect([may, dossiers.length]).toEqual([{ keep: true, ask: false }, 1]);
  });

  test('a member asks the executive; officials answer in public before the day that was promised', async () => {
    const { council, resident, official } = world.people;
    const question = {
      title: 'Hoeveel kost de tweede trap?',
      body: 'Het college noemt geen bedrag. Wat kost de trap, en waar staat dat geld?',
    };
    expect(await refusal(askExecutive(as(resident, DAY), { trajectory: slug, ...question }))).toBe('not_allowed');
    const asked = await askExecutive(as(council, DAY), { trajectory: slug, ...question });
    expect(asked).toMatchObject({ number: 1, dueOn: '2026-12-10' });
    expect((await askExecutive(as(council, DAY), { trajectory: slug, ...question })).id).toBe(asked.id);
    const open = await getQuestion(as(null, DAY), { trajectory: slug, number: 1 });
    expect(open.question).toMatchObject({ ...question, askedBy: council.name, clock: { state: 'running' }, answers: [] });
    expect(await getAnswerPage(handle.db, { contributionId: asked.id, actor: official, now: noon(DAY), asOfficial: true })).toMatchObject({
      contribution: { kind: 'council_question', words: question.body, number: 1 },
      may: { draft: true },
    });
    await answer(handle.db, world, { contributionId: asked.id, on: '2026-11-20', outcome: 'adopted' });
    const { question: answered } = await getQuestion(as(null, '2026-11-21'), { trajectory: slug, number: 1 });
    expect(answered.clock?.state).toBe('answered_on_time');
    expect(answered.answers).toHaveLength(1);
    const mails = await handle.db.selectFrom('mail').where('to_email', '=', council.email).select('text').execute();
    expect(mails.map(({ text }) => text.includes(`/raad/${slug}/vragen/1`))).toEqual([true]);
  });

  test('the clerk records the decision with its deviations; every participant is told once, also by two nodes and after downtime', async () => {
    const { clerk, council, resident, resident2 } = world.people;
    await makeIdea(handle.db, world, { on: '2026-11-02', author: resident });
    await makeIdea(handle.db, world, { on: '2026-11-02', author: resident2 });
    await follow(as(resident2, '2026-11-03'), { trajectory: slug });
    await follow(as(council, '2026-11-03'), { trajectory: slug });
    const [own] = await listDossiers(handle.db, { now: noon(DAY) });
    if (!own) throw new Error('no dossier');
    const record = (day: string, change: object = {}, actor = clerk) =>
      recordDecision(as(actor, day), { dossierId: own.id, after: 0, ...DECISION, ...change });
    expect(await refusal(record('2026-12-10', {}, council))).toBe('not_allowed');
    await record('2026-12-10', { outcome: 'held', deviates: 'no', deviations: [] });
    expect((await dossier(own.number, '2026-12-11')).dossier.stage).toBe('deciding');
    await tellParticipants({ db: handle.db, now: noon('2026-12-11') });
    expect(await refusal(record('2026-12-17'))).toBe('stale');
    await record('2026-12-17', { after: 1, decidedOn: '2026-12-17' });
    const told = () =>
      handle.db
        .selectFrom('mail')
        .where('subject', 'like', '%sluit van de raad%')
        .select(['to_email', 'text'])
        .orderBy('to_email')
        .execute();
    expect(await told()).toEqual([]);
    await Promise.all([1, 2].map(() => tellParticipants({ db: handle.db, now: noon('2026-12-18') })));
    await tellParticipants({ db: handle.db, now: noon('2026-12-19') });
    expect((await told()).map(({ to_email }) => to_email)).toEqual([resident.email, resident2.email].sort());
    expect((await told())[0]?.text).toContain(`/raad/${slug}/${own.number}`);
    const page = await dossier(own.number, '2026-12-19');
    expect(page.dossier).toMatchObject({ stage: 'decided', decision: { outcome: 'amended', deviates: true } });
    expect(page.decisions.map(({ number, told: { people, done } }) => [number, people, done])).toEqual([
      [2, 2, true],
      [1, 0, true],
    ]);
    expect(page.decisions[0]).toMatchObject({
      votesFor: 21,
      votesAgainst: 6,
      deviations: [{ subject: 'Bewoners vroegen om sluiting om elf uur' }],
      motions: [{ kind: 'amendment', outcome: 'adopted', votesFor: 15 }],
    });
    // Who took part has that mail; who only follows reads it in the news.
    await tellFollowers({ db: handle.db, now: noon('2026-12-19') });
    const heard = await handle.db
      .selectFrom('notice')
      .innerJoin('news', 'news.event_id', 'notice.event_id')
      .innerJoin('event', 'event.id', 'news.event_id')
      .where('news.kind', '=', 'council_decision.recorded')
      .select(['notice.person_id', 'event.data'])
      .orderBy('notice.event_id')
      .execute();
    const outcomes = (personId: string) =>
      heard.filter((row) => row.person_id === personId).map((row) => (row.data as { outcome: string }).outcome);
    expect([outcomes(resident2.id), outcomes(council.id)]).toEqual([['held'], ['held', 'amended']]);
  });

  test('a correction says what was wrong, is told again, and leaves the first to be read', async () => {
    const { clerk } = world.people;
    const [own] = await listDossiers(handle.db, { now: noon('2026-12-20') });
    const dossierId = own?.id ?? '';
    const words = { ...DECISION, decidedOn: '2026-12-17', votesFor: '20', votesAgainst: '7', after: 2 };
    expect(await refusal(recordDecision(as(clerk, '2026-12-20'), { dossierId, ...words }))).toBe('invalid');
    await recordDecision(as(clerk, '2026-12-20'), { dossierId, ...words, correction: 'De stemmen waren verkeerd opgeschreven.' });
    expect(await tellParticipants({ db: handle.db, now: noon('2026-12-20') })).toBe(2);
    const page = await dossier(own?.number ?? 0, '2026-12-21');
    expect(page.decisions.map(({ votesFor, correction }) => [votesFor, correction !== ''])).toEqual([
      [20, true],
      [21, false],
      [21, false],
    ]);
    await expect(handle.db.updateTable('council_decision').set({ votes_for: 27 }).execute()).rejects.toThrow('record a correction');
    await expect(handle.db.deleteFrom('council_deviation').execute()).rejects.toThrow('record');
  });

  test('nobody is told who left or never confirmed an address', async () => {
    const other = await makeWorld(handle.db, { slug: 'elders' });
    const gone = await makePerson(handle.db, { name: 'Weg', email: 'weg@elders.example' });
    await makeIdea(handle.db, other, { on: '2026-11-02', author: gone });
    await makeIdea(handle.db, other, { on: '2026-11-02', author: other.people.unverified });
    await handle.db
      .updateTable('person')
      .set({ erased_at: noon(DAY), email: null })
      .where('id', '=', gone.id)
      .execute();
    const { id: dossierId } = await openDossier(as(other.people.clerk, DAY), { trajectory: 'elders', ...DOSSIER });
    await recordDecision(as(other.people.clerk, '2026-12-17'), { dossierId, after: 0, ...DECISION });
    expect(await tellParticipants({ db: handle.db, now: noon('2026-12-18') })).toBe(0);
  });
});
