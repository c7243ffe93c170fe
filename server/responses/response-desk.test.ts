import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makeWorld, type World } from '../testing/world.ts';
import type { InfluenceLevel } from '../trajectories/rules.ts';
import { getAnswerPage } from './answer-page.ts';
import { listResponses } from './answers.ts';
import { stopClock } from './commands.ts';
import { assignContribution } from './response-assign.ts';
import { answerAlone, answerTogether } from './response-bundle.ts';
import { approveResponse, draftResponse, publishResponse, submitForReview } from './response-commands.ts';
import { addInternalNote } from './response-notes.ts';
import { getReceipt } from './response-receipt.ts';
import { missingParts, type Outcome, readResponse } from './response-rules.ts';
import { cancelPublication, publishDue, schedulePublication } from './response-schedule.ts';
import { addTemplate, changeTemplate, listTemplates } from './response-templates.ts';
import { ANSWER, actingOn, answer, makeIdea, noon, refusal } from './test-story.ts';

let handle: DatabaseHandle;
let world: World;
let as: ReturnType<typeof actingOn>;

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  as = actingOn(handle.db);
});
afterAll(() => handle.close());

const DAY = '2026-11-10';
const page = (contributionId: string, actor = world.people.official) =>
  getAnswerPage(handle.db, { contributionId, actor, now: noon(DAY), asOfficial: true });

describe('what an answer must say', () => {
  const reason = 'Bij de brug stroomt het water te hard om veilig te zwemmen.';
  const text = (outcome: Outcome, more: object = {}) => ({ outcome, summary: 'Nee.', motivation: reason, ...more });
  test.each<[string, InfluenceLevel, object, string[]]>([
    ['a yes needs no reason', 'consult', { outcome: 'adopted', summary: 'Ja.', motivation: '' }, []],
    ['a no needs one', 'inform', { outcome: 'not_adopted', summary: 'Nee.', motivation: '' }, ['motivation']],
    ['a short no will do when asked for an opinion', 'consult', text('not_adopted', { motivation: 'Te duur.' }), []],
    ['a short no will not do when asked for advice', 'advise', text('not_adopted', { motivation: 'Te duur.' }), ['motivation']],
    ['nor for the part that is not done', 'advise', text('partly', { motivation: 'Te duur.' }), ['motivation']],
    ['nor the summary once more', 'advise', text('outside_scope', { summary: reason }), ['motivation']],
    ['a real reason will do', 'advise', text('not_adopted'), []],
    ['an explanation is no no', 'advise', text('no_action_asked', { motivation: 'Zo zit het.' }), []],
    ['who wrote along hears where it lands', 'coproduce', { outcome: 'adopted', summary: 'Ja.', motivation: '' }, ['nextStep']],
    ['in the text', 'coproduce', { outcome: 'adopted', summary: 'Ja.', motivation: '', sectionId: 'x' }, []],
    ['or in a decision', 'coproduce', { outcome: 'adopted', summary: 'Ja.', motivation: '', decisionTitle: 'Raadsbesluit 12' }, []],
    ['who decided along hears which decision goes against it', 'codecide', text('not_adopted'), ['decisionTitle']],
    ['sent on says to whom', 'consult', text('referred'), ['authorityName']],
    ['and then it is complete', 'consult', text('referred', { authorityName: 'Waterschap' }), []],
    ['nothing at all', 'consult', { outcome: null, summary: '', motivation: '' }, ['motivation', 'outcome', 'summary']],
  ])('%s', (_, level, words, lacks) => {
    expect(Object.keys(missingParts(words as Parameters<typeof missingParts>[0], level)).sort()).toEqual(lacks);
  });

  test.each(['javascript:alert(1)', 'ftp://x.nl', 'https://u:p@x.nl', 'zomaar', `https://x.nl/${'a'.repeat(600)}`])(
    'a link to %s is refused',
    (decisionUrl) => {
      expect(() => readResponse({ ...ANSWER, decisionTitle: 'Besluit', decisionUrl })).toThrow('invalid');
    },
  );

  test('the influence promised when it came in decides', async () => {
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    const { id: responseId, revision } = await draftResponse(as(world.people.official, DAY), {
      contributionId: id,
      ...ANSWER,
      outcome: 'not_adopted',
      motivation: 'Te duur.',
    });
    expect((await page(id)).desk?.level).toBe('coproduce');
    expect(await refusal(submitForReview(as(world.people.official, DAY), { responseId, revision }))).toBe('motivation_required');
  });
});

