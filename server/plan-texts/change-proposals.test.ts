import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { createComment } from '../comments/commands.ts';
import { listComments } from '../comments/queries.ts';
import type { Actor } from '../context.ts';
import { DomainError } from '../errors.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { createChangeProposal, supportChangeProposal, withdrawChangeProposal } from './change-proposal-commands.ts';
import { getChangeProposal } from './change-proposal-page.ts';
import { listChangeProposals } from './change-proposal-queries.ts';
import { createSection, setSectionPolicy } from './commands.ts';
import { decideChangeProposal } from './decide-change-proposal.ts';
import { editDocument } from './documents.ts';
import { getSection } from './queries.ts';
import { rebaseChangeProposal } from './rebase-change-proposal.ts';
import { applyContent } from './replace-text.ts';
import { listVersions } from './version-queries.ts';

let handle: DatabaseHandle;
let world: World;
let section: { id: string; documentId: string };
beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  section = await createSection(as(world.people.manager), {
    trajectoryId: world.trajectory.id,
    number: '5.1',
    title: 'Het pad',
    level: 2,
    policy: 'suggest',
    content: doc('Het pad is vier meter breed.', 'Het pad is verlicht.'),
    note: 'Eerste tekst',
  });
});
afterEach(() => handle.close());

const DAY = 24 * 60 * 60 * 1000;
const as = (actor: Actor | null, days = 0) => contextFor(handle.db, actor, new Date(TEST_NOW.getTime() + days * DAY));
const doc = (...paragraphs: string[]) => ({
  type: 'doc',
  content: paragraphs.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
});
const WORDS = { quote: 'vier meter', proposed: 'drie meter', reason: 'Vier meter past niet bij het gemaal.' };
const propose = (words: Partial<typeof WORDS> = {}, actor: Actor | null = world.people.resident, days = 0) =>
  createChangeProposal(as(actor, days), { sectionId: section.id, ...WORDS, ...words });
const decide = (
  id: string,
  decision: 'accept' | 'partly' | 'decline',
  { reason = 'Dit is de reden van het besluit.', adopted = '', actor = world.people.official as Actor | null, days = 2 } = {},
) => decideChangeProposal(as(actor, days), { changeProposalId: id, decision, adopted, reason, publicUrl: 'https://oever.example' });
const rebase = (id: string, words: { quote?: string; proposed: string }, actor: Actor | null = world.people.resident) =>
  rebaseChangeProposal(as(actor, 1), { changeProposalId: id, ...words, publicUrl: 'https://oever.example' });
const write = (...paragraphs: string[]) =>
  editDocument(as(null), section.documentId, null, (yDoc) => applyContent(yDoc, doc(...paragraphs)));
const page = (number: number, actor: Actor | null = null) =>
  getChangeProposal(as(actor, 3), { trajectory: world.trajectory.slug, section: '5.1', number, paragraph: null });
const list = async (actor: Actor | null = null) =>
  (await listChangeProposals(as(actor), { subject: { sectionId: section.id }, status: null, cursor: null, limit: 50 })).items;
const text = async () => (await getSection(as(null), { trajectory: world.trajectory.slug, number: '5.1' })).section.text;
const refusal = async (promise: Promise<unknown>) => {
  const error = await promise.catch((reason: unknown) => reason);
  return error instanceof DomainError ? { code: error.code, fields: error.details.fields } : error;
};

