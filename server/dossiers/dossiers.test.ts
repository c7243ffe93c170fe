import { sql } from 'kysely';
import mammoth from 'mammoth';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { agreeMetric } from '../agreements/commands.ts';
import type { Actor } from '../context.ts';
import { openDossier } from '../council/commands.ts';
import { createSection } from '../plan-texts/commands.ts';
import { erasePerson } from '../privacy/erase.ts';
import { actingOn, answer, makeIdea, noon, refusal } from '../responses/test-story.ts';
import { createCaller } from '../router.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makePerson, makeWorld, type World } from '../testing/world.ts';
import type { DossierContent } from './content.ts';

const TODAY = '2026-11-24';
let handle: DatabaseHandle;
let world: World;
let slug: string;
let as: ReturnType<typeof actingOn>;
let neighbours: Actor[];
let rejected: { id: string; number: number };
let content: DossierContent;

const call = (actor: Actor | null, day = TODAY) => createCaller(as(actor, day));

/** Thirteen neighbours (six, five and two of a neighbourhood), six ideas in every state, a proposal that was declined, a question on paper. */
beforeAll(async () => {
  handle = await openTestDatabase();
  const { db } = handle;
  world = await makeWorld(db);
  slug = world.trajectory.slug;
  as = actingOn(db);
  const { manager, official, resident } = world.people;
  await db
    .insertInto('phase')
    .values([
      {
        trajectory_id: world.trajectory.id,
        position: 0,
        kind: 'ideas',
        title: 'Ideeën',
        summary: 'x',
        starts_on: '2026-10-05',
        ends_on: '2026-10-31',
        influence_level: 'consult',
        promise: 'Wij luisteren.',
        features: ['propose'],
      },
    ])
    .execute();
  neighbours = [];
  for (const [index, area] of [...Array(6).fill('Noordkade'), ...Array(5).fill('Bochtpark'), ...Array(2).fill('Zuiderweide')].entries()) {
    const person = await makePerson(db, { name: `Buur ${index} Kade`, email: `buur${index}@wonen.example` });
    await db.updateTable('person').set({ neighbourhood: area }).where('id', '=', person.id).execute();
    neighbours.push(person);
  }
  const adopted = await makeIdea(db, world, { on: '2026-10-06', title: 'Bomen langs de kade' });
  rejected = await makeIdea(db, world, { on: '2026-11-03', title: 'Een brug voor fietsers' });
  const waiting = await makeIdea(db, world, { on: '2026-11-04', title: 'Een botenhelling' });
  const gone = await makeIdea(db, world, { on: '2026-11-05', title: 'Iets dat niet doorging' });
  await makeIdea(db, world, { on: '2026-11-20', title: 'Een bankje' });
  await db.updateTable('idea').set({ theme_id: world.themeId }).where('id', 'in', [adopted.id, rejected.id]).execute();
  await db.updateTable('idea').set({ status: 'withdrawn' }).where('id', '=', gone.id).execute();
  await answer(db, world, { contributionId: adopted.id, on: '2026-10-12', outcome: 'adopted' });
  // Ten working days after 3 November is the 17th: this one is late.
  await answer(db, world, { contributionId: rejected.id, on: '2026-11-19', outcome: 'not_adopted' });
  expect(waiting.number).toBeGreaterThan(0);
  for (const person of neighbours.slice(0, 7))
    await db
      .insertInto('idea_support')
      .values({ idea_id: rejected.id, person_id: person.id, created_at: noon('2026-11-06') })
      .execute();
  for (const person of neighbours.slice(7, 13))
    await call(person, '2026-11-07').comments.create({ ideaId: adopted.id, body: 'Liever niet hier.', stance: 'against' });
  const section = await createSection(as(manager, '2026-11-02'), {
    trajectoryId: world.trajectory.id,
    number: '9',
    title: 'De kade',
    level: 1,
    policy: 'open',
    content: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'De kade blijft zoals hij is.' }] }] },
    note: 'Begin',
  });
  const propose = (proposed: string, day: string) =>
    call(resident, day).changeProposals.create({
      sectionId: section.id,
      quote: 'De kade blijft zoals hij is.',
      proposed,
      reason: 'Dat is beter voor wie er loopt.',
    });
  const declined = await propose('De kade wordt van steen.', '2026-11-09');
  await call(official, '2026-11-10').changeProposals.decide({
    changeProposalId: declined.id,
    decision: 'decline',
    reason: 'Beste resident, steen houdt het water tegen en dat mag hier niet.',
  });
  const accepted = await propose('De kade wordt groen.', '2026-11-11');
  await call(official, '2026-11-12').changeProposals.decide({ changeProposalId: accepted.id, decision: 'accept', reason: '' });
  await agreeMetric(as(manager, '2026-10-01'), {
    trajectoryId: world.trajectory.id,
    name: 'Mensen die meedoen',
    unit: 'mensen',
    direction: 'at_least',
    source: 'Geteld door Oever',
    baseline: '',
    target: '20',
    measureOn: '2027-01-01',
    owner: 'Trajectmanager',
    derived: 'participants',
  });
  await openDossier(as(world.people.clerk, '2026-11-20'), {
    trajectory: slug,
    title: 'Plan voor de kade',
    summary: 'De raad stelt het plan vast.',
    url: '',
    meetings: [],
  });
  ({ content } = await call(null).dossiers.get({ trajectory: slug }));
}, 120_000);
afterAll(() => handle.close());