describe('words are never lost', () => {
  test('who writes over a colleague leaves the colleague’s words beside it', async () => {
    const { official, colleague } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    const first = await draftResponse(as(official, DAY), { contributionId: id, ...ANSWER, motivation: 'Van de eerste.' });
    const again = await draftResponse(as(official, DAY), { contributionId: id, ...ANSWER, motivation: 'Van de eerste, beter.', ...first });
    const stale = draftResponse(as(colleague, DAY), {
      contributionId: id,
      ...ANSWER,
      motivation: 'Van de tweede.',
      revision: first.revision,
    });
    expect(await refusal(stale)).toBe('stale');
    await draftResponse(as(colleague, DAY), { contributionId: id, ...ANSWER, motivation: 'Van de tweede.', revision: again.revision });
    const { draft, desk } = await page(id);
    expect(draft).toMatchObject({ motivation: 'Van de tweede.', author: { name: colleague.name } });
    expect(desk?.kept).toMatchObject([{ motivation: 'Van de eerste, beter.', author: { name: official.name } }]);
  });

  test('saving while writing fills the log once', async () => {
    const { official } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    let revision: number | undefined;
    let responseId = '';
    for (let save = 0; save < 5; save++) {
      const saved = await draftResponse(as(official, DAY), {
        contributionId: id,
        ...ANSWER,
        summary: `Keer ${save}`,
        revision,
        automatic: true,
      });
      ({ revision, id: responseId } = saved);
    }
    expect(revision).toBe(5);
    expect(await handle.db.selectFrom('event').select('id').where('subject_id', '=', responseId).execute()).toHaveLength(1);
  });
});

