/** A trajectory with one of everything the open API tells of, and of everything it must not tell. */

import { createComment } from '../../comments/commands.ts';
import type { Db } from '../../context.ts';
import { env } from '../../env.ts';
import { proposeIdea } from '../../ideas/commands.ts';
import { decideOnSubject } from '../../moderation/commands.ts';
import { createSection } from '../../plan-texts/commands.ts';
import { answer } from '../../responses/test-story.ts';
import { contextFor, makeWorld, type World } from '../../testing/world.ts';
import { castBallot, createVoting, sealVoting } from '../../votings/commands.ts';

export const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export type OpenWorld = World & {
  ideas: { named: string; anonymous: string; hidden: string; answered: string };
  votings: { open: string; closed: string };
  hiddenComment: string;
};

/** The server asked in these tests lives now, and so does this world. */
export async function makeOpenWorld(db: Db): Promise<OpenWorld> {
  const now = new Date();
  const world = await makeWorld(db);
  const { people, trajectory } = world;
  const day = (days: number) => new Date(now.getTime() + days * DAY).toISOString().slice(0, 10);
  await db
    .updateTable('phase')
    .set({ starts_on: day(-20), ends_on: day(20) })
    .where('id', '=', world.phaseId)
    .execute();
  const as = (who: keyof World['people']) => contextFor(db, people[who], now);
  await createSection(as('manager'), {
    trajectoryId: trajectory.id,
    number: '5',
    title: 'De kade',
    level: 1,
    policy: 'open',
    content: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'De kade blijft groen.' }] }] },
    note: 'Eerste tekst',
  });
  const propose = async (who: keyof World['people'], title: string, showName = true) =>
    (
      await proposeIdea(as(who), {
        trajectory: trajectory.slug,
        title,
        body: `${title}, want dat is goed voor de buurt.`,
        showName,
        publicUrl: null,
      })
    ).id;
  const ideas = {
    named: await propose('resident', '=HYPERLINK("https://evil.example") op de kade'),
    anonymous: await propose('resident2', 'Meer bomen langs het water', false),
    hidden: await propose('resident2', 'Verborgen vloekwoorden op de kade'),
    answered: await propose('resident', 'Een zwemtrap bij de brug'),
  };
  const shown = await createComment(as('resident2'), { ideaId: ideas.named, body: 'Een geheime reactie die weg moet.' });
  const moderate = (subjectKind: 'idea' | 'comment', subjectId: string) =>
    decideOnSubject(as('moderator'), {
      subjectKind,
      subjectId,
      action: 'hide',
      rule: 'off_topic',
      reason: 'Dit gaat niet over het plan.',
      publicUrl: env.publicUrl,
    });
  await moderate('idea', ideas.hidden);
  await moderate('comment', shown.id);
  await answer(db, world, { contributionId: ideas.answered, on: day(0) });
  const votings = { open: await hold(db, world, now), closed: await hold(db, world, now) };
  await db
    .updateTable('voting')
    .set({ closes_at: new Date(now.getTime() - 1000) })
    .where('id', '=', votings.closed)
    .execute();
  await sealVoting({ db, now }, votings.closed);
  return { ...world, ideas, votings, hiddenComment: shown.id };
}

async function hold(db: Db, { people, trajectory }: World, now: Date): Promise<string> {
  const { id, optionIds } = await createVoting(contextFor(db, people.manager, now), {
    trajectoryId: trajectory.id,
    title: 'Oeverbudget',
    question: 'Waaraan geven we het geld uit?',
    opensAt: new Date(now.getTime() - HOUR),
    closesAt: new Date(now.getTime() + HOUR),
    kind: 'budget',
    budget: 100,
    method: 'greedy',
    options: [
      { title: 'Zwemsteiger', cost: 60 },
      { title: 'Botenhelling', cost: 50 },
      { title: 'Bankje', cost: 30 },
    ],
  });
  for (const voter of [people.resident, people.resident2, people.council])
    await castBallot(contextFor(db, voter, now), { votingId: id, choices: optionIds.slice(0, 1) });
  return id;
}