describe('proposing a change', () => {
  test('starts the answer clock and is public at once', async () => {
    const created = await propose();
    expect(created).toMatchObject({ number: 1, dueOn: '2026-12-02' });
    expect(await list()).toMatchObject([
      {
        ...WORDS,
        number: 1,
        status: 'open',
        section: { number: '5.1', heading: '5.1 Het pad' },
        author: { name: world.people.resident.name },
        agree: 0,
        disagree: 0,
        own: null,
        decision: null,
        clock: { state: 'running', dueOn: '2026-12-02' },
        diff: [
          { kind: 'removed', text: 'vier' },
          { kind: 'added', text: 'drie' },
          { kind: 'same', text: ' meter' },
        ],
      },
    ]);
    expect(await text()).toBe('Het pad is vier meter breed.\nHet pad is verlicht.');
  });

  test('sent twice by accident is one proposal; another one gets the next number', async () => {
    const first = await propose();
    expect(await propose()).toEqual(first);
    expect(await propose({ proposed: 'twee meter' })).toMatchObject({ number: 2 });
    expect(await list()).toHaveLength(2);
  });

  test.each([
    ['words that are not in the text', { quote: 'zes meter' }, { quote: 'plan:error.quote_missing' }],
    ['words that stand there twice', { quote: 'Het pad' }, { quote: 'plan:error.quote_ambiguous' }],
    ['no words', { quote: ' ' }, { quote: 'plan:error.quote_required' }],
    ['the same words', { proposed: 'vier meter' }, { proposed: 'plan:error.proposed_same' }],
    ['no reason', { reason: '' }, { reason: 'plan:error.reason_required' }],
    ['a reason of a word', { reason: 'Beter' }, { reason: 'plan:error.reason_short' }],
    ['words without end', { proposed: 'x'.repeat(5001) }, { proposed: 'plan:error.proposed_long' }],
    ['a NUL', { proposed: 'drie\0meter' }, { proposed: 'plan:error.characters' }],
  ])('with %s is refused at that field', async (_, words, fields) => {
    expect(await refusal(propose(words))).toEqual({ code: 'invalid', fields });
    expect(await list()).toHaveLength(0);
  });

  test('may be done on open and suggest-only sections while suggesting is open, signed in', async () => {
    expect(await refusal(propose({}, null))).toMatchObject({ code: 'sign_in_first' });
    for (const policy of ['fixed', 'closed'] as const) {
      await setSectionPolicy(as(world.people.manager), { sectionId: section.id, policy });
      expect(await refusal(propose())).toMatchObject({ code: 'read_only' });
    }
    await setSectionPolicy(as(world.people.manager), { sectionId: section.id, policy: 'open' });
    await handle.db
      .updateTable('phase')
      .set({ features: ['read', 'write'] })
      .execute();
    expect(await refusal(propose())).toMatchObject({ code: 'phase_closed' });
  });
});

describe('agreeing with a proposal', () => {
  test('counts each person once; the last word holds and can be taken back', async () => {
    const { id } = await propose();
    const { resident, resident2, unverified } = world.people;
    const say = (actor: Actor | null, agrees: boolean | null) => supportChangeProposal(as(actor), { changeProposalId: id, agrees });
    await say(resident2, true);
    await say(unverified, true);
    expect(await say(resident, false)).toEqual({ agree: 2, disagree: 1, own: false });
    expect(await say(resident2, false)).toEqual({ agree: 1, disagree: 2, own: false });
    expect(await say(resident2, null)).toEqual({ agree: 1, disagree: 1, own: null });
    expect(await list(resident)).toMatchObject([{ agree: 1, disagree: 1, own: false }]);
    expect(await refusal(say(null, true))).toMatchObject({ code: 'sign_in_first' });
  });

  test('ends when it is decided on', async () => {
    const { id } = await propose();
    await decide(id, 'decline');
    expect(await refusal(supportChangeProposal(as(world.people.resident2), { changeProposalId: id, agrees: true }))).toMatchObject({
      code: 'support_closed',
    });
  });
});

describe('deciding on a proposal', () => {
  test('accepting puts the words in the text as those of who proposed them, answers the clock and tells the author', async () => {
    const { id } = await propose();
    await decide(id, 'accept', { reason: '' });
    expect(await text()).toBe('Het pad is drie meter breed.\nHet pad is verlicht.');
    const { versions } = await listVersions(as(null), section.id);
    expect(versions[0]).toMatchObject({
      number: 2,
      note: 'Voorstel 1 overgenomen',
      authors: [{ name: world.people.resident.name, share: 1 }],
    });
    expect(await list()).toMatchObject([
      {
        status: 'accepted',
        decision: { by: null, reason: '' },
        clock: { state: 'answered_on_time', answeredOn: '2026-11-20' },
      },
    ]);
    const mails = await handle.db.selectFrom('mail').selectAll().execute();
    expect(mails).toMatchObject([{ to_email: world.people.resident.email, subject: 'Uw voorstel staat nu in het plan: 5.1 Het pad' }]);
    expect(mails[0]?.text).toContain('https://oever.example/trajecten/proeftraject/plan/5.1');
  });

  test('declining needs a reason and leaves the text alone', async () => {
    const { id } = await propose();
    expect(await refusal(decide(id, 'decline', { reason: '' }))).toEqual({
      code: 'invalid',
      fields: { reason: 'plan:error.reason_required' },
    });
    await decide(id, 'decline', { reason: 'Het pad moet breed genoeg zijn voor een rolstoel.' });
    expect(await text()).toContain('vier meter');
    expect(await list()).toMatchObject([{ status: 'declined', decision: { reason: 'Het pad moet breed genoeg zijn voor een rolstoel.' } }]);
    expect((await handle.db.selectFrom('mail').select('text').executeTakeFirstOrThrow()).text).toContain('Het pad moet breed genoeg zijn');
  });

  test('is refused as stale when the words were changed meanwhile, and nothing is written', async () => {
    const { id } = await propose();
    await editDocument(as(null), section.documentId, null, (yDoc) => applyContent(yDoc, doc('Het pad is smal.')));
    expect(await refusal(decide(id, 'accept'))).toMatchObject({ code: 'stale' });
    expect(await list()).toMatchObject([{ status: 'open', clock: { state: 'running' } }]);
    expect(await text()).toBe('Het pad is smal.');
  });

  test('can be done once, by an official, not by who proposed it', async () => {
    const { id } = await propose({}, world.people.official);
    expect(await refusal(decide(id, 'accept'))).toMatchObject({ code: 'own_case' });
    expect(await refusal(decide(id, 'accept', { actor: world.people.resident2 }))).toMatchObject({ code: 'not_allowed' });
    expect(await refusal(decide(id, 'accept', { actor: null }))).toMatchObject({ code: 'sign_in_first' });
    await decide(id, 'accept', { actor: world.people.colleague });
    expect(await refusal(decide(id, 'decline', { actor: world.people.colleague }))).toMatchObject({ code: 'already_decided' });
  });

  test('never changes a section that has become fixed', async () => {
    const { id } = await propose();
    await setSectionPolicy(as(world.people.manager), { sectionId: section.id, policy: 'fixed' });
    expect(await refusal(decide(id, 'accept'))).toMatchObject({ code: 'read_only' });
    await decide(id, 'decline');
  });
});