describe('the figures of a dossier', () => {
  test('every contribution is counted once, by what became of it', async () => {
    const { rows } = await sql<{ received: number; gone: number; adopted: number; refused: number }>`
      select (select count(*)::int from contribution where kind <> 'council_question') as received,
        (select count(*)::int from idea where status in ('withdrawn', 'hidden', 'merged')) as gone,
        (select count(*)::int from response where status = 'published' and outcome = 'adopted') + (select count(*)::int from change_proposal where status = 'accepted') as adopted,
        (select count(*)::int from response where status = 'published' and outcome = 'not_adopted') + (select count(*)::int from change_proposal where status = 'declined') as refused`.execute(
      handle.db,
    );
    const [own] = rows;
    expect(own).toEqual({ received: 7, gone: 1, adopted: 2, refused: 2 });
    expect(content.tally).toEqual({
      received: 7,
      answered: 4,
      waiting: 2,
      gone: 1,
      outcomes: [
        { outcome: 'adopted', count: own?.adopted },
        { outcome: 'not_adopted', count: own?.refused },
      ],
    });
    expect(content.comments).toBe(6);
  });

  test('the times are those of the clocks', async () => {
    const { rows } = await sql<{ n: number; on_time: number; overdue: number }>`
      select count(answered_on)::int as n, (count(*) filter (where answered_on <= due_on))::int as on_time,
        (count(*) filter (where answered_on is null and due_on < ${TODAY}::date and status <> 'withdrawn'))::int as overdue
      from clock left join idea on idea.id = clock.contribution_id`.execute(handle.db);
    const days = (
      await handle.db.selectFrom('clock').where('working_days_taken', 'is not', null).select('working_days_taken as days').execute()
    )
      .map(({ days }) => days ?? 0)
      .sort((a, b) => a - b);
    const { n, onTime, late, overdue, median } = content.speed;
    // Nobody waits for an answer to what was withdrawn.
    expect({ n, on_time: onTime, late }).toEqual({ n: rows[0]?.n, on_time: rows[0]?.on_time, late: 1 });
    expect(overdue).toBe(rows[0]?.overdue);
    expect(overdue).toBe(1);
    expect(median).toBe(days[Math.ceil(days.length / 2) - 1]);
  });

  test('promise stands against practice, phase by phase', () => {
    expect(
      content.phases.map(({ title, level, tally, state, comments }) => [title, level, tally.received, tally.answered, state, comments]),
    ).toEqual([
      ['Ideeën', 'consult', 1, 1, 'over', 0],
      ['Samen schrijven', 'coproduce', 6, 3, 'active', 6],
    ]);
  });

  test('people are counted once, set against the goal, and small groups are not told', async () => {
    const { rows } = await sql<{ people: number }>`
      select count(*)::int as people from person where id in (
        select author_id from contribution union select person_id from idea_support union select author_id from comment
        union select person_id from section_version_author union select person_id from document_client)`.execute(handle.db);
    expect(content.reach.participants).toBe(rows[0]?.people);
    expect(content.reach.goal).toEqual({ number: 1, target: 20, baseline: null });
    // Two from one neighbourhood, and one or two who said nothing: with them the next smallest goes, so that none can be reckoned.
    expect(content.reach.neighbourhoods.find(({ neighbourhood }) => neighbourhood === 'Noordkade')?.participants).toBe(6);
    for (const { participants } of content.reach.neighbourhoods) expect(participants === null || participants >= 5).toBe(true);
    expect(content.reach.neighbourhoods.filter(({ participants }) => participants === null).length).toBeGreaterThan(1);
    expect(content.reach.first).toBe(true);
  });

  test('minority views follow the rule, with the reason and without a name', () => {
    expect(content.minority.map(({ kind, title, supports, against }) => [kind, title, supports, against])).toEqual([
      ['not_adopted', 'Een brug voor fietsers', 7, 0],
      ['adopted_against', 'Bomen langs de kade', 0, 6],
    ]);
    expect(content.minority[0]?.reason).toBe('Bij de brug stroomt het water te hard.');
  });

  test('a section tells what changed, who it came from, and why residents were not followed', () => {
    const kade = content.sections.changed.find(({ heading }) => heading.endsWith('De kade'));
    expect(kade?.fate).toBe('open');
    expect(
      kade?.residents?.flatMap(({ parts }) => parts.filter(({ kind }) => kind === 'added').map(({ text }) => text)).join(' '),
    ).toContain('groen');
    expect(kade?.from).toMatchObject([{ kind: 'change_proposal', outcome: 'adopted', path: `/trajecten/${slug}/plan/9/voorstel/2` }]);
    expect(kade?.notFollowed).toMatchObject([{ outcome: 'not_adopted', reason: expect.stringContaining('steen houdt het water tegen') }]);
    expect(content.sections.places).toBeGreaterThan(0);
  });

  test('each number is that of the list behind it', async () => {
    const list = async (filter: object) => call(null).dossiers.contributions({ trajectory: slug, ...filter });
    for (const { outcome, count } of content.tally.outcomes) expect((await list({ outcome })).total).toBe(count);
    expect((await list({ state: 'waiting' })).total).toBe(content.tally.waiting);
    expect((await list({ state: 'gone' })).items).toMatchObject([{ title: '', path: null, gone: true }]);
    expect((await list({ state: 'on_time' })).total).toBe(content.speed.onTime);
    expect((await list({ state: 'late' })).items).toMatchObject([
      { title: 'Een brug voor fietsers', path: `/trajecten/${slug}/ideeen/${rejected.number}` },
    ]);
    expect((await list({ state: 'overdue' })).total).toBe(content.speed.overdue);
    for (const { position, tally } of content.phases) {
      if (position > 0) expect((await list({ phase: position })).total).toBe(tally.received);
    }
    for (const { slug: theme, ideas } of content.themes) expect((await list({ theme: theme ?? '-' })).total).toBe(ideas);
    expect((await list({ until: '2026-11-04T00:00:00Z' })).total).toBe(2);
  });
});

