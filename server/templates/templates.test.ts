import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { agreeMetric } from '../agreements/commands.ts';
import { getAgreements } from '../agreements/queries.ts';
import { amsterdamDay, amsterdamMidnight } from '../calendar/amsterdam.ts';
import { addMeeting } from '../meetings/commands.ts';
import { listWord } from '../moderation/holds.ts';
import { createSection } from '../plan-texts/commands.ts';
import { editDocument } from '../plan-texts/documents.ts';
import { applyContent } from '../plan-texts/replace-text.ts';
import { listPolicies } from '../responses/policies.ts';
import { createCaller } from '../router.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { createTrajectory, publishTrajectory } from '../trajectories/commands.ts';
import { createVoting } from '../votings/commands.ts';
import { noteCopy, writeLessons } from './commands.ts';
import { chooseTemplate } from './drafts.ts';
import { exportTemplate } from './export.ts';
import type { Template } from './format.ts';
import { createFromTemplate, type TrajectoryWords } from './import.ts';
import { getCarrying } from './queries.ts';

const publicUrl = 'https://oever.amstelboog.example';
let handle: DatabaseHandle;
let world: World;

type Person = keyof World['people'];
const as = (person: Person | null, now = TEST_NOW) => contextFor(handle.db, person && world.people[person], now);
const paragraph = (text: string) => ({ type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] });
const fileOf = (template: unknown) => new TextEncoder().encode(JSON.stringify(template));
const exported = (trajectory: string, choices: { startText?: boolean; words?: boolean } = {}, person: Person | null = null) =>
  exportTemplate(as(person), { trajectory, publicUrl, ...choices });

