import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { DomainError } from '../errors.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makePerson, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { createChangeProposal, supportChangeProposal } from './change-proposal-commands.ts';
import { listChangeProposals } from './change-proposal-queries.ts';
import { createSection } from './commands.ts';
import { decideChangeProposal } from './decide-change-proposal.ts';
import { editDocument } from './documents.ts';
import { getPlanText } from './queries.ts';
import { rebaseChangeProposal } from './rebase-change-proposal.ts';
import { applyContent } from './replace-text.ts';
import { listVersions } from './version-queries.ts';
import { saveVersion } from './versions.ts';

let handle: DatabaseHandle;
let world: World;
let sectionId: string;
beforeAll(async () => {
  handle = await openTestDatabase({ poolSize: 20 });
  world = await makeWorld(handle.db);
  const content = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Het pad is vier meter breed.' }] }] };
  const input = { trajectoryId: world.trajectory.id, number: '5', title: 'Pad', level: 1, policy: 'open' as const, content, note: 'Start' };
  sectionId = (await createSection(contextFor(handle.db, world.people.manager), input)).id;
});
afterAll(() => handle.close());

const times = <T>(count: number, act: (index: number) => Promise<T>) =>
  Promise.allSettled(Array.from({ length: count }, (_, index) => act(index)));
const propose = (proposed: string) =>
  createChangeProposal(contextFor(handle.db, world.people.resident), {
    sectionId,
    quote: 'vier meter',
    proposed,
    reason: 'Dat past er beter bij.',
  });
const proposals = async () =>
  (await listChangeProposals(contextFor(handle.db, null), { subject: { sectionId }, status: null, cursor: null, limit: 100 })).items;

test('proposals that come in at the same moment get numbers without a hole, and one sent twice is one', async () => {
  await times(20, (index) => propose(`${index} meter`));
  await times(10, () => propose('twee keer verstuurd'));
  expect((await proposals()).map((proposal) => proposal.number).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 21 }, (_, index) => index + 1),
  );
});

test('fifty people agree at once and each counts once, however often they press', async () => {
  const { id } = await propose('vijftig meter');
  const people = await Promise.all(
    Array.from({ length: 50 }, (_, index) => makePerson(handle.db, { name: `Bewoner ${index}`, email: `bewoner-${index}@druk.example` })),
  );
  await times(150, (index) =>
    supportChangeProposal(contextFor(handle.db, people[index % 50] ?? null), { changeProposalId: id, agrees: true }),
  );
  expect((await proposals()).find((proposal) => proposal.id === id)).toMatchObject({ agree: 50, disagree: 0 });
});

test('two officials decide at once: one decision, one change of the text', async () => {
  const { id } = await propose('drie meter');
  const { official, colleague } = world.people;
  const results = await times(10, (index) =>
    decideChangeProposal(contextFor(handle.db, index % 2 ? official : colleague), {
      changeProposalId: id,
      decision: index % 2 ? 'accept' : 'decline',
      reason: 'Dit is de reden van het besluit.',
      publicUrl: 'https://oever.example',
    }),
  );
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  expect(await handle.db.selectFrom('mail').selectAll().execute()).toHaveLength(1);
  const { sections } = await getPlanText(contextFor(handle.db, null), { trajectory: world.trajectory.slug });
  const { status } = (await proposals()).find((proposal) => proposal.id === id) ?? {};
  expect(sections.at(-1)?.text).toBe(status === 'accepted' ? 'Het pad is drie meter breed.' : 'Het pad is vier meter breed.');
});

const codesOf = (results: PromiseSettledResult<unknown>[]) =>
  results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason instanceof DomainError ? result.reason.code : result.reason] : [],
  );

test('one official accepts and another adopts in part: one wins, the other hears that it is decided, and the text has the words of the one', async () => {
  const before = (await getPlanText(contextFor(handle.db, null), { trajectory: world.trajectory.slug })).sections.at(-1)?.text ?? '';
  const quote = /(drie|vier) meter/.exec(before)?.[0] ?? '';
  const { id } = await createChangeProposal(contextFor(handle.db, world.people.resident), {
    sectionId,
    quote,
    proposed: 'negen meter',
    reason: 'Dat past er beter bij.',
  });
  const { official, colleague } = world.people;
  const results = await times(12, (index) =>
    decideChangeProposal(contextFor(handle.db, index % 2 ? official : colleague), {
      changeProposalId: id,
      decision: index % 2 ? 'accept' : 'partly',
      adopted: 'zeven meter',
      reason: 'Dit is de reden van het besluit.',
      publicUrl: null,
    }),
  );
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  expect(new Set(codesOf(results))).toEqual(new Set(['already_decided']));
  const { status } = (await proposals()).find((proposal) => proposal.id === id) ?? {};
  const after = (await getPlanText(contextFor(handle.db, null), { trajectory: world.trajectory.slug })).sections.at(-1)?.text;
  expect(after).toBe(before.replace(quote, status === 'partly' ? 'zeven meter' : 'negen meter'));
  const clock = await handle.db
    .selectFrom('clock_event')
    .where('contribution_id', '=', id)
    .where('kind', '=', 'answered')
    .selectAll()
    .execute();
  expect(clock).toHaveLength(1);
});

test('many make a proposal anew at once, while others write: each earlier wording is kept once, and it fits the text', async () => {
  const section = await createSection(contextFor(handle.db, world.people.manager), {
    trajectoryId: world.trajectory.id,
    number: '6',
    title: 'Brug',
    level: 1,
    policy: 'open',
    content: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'De brug is laag.' }] }] },
    note: 'Start',
  });
  const { id } = await createChangeProposal(contextFor(handle.db, world.people.resident), {
    sectionId: section.id,
    quote: 'laag',
    proposed: 'hoog',
    reason: 'Dan kunnen er boten onderdoor.',
  });
  await editDocument({ db: handle.db, now: TEST_NOW }, section.documentId, null, (doc) =>
    applyContent(doc, { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'De brug is smal.' }] }] }),
  );
  const people = [world.people.resident, world.people.official, world.people.colleague];
  const results = await times(12, (index) =>
    rebaseChangeProposal(contextFor(handle.db, people[index % 3] ?? null), {
      changeProposalId: id,
      quote: 'smal',
      proposed: `breed ${index}`,
      publicUrl: null,
    }),
  );
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  expect(new Set(codesOf(results))).toEqual(new Set(['no_conflict']));
  const revisions = await handle.db.selectFrom('change_proposal_revision').where('change_proposal_id', '=', id).selectAll().execute();
  expect(revisions).toMatchObject([{ number: 1, quote: 'laag', proposed: 'hoog' }]);
});

test('what a proposal said before cannot be altered afterwards', async () => {
  await expect(handle.db.updateTable('change_proposal_revision').set({ quote: 'anders' }).execute()).rejects.toThrow('append-only');
});

test('a version saved by many at once is one version', async () => {
  const before = (await listVersions(contextFor(handle.db, null), sectionId)).versions.length;
  await handle.db.updateTable('section').set({ title: 'Het pad' }).where('id', '=', sectionId).execute();
  const results = await times(10, () => saveVersion(contextFor(handle.db, world.people.official), { sectionId, note: 'Nieuwe titel' }));
  expect(results.every((result) => result.status === 'fulfilled')).toBe(true);
  expect((await listVersions(contextFor(handle.db, null), sectionId)).versions).toHaveLength(before + 1);
});
