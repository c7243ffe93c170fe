import { createComment } from '../comments/commands.ts';
import type { Db } from '../context.ts';
import { enterContribution } from '../meetings/enter.ts';
import { acting, type Cast } from './cast.ts';
import type { Act, Moments } from './moments.ts';
import { DEMO_ENTRIES, DEMO_PROPOSAL_COMMENTS, WRITING_EVENING } from './story/paper.ts';

type Stage = { db: Db; cast: Cast; moments: Moments; slug: string; trajectoryId: string };

/** Officials type what came in on paper, and people talk about proposals. */
export function paperActs({ db, cast, moments, slug, trajectoryId }: Stage): Act[] {
  return [
    ...DEMO_ENTRIES.map(
      ({ by, channel, receivedWorkingDaysAgo, typedWorkingDaysAgo, reference, name, post, entry }): Act => ({
        at: moments.ago(typedWorkingDaysAgo),
        run: async (at) => {
          const meeting =
            channel === 'meeting'
              ? await db
                  .selectFrom('meeting')
                  .where('trajectory_id', '=', trajectoryId)
                  .where('title', '=', WRITING_EVENING)
                  .select('id')
                  .executeTakeFirstOrThrow()
              : null;
          await enterContribution(acting(db, cast.get(by), at), {
            trajectory: slug,
            onBehalf: {
              channel,
              receivedOn: moments.workingDayAgo(receivedWorkingDaysAgo),
              meetingId: meeting?.id ?? null,
              reference,
              name: name ?? '',
              agreed: name !== undefined,
              postName: post?.name ?? '',
              postAddress: post?.address ?? '',
            },
            entry,
          });
        },
      }),
    ),
    ...DEMO_PROPOSAL_COMMENTS.map(
      ({ proposal, by, body, question, workingDaysAgo }): Act => ({
        at: moments.ago(workingDaysAgo),
        run: async (at) => {
          const { id } = await db
            .selectFrom('change_proposal')
            .where('trajectory_id', '=', trajectoryId)
            .where('quote', 'like', `${proposal}%`)
            .select('id')
            .executeTakeFirstOrThrow();
          await createComment(acting(db, cast.get(by), at), { changeProposalId: id, body, isQuestion: question ?? false });
        },
      }),
    ),
  ];
}