describe('a proposal', () => {
  test('can be withdrawn by its author until it is decided on; its clock stops', async () => {
    const { id } = await propose();
    expect(await refusal(withdrawChangeProposal(as(world.people.resident2), { changeProposalId: id }))).toMatchObject({
      code: 'not_allowed',
    });
    await withdrawChangeProposal(as(world.people.resident), { changeProposalId: id });
    expect(await list()).toMatchObject([{ status: 'withdrawn' }]);
    expect(await refusal(decide(id, 'accept'))).toMatchObject({ code: 'already_decided' });
  });

  test('that a moderator hid is nowhere', async () => {
    const { id } = await propose();
    await handle.db.updateTable('change_proposal').set({ status: 'hidden' }).where('id', '=', id).execute();
    expect(await list(world.people.official)).toEqual([]);
    expect(await refusal(decide(id, 'accept'))).toMatchObject({ code: 'not_found' });
    expect(await refusal(supportChangeProposal(as(world.people.resident2), { changeProposalId: id, agrees: true }))).toMatchObject({
      code: 'not_found',
    });
  });

  test('is listed page by page, of a section or of a whole trajectory', async () => {
    for (const proposed of ['een', 'twee', 'drie']) await propose({ proposed });
    const page = (cursor: string | null) =>
      listChangeProposals(as(null), { subject: { trajectory: world.trajectory.slug }, status: 'open', cursor, limit: 2 });
    const first = await page(null);
    const second = await page(first.nextCursor);
    expect([...first.items, ...second.items].map((item) => item.proposed).sort()).toEqual(['drie', 'een', 'twee']);
    expect(second.nextCursor).toBeNull();
    expect(await refusal(page('onzin'))).toMatchObject({ code: 'invalid' });
  });
});

describe('adopting in part', () => {
  test('puts what the official made of it in the text, with the words of both', async () => {
    const { id } = await propose({ proposed: 'drie meter en zonder drempels' });
    await decide(id, 'partly', { adopted: 'drie en een halve meter', reason: 'Drempels komen er niet, maar dat staat al in 5.2.' });
    expect(await text()).toBe('Het pad is drie en een halve meter breed.\nHet pad is verlicht.');
    expect(await list()).toMatchObject([
      {
        status: 'partly',
        decision: { by: null, reason: 'Drempels komen er niet, maar dat staat al in 5.2.' },
        clock: { state: 'answered_on_time' },
      },
    ]);
    const adopted = (await list())[0]?.decision?.adopted ?? [];
    expect(
      adopted
        .filter(({ kind }) => kind !== 'removed')
        .map(({ text: words }) => words)
        .join(''),
    ).toBe('drie en een halve meter');
    const { versions } = await listVersions(as(null), section.id);
    expect(versions[0]?.note).toBe('Voorstel 1 deels overgenomen');
    expect(versions[0]?.authors.map(({ name }) => name).sort()).toEqual([world.people.official.name, world.people.resident.name].sort());
    const [mail] = await handle.db.selectFrom('mail').selectAll().execute();
    expect(mail?.subject).toBe('Een deel van uw voorstel staat nu in het plan: 5.1 Het pad');
    expect(mail?.text).toContain('drie en een halve meter');
  });

  test.each([
    ['no text', { adopted: ' ' }, { adopted: 'proposals:error.adopted_missing' }],
    ['what was proposed', { adopted: 'drie meter' }, { adopted: 'proposals:error.adopted_whole' }],
    ['what stands there already', { adopted: 'vier meter' }, { adopted: 'proposals:error.adopted_nothing' }],
    ['a text without end', { adopted: 'x'.repeat(5001) }, { adopted: 'proposals:error.adopted_long' }],
    ['no reason', { adopted: 'drie en een halve meter', reason: '' }, { reason: 'plan:error.reason_required' }],
  ])('with %s is refused at that field', async (_, words, fields) => {
    const { id } = await propose();
    expect(await refusal(decide(id, 'partly', words))).toEqual({ code: 'invalid', fields });
    expect(await list()).toMatchObject([{ status: 'open' }]);
  });
});