describe('a frozen version', () => {
  let json: string;
  const text = async (base64: string) => Buffer.from(base64, 'base64').toString('utf8');

  test('is made by the clerk or the manager, of an item of this council', async () => {
    const { resident, official, council, clerk } = world.people;
    for (const actor of [null, resident, official, council]) {
      const refused = await refusal(call(actor).dossiers.freeze({ trajectory: slug }));
      expect(refused).toBe(actor ? 'not_allowed' : 'sign_in_first');
    }
    expect(await refusal(call(clerk).dossiers.freeze({ trajectory: slug, council: '9' }))).toBe('invalid');
    expect(await call(clerk).dossiers.freeze({ trajectory: slug, council: '1', note: 'Voor de oordeelsvorming.' })).toEqual({ number: 1 });
    const { version, content: frozen } = await call(null).dossiers.version({ trajectory: slug, number: 1 });
    expect(version).toMatchObject({ number: 1, council: { title: 'Plan voor de kade' }, note: 'Voor de oordeelsvorming.' });
    expect(frozen.tally).toEqual(content.tally);
  });

  test('keeps its letters: the code under it is that of the file, also when figures change', async () => {
    json = await text((await call(null).dossiers.file({ trajectory: slug, number: 1, format: 'json' })).base64);
    const { version } = await call(null).dossiers.version({ trajectory: slug, number: 1 });
    const { createHash } = await import('node:crypto');
    expect(createHash('sha256').update(json).digest('hex')).toBe(version.sha256);
    await makeIdea(handle.db, world, { on: '2026-11-23', title: 'Later gekomen' });
    expect((await call(null).dossiers.get({ trajectory: slug })).content.tally.received).toBe(8);
    expect((await call(null).dossiers.version({ trajectory: slug, number: 1 })).content.tally.received).toBe(7);
  });

  test('names no resident, and stays the same when one erases their account', async () => {
    for (const { name } of [world.people.resident, world.people.official, ...neighbours]) expect(json).not.toContain(name);
    const gone = neighbours[0] as Actor;
    await handle.db.transaction().execute((tx) => erasePerson(tx, as(null, TODAY), gone.id));
    expect(await text((await call(null).dossiers.file({ trajectory: slug, number: 1, format: 'json' })).base64)).toBe(json);
  });

  test('cannot be changed or removed, not even in the database', async () => {
    await expect(handle.db.updateTable('dossier_version').set({ note: 'Anders' }).execute()).rejects.toThrow(/on record/);
    await expect(handle.db.deleteFrom('dossier_version').execute()).rejects.toThrow(/on record/);
  });

  test('is a tagged PDF with its title, and a Word file that another program reads', async () => {
    const file = await call(null).dossiers.file({ trajectory: slug, number: 1, format: 'pdf' });
    expect(file.name).toBe(`dossier-${slug}-1.pdf`);
    const pdf = await getDocument({ data: new Uint8Array(Buffer.from(file.base64, 'base64')), verbosity: 0 }).promise;
    const { info, metadata } = await pdf.getMetadata();
    expect(info).toMatchObject({ Title: 'Dossier Proeftraject, versie 1', Language: 'nl-NL' });
    expect(metadata.get('pdfuaid:part')).toBe('1');
    expect((await pdf.getMarkInfo())?.Marked).toBe(true);
    // The charts, each in words for who does not see it.
    const trees = await Promise.all(
      Array.from({ length: pdf.numPages }, async (_, index) => (await pdf.getPage(index + 1)).getStructTree()),
    );
    const told = JSON.stringify(trees);
    expect(told).toContain('Staafdiagram. Overgenomen: ');
    expect(told).toMatch(/"role":"Figure"/);
    const docx = await call(null).dossiers.file({ trajectory: slug, number: 1, format: 'docx' });
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(docx.base64, 'base64') });
    for (const words of ['Belofte en praktijk', 'Minderheidsstandpunten', 'Een brug voor fietsers', '<td', 'steen houdt het water tegen'])
      expect(value).toContain(words);
  });

  test('is a sheet of figures', async () => {
    const csv = await text((await call(null).dossiers.file({ trajectory: slug, number: 1, format: 'csv' })).base64);
    const lines = csv.replace('\uFEFF', '').split('\r\n');
    expect(lines[0]).toBe('deel,onderwerp,cijfer,waarde');
    expect(lines).toContain('alles,alle bijdragen,binnengekomen,7');
    expect(lines).toContain('minderheid,Een brug voor fietsers,steun,7');
  });
});

