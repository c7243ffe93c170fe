import { z } from 'zod';
import type { Actor } from '../context.ts';
import { env } from '../env.ts';
import { DomainError } from '../errors.ts';
import { linesSchema } from '../people/rules.ts';
import { requireActor } from '../permissions.ts';
import { procedure, router } from '../trpc.ts';
import { appeal, decideAppeal } from './appeals.ts';
import { findDecisionForAuthor, listHidingsOf } from './author-queries.ts';
import { decideOnSubject, reportSubject } from './commands.ts';
import { readModerationLog } from './log.ts';
import { listHidden, listOpenAppeals, listQueue } from './queries.ts';
import { HOUSE_RULES, MODERATION_ACTIONS, SUBJECT_KINDS } from './rules.ts';
import { findSubject } from './subjects.ts';

const subject = { subjectKind: z.enum(SUBJECT_KINDS), subjectId: z.uuid() };
const text = (min: number) => linesSchema({ min, max: 2000, short: 'moderation:error.text_short', long: 'moderation:error.text_long' });

export const moderationRouter = router({
  report: procedure
    .input(z.object({ ...subject, reason: z.enum(HOUSE_RULES), note: text(0).default('') }))
    .mutation(async ({ ctx, input }) => {
      await reportSubject(ctx, input);
      return { ok: true };
    }),
  /** What a person is about to report; not found when they cannot see it. */
  reportable: procedure.input(z.object(subject)).query(async ({ ctx, input }) => {
    requireActor(ctx.actor, 'moderation.report', {}, ctx);
    const found = await findSubject(ctx.db, input.subjectKind, input.subjectId);
    if (!found || found.status === 'hidden') throw new DomainError('not_found');
    return found;
  }),
  queue: procedure
    .input(
      z
        .object({
          cursor: z
            .string()
            .regex(/^\d{1,15}\|[0-9a-f-]{36}$/)
            .optional(),
          limit: z.number().int().min(1).max(100).default(50),
        })
        .default({ limit: 50 }),
    )
    .query(async ({ ctx, input }) => {
      const actor = requireActor(ctx.actor, 'moderation.queue', {}, ctx);
      const trajectoryIds = moderatedTrajectories(actor);
      const queue = await listQueue(ctx.db, { ...input, trajectoryIds });
      return {
        ...queue,
        items: queue.items.map((item) => ({ ...item, mayDecide: item.subject.authorId !== actor.id })),
        hidden: await listHidden(ctx.db, { trajectoryIds, limit: 20 }),
        appeals: await listOpenAppeals(ctx.db, { actor, trajectoryIds }),
      };
    }),
  decide: procedure
    .input(z.object({ ...subject, action: z.enum(MODERATION_ACTIONS), rule: z.enum(HOUSE_RULES).nullish(), reason: text(10) }))
    .mutation(({ ctx, input }) => decideOnSubject(ctx, { ...input, rule: input.rule ?? null, publicUrl: env.publicUrl })),
  /** A hiding, for the author of the text. */
  decision: procedure.input(z.object({ decisionId: z.uuid() })).query(async ({ ctx, input }) => {
    if (!ctx.actor) throw new DomainError('sign_in_first');
    const found = await findDecisionForAuthor(ctx.db, input.decisionId, ctx.actor.id);
    if (!found) throw new DomainError('not_found');
    return found;
  }),
  /** The caller's own texts that are hidden. */
  mine: procedure.query(({ ctx }) => {
    if (!ctx.actor) throw new DomainError('sign_in_first');
    return listHidingsOf(ctx.db, ctx.actor.id);
  }),
  appeal: procedure.input(z.object({ decisionId: z.uuid(), statement: text(10) })).mutation(({ ctx, input }) => appeal(ctx, input)),
  decideAppeal: procedure
    .input(z.object({ appealId: z.uuid(), outcome: z.enum(['upheld', 'overturned']), reason: text(10) }))
    .mutation(async ({ ctx, input }) => {
      await decideAppeal(ctx, input);
      return { ok: true };
    }),
  log: procedure.query(({ ctx }) => readModerationLog(ctx.db)),
});

/** Trajectories this person moderates; null for all. */
function moderatedTrajectories(actor: Actor): string[] | null {
  const grants = actor.roles.filter((grant) => grant.role === 'moderator' || grant.role === 'administrator');
  if (grants.some((grant) => grant.trajectoryId === null)) return null;
  return grants.flatMap((grant) => grant.trajectoryId ?? []);
}