describe('a proposal for a whole section', () => {
  const proposeAll = (proposed: string, more: { content?: ReturnType<typeof doc>; baseSeq?: number } = {}) =>
    createChangeProposal(as(world.people.resident), { sectionId: section.id, scope: 'section', proposed, reason: WORDS.reason, ...more });

  test('shows what would change, and is the text when it is accepted', async () => {
    const { id } = await proposeAll('## Het pad\n\nHet pad is drie meter breed.\n\n- verlicht\n- zonder drempels');
    expect(await list()).toMatchObject([{ scope: 'section', conflict: false }]);
    await decide(id, 'accept');
    expect((await getSection(as(null), { trajectory: world.trajectory.slug, number: '5.1' })).section.content.content).toMatchObject([
      { type: 'heading', attrs: { level: 2 } },
      { type: 'paragraph' },
      { type: 'bulletList', content: [{ type: 'listItem' }, { type: 'listItem' }] },
    ]);
  });

  test('from the editor keeps its formatting', async () => {
    const content = doc('Het pad is vier meter breed.', 'Het pad is verlicht.');
    Object.assign(content.content[0]?.content[0] ?? {}, { marks: [{ type: 'bold' }] });
    const { id } = await proposeAll('', { content });
    expect(await list()).toMatchObject([{ formattingOnly: true }]);
    await decide(id, 'accept');
    const { section: now } = await getSection(as(null), { trajectory: world.trajectory.slug, number: '5.1' });
    expect(now.content.content?.[0]?.content).toEqual([{ type: 'text', text: 'Het pad is vier meter breed.', marks: [{ type: 'bold' }] }]);
  });

  test('is not made on a text that nobody has seen, and not adopted over words written since', async () => {
    await write('Het pad is zes meter breed.', 'Het pad is verlicht.');
    expect(await refusal(proposeAll('Geen pad.', { baseSeq: 1 }))).toEqual({
      code: 'invalid',
      fields: { proposed: 'proposals:error.section_changed' },
    });
    const { id } = await proposeAll('Geen pad.', { baseSeq: 2 });
    await write('Het pad is acht meter breed.', 'Het pad is verlicht.');
    expect(await list()).toMatchObject([{ conflict: true }]);
    expect(await refusal(decide(id, 'accept'))).toMatchObject({ code: 'stale' });
    expect(await refusal(decide(id, 'partly', { adopted: 'Een smal pad.' }))).toMatchObject({ code: 'stale' });
    expect(await text()).toBe('Het pad is acht meter breed.\nHet pad is verlicht.');
  });

  test.each([
    ['nothing', '', 'proposals:error.section_empty'],
    ['the same', 'Het pad is vier meter breed.\n\nHet pad is verlicht.', 'plan:error.proposed_same'],
    ['words without end', 'x'.repeat(60_001), 'proposals:error.section_long'],
  ])('with %s is refused', async (_, proposed, fault) => {
    expect(await refusal(proposeAll(proposed))).toEqual({ code: 'invalid', fields: { proposed: fault } });
  });
});