describe('the grade of participants', () => {
  test('is given by who took part, once a phase is over, and shown from five on', async () => {
    const give = (actor: Actor | null, grade: string, day = TODAY) => call(actor, day).dossiers.giveGrade({ trajectory: slug, grade });
    expect(await refusal(give(null, '7'))).toBe('sign_in_first');
    expect(await refusal(give(world.people.colleague, '7'))).toBe('not_participant');
    expect(await refusal(give(neighbours[1] as Actor, '7', '2026-10-20'))).toBe('phase_closed');
    expect(await refusal(give(neighbours[1] as Actor, '11'))).toBe('invalid');
    for (const [index, grade] of ['6', '7', '8', '9'].entries()) await give(neighbours[index + 1] as Actor, grade);
    await give(neighbours[1] as Actor, '7');
    expect((await call(neighbours[1] as Actor).dossiers.grade({ trajectory: slug })).grade).toBeNull();
    await give(neighbours[5] as Actor, '6');
    const { grade, own } = await call(neighbours[1] as Actor).dossiers.grade({ trajectory: slug });
    const { rows } = await sql<{
      n: number;
      average: number;
    }>`select count(*)::int as n, round(avg(grade), 1)::float as average from process_grade`.execute(handle.db);
    expect(grade).toEqual(rows[0]);
    expect(grade).toEqual({ n: 5, average: 7.4 });
    expect(own).toEqual({ grade: 7, givenOn: TODAY });
  });
});