const WORDS: TrajectoryWords = {
  title: 'Het Westerplein',
  slug: '',
  question: 'Wat doen we met het Westerplein?',
  lead: 'Bewoners schrijven mee aan het plein.',
  areaName: 'Westerplein',
  areas: 'Noordzijde\n\n Zuidzijde \nNoordzijde',
  decisionMaker: 'Het college',
  influenceSubject: 'De inrichting',
  fixedPoints: 'De bomen blijven.',
  contactName: 'Het pleinteam',
  teamId: '',
  startsOn: '2027-01-04',
};
let made = 0;
const create = async (
  words: Partial<TrajectoryWords> & { takeWords?: boolean } = {},
  choice?: Parameters<typeof chooseTemplate>[1]['choice'],
) => {
  const { id } = await chooseTemplate(as('admin'), { choice: choice ?? { trajectory: 'oeverpark', startText: false }, publicUrl });
  made += 1;
  return createFromTemplate(as('admin'), { ...WORDS, title: `Het plein ${made}`, ...words, draftId: id });
};
const count = async () => {
  const { n } = await handle.db
    .selectFrom('trajectory')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
};

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  const { id: trajectoryId } = await createTrajectory(as('admin'), {
    slug: 'oeverpark',
    title: 'Het oeverpark',
    question: 'Hoe wordt het oeverpark?',
    lead: 'Een park aan het water. Vraag manager van Proef.',
    areaName: 'De oever',
    decisionMaker: 'De gemeenteraad',
    influenceSubject: 'De tekst van het plan',
    fixedPoints: ['De dijk blijft.', 'Bel manager van Proef op 020-1234567.'],
    contactName: 'Noor Hamstra',
    supportThreshold: 40,
    areas: ['Noord', 'Zuid'],
    themes: [
      { slug: 'groen', name: 'Groen', team: 'Team proeftraject' },
      { slug: 'water', name: 'Water' },
    ],
    phases: (
      [
        ['ideas', '2026-12-01', '2026-12-31'],
        ['writing', '2027-01-04', '2027-02-26'],
        ['inspection', '2027-03-01', '2027-04-12'],
        ['decision', '2027-05-03', '2027-06-30'],
      ] as const
    ).map(([kind, startsOn, endsOn]) => ({
      kind,
      title: `Fase ${kind}`,
      summary: 'Zo gaat het.',
      startsOn,
      endsOn,
      influenceLevel: 'advise' as const,
      promise: 'U geeft advies.',
    })),
    policies: [
      { kind: 'idea', policy: { term: { workingDays: 15 } } },
      { kind: 'formal_view', policy: { term: { weeks: 8 }, basis: 'statutory', basisText: 'Awb 3:18', remindAt: [75] } },
    ],
  });
  await publishTrajectory(as('admin'), { trajectoryId });
  const add = (number: string, policy: 'fixed' | 'open', text: string) =>
    createSection(as('manager'), {
      trajectoryId,
      number,
      title: `Deel ${number}`,
      level: 1,
      policy,
      content: paragraph(text),
      note: 'Begin',
    });
  await add('1', 'fixed', 'Het kader, van manager van Proef.');
  const open = await add('2', 'open', 'De starttekst van het park.');
  await editDocument(as('resident'), open.documentId, world.people.resident.id, (doc) =>
    applyContent(doc, paragraph('Wat een bewoner ervan maakte.')),
  );
  await agreeMetric(as('manager'), {
    trajectoryId,
    name: 'Deelnemers',
    unit: 'mensen',
    direction: 'at_least',
    source: 'De telling',
    baseline: '12,5',
    target: '1.200,25',
    measureOn: '2027-03-01',
    owner: 'manager van Proef',
    derived: 'participants',
  });
  await addMeeting(as('manager'), {
    trajectoryId,
    title: 'Schrijfavond',
    place: 'Buurthuis De Bocht',
    day: '2027-01-12',
    from: '19:30',
    until: '21:30',
    description: 'Met manager van Proef.',
    invited: 'Alle adressen aan de oever',
    attendance: '',
    report: '',
  });
  await createVoting(as('manager'), {
    trajectoryId,
    title: 'Welk bankje?',
    question: 'Welk bankje komt er?',
    kind: 'ranked',
    seats: 2,
    minimumLevel: 'address',
    maxChoices: 3,
    opensAt: amsterdamMidnight('2027-01-18'),
    closesAt: amsterdamMidnight('2027-02-27'),
    options: [{ title: 'Hout' }, { title: 'Staal' }, { title: 'Steen' }],
  });
  await listWord(as('admin'), { word: 'sukkel', rule: 'insult' });
});
afterAll(() => handle.close());