describe('when the text changed meanwhile', () => {
  test('the three texts stand side by side, with the paragraph most like it and both changes together', async () => {
    await propose();
    await write('Het is verlicht.', 'Het nieuwe pad is vier  meter breed.');
    const { proposal, conflict } = await page(1, world.people.resident);
    expect(proposal).toMatchObject({ conflict: true, may: { rebase: true } });
    expect(conflict).toMatchObject({
      base: 'Het pad is vier meter breed.',
      now: 'Het nieuwe pad is vier  meter breed.',
      proposed: 'Het pad is drie meter breed.',
      chosen: 1,
      paragraphs: ['Het is verlicht.', 'Het nieuwe pad is vier  meter breed.'],
    });
  });

  test('its author or an official makes it anew; what it said is kept, the clock runs on, and earlier votes are counted as earlier', async () => {
    const { id } = await propose();
    await supportChangeProposal(as(world.people.resident2), { changeProposalId: id, agrees: true });
    await write('Het pad is vijf meter breed.', 'Het pad is verlicht.');
    expect(await refusal(decide(id, 'accept'))).toMatchObject({ code: 'stale' });
    expect(await refusal(rebase(id, { quote: 'vijf meter', proposed: 'drie meter' }, world.people.resident2))).toMatchObject({
      code: 'not_allowed',
    });
    await rebase(id, { quote: 'vijf meter', proposed: 'drie meter' });
    expect(await page(1)).toMatchObject({
      conflict: null,
      proposal: { quote: 'vijf meter', conflict: false, revisions: 1, agree: 1, earlier: 1, clock: { dueOn: '2026-12-02' } },
      former: [{ number: 1, by: world.people.resident.name, diff: [{ text: 'vier' }, { text: 'drie' }, { text: ' meter' }] }],
    });
    expect(await handle.db.selectFrom('mail').selectAll().execute()).toEqual([]);
    await write('Het pad is zes meter breed.', 'Het pad is verlicht.');
    await rebase(id, { quote: 'zes meter', proposed: 'drie meter' }, world.people.official);
    expect((await page(1)).proposal.revisions).toBe(2);
    expect(await handle.db.selectFrom('mail').select('subject').execute()).toEqual([
      { subject: 'Uw voorstel is aangepast aan de nieuwe tekst: 5.1 Het pad' },
    ]);
    await decide(id, 'accept');
    expect(await text()).toBe('Het pad is drie meter breed.\nHet pad is verlicht.');
  });

  test('nobody makes anew what still fits, what is decided, or on words that are not there', async () => {
    const { id } = await propose();
    expect(await refusal(rebase(id, { quote: 'verlicht', proposed: 'donker' }))).toMatchObject({ code: 'no_conflict' });
    await write('Het pad is vijf meter breed.', 'Het pad is verlicht.');
    expect(await refusal(rebase(id, { quote: 'zes meter', proposed: 'drie meter' }))).toEqual({
      code: 'invalid',
      fields: { quote: 'plan:error.quote_missing' },
    });
    await decide(id, 'decline');
    expect(await refusal(rebase(id, { quote: 'vijf meter', proposed: 'drie meter' }))).toMatchObject({ code: 'already_decided' });
  });
});

describe('talking about a proposal', () => {
  test('is done on its own page; a question gets a clock of its own', async () => {
    const { id } = await propose();
    const { dueOn } = await createComment(as(world.people.resident2), {
      changeProposalId: id,
      body: 'Past een rolstoel daar?',
      isQuestion: true,
    });
    expect(dueOn).toBe('2026-12-02');
    const { items } = await listComments(as(null), { subject: { changeProposalId: id }, cursor: null, limit: 10 });
    expect(items).toMatchObject([{ body: 'Past een rolstoel daar?', isQuestion: true, clock: { state: 'running' } }]);
    expect(await list()).toMatchObject([{ comments: 1 }]);
    expect((await listComments(as(null), { subject: { sectionId: section.id }, cursor: null, limit: 10 })).items).toEqual([]);
    await withdrawChangeProposal(as(world.people.resident), { changeProposalId: id });
    expect(await refusal(createComment(as(world.people.resident2), { changeProposalId: id, body: 'Jammer.' }))).toMatchObject({
      code: 'read_only',
    });
    await handle.db.updateTable('change_proposal').set({ status: 'hidden' }).where('id', '=', id).execute();
    expect(await refusal(listComments(as(null), { subject: { changeProposalId: id }, cursor: null, limit: 10 }))).toMatchObject({
      code: 'not_found',
    });
  });
});

test('who agrees is not in the log, only how many', async () => {
  const { id } = await propose();
  await supportChangeProposal(as(world.people.resident2), { changeProposalId: id, agrees: true });
  const events = await handle.db.selectFrom('event').where('kind', '=', 'change_proposal.supported').select(['actor_id', 'data']).execute();
  expect(events).toEqual([{ actor_id: null, data: { agree: 1, disagree: 0 } }]);
});

test('who was erased is "een bewoner"', async () => {
  await propose();
  await handle.db.updateTable('person').set({ erased_at: TEST_NOW }).where('id', '=', world.people.resident.id).execute();
  expect(await list()).toMatchObject([{ author: { name: 'Een bewoner' } }]);
});
