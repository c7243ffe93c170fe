/** What officials do around the answers: templates, notes, commitments with their progress, and a reply note. */
import { addMilestone, endCommitment, makeCommitment, moveCommitment, reachMilestone, tellProgress } from '../commitments/commands.ts';
import { getCommitment } from '../commitments/queries.ts';
import type { Db } from '../context.ts';
import { chooseNameInAnswers } from '../people/shown-official.ts';
import { beginNote, publishNote, sendNote } from '../reply-notes/commands.ts';
import { getNoteDesk } from '../reply-notes/queries.ts';
import { addInternalNote } from '../responses/response-notes.ts';
import { addTemplate } from '../responses/response-templates.ts';
import { acting, type Cast } from './cast.ts';
import type { Act, Moments } from './moments.ts';
import { DEMO_INTERNAL_NOTE, DEMO_NOTE, DEMO_PLEDGES, DEMO_TEMPLATES, type DemoPledge } from './story/desk.ts';
import { DEMO_IDEAS } from './story/ideas.ts';

type Stage = { db: Db; cast: Cast; moments: Moments; trajectoryId: string; slug: string };

export function deskActs(stage: Stage, ideaIds: ReadonlyMap<string, string>): Act[] {
  const { db, cast, moments } = stage;
  const waiting = DEMO_IDEAS.find(({ fate }) => fate.kind === 'in_treatment');
  return [
    {
      at: moments.ago(60),
      run: async (at) => {
        for (const template of DEMO_TEMPLATES) await addTemplate(acting(db, cast.get('s2'), at), { trajectoryId: null, ...template });
      },
    },
    // One of the officials is named to residents; the other answers as a team.
    { at: moments.ago(60), run: (at: Date) => chooseNameInAnswers(acting(db, cast.get('s3'), at), { shown: true }) },
    ...(waiting
      ? [
          {
            at: moments.ago(0),
            run: (at: Date) =>
              addInternalNote(acting(db, cast.get('s3'), at), { contributionId: ideaIds.get(waiting.key) ?? '', body: DEMO_INTERNAL_NOTE }),
          },
        ]
      : []),
    ...DEMO_PLEDGES.flatMap((pledge) => pledgeActs(stage, pledge, ideaIds)),
    ...noteActs(stage),
  ];
}

/** One commitment from its answer to its end. Each act reads the revision it goes on with, as the page would. */
function pledgeActs(
  { db, cast, moments, trajectoryId, slug }: Stage,
  { idea, title, description, madeAgo, promisedIn, owner, steps, news, moved, end }: DemoPledge,
  ideaIds: ReadonlyMap<string, string>,
): Act[] {
  let number = 0;
  const as = (at: Date) => acting(db, cast.get(owner), at);
  const read = async (at: Date) => {
    const { commitment, milestones } = await getCommitment(as(at), { trajectory: slug, number });
    return { ref: { commitmentId: commitment.id, revision: commitment.revision }, milestones };
  };
  return [
    {
      at: moments.ago(madeAgo),
      run: async (at) => {
        const answer = await db
          .selectFrom('response')
          .where('contribution_id', '=', ideaIds.get(idea) ?? '')
          .where('status', '=', 'published')
          .select('id')
          .executeTakeFirstOrThrow();
        const words = { title, description, promisedOn: moments.day(promisedIn) };
        ({ number } = await makeCommitment(as(at), { trajectoryId, responseId: answer.id, ownerId: cast.get(owner).id, ...words }));
        for (const step of steps)
          await addMilestone(as(at), { ...(await read(at)).ref, title: step.title, plannedOn: moments.day(step.plannedIn) });
      },
    },
    ...steps.flatMap(({ title: step, reachedAgo }): Act[] =>
      reachedAgo === undefined
        ? []
        : [
            {
              at: moments.ago(reachedAgo),
              run: async (at) => {
                const { ref, milestones } = await read(at);
                await reachMilestone(as(at), { ...ref, milestoneId: milestones.find((found) => found.title === step)?.id ?? '' });
              },
            },
          ],
    ),
    ...news.map(
      ({ ago, body, evidence }): Act => ({
        at: moments.ago(ago),
        run: async (at) => tellProgress(as(at), { ...(await read(at)).ref, body, evidenceLevel: evidence ?? null }),
      }),
    ),
    ...(moved
      ? [
          {
            at: moments.ago(moved.ago),
            run: async (at: Date) =>
              moveCommitment(as(at), { ...(await read(at)).ref, body: moved.body, promisedOn: moments.day(moved.promisedIn) }),
          },
        ]
      : []),
    ...(end
      ? [
          {
            at: moments.ago(end.ago),
            run: async (at: Date) =>
              endCommitment(as(at), { ...(await read(at)).ref, how: end.how, body: end.body, evidenceLevel: end.evidence ?? null }),
          },
        ]
      : []),
  ];
}

function noteActs({ db, cast, moments, trajectoryId, slug }: Stage): Act[] {
  const { title, introduction, ownChanges, kinds, fromAgo, untilAgo, begunAgo, sentAgo, publishedAgo } = DEMO_NOTE;
  const manager = cast.get('s4');
  const refAt = async (at: Date) => {
    const { id: noteId, revision } = await getNoteDesk(acting(db, manager, at), { trajectory: slug, number: 1 });
    return { noteId, revision };
  };
  return [
    {
      at: moments.ago(begunAgo),
      run: async (at) => {
        const period = { periodFrom: moments.workingDayAgo(fromAgo), periodUntil: moments.workingDayAgo(untilAgo) };
        await beginNote(acting(db, manager, at), { trajectoryId, title, introduction, ownChanges, kinds, ...period });
      },
    },
    {
      at: moments.ago(sentAgo),
      run: async (at) => {
        await sendNote(acting(db, manager, at), await refAt(at));
      },
    },
    { at: moments.ago(publishedAgo), run: async (at) => publishNote(acting(db, manager, at), await refAt(at)) },
  ];
}
