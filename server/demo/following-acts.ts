import { addDays, amsterdamDay } from '../calendar/amsterdam.ts';
import { submitChallenge } from '../challenges/commands.ts';
import type { Db } from '../context.ts';
import { follow } from '../following/commands.ts';
import { submitFormalView } from '../formal-views/commands.ts';
import { addMilestone, moveMilestone, reachMilestone, setProgress } from '../ideas/progress-commands.ts';
import { sendToStaff } from '../staff-only/commands.ts';
import { tellStory } from '../stories/commands.ts';
import { acting, type Cast } from './cast.ts';
import type { Act, Moments } from './moments.ts';
import { DEMO_CARRIED_OUT, DEMO_CHALLENGE, DEMO_FORMAL_VIEW, DEMO_STAFF_ONLY, DEMO_STORIES } from './story/kinds.ts';

type Stage = { db: Db; cast: Cast; moments: Moments; slug: string };

/** What was carried out, who follows, and what came in that is no idea. */
export function followingActs({ db, cast, moments, slug }: Stage, ideaIds: Map<string, string>): Act[] {
  const idOf = (key: string) => {
    const id = ideaIds.get(key);
    if (!id) throw new Error(`idea ${key} was not proposed yet`);
    return id;
  };
  return [
    ...DEMO_STORIES.map(
      ({ by, workingDaysAgo, ...story }): Act => ({
        at: moments.ago(workingDaysAgo),
        run: async (at) => {
          await tellStory(acting(db, cast.get(by), at), { trajectory: slug, ...story });
        },
      }),
    ),
    {
      at: moments.ago(DEMO_STAFF_ONLY.workingDaysAgo),
      run: async (at) => {
        const { by, workingDaysAgo: _, ...words } = DEMO_STAFF_ONLY;
        await sendToStaff(acting(db, cast.get(by), at), { form: 'idea', trajectory: slug, publicUrl: null, ...words });
      },
    },
    {
      at: moments.ago(DEMO_CHALLENGE.workingDaysAgo),
      run: async (at) => {
        const { by, workingDaysAgo: _, ...words } = DEMO_CHALLENGE;
        await submitChallenge(acting(db, cast.get(by), at), { trajectory: slug, ...words });
      },
    },
    {
      at: moments.ago(DEMO_FORMAL_VIEW.workingDaysAgo),
      run: async (at) => {
        const { by, workingDaysAgo: _, ...words } = DEMO_FORMAL_VIEW;
        await submitFormalView(acting(db, cast.get(by), at), { trajectory: slug, ...words });
      },
    },
    ...DEMO_CARRIED_OUT.flatMap(({ idea, workingDaysAgo, done, milestones }): Act[] => [
      {
        at: moments.ago(workingDaysAgo),
        run: async (at) => {
          const official = acting(db, cast.get('s2'), at);
          await setProgress(official, { ideaId: idOf(idea), to: 'carrying_out' });
          for (const { title, daysFromNow, moved, doneDaysAgo } of milestones) {
            const plannedOn = moments.day(daysFromNow);
            const { id } = await addMilestone(official, {
              ideaId: idOf(idea),
              title,
              plannedOn: moved ? addDays(plannedOn, -moved.days) : plannedOn,
            });
            let revision = 1;
            if (moved) {
              await moveMilestone(official, { milestoneId: id, revision, plannedOn, reason: moved.reason });
              revision++;
            }
            if (doneDaysAgo !== undefined) {
              const [doneOn = ''] = [moments.day(-doneDaysAgo), amsterdamDay(at)].sort();
              await reachMilestone(official, { milestoneId: id, revision, doneOn });
            }
          }
          if (done) await setProgress(official, { ideaId: idOf(idea), to: 'done' });
        },
      },
    ]),
    {
      at: moments.ago(8),
      run: async (at) => {
        for (const key of ['zwemtrap', 'natuuroever']) await follow(acting(db, cast.get('b1'), at), { ideaId: idOf(key) });
        await follow(acting(db, cast.get('b2'), at), { trajectory: slug });
      },
    },
  ];
}
