import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { endCommitment, makeCommitment, tellProgress } from '../commitments/commands.ts';
import type { Actor } from '../context.ts';
import { proposeIdea } from '../ideas/commands.ts';
import { supportIdea, withdrawSupport } from '../ideas/support.ts';
import { updateIdea } from '../ideas/update.ts';
import { listMails } from '../mail/outbox.ts';
import { beginNote, publishNote, sendNote } from '../reply-notes/commands.ts';
import { getNoteDesk } from '../reply-notes/queries.ts';
import { answer } from '../responses/test-story.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { chooseRhythm, follow, unfollow } from './commands.ts';
import { mailDigests } from './digest.ts';
import { trajectoryFeed } from './feeds.ts';
import { tellFollowers } from './tell.ts';

let handle: DatabaseHandle;
let world: World;
let slug: string;

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  slug = world.trajectory.slug;
});
afterAll(() => handle.close());

const later = (hours: number) => new Date(TEST_NOW.getTime() + hours * 3_600_000);
const as = (person: keyof World['people'] | null, hours = 0) =>
  contextFor(handle.db, person && (world.people[person] as Actor), later(hours));
async function work(hours: number): Promise<void> {
  await tellFollowers({ db: handle.db, now: later(hours) });
  await mailDigests({ db: handle.db, now: later(hours) });
}
const textsTo = async (person: keyof World['people']) =>
  (await listMails(handle.db)).filter(({ to }) => to === world.people[person].email).map(({ subject, text }) => `${subject}\n${text}`);
const toldTo = async (person: keyof World['people'], words: string) =>
  (await textsTo(person)).filter((text) => text.includes(words)).length;

const WORDS = { body: 'Waar iedereen veilig het water in kan.', publicUrl: null };
const CHANGED = 'De indiener heeft het idee veranderd';

describe('an idea that says something else', () => {
  test('is told to who supported it before, by their own choice, once', async () => {
    const idea = await proposeIdea(as('resident'), { trajectory: slug, title: 'Zwemtrap bij het park', ...WORDS });
    const change = (edits: number, body: string, hours: number) =>
      updateIdea(as('resident', hours), { ideaId: idea.id, edits, title: 'Zwemtrap bij het park', body });
    await change(0, 'Nog voordat iemand het steunt.', 1);
    await supportIdea(as('resident2', 2), { ideaId: idea.id });
    await supportIdea(as('council', 2), { ideaId: idea.id });
    await chooseRhythm(as('council', 2), { rhythm: 'never' });
    await supportIdea(as('clerk', 2), { ideaId: idea.id });
    await withdrawSupport(as('clerk', 2), { ideaId: idea.id });
    expect(await change(1, 'Liever twee trappen, en een steiger.', 3)).toEqual({ kept: true });
    await supportIdea(as('colleague', 4), { ideaId: idea.id });
    // Stopping to follow something else leaves what is told about support.
    await follow(as('resident2', 4), { trajectory: slug });
    await work(5);
    await unfollow(as('resident2', 5), { trajectory: slug });
    await work(40);
    await work(80);

    const [mail] = await textsTo('resident2');
    expect(mail).toContain(CHANGED);
    expect(mail).toContain(`/trajecten/${slug}/ideeen/${idea.number}/geschiedenis`);
    expect(mail).toMatch(/\/afmelden\/[\w-]{43}\n/);
    for (const [person, times] of [
      ['resident2', 1],
      ['council', 0],
      ['clerk', 0],
      ['colleague', 0],
      ['resident', 0],
    ] as const)
      expect([person, await toldTo(person, CHANGED)]).toEqual([person, times]);
  });
});

describe('who follows a trajectory', () => {
  test('hears of a note with all answers, and of commitments until they are done', async () => {
    const idea = await proposeIdea(as('resident', 100), { trajectory: slug, title: 'Bankje', ...WORDS });
    await follow(as('resident2', 101), { trajectory: slug });
    await follow(as('clerk', 101), { ideaId: idea.id });
    const day = '2026-11-23';
    const responseId = await answer(handle.db, world, { contributionId: idea.id, on: day });
    const made = await makeCommitment(as('official', 130), {
      trajectoryId: world.trajectory.id,
      responseId,
      title: 'Drie banken bij de steiger',
      description: '',
      promisedOn: '2027-03-01',
    });
    await tellProgress(as('official', 131), { commitmentId: made.id, revision: 1, body: 'De banken zijn besteld bij de timmerman.' });
    await endCommitment(as('official', 132), { commitmentId: made.id, revision: 2, how: 'done', body: 'Ze staan er alle drie.' });
    const { number } = await beginNote(as('official', 133), {
      trajectoryId: world.trajectory.id,
      title: 'Antwoorden van november',
      introduction: '',
      ownChanges: '',
      kinds: ['idea'],
      periodFrom: day.replace('23', '22'),
      periodUntil: '2026-11-30',
    });
    const { id: noteId } = await getNoteDesk(as('official', 133), { trajectory: slug, number });
    await sendNote(as('official', 134), { noteId, revision: 1 });
    await publishNote(as('manager', 135), { noteId, revision: 2 });
    await work(200);

    const mail = (await textsTo('resident2')).find((text) => text.includes('Drie banken')) ?? '';
    for (const words of [
      'De gemeente zegt iets toe (Drie banken bij de steiger)',
      'Nieuws over een toezegging (Drie banken bij de steiger): De banken zijn besteld bij de timmerman.',
      'Een toezegging is klaar (Drie banken bij de steiger): Ze staan er alle drie.',
      'Alle antwoorden staan bij elkaar in een nota',
      `/trajecten/${slug}/toezeggingen/${made.number}`,
      `/trajecten/${slug}/nota/${number}`,
    ])
      expect(mail).toContain(words);
    // Who follows the idea hears of what was promised in its answer, and not of the note of everything.
    expect(await toldTo('clerk', 'De gemeente zegt iets toe')).toBe(1);
    expect(await toldTo('clerk', 'in een nota')).toBe(0);
    const feed = await trajectoryFeed({ db: handle.db, now: later(200) }, { trajectory: slug });
    expect(feed).toContain('Alle antwoorden staan bij elkaar in een nota: Antwoorden van november');
    expect(feed).toContain('Een toezegging is klaar');
    expect(feed).not.toContain(world.people.official.name);
  });
});
