/** What the tests of answers need: ideas with a clock, and an answer brought to any stage. */
import type { Actor, Context, Db } from '../context.ts';
import { contextFor, type World } from '../testing/world.ts';
import { startClock } from './commands.ts';
import { approveResponse, draftResponse, publishResponse, submitForReview } from './response-commands.ts';
import type { Outcome } from './response-rules.ts';

let ideas = 0;

/** Noon in Amsterdam (winter) of a day. */
export function noon(day: string): Date {
  return new Date(`${day}T11:00:00Z`);
}

export type MadeIdea = { id: string; number: number };

/** An idea with its clock, proposed on a day. Written here and not by the ideas' own command, because answers must not need it. */
export async function makeIdea(
  db: Db,
  world: World,
  {
    on,
    title = 'Zwemtrap bij de brug',
    author = world.people.resident,
    showName = true,
  }: { on: string; title?: string; author?: Actor; showName?: boolean },
): Promise<MadeIdea> {
  const now = noon(on);
  const number = ++ideas;
  return db.transaction().execute(async (tx) => {
    const { id } = await tx
      .insertInto('contribution')
      .values({ trajectory_id: world.trajectory.id, kind: 'idea', title, author_id: author.id, created_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('idea')
      .values({
        id,
        trajectory_id: world.trajectory.id,
        number,
        title,
        body: 'Dan kan iedereen veilig het water in.',
        author_id: author.id,
        show_name: showName,
        created_at: now,
      })
      .execute();
    await startClock(
      tx,
      { actor: author, now },
      { contributionId: id, trajectoryId: world.trajectory.id, kind: 'idea', teamId: world.teamId },
    );
    return { id, number };
  });
}

/** `context(actor, day)`: somebody acting at noon of a day. */
export function actingOn(db: Db): (actor: Actor | null, day: string) => Context {
  return (actor, day) => contextFor(db, actor, noon(day));
}

export const ANSWER = {
  outcome: 'partly' as Outcome,
  summary: 'Ja, we nemen dit over. Wel op een andere plek.',
  motivation: 'Bij de brug stroomt het water te hard.',
  nextStep: 'Ontwerp in maart 2027',
};

/** Brings an answer by `official`, read by `colleague`, to the stage asked for, all at noon of `on`. */
export async function answer(
  db: Db,
  world: World,
  {
    contributionId,
    on,
    stage = 'published',
    outcome = 'partly',
  }: { contributionId: string; on: string; stage?: 'draft' | 'in_review' | 'approved' | 'published'; outcome?: Outcome },
): Promise<string> {
  const as = actingOn(db);
  const { official, colleague } = world.people;
  const { id, revision } = await draftResponse(as(official, on), { contributionId, ...ANSWER, outcome });
  if (stage === 'draft') return id;
  await submitForReview(as(official, on), { contributionId, revision });
  if (stage === 'in_review') return id;
  await approveResponse(as(colleague, on), { contributionId, revision });
  if (stage === 'published') await publishResponse(as(official, on), { contributionId });
  return id;
}

/** The code of the refusal, to compare with. */
export async function refusal(act: Promise<unknown>): Promise<string> {
  try {
    await act;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'nothing refused';
}
