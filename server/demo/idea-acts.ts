import { addWorkingDays } from '../calendar/working-days.ts';
import { createComment } from '../comments/commands.ts';
import type { Db } from '../context.ts';
import { carrySupport } from '../ideas/carry-support.ts';
import { proposeIdea, withdrawIdea } from '../ideas/commands.ts';
import { answerMerge, proposeMerge } from '../ideas/merge-commands.ts';
import { supportIdea } from '../ideas/support.ts';
import { lookForUnusual } from '../integrity/look.ts';
import { appeal } from '../moderation/appeals.ts';
import { decideOnSubject, reportSubject } from '../moderation/commands.ts';
import { keepPhoto } from '../photos/commands.ts';
import { claim, extendClock, pauseClock } from '../responses/commands.ts';
import { correctResponse } from '../responses/corrections.ts';
import { approveResponse, draftResponse, publishResponse, submitForReview } from '../responses/response-commands.ts';
import { acting, type Cast } from './cast.ts';
import type { Act, Moments } from './moments.ts';
import { drawPhoto } from './photos.ts';
import { DEMO_IDEAS } from './story/ideas.ts';
import type { DemoIdea } from './story/types.ts';

/** All its support came from one place: something for a moderator to look at. */
const LIBRARY_EVENING = 'speelplek-water';

type Stage = { db: Db; cast: Cast; moments: Moments; slug: string; sectionIds: Map<string, string>; publicUrl: string };

/** Ideas from proposal to fate. The ids of what was proposed are kept in `ideaIds` for other acts. */
export function ideaActs(stage: Stage, ideaIds: Map<string, string>): Act[] {
  const { db, cast, moments, slug } = stage;
  const idOf = (key: string) => {
    const id = ideaIds.get(key);
    if (!id) throw new Error(`idea ${key} was not proposed yet`);
    return id;
  };
  // Drawn beside everything else: filling is what a first start waits for.
  const drawn = new Map(DEMO_IDEAS.flatMap(({ key, photo }) => (photo ? [[key, drawPhoto(photo.drawing)] as const] : [])));
  return DEMO_IDEAS.flatMap((idea): Act[] => [
    {
      at: moments.ago(idea.workingDaysAgo),
      run: async (at) => {
        const author = acting(db, cast.get(idea.by), at);
        const bytes = await drawn.get(idea.key);
        const photo = idea.photo && bytes ? { id: (await keepPhoto(author, { bytes })).id, alt: idea.photo.alt } : null;
        const { id } = await proposeIdea(author, {
          trajectory: slug,
          title: idea.title,
          body: idea.body,
          theme: idea.theme,
          area: idea.area,
          place: idea.place,
          map: idea.map,
          photo,
          publicUrl: null,
        });
        ideaIds.set(idea.key, id);
        const address = idea.key === LIBRARY_EVENING ? '203.0.113.20' : '';
        for (const neighbour of cast.neighbours.slice(0, idea.supporters))
          await supportIdea({ ...acting(db, neighbour, at), address }, { ideaId: id });
        if (address) await lookForUnusual({ db, now: at });
      },
    },
    ...commentActs(stage, idea, idOf),
    ...fateActs(stage, idea, idOf),
  ]);
}

function commentActs({ db, cast, moments }: Stage, idea: DemoIdea, idOf: (key: string) => string): Act[] {
  return idea.comments.flatMap(({ by, body, stance, question, daysAfter, reply }): Act[] => {
    let commentId = '';
    return [
      {
        at: moments.agoPlus(idea.workingDaysAgo, daysAfter),
        run: async (at) => {
          const comment = await createComment(acting(db, cast.get(by), at), {
            ideaId: idOf(idea.key),
            body,
            stance: stance ?? 'neutral',
            isQuestion: question ?? false,
          });
          commentId = comment.id;
          if (question && reply && comment.contributionId) {
            const contributionId = comment.contributionId;
            const answeredAt = moments.agoPlus(idea.workingDaysAgo, reply.daysAfter);
            await answer({
              db,
              cast,
              contributionId,
              at: answeredAt,
              by: reply.by,
              text: { outcome: 'no_action_asked', summary: reply.body, motivation: reply.body, nextStep: '', sectionId: null },
            });
          }
        },
      },
      ...(reply && !question
        ? [
            {
              at: moments.agoPlus(idea.workingDaysAgo, reply.daysAfter),
              run: async (at: Date) => {
                await createComment(acting(db, cast.get(reply.by), at), { ideaId: idOf(idea.key), parentId: commentId, body: reply.body });
              },
            },
          ]
        : []),
    ];
  });
}

