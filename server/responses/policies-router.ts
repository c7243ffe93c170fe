import { z } from 'zod';
import { can, requireActor } from '../permissions.ts';
import { procedure, router } from '../trpc.ts';
import { addEquatedDay, confirmLengthening, declineLengthening, listEquatedDays, listLengthenings } from './clock-lengthening.ts';
import { findWaitingStart, handOver, listToHandOver } from './clock-start.ts';
import { CLOCK_KINDS, listPolicies, removePolicy, setPolicy } from './policies.ts';
import { START_EVENTS } from './rules.ts';
import { listStaff, listTeams, setTeamLead } from './teams.ts';

const key = { trajectoryId: z.uuid().nullable(), kind: z.enum(CLOCK_KINDS), teamId: z.uuid().nullish() };
const term = z.object({ workingDays: z.number().optional(), weeks: z.number().optional(), days: z.number().optional() });
const text = z.string().max(2000);

export const policiesRouter = router({
  /** What is promised on a trajectory, or on the whole site; public. `may.set` for who may change it. */
  list: procedure.input(z.object({ trajectoryId: z.uuid().nullable() })).query(async ({ ctx, input }) => ({
    items: await listPolicies(ctx.db, input.trajectoryId),
    teams: (await listTeams(ctx.db)).map(({ id, name }) => ({ id, name })),
    may: { set: can(ctx.actor, 'response_policy.set', { trajectoryId: input.trajectoryId }, ctx) },
  })),
  set: procedure
    .input(
      z.object({
        ...key,
        policy: z.object({
          term,
          firstDay: z.enum(['same', 'next']),
          termsAct: z.boolean(),
          basis: z.enum(['promise', 'statutory']),
          basisText: text,
          dueSoonDays: z.number(),
          targetPercent: z.number(),
          startEvent: z.enum(START_EVENTS),
          remindAt: z.array(z.number()).max(10),
        }),
      }),
    )
    .mutation(({ ctx, input: { policy, teamId, ...rest } }) => {
      const { workingDays, weeks, days } = policy.term;
      const given = {
        ...(workingDays === undefined ? {} : { workingDays }),
        ...(weeks === undefined ? {} : { weeks }),
        ...(days === undefined ? {} : { days }),
      };
      return setPolicy(ctx, { ...rest, teamId: teamId ?? null, policy: { ...policy, term: given } });
    }),
  remove: procedure
    .input(z.object(key))
    .mutation(({ ctx, input: { teamId, ...rest } }) => removePolicy(ctx, { ...rest, teamId: teamId ?? null })),
});

export const calendarRouter = router({
  /** Days added to the calendar; public. */
  days: procedure.query(({ ctx }) => listEquatedDays(ctx.db)),
  /** The clocks a day would lengthen; for administrators. */
  lengthenings: procedure.query(({ ctx }) => {
    requireActor(ctx.actor, 'calendar.change', {}, ctx);
    return listLengthenings(ctx.db, ctx.now);
  }),
  add: procedure.input(z.object({ day: text, decree: text })).mutation(({ ctx, input }) => addEquatedDay(ctx, input)),
  confirm: procedure.input(z.object({ expected: z.number().int() })).mutation(({ ctx, input }) => confirmLengthening(ctx, input)),
  decline: procedure.input(z.object({ reason: text })).mutation(({ ctx, input }) => declineLengthening(ctx, input)),
});

export const teamsRouter = router({
  list: procedure.query(async ({ ctx }) => {
    requireActor(ctx.actor, 'team.set_lead', {}, ctx);
    return { items: await listTeams(ctx.db), staff: await listStaff(ctx.db) };
  }),
  setLead: procedure
    .input(z.object({ teamId: z.uuid(), personId: z.uuid().nullable() }))
    .mutation(({ ctx, input }) => setTeamLead(ctx, input)),
});

export const clockStartsRouter = router({
  /** What a contribution without a clock waits for; null when it waits for nothing. */
  waiting: procedure
    .input(z.object({ contributionId: z.uuid() }))
    .query(({ ctx, input }) => findWaitingStart(ctx.db, input.contributionId)),
  toHandOver: procedure.query(async ({ ctx }) => {
    requireActor(ctx.actor, 'contribution.hand_over', {}, ctx);
    const all = await listToHandOver(ctx.db);
    return all.filter(({ trajectoryId }) => can(ctx.actor, 'contribution.hand_over', { trajectoryId }, ctx));
  }),
  handOver: procedure.input(z.object({ contributionId: z.uuid() })).mutation(({ ctx, input }) => handOver(ctx, input)),
});