describe('answering together', () => {
  test('one text, each its own outcome, clock and mail', async () => {
    const { official, colleague, resident, resident2 } = world.people;
    const one = await makeIdea(handle.db, world, { on: '2026-11-02', title: 'Samen een', author: resident });
    const two = await makeIdea(handle.db, world, { on: '2026-11-03', title: 'Samen twee', author: resident2 });
    const contributionId = await answerTogether(as(official, DAY), { contributionIds: [one.id, two.id] });
    const other = contributionId === one.id ? two.id : one.id;
    const { draft, desk } = await page(contributionId);
    expect(desk?.together.map((item) => item.contributionId)).toEqual([other]);
    const saved = await draftResponse(as(official, DAY), { contributionId, ...ANSWER, revision: draft?.revision });
    // The other one has no outcome yet: nothing of it goes to the reader.
    expect(await refusal(submitForReview(as(official, DAY), { contributionId, revision: saved.revision }))).toBe('outcome_required');
    const { revision } = await draftResponse(as(official, DAY), {
      contributionId,
      ...ANSWER,
      revision: saved.revision,
      outcomes: { [other]: 'not_adopted' },
    });
    await submitForReview(as(official, DAY), { contributionId, revision });
    expect(await refusal(answerAlone(as(official, DAY), { contributionId }))).toBe('already_decided');
    expect(await refusal(approveResponse(as(official, DAY), { contributionId: other, revision }))).toBe('own_response');
    await approveResponse(as(colleague, DAY), { contributionId: other, revision });
    await publishResponse(as(official, DAY), { contributionId: other, revision });
    const outcomes = await Promise.all(
      [contributionId, other].map(async (id) => (await listResponses(handle.db, id)).map((made) => made.outcome)),
    );
    expect(outcomes).toEqual([['partly'], ['not_adopted']]);
    for (const title of ['Samen een', 'Samen twee'])
      expect(await handle.db.selectFrom('mail').select('id').where('subject', 'like', `%antwoord%${title}`).execute()).toHaveLength(1);
    const clocks = await handle.db.selectFrom('clock').select('answered_on').where('contribution_id', 'in', [one.id, two.id]).execute();
    expect(clocks.map((clock) => clock.answered_on)).toEqual([DAY, DAY]);
    expect(await refusal(publishResponse(as(colleague, DAY), { contributionId }))).toBe('already_published');
  });

  test('one that was hidden meanwhile stops the publishing of all', async () => {
    const { official, colleague, moderator } = world.people;
    const one = await makeIdea(handle.db, world, { on: '2026-11-02' });
    const two = await makeIdea(handle.db, world, { on: '2026-11-02' });
    const contributionId = await answerTogether(as(official, DAY), { contributionIds: [one.id, two.id] });
    const other = contributionId === one.id ? two.id : one.id;
    const draft = await page(contributionId);
    const { revision } = await draftResponse(as(official, DAY), {
      contributionId,
      ...ANSWER,
      revision: draft.draft?.revision,
      outcomes: { [other]: 'partly' },
    });
    await submitForReview(as(official, DAY), { contributionId, revision });
    await approveResponse(as(colleague, DAY), { contributionId, revision });
    await handle.db.transaction().execute(async (tx) => {
      await tx.updateTable('idea').set({ status: 'hidden' }).where('id', '=', other).execute();
      await stopClock(tx, as(moderator, DAY), other, 'hidden');
    });
    expect(await refusal(publishResponse(as(official, DAY), { contributionId }))).toBe('clock_not_running');
    expect(await listResponses(handle.db, contributionId)).toEqual([]);
  });

  test('drafts of two people are not mixed, and nothing of another trajectory comes in', async () => {
    const { official, colleague } = world.people;
    const one = await makeIdea(handle.db, world, { on: '2026-11-02' });
    const two = await makeIdea(handle.db, world, { on: '2026-11-02' });
    await answer(handle.db, world, { contributionId: one.id, on: DAY, stage: 'draft' });
    await draftResponse(as(colleague, DAY), { contributionId: two.id, ...ANSWER });
    expect(await refusal(answerTogether(as(official, DAY), { contributionIds: [one.id, two.id] }))).toBe('draft_open');
    expect(await refusal(answerTogether(as(official, DAY), { contributionIds: [one.id, one.id] }))).toBe('invalid');
    const elsewhere = await makeWorld(handle.db, { slug: 'elders' });
    const third = await makeIdea(handle.db, elsewhere, { on: '2026-11-02' });
    expect(await refusal(answerTogether(as(official, DAY), { contributionIds: [one.id, third.id] }))).toBe('invalid');
    const mine = await makeIdea(handle.db, world, { on: '2026-11-02', author: official });
    expect(await refusal(answerTogether(as(official, DAY), { contributionIds: [one.id, mine.id] }))).toBe('own_case');
  });

  test('one taken out goes on alone with the same text', async () => {
    const { official } = world.people;
    const ids = [];
    for (let n = 0; n < 3; n++) ids.push((await makeIdea(handle.db, world, { on: '2026-11-02' })).id);
    const [first = '', second = '', third = ''] = ids;
    await draftResponse(as(official, DAY), { contributionId: second, ...ANSWER });
    expect(await answerTogether(as(official, DAY), { contributionIds: ids })).toBe(second);
    await answerAlone(as(official, DAY), { contributionId: first });
    expect((await page(first)).draft?.motivation).toBe(ANSWER.motivation);
    expect((await page(first)).desk?.together).toEqual([]);
    expect((await page(second)).desk?.together.map((item) => item.contributionId)).toEqual([third]);
    // Put back by choosing one that is still together.
    await answerTogether(as(official, DAY), { contributionIds: [first, third] }).catch(() => undefined);
    await answerAlone(as(official, DAY), { contributionId: third });
    expect((await page(second)).desk?.together).toEqual([]);
  });
});

