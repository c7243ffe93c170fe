import { z } from 'zod';
import type { Actor } from '../context.ts';
import { env } from '../env.ts';
import { DomainError } from '../errors.ts';
import { linesSchema } from '../people/rules.ts';
import { assertCan, can, requireActor } from '../permissions.ts';
import { findWordedSection, previewWords } from '../redaction/preview.ts';
import { readWords } from '../redaction/words.ts';
import { procedure, router } from '../trpc.ts';
import { appeal, decideAppeal } from './appeals.ts';
import { findDecisionForAuthor, listHidingsOf } from './author-queries.ts';
import { decideOnSubject, findReportable, reportSubject } from './commands.ts';
import { listWord, listWords, unlistWord } from './holds.ts';
import { readModerationLog } from './log.ts';
import { listHidden, listKeptOriginals, listOpenAppeals, listQueue } from './queries.ts';
import { reviseText, seeOriginal } from './revise.ts';
import { HOUSE_RULES, MODERATION_ACTIONS, REPORT_PARTS, readWordsToTakeOut, SUBJECT_KINDS } from './rules.ts';

const subject = { subjectKind: z.enum(SUBJECT_KINDS), subjectId: z.uuid() };
const text = (min: number) => linesSchema({ min, max: 2000, short: 'moderation:error.text_short', long: 'moderation:error.text_long' });

export const moderationRouter = router({
  report: procedure
    .input(z.object({ ...subject, part: z.enum(REPORT_PARTS).default('text'), reason: z.enum(HOUSE_RULES), note: text(0).default('') }))
    .mutation(async ({ ctx, input }) => {
      await reportSubject(ctx, input);
      return { ok: true };
    }),
  /** What a person is about to report; not found when they cannot see it. */
  reportable: procedure.input(z.object(subject)).query(async ({ ctx, input }) => {
    requireActor(ctx.actor, 'moderation.report', {}, ctx);
    // Whose it is stays with the moderators: by one id all that somebody wrote without a name would be known as theirs.
    const {
      authorId: _author,
      contributionId: _contribution,
      trajectoryId: _trajectory,
      ...shown
    } = await findReportable(ctx.db, { ...input, part: 'text' });
    return shown;
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
        items: queue.items.map((item) => ({
          ...item,
          mayDecide: can(actor, 'moderation.decide', { trajectoryId: item.subject.trajectoryId, ownerId: item.subject.authorId }, ctx),
        })),
        originals: await listKeptOriginals(ctx.db, { trajectoryIds, limit: 20 }),
        hidden: await listHidden(ctx.db, { trajectoryIds, limit: 20 }),
        appeals: await listOpenAppeals(ctx.db, { actor, trajectoryIds }),
      };
    }),
  /** Where words stand of a section, before they are taken out. A mutation, so that the words are in no address. */
  lookForWords: procedure
    .input(z.object({ sectionId: z.uuid(), words: z.string().max(3000) }))
    .mutation(({ ctx, input }) => previewWords(ctx, input)),
  /** The section a moderator is about to take words out of. */
  wordedSection: procedure.input(z.object({ sectionId: z.uuid() })).query(({ ctx, input }) => findWordedSection(ctx, input.sectionId)),
  decide: procedure
    .input(
      z.object({
        ...subject,
        action: z.enum(MODERATION_ACTIONS),
        rule: z.enum(HOUSE_RULES).nullish(),
        reason: text(10),
        /** For `redact`: one per line. */
        words: z.string().max(3000).optional(),
        version: z.number().int().positive().optional(),
      }),
    )
    .mutation(({ ctx, input: { words, version, ...input } }) => {
      requireActor(ctx.actor, 'moderation.queue', {}, ctx);
      return decideOnSubject(ctx, {
        ...input,
        rule: input.rule ?? null,
        ...(input.action === 'redact'
          ? { words: input.subjectKind === 'section' ? readWords(words ?? '') : readWordsToTakeOut(words ?? '') }
          : {}),
        ...(version === undefined ? {} : { version }),
        publicUrl: env.publicUrl,
      });
    }),
  /** What a text said before it was changed: looking is written down. */
  seeOriginal: procedure.input(z.object({ decisionId: z.uuid(), reason: text(10) })).mutation(({ ctx, input }) => seeOriginal(ctx, input)),
  revise: procedure
    .input(z.object({ decisionId: z.uuid(), words: z.record(z.string().max(30), z.string().max(20_000)) }))
    .mutation(({ ctx, input }) => reviseText(ctx, input)),
  /** The words that hold a text. */
  words: procedure.query(({ ctx }) => {
    assertCan(ctx.actor, 'moderation.queue', {}, ctx);
    return listWords(ctx.db);
  }),
  listWord: procedure.input(z.object({ word: z.string().max(200), rule: z.enum(HOUSE_RULES) })).mutation(async ({ ctx, input }) => {
    await listWord(ctx, input);
    return { ok: true };
  }),
  unlistWord: procedure.input(z.object({ word: z.string().max(200) })).mutation(async ({ ctx, input }) => {
    await unlistWord(ctx, input);
    return { ok: true };
  }),
  /** A decision, for the author of the text. */
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
  log: procedure.query(({ ctx }) => readModerationLog(ctx.db, ctx.now)),
});

/** Trajectories this person moderates; null for all. */
function moderatedTrajectories(actor: Actor): string[] | null {
  const grants = actor.roles.filter((grant) => grant.role === 'moderator' || grant.role === 'administrator');
  if (grants.some((grant) => grant.trajectoryId === null)) return null;
  return grants.flatMap((grant) => grant.trajectoryId ?? []);
}