describe('the papers that account for a process', () => {
  const paper = { trajectory: 'proeftraject', kind: 'final_report' as const };

  test('begin with the words of the system, in the chapters the by-laws ask for', async () => {
    const { official, manager, council } = world.people;
    expect(await refusal(call(council).dossiers.beginPaper(paper))).toBe('not_allowed');
    expect(await refusal(call(official).dossiers.beginPaper({ ...paper, kind: 'motivation' }))).toBe('invalid');
    await call(official).dossiers.beginPaper(paper);
    expect(await refusal(call(manager).dossiers.beginPaper(paper))).toBe('draft_open');
    const { draft } = await call(official).dossiers.paperDesk(paper);
    expect(draft?.chapters.map(({ key }) => key)).toEqual([
      'occasion',
      'promised',
      'involved',
      'collected',
      'done',
      'not_done',
      'grade',
      'agreements',
      'next',
    ]);
    expect(draft?.chapters.find(({ key }) => key === 'collected')?.text).toContain('8 bijdragen');
    expect((await call(null).dossiers.paper(paper)).draft).toBeNull();
    expect(await refusal(call(council).dossiers.paperDesk(paper))).toBe('not_allowed');
  });

  test('keep what somebody wrote, and do not let two write over each other', async () => {
    const { official, manager } = world.people;
    await call(official).dossiers.writePaper({ ...paper, revision: 1, chapters: { next: 'Wij gaan door met de bomen.', grade: '' } });
    expect(await refusal(call(manager).dossiers.writePaper({ ...paper, revision: 1, chapters: { next: 'Iets anders.' } }))).toBe('stale');
    expect(await refusal(call(manager).dossiers.writePaper({ ...paper, revision: 2, chapters: { basis: 'Hoort hier niet.' } }))).toBe(
      'invalid',
    );
    const { draft } = await call(manager).dossiers.paperDesk(paper);
    expect(draft?.chapters.filter(({ own }) => own)).toMatchObject([{ key: 'next', text: 'Wij gaan door met de bomen.' }]);
    const generated = draft?.chapters.find(({ key }) => key === 'collected')?.text ?? '';
    await call(manager).dossiers.writePaper({ ...paper, revision: 2, chapters: { collected: generated } });
    expect((await call(manager).dossiers.paperDesk(paper)).draft?.chapters.filter(({ own }) => own)).toHaveLength(1);
  });

  test('are frozen by the manager or the clerk, and never change after', async () => {
    const { official, manager } = world.people;
    expect(await refusal(call(official).dossiers.freezePaper({ ...paper, revision: 3 }))).toBe('not_allowed');
    expect(await refusal(call(manager).dossiers.freezePaper({ ...paper, revision: 2 }))).toBe('stale');
    expect(await call(manager).dossiers.freezePaper({ ...paper, revision: 3 })).toEqual({ number: 1 });
    await expect(handle.db.updateTable('process_paper').set({ texts: '{}' }).execute()).rejects.toThrow(/frozen paper/);
    await expect(handle.db.deleteFrom('process_paper').execute()).rejects.toThrow(/frozen paper/);
    const { shown } = await call(null).dossiers.paper(paper);
    expect(JSON.stringify(shown?.paper.blocks)).toContain('Wij gaan door met de bomen.');
    const pdf = await call(null).dossiers.paperFile({ ...paper, number: 1, format: 'pdf' });
    const read = await getDocument({ data: new Uint8Array(Buffer.from(pdf.base64, 'base64')), verbosity: 0 }).promise;
    expect((await read.getMetadata()).info).toMatchObject({ Title: 'Eindverslag Proeftraject' });
    expect((await read.getMarkInfo())?.Marked).toBe(true);
    const docx = await call(null).dossiers.paperFile({ ...paper, number: 1, format: 'docx' });
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(docx.base64, 'base64') });
    expect(value).toContain('Vooraf beloofde invloed');
    // The next one is a new number.
    await call(manager).dossiers.beginPaper(paper);
    expect((await call(manager).dossiers.paperDesk(paper)).draft?.number).toBe(2);
  });

  test('a motivation names the article of the decision it goes with', async () => {
    const { manager } = world.people;
    const motivation = { trajectory: slug, kind: 'motivation' as const };
    await call(manager).dossiers.beginPaper({ ...motivation, instrument: 'plan' });
    const { draft } = await call(manager).dossiers.paperDesk(motivation);
    expect(draft?.chapters.map(({ key }) => key)).toEqual(['basis', 'announced', 'involved', 'collected', 'done', 'not_done', 'policy']);
    // Each duty of the article, and under which heading it is met.
    const basis = draft?.chapters[0]?.text ?? '';
    expect(basis).toContain('artikel 10.2');
    for (const duty of [
      'Eerste lid: vooraf aankondigen',
      'zijn betrokken',
      'Wat de resultaten daarvan zijn',
      'haar eigen participatiebeleid',
    ].map((words) => words.toLowerCase()))
      expect(basis.toLowerCase()).toContain(duty);
    for (const { title } of draft?.chapters.slice(1, -1) ?? []) expect(basis).toContain(`“${title}”`);
    expect(draft?.chapters.find(({ key }) => key === 'announced')?.text).toContain('Wie beslist: de gemeenteraad');
  });
});