describe('publishing at a moment', () => {
  const later = new Date('2026-11-12T07:00:00Z');
  test('it is published when the moment has come, once, in the name of who chose it', async () => {
    const { official } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02', title: 'Op een moment' });
    await answer(handle.db, world, { contributionId: id, on: DAY, stage: 'approved' });
    expect(await refusal(schedulePublication(as(official, DAY), { contributionId: id, publishAt: noon(DAY) }))).toBe('invalid');
    expect(await refusal(schedulePublication(as(official, DAY), { contributionId: id, publishAt: new Date('2028-01-01') }))).toBe(
      'invalid',
    );
    await schedulePublication(as(official, DAY), { contributionId: id, publishAt: later });
    expect((await page(id)).draft?.publishAt).toBe(later.toISOString());
    expect(await publishDue({ db: handle.db, now: new Date(later.getTime() - 1) })).toBe(0);
    expect(await Promise.all([1, 2].map(() => publishDue({ db: handle.db, now: later })))).toContain(1);
    expect(await publishDue({ db: handle.db, now: later })).toBe(0);
    expect(await listResponses(handle.db, id)).toMatchObject([{ publishedAt: later.toISOString() }]);
    expect(await handle.db.selectFrom('mail').select('id').where('subject', 'like', '%Op een moment').execute()).toHaveLength(1);
  });

  test('what changed after the choice waits for a hand', async () => {
    const { official, moderator } = world.people;
    const edited = await makeIdea(handle.db, world, { on: '2026-11-02' });
    const hidden = await makeIdea(handle.db, world, { on: '2026-11-02' });
    const cancelled = await makeIdea(handle.db, world, { on: '2026-11-02' });
    for (const { id } of [edited, hidden, cancelled]) {
      await answer(handle.db, world, { contributionId: id, on: DAY, stage: 'approved' });
      await schedulePublication(as(official, DAY), { contributionId: id, publishAt: later });
    }
    const { draft } = await page(edited.id);
    await draftResponse(as(official, DAY), { contributionId: edited.id, ...ANSWER, revision: draft?.revision });
    await handle.db.transaction().execute(async (tx) => {
      await tx.updateTable('idea').set({ status: 'hidden' }).where('id', '=', hidden.id).execute();
      await stopClock(tx, as(moderator, DAY), hidden.id, 'hidden');
    });
    await cancelPublication(as(official, DAY), { contributionId: cancelled.id });
    expect(await publishDue({ db: handle.db, now: later })).toBe(0);
    for (const { id } of [edited, hidden, cancelled]) expect(await listResponses(handle.db, id)).toEqual([]);
    expect(
      await handle.db.selectFrom('response').select('id').where('publish_at', 'is not', null).where('status', '=', 'approved').execute(),
    ).toEqual([]);
  });

  test('an answer nobody approved has no moment', async () => {
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    await answer(handle.db, world, { contributionId: id, on: DAY, stage: 'in_review' });
    expect(await refusal(schedulePublication(as(world.people.official, DAY), { contributionId: id, publishAt: later }))).toBe(
      'not_approved',
    );
  });
});