describe('the template of a trajectory', () => {
  test('holds how it was set up, counted from its first day', async () => {
    expect(await exported('oeverpark')).toMatchObject({
      oeverTemplate: 1.1,
      name: 'Het oeverpark',
      origin: {
        installation: 'Amstelboog',
        title: 'Het oeverpark',
        url: `${publicUrl}/trajecten/oeverpark`,
        exportedOn: '2026-11-18',
        edition: 1,
      },
      areas: ['Noord', 'Zuid'],
      themes: [
        { slug: 'groen', name: 'Groen', team: 'Team proeftraject' },
        { slug: 'water', name: 'Water', team: null },
      ],
      phases: [
        { kind: 'ideas', startsAfterDays: 0, days: 31, termWeeks: null },
        { kind: 'writing', startsAfterDays: 34, days: 54, termWeeks: null },
        { kind: 'inspection', startsAfterDays: 90, days: 43, termWeeks: 6 },
        { kind: 'decision', startsAfterDays: 153, days: 59, termWeeks: null },
      ],
      metrics: [{ name: 'Deelnemers', target: 1200.25, baseline: 12.5, measureAfterDays: 90, derived: 'participants' }],
    });
  });

  test('names nobody and reaches nobody', async () => {
    const people = await handle.db.selectFrom('person').select(['display_name', 'email']).execute();
    for (const template of [await exported('oeverpark'), await exported('oeverpark', { startText: true, words: true }, 'manager')]) {
      const text = JSON.stringify(template);
      for (const { display_name, email } of people) {
        expect(text).not.toContain(display_name);
        expect(text).not.toContain(email);
      }
      // What residents wrote stays here, also where the section is open to all.
      for (const left of ['Noor Hamstra', '020-1234567', 'Wat een bewoner ervan maakte']) expect(text).not.toContain(left);
      expect(text).toContain('(weggelaten)');
    }
  });

  test('takes fixed texts along, others only as they began, and only when its manager wants that', async () => {
    const texts = async (choices?: { startText: boolean }, person: Person | null = null) =>
      (await exported('oeverpark', choices, person)).sections.map(({ text }) => text);
    expect(await texts()).toEqual(['Het kader, van (weggelaten).', null]);
    expect(await texts({ startText: true }, 'manager')).toEqual(['Het kader, van (weggelaten).', 'De starttekst van het park.']);
    await expect(texts({ startText: true }, 'resident')).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(exported('oeverpark', { words: true })).rejects.toMatchObject({ code: 'sign_in_first' });
    expect((await exported('oeverpark')).listedWords).toEqual([]);
    expect((await exported('oeverpark', { words: true }, 'admin')).listedWords).toEqual([{ word: 'sukkel', rule: 'insult' }]);
  });

  test('of a concept is for who may see it', async () => {
    const { slug } = await create();
    await expect(exported(slug, {}, 'resident')).rejects.toMatchObject({ code: 'not_found' });
    await expect(exported(slug, {}, 'manager')).resolves.toMatchObject({ oeverTemplate: 1.1 });
  });
});

/** What a copy must have the same: all but names, dates and where it came from. */
function structureOf({ themes, phases, policies, metrics, votings, meetings, sections, houseRules }: Template) {
  return {
    themes: themes.map(({ slug, name }) => ({ slug, name })),
    phases: phases.map(({ startsAfterDays: _, days: __, termWeeks: ___, ...phase }) => phase),
    policies,
    metrics: metrics.map(({ baseline: _, measureAfterDays: __, ...metric }) => metric),
    votings: votings.map(({ opensAfterDays: _, days: __, ...voting }) => voting),
    meetings: meetings.map(({ afterDays: _, ...meeting }) => meeting),
    sections,
    houseRules,
  };
}

