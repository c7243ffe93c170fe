import { z } from 'zod';
import type { Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { requireActor } from '../permissions.ts';
import { assertReadable } from '../staff-only/queries.ts';
import { procedure, router } from '../trpc.ts';
import { getAnswerPage } from './answer-page.ts';
import { listLatest } from './answers.ts';
import { claim, extendClock, pauseClock, rate, reopen, resumeClock } from './commands.ts';
import { correctResponse, dropCorrection } from './corrections.ts';
import { responseTimes } from './figures.ts';
import { countOutcomes } from './outcomes.ts';
import { CLOCK_KINDS } from './policies.ts';
import { getClock, promiseFor } from './queries.ts';
import { listQueue, QUEUE_TABS } from './queue.ts';
import { MOST_TOGETHER } from './response-bundle.ts';
import { approveResponse, draftResponse, publishResponse, returnResponse, submitForReview } from './response-commands.ts';
import { OUTCOMES } from './response-rules.ts';

const contribution = z.object({ contributionId: z.uuid() });
const text = z.string().max(20_000);
const page = { cursor: z.string().nullish(), limit: z.number().int().min(1).max(100).optional() };
const ref = { contributionId: z.uuid().optional(), responseId: z.uuid().optional(), revision: z.number().int().optional() };
const oneOf = (value: { contributionId?: string; responseId?: string }) =>
  value.contributionId !== undefined || value.responseId !== undefined;

export const responsesRouter = router({
  queue: procedure
    .input(
      z
        .object({
          tab: z.enum(QUEUE_TABS).default('attention'),
          trajectory: z.string().nullish(),
          team: z.uuid().nullish(),
          kind: z.string().max(40).nullish(),
          ...page,
        })
        .default({ tab: 'attention' }),
    )
    .query(async ({ ctx, input }) => {
      const actor = requireActor(ctx.actor, 'response.queue', {}, ctx);
      const trajectoryId = input.trajectory ? await trajectoryIdOf(ctx.db, input.trajectory) : null;
      const filter = { tab: input.tab, trajectoryId, teamId: input.team ?? null, kind: input.kind ?? null };
      return listQueue(ctx.db, { actor, filter, cursor: input.cursor ?? null, limit: input.limit ?? 50, now: ctx.now });
    }),
  get: procedure
    .input(contribution.extend({ asOfficial: z.boolean().default(false) }))
    .query(({ ctx, input }) => getAnswerPage(ctx.db, { ...input, actor: ctx.actor, now: ctx.now })),
  claim: procedure.input(contribution).mutation(({ ctx, input }) => claim(ctx, input)),
  draft: procedure
    .input(
      z
        .object({
          ...ref,
          outcome: z.enum(OUTCOMES).nullable().default(null),
          summary: text.default(''),
          motivation: text.default(''),
          nextStep: text.default(''),
          sectionId: z.uuid().nullish(),
          versions: z.object({ from: z.int(), to: z.int() }).nullish(),
          decisionTitle: text.default(''),
          decisionUrl: text.default(''),
          authorityName: text.default(''),
          authorityUrl: text.default(''),
          outcomes: z.record(z.uuid(), z.enum(OUTCOMES).nullable()).optional(),
          correctionReason: text.optional(),
          automatic: z.boolean().default(false),
        })
        .refine(oneOf),
    )
    .mutation(({ ctx, input }) => draftResponse(ctx, input)),
  submit: procedure.input(z.object(ref).refine(oneOf)).mutation(({ ctx, input }) => submitForReview(ctx, input)),
  approve: procedure.input(z.object(ref).refine(oneOf)).mutation(({ ctx, input }) => approveResponse(ctx, input)),
  returnToAuthor: procedure
    .input(z.object({ ...ref, remark: text }).refine(oneOf))
    .mutation(({ ctx, input }) => returnResponse(ctx, input)),
  publish: procedure.input(z.object(ref).refine(oneOf)).mutation(({ ctx, input }) => publishResponse(ctx, input)),
  /** Begins a new version of a published answer; the old one stays readable. What is left out stays as it is. */
  correct: procedure
    .input(
      contribution.extend({
        responseId: z.uuid(),
        reason: text,
        together: z.array(z.uuid()).max(MOST_TOGETHER).optional(),
        outcome: z.enum(OUTCOMES).optional(),
        summary: text.optional(),
        motivation: text.optional(),
        nextStep: text.optional(),
        sectionId: z.uuid().nullish(),
        versions: z.object({ from: z.int(), to: z.int() }).nullish(),
        decisionTitle: text.optional(),
        decisionUrl: text.optional(),
        authorityName: text.optional(),
        authorityUrl: text.optional(),
      }),
    )
    .mutation(({ ctx, input }) => correctResponse(ctx, input)),
  dropCorrection: procedure
    .input(contribution.extend({ revision: z.int().optional() }))
    .mutation(({ ctx, input }) => dropCorrection(ctx, input)),
  pause: procedure
    .input(contribution.extend({ reason: text, from: z.string().max(40).optional() }))
    .mutation(({ ctx, input }) => pauseClock(ctx, input)),
  resume: procedure.input(contribution).mutation(({ ctx, input }) => resumeClock(ctx, input)),
  extend: procedure
    .input(contribution.extend({ reason: text, newDueOn: z.string() }))
    .mutation(({ ctx, input }) => extendClock(ctx, input)),
  reopen: procedure.input(contribution.extend({ reason: text })).mutation(({ ctx, input }) => reopen(ctx, input)),
  rate: procedure.input(contribution.extend({ rating: z.number() })).mutation(({ ctx, input }) => rate(ctx, input)),
  latest: procedure.input(z.object({ trajectory: z.string(), ...page })).query(async ({ ctx, input }) => {
    const trajectoryId = await trajectoryIdOf(ctx.db, input.trajectory);
    return listLatest(ctx.db, { trajectoryId, cursor: input.cursor ?? null, limit: input.limit ?? 20, now: ctx.now });
  }),
});

export const clocksRouter = router({
  get: procedure.input(contribution).query(async ({ ctx, input }) => {
    await assertReadable(ctx, input.contributionId);
    return getClock(ctx.db, input.contributionId, ctx.now);
  }),
  promise: procedure
    .input(z.object({ trajectory: z.string(), kind: z.enum(CLOCK_KINDS) }))
    .query(async ({ ctx, input }) => promiseFor(ctx.db, await trajectoryIdOf(ctx.db, input.trajectory), input.kind, ctx.now)),
});

export const figuresRouter = router({
  /** Published answers counted by outcome. */
  outcomes: procedure
    .input(z.object({ trajectory: z.string() }))
    .query(async ({ ctx, input }) => countOutcomes(ctx.db, await trajectoryIdOf(ctx.db, input.trajectory))),
  responseTimes: procedure
    .input(z.object({ trajectory: z.string().nullish(), team: z.uuid().nullish(), kind: z.enum(CLOCK_KINDS).nullish() }).default({}))
    .query(async ({ ctx, input }) => {
      const trajectoryId = input.trajectory ? await trajectoryIdOf(ctx.db, input.trajectory) : null;
      return responseTimes(ctx.db, { trajectoryId, teamId: input.team ?? null, kind: input.kind ?? null, now: ctx.now });
    }),
});

/** Id of a published trajectory. @throws DomainError `not_found` */
async function trajectoryIdOf(db: Db, slug: string): Promise<string> {
  const row = await db
    .selectFrom('trajectory')
    .where('slug', '=', slug)
    .where('published_at', 'is not', null)
    .select('id')
    .executeTakeFirst();
  if (!row) throw new DomainError('not_found');
  return row.id;
}