function fateActs({ db, cast, moments, sectionIds, publicUrl }: Stage, idea: DemoIdea, idOf: (key: string) => string): Act[] {
  const { fate } = idea;
  const soon = moments.agoPlus(idea.workingDaysAgo, 1);
  const official = acting(db, cast.get('s2'), soon);
  switch (fate.kind) {
    case 'waiting':
      return [];
    case 'answered':
      return [
        {
          at: moments.agoPlus(idea.workingDaysAgo, fate.afterWorkingDays),
          run: async (at) => {
            const sectionId = fate.section ? (sectionIds.get(fate.section) ?? null) : null;
            await answer({ db, cast, contributionId: idOf(idea.key), at, by: 's2', text: { ...fate, sectionId } });
          },
        },
        ...(fate.corrected ? [correctionAct({ db, cast, moments }, { idea, fate, contributionId: () => idOf(idea.key) })] : []),
      ];
    case 'in_treatment':
      return [{ at: soon, run: () => claim(official, { contributionId: idOf(idea.key) }) }];
    case 'extended':
      return [
        {
          at: moments.agoPlus(idea.workingDaysAgo, 6),
          run: async (at) => {
            const newDueOn = addWorkingDays(moments.workingDayAgo(idea.workingDaysAgo), 10 + fate.workingDays);
            await extendClock(acting(db, cast.get('s2'), at), { contributionId: idOf(idea.key), reason: fate.reason, newDueOn });
          },
        },
      ];
    case 'paused':
      return [
        {
          at: moments.agoPlus(idea.workingDaysAgo, 4),
          run: (at) => pauseClock(acting(db, cast.get('s2'), at), { contributionId: idOf(idea.key), reason: fate.reason }),
        },
      ];
    case 'hidden':
      return [
        {
          at: soon,
          run: async (at) => {
            const subject = { subjectKind: 'idea' as const, subjectId: idOf(idea.key) };
            await reportSubject(acting(db, cast.get('b2'), at), {
              ...subject,
              reason: fate.rule,
              note: 'Hier staat de naam van mijn buurman.',
            });
            const { decisionId } = await decideOnSubject(acting(db, cast.get('s1'), at), {
              ...subject,
              action: 'hide',
              rule: fate.rule,
              reason: fate.reason,
              publicUrl,
            });
            await appeal(acting(db, cast.get(idea.by), at), { decisionId, statement: fate.appeal });
          },
        },
      ];
    case 'merged':
      return [
        {
          at: moments.agoPlus(idea.workingDaysAgo, 3),
          run: async (at) => {
            const [fromId, intoId] = [idOf(idea.key), idOf(fate.into)];
            const { mergeId } = await proposeMerge(acting(db, cast.get('s2'), at), { fromId, intoId, reason: fate.reason });
            const other = DEMO_IDEAS.find(({ key }) => key === fate.into);
            for (const author of new Set([idea.by, other?.by ?? idea.by]))
              await answerMerge(acting(db, cast.get(author), at), { mergeId, agrees: true });
            // Some take their support along, each by their own press.
            for (const neighbour of cast.neighbours.slice(0, Math.ceil(idea.supporters / 2)))
              await carrySupport(acting(db, neighbour, at), { ideaId: fromId });
          },
        },
      ];
    case 'withdrawn':
      return [{ at: soon, run: (at) => withdrawIdea(acting(db, cast.get(idea.by), at), { ideaId: idOf(idea.key) }) }];
  }
}

type AnswerText = {
  outcome: 'adopted' | 'partly' | 'not_adopted' | 'already_arranged' | 'outside_scope' | 'no_action_asked';
  summary: string;
  motivation: string;
  nextStep: string;
  sectionId: string | null;
};

/** What an answer said turned out to be wrong: some days later a better one follows it. */
function correctionAct(
  { db, cast, moments }: Pick<Stage, 'db' | 'cast' | 'moments'>,
  { idea, fate, contributionId: idNow }: { idea: DemoIdea; fate: DemoIdea['fate']; contributionId: () => string },
): Act {
  const corrected = fate.kind === 'answered' ? fate.corrected : undefined;
  const after = fate.kind === 'answered' ? fate.afterWorkingDays : 0;
  return {
    at: moments.agoPlus(idea.workingDaysAgo, after + (corrected?.afterWorkingDays ?? 0)),
    run: async (at) => {
      if (!corrected) return;
      const contributionId = idNow();
      const writer = acting(db, cast.get('s2'), at);
      const { id: responseId } = await db
        .selectFrom('response')
        .where('contribution_id', '=', contributionId)
        .where('status', '=', 'published')
        .select('id')
        .executeTakeFirstOrThrow();
      const { afterWorkingDays: _, ...words } = corrected;
      await correctResponse(writer, { contributionId, responseId, ...words });
      await submitForReview(writer, { contributionId });
      await approveResponse(acting(db, cast.get('s3'), at), { contributionId });
      await publishResponse(writer, { contributionId });
    },
  };
}

/** One official writes, another reads and approves, and it is published: the four eyes of the desk. */
async function answer({
  db,
  cast,
  contributionId,
  at,
  by,
  text,
}: {
  db: Db;
  cast: Cast;
  contributionId: string;
  at: Date;
  by: string;
  text: AnswerText;
}): Promise<void> {
  const writer = acting(db, cast.get(by), at);
  const reader = acting(db, cast.get(by === 's2' ? 's3' : 's2'), at);
  const { outcome, summary, motivation, nextStep, sectionId } = text;
  await draftResponse(writer, { contributionId, outcome, summary, motivation, nextStep, sectionId });
  await submitForReview(writer, { contributionId });
  await approveResponse(reader, { contributionId });
  await publishResponse(writer, { contributionId });
}