describe('a trajectory from a template', () => {
  test('has the same structure, its own dates and names, and nobody sees it yet', async () => {
    const { slug } = await create({ title: 'Het Westerplein', teamId: world.teamId });
    expect(slug).toBe('het-westerplein');
    const copy = await createCaller(as('manager')).trajectories.get({ slug });
    expect(copy).toMatchObject({
      state: 'concept',
      title: 'Het Westerplein',
      contactName: 'Het pleinteam',
      areas: [{ name: 'Noordzijde' }, { name: 'Zuidzijde' }],
      fixedPoints: ['De bomen blijven.'],
      supportThreshold: 40,
      copiedFrom: { slug: 'oeverpark' },
    });
    await expect(createCaller(as(null)).trajectories.get({ slug })).rejects.toMatchObject({ cause: { code: 'not_found' } });
    expect(copy.phases.map(({ startsOn, endsOn }) => [startsOn, endsOn])).toEqual([
      ['2027-01-04', '2027-02-03'],
      ['2027-02-07', '2027-04-01'],
      // Six weeks by law, over Whit Monday.
      ['2027-04-04', '2027-05-18'],
      ['2027-06-06', '2027-08-03'],
    ]);
    expect(structureOf(await exported(slug, {}, 'manager'))).toEqual(structureOf(await exported('oeverpark')));
    const { metrics } = await getAgreements(as('manager'), { trajectory: slug });
    // What the place before began with is not where this one begins.
    expect(metrics).toMatchObject([{ measureOn: '2027-04-04', target: 1200.25, baseline: null, derived: 'participants' }]);
    const teams = await handle.db
      .selectFrom('theme')
      .innerJoin('trajectory', 'trajectory.id', 'theme.trajectory_id')
      .where('trajectory.slug', '=', slug)
      .select('theme.team_id')
      .execute();
    expect(teams).toEqual([{ team_id: world.teamId }, { team_id: world.teamId }]);
    expect(await listPolicies(handle.db, copy.id)).toMatchObject([
      { kind: 'idea', policy: { term: { workingDays: 15 } }, inherited: false },
      { kind: 'formal_view', policy: { term: { weeks: 8 }, basis: 'statutory', remindAt: [75] }, inherited: false },
    ]);
  });

  test('has its votings and meetings planned, as forms that are filled in but for the choices and the place', async () => {
    const template = await exported('oeverpark');
    expect(template.votings).toEqual([
      {
        title: 'Welk bankje?',
        question: 'Welk bankje komt er?',
        kind: 'ranked',
        minimumLevel: 'address',
        maxChoices: 3,
        seats: 2,
        budget: null,
        method: null,
        opensAfterDays: 48,
        days: 40,
      },
    ]);
    expect(template.meetings).toMatchObject([{ title: 'Schrijfavond', afterDays: 42, from: '19:30', until: '21:30' }]);
    expect(JSON.stringify(template.meetings)).not.toMatch(/De Bocht|manager van Proef/);
    const { slug, id } = await create();
    const steps = async () => (await getCarrying(as('manager'), { trajectory: slug })).steps;
    // The phase of writing moved by a day's free; what is in it moved along, and ends with it.
    expect((await steps()).map(({ kind, startsOn, endsOn }) => [kind, startsOn, endsOn])).toEqual([
      ['meeting', '2027-02-15', '2027-02-15'],
      ['voting', '2027-02-21', '2027-04-01'],
    ]);
    expect((await getCarrying(as(null), { trajectory: 'oeverpark' })).steps).toEqual([]);
    const step = (await steps())[0]?.id ?? '';
    const words = {
      title: 'Schrijfavond',
      place: 'De Kajuit',
      day: '2027-02-16',
      from: '19:30',
      until: '21:00',
      description: '',
      invited: '',
      attendance: '',
      report: '',
    };
    const make = () => addMeeting(as('manager'), { trajectoryId: id, plannedStepId: step, ...words });
    await make();
    await expect(make()).rejects.toMatchObject({ code: 'already_decided' });
    expect((await steps()).map(({ kind }) => kind)).toEqual(['voting']);
    // Made or only planned: the next template has both, once.
    expect(structureOf(await exported(slug, {}, 'manager')).meetings).toHaveLength(1);
    const other = await create();
    await expect(
      addMeeting(as('manager'), { trajectoryId: other.id, plannedStepId: (await steps())[0]?.id ?? '', ...words }),
    ).rejects.toMatchObject({
      code: 'already_decided',
    });
  });

  test('comes from a file of before votings and meetings were in it', async () => {
    const { votings: _, meetings: __, ...before } = await exported('oeverpark');
    const { slug } = await create({}, { file: fileOf({ ...before, oeverTemplate: 1 }) });
    expect((await getCarrying(as('manager'), { trajectory: slug })).steps).toEqual([]);
  });

  test('comes from a file of this or another installation', async () => {
    const template = await exported('oeverpark', { startText: true, words: true }, 'manager');
    const own = await create({}, { file: fileOf(template) });
    expect((await getCarrying(as('manager'), { trajectory: own.slug })).origin).toMatchObject({ slug: 'oeverpark', url: null });
    const elsewhere = {
      ...template,
      origin: { ...template.origin, installation: 'Waterland', url: 'https://waterland.example/trajecten/oeverpark' },
    };
    Object.assign(elsewhere.listedWords[0] ?? {}, { word: 'lomperik' });
    Object.assign(elsewhere.lessons, { text: 'Begin in het voorjaar.' });
    const other = await create({ takeWords: true }, { file: fileOf(elsewhere) });
    expect(await getCarrying(as('manager'), { trajectory: other.slug })).toMatchObject({
      origin: { slug: null, installation: 'Waterland', url: 'https://waterland.example/trajecten/oeverpark', edition: 1 },
      inherited: { lessons: 'Begin in het voorjaar.', figures: [{ name: 'Deelnemers', target: 1200.25 }] },
    });
    const words = await handle.db.selectFrom('listed_word').select('word').orderBy('word').execute();
    expect(words.map(({ word }) => word)).toEqual(['lomperik', 'sukkel']);
    expect((await exported(other.slug, {}, 'manager')).sections[0]?.text).toBe('Het kader, van (weggelaten).');
  });

  test.each(['infralab', 'design-thinking', 'ter-inzage', 'buurtbudget', 'uitdaagrecht'] as const)('comes from %s', async (builtIn) => {
    const { slug, id } = await create({ startsOn: '2027-04-20' }, { builtIn });
    const { phases } = await createCaller(as('manager')).trajectories.get({ slug });
    expect(phases.length).toBeGreaterThan(3);
    if (builtIn === 'ter-inzage')
      // From 4 May 2027 six weeks by law.
      expect(phases[1]).toMatchObject({ kind: 'inspection', startsOn: '2027-05-04', endsOn: '2027-06-14' });
    const versions = await handle.db.selectFrom('section').where('trajectory_id', '=', id).select('number').execute();
    expect(versions.length).toBeGreaterThan(0);
  });

  test('is made whole or not at all', async () => {
    const before = await count();
    const { id: draftId } = await chooseTemplate(as('admin'), { choice: { builtIn: 'infralab' }, publicUrl });
    const attempt = (words: Partial<TrajectoryWords>) => createFromTemplate(as('admin'), { ...WORDS, title: 'Half', ...words, draftId });
    await expect(attempt({ slug: 'oeverpark' })).rejects.toMatchObject({ details: { fields: { slug: 'trajectories:error.slug_taken' } } });
    await expect(attempt({ slug: 'nieuw' })).rejects.toMatchObject({ details: { fields: { slug: 'trajectories:error.slug_taken' } } });
    await expect(attempt({ slug: 'Met Spatie' })).rejects.toMatchObject({ details: { fields: { slug: 'templates:error.slug' } } });
    await expect(attempt({ startsOn: amsterdamDay(TEST_NOW) })).rejects.toMatchObject({
      details: { fields: { startsOn: 'templates:error.starts_on' } },
    });
    await expect(attempt({ question: '', contactName: ' ' })).rejects.toMatchObject({
      details: { fields: { question: 'templates:error.question', contactName: 'templates:error.contactName' } },
    });
    await expect(attempt({ teamId: '11111111-1111-4111-8111-111111111111' })).rejects.toMatchObject({
      details: { fields: { teamId: 'templates:error.team' } },
    });
    // A section that cannot be written takes the whole trajectory with it.
    await handle.db
      .updateTable('template_draft')
      .set({
        template: JSON.stringify({
          ...(await exported('oeverpark')),
          sections: [{ number: '1', level: 1, title: 'Deel', policy: 'open', policyReason: null, text: '# Hoofdstuk' }],
        }),
      })
      .where('id', '=', draftId)
      .execute();
    await expect(attempt({})).rejects.toMatchObject({ code: 'unreadable_file' });
    expect(await count()).toBe(before);
    expect(await handle.db.selectFrom('trajectory').where('title', '=', 'Half').select('id').execute()).toEqual([]);
  });

  test('is made once, however often the button is pressed', async () => {
    const { id: draftId } = await chooseTemplate(as('admin'), { choice: { builtIn: 'buurtbudget' }, publicUrl });
    const words = { ...WORDS, draftId };
    await createFromTemplate(as('admin'), { ...words, slug: 'eerste-keer' });
    await expect(createFromTemplate(as('admin'), { ...words, slug: 'tweede-keer' })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is for who may make trajectories, with their own choice, for a day', async () => {
    for (const person of ['manager', 'resident', null] as const)
      await expect(chooseTemplate(as(person), { choice: { builtIn: 'infralab' }, publicUrl })).rejects.toMatchObject({
        code: person ? 'not_allowed' : 'sign_in_first',
      });
    const { id: draftId } = await chooseTemplate(as('admin'), { choice: { builtIn: 'infralab' }, publicUrl });
    await expect(createFromTemplate(as('manager'), { ...WORDS, draftId })).rejects.toMatchObject({ code: 'not_allowed' });
    const tomorrow = new Date(TEST_NOW.getTime() + 25 * 3_600_000);
    await expect(createFromTemplate(as('admin', tomorrow), { ...WORDS, draftId })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('what is told of a copy', () => {
  test('stands at both ends, once it is public, and counts for who agreed on copies', async () => {
    const { id, slug } = await create({ title: 'De werf' });
    const copies = async () => (await getCarrying(as(null), { trajectory: 'oeverpark' })).copies;
    expect(await copies()).toEqual([]);
    await publishTrajectory(as('admin'), { trajectoryId: id });
    expect(await copies()).toEqual([{ slug, title: 'De werf', installation: null, url: null }]);
    expect((await getCarrying(as(null), { trajectory: slug })).origin).toMatchObject({
      slug: 'oeverpark',
      title: 'Het oeverpark',
      exportedOn: '2026-11-18',
    });
    const elsewhere = {
      trajectory: 'oeverpark',
      installation: 'Waterland',
      title: 'Het rietplan',
      url: 'https://waterland.example/trajecten/riet',
    };
    await expect(noteCopy(as('resident'), elsewhere)).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(noteCopy(as('manager'), { ...elsewhere, url: 'javascript:alert(1)' })).rejects.toMatchObject({
      details: { fields: { url: 'templates:error.url' } },
    });
    await noteCopy(as('manager'), elsewhere);
    await expect(noteCopy(as('manager'), elsewhere)).rejects.toMatchObject({ details: { fields: { url: 'templates:error.url_noted' } } });
    expect(await copies()).toMatchObject([{ title: 'De werf' }, { title: 'Het rietplan', installation: 'Waterland', slug: null }]);
  });

  test('lessons are for everybody, without names, and every edition has its number', async () => {
    const write = (person: Person, body: string, edition: number) => writeLessons(as(person), { trajectory: 'oeverpark', body, edition });
    await expect(write('resident', 'Begin met een wandeling langs het water.', 0)).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(write('manager', 'Kort.', 0)).rejects.toMatchObject({ details: { fields: { body: 'templates:error.lessons_short' } } });
    for (const body of ['Vraag het aan Resident van Proef, die weet het.', 'Mail naar iemand@wonen.example als u vragen hebt.'])
      await expect(write('manager', body, 0)).rejects.toMatchObject({ details: { fields: { body: 'templates:error.names' } } });
    expect(await write('manager', 'Begin met een wandeling langs het water.', 0)).toEqual({ edition: 1 });
    await expect(write('admin', 'Begin met een kop koffie aan de keukentafel.', 0)).rejects.toMatchObject({ code: 'stale' });
    await write('admin', 'Begin met een kop koffie aan de keukentafel.', 1);
    expect((await getCarrying(as(null), { trajectory: 'oeverpark' })).lessons).toMatchObject({ edition: 2, writtenOn: '2026-11-18' });
    expect(await exported('oeverpark')).toMatchObject({
      origin: { edition: 2 },
      lessons: {
        text: 'Begin met een kop koffie aan de keukentafel.',
        figures: [{ name: 'Deelnemers', unit: 'mensen', value: 0, target: 1200.25 }],
      },
    });
  });
});