describe('notes, colleagues, templates', () => {
  test('a note is for officials only', async () => {
    const { official, resident } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    await addInternalNote(as(official, DAY), { contributionId: id, body: 'Belt u Waterbeheer even?' });
    expect((await page(id)).desk?.notes).toMatchObject([{ body: 'Belt u Waterbeheer even?', author: { name: official.name } }]);
    expect(await refusal(addInternalNote(as(resident, DAY), { contributionId: id, body: 'Hallo' }))).toBe('not_allowed');
    expect(await refusal(addInternalNote(as(official, DAY), { contributionId: id, body: '  ' }))).toBe('invalid');
    const asResident = await getAnswerPage(handle.db, { contributionId: id, actor: resident, now: noon(DAY) });
    expect(asResident.desk).toBeNull();
    const logged = await handle.db.selectFrom('event').select('data').where('kind', '=', 'internal_note.added').execute();
    expect(JSON.stringify(logged)).not.toContain('Waterbeheer');
  });

  test('a colleague is given the work; a resident is not, and nobody their own case', async () => {
    const { official, colleague, resident2: resident } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    await assignContribution(as(official, DAY), { contributionId: id, handlerId: colleague.id, teamId: null });
    expect(await page(id)).toMatchObject({ handler: { id: colleague.id }, team: null });
    await assignContribution(as(colleague, DAY), { contributionId: id, handlerId: null, teamId: world.teamId });
    expect(await page(id)).toMatchObject({ handler: null, team: { id: world.teamId } });
    expect(await refusal(assignContribution(as(official, DAY), { contributionId: id, handlerId: resident.id }))).toBe('invalid');
    expect(await refusal(assignContribution(as(resident, DAY), { contributionId: id, handlerId: null }))).toBe('not_allowed');
    const own = await makeIdea(handle.db, world, { on: '2026-11-02', author: colleague });
    expect(await refusal(assignContribution(as(official, DAY), { contributionId: own.id, handlerId: colleague.id }))).toBe('own_case');
  });

  test('a template is for one trajectory or for all, and two people do not overwrite each other', async () => {
    const { official, colleague, resident } = world.people;
    const words = { name: 'Niet van ons', outcome: 'referred' as const, summary: 'Wij gaan hier niet over.', motivation: '', nextStep: '' };
    const { id } = await addTemplate(as(official, DAY), { trajectoryId: null, ...words });
    const elsewhere = await makeWorld(handle.db, { slug: 'sjablonen-elders' });
    await addTemplate(as(official, DAY), { trajectoryId: elsewhere.trajectory.id, ...words, name: 'Alleen elders' });
    const names = async () => (await listTemplates(handle.db, { trajectoryId: world.trajectory.id })).map(({ name }) => name);
    expect(await names()).toEqual(['Niet van ons']);
    await changeTemplate(as(colleague, DAY), { id, revision: 1, ...words, name: 'Van het waterschap' });
    expect(await refusal(changeTemplate(as(official, DAY), { id, revision: 1, removed: true }))).toBe('stale');
    await changeTemplate(as(official, DAY), { id, revision: 2, removed: true });
    expect(await names()).toEqual([]);
    expect(await refusal(addTemplate(as(resident, DAY), { trajectoryId: null, ...words }))).toBe('not_allowed');
    expect(await refusal(addTemplate(as(official, DAY), { trajectoryId: null, ...words, name: 'x' }))).toBe('invalid');
  });
});

test('an answer points at the exact change, and its author sees the whole way', async () => {
  const { official, resident, resident2 } = world.people;
  const section = world.sections.open;
  for (const number of [1, 2]) {
    const version = { section_id: section.id, number, seq: number, title: 'Deel 2', content: '{}', text: `v${number}`, note: 'proef' };
    await handle.db
      .insertInto('section_version')
      .values({ ...version, sha256: String(number).repeat(64), created_at: noon(DAY) })
      .execute();
  }
  const { id } = await makeIdea(handle.db, world, { on: '2026-11-02', author: resident });
  const links = { sectionId: section.id, decisionTitle: 'Collegebesluit 7', decisionUrl: 'https://raad.example/7' };
  const wrong = draftResponse(as(official, DAY), { contributionId: id, ...ANSWER, ...links, versions: { from: 2, to: 1 } });
  expect(await refusal(wrong)).toBe('invalid');
  const draft = { contributionId: id, ...ANSWER, ...links, versions: { from: 1, to: 2 } };
  const { revision } = await draftResponse(as(official, DAY), draft);
  await submitForReview(as(official, DAY), { contributionId: id, revision });
  await approveResponse(as(world.people.colleague, DAY), { contributionId: id, revision });
  await publishResponse(as(official, DAY), { contributionId: id });
  const receipt = await getReceipt(as(resident, DAY), { contributionId: id });
  expect(receipt.answers).toMatchObject([
    {
      section: { number: section.number },
      versions: { from: 1, to: 2 },
      decision: { title: 'Collegebesluit 7', url: 'https://raad.example/7' },
    },
  ]);
  expect(await refusal(getReceipt(as(resident2, DAY), { contributionId: id }))).toBe('not_found');
  expect(await refusal(getReceipt(as(null, DAY), { contributionId: id }))).toBe('sign_in_first');
});
