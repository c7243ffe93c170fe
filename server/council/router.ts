import { z } from 'zod';
import { procedure, router } from '../trpc.ts';
import { askExecutive, changeDossier, openDossier, recordDecision } from './commands.ts';
import { listLetters, markPosted } from './letters.ts';
import { getCouncil, getDossier, getQuestion, getQuestions } from './queries.ts';
import { MEETING_STAGES } from './rules.ts';

const slug = z.string().min(1).max(100);
const number = z.int().min(1).max(2_000_000_000);
/** Long enough that the rules can say what is too long, short enough to be read without harm. */
const text = z.string().max(20_000).default('');
const line = z.string().max(2000).default('');
const meetings = z.array(z.object({ stage: z.enum(MEETING_STAGES), meetsOn: line, body: line, url: line })).max(MEETING_STAGES.length);
const dossier = { title: line, summary: text, url: line, meetings };

export const councilRouter = router({
  overview: procedure.query(({ ctx }) => getCouncil(ctx)),
  dossier: procedure.input(z.object({ trajectory: slug, number })).query(({ ctx, input }) => getDossier(ctx, input)),
  questions: procedure.input(z.object({ trajectory: slug })).query(({ ctx, input }) => getQuestions(ctx, input)),
  question: procedure.input(z.object({ trajectory: slug, number })).query(({ ctx, input }) => getQuestion(ctx, input)),
  openDossier: procedure.input(z.object({ trajectory: slug, ...dossier })).mutation(({ ctx, input }) => openDossier(ctx, input)),
  changeDossier: procedure
    .input(z.object({ dossierId: z.uuid(), revision: z.int(), ...dossier }))
    .mutation(({ ctx, input }) => changeDossier(ctx, input)),
  recordDecision: procedure
    .input(
      z.object({
        dossierId: z.uuid(),
        after: z.int().min(0),
        outcome: line,
        decidedOn: line,
        summary: text,
        votesFor: line,
        votesAgainst: line,
        url: line,
        deviates: line,
        deviations: z.array(z.object({ subject: line, motivation: text })).max(20),
        motions: z.array(z.object({ kind: line, title: line, outcome: line, votesFor: line, votesAgainst: line, url: line })).max(30),
        correction: text,
      }),
    )
    .mutation(({ ctx, input }) => recordDecision(ctx, input)),
  /** Letters to who has no e-mail; with their addresses. */
  letters: procedure.input(z.object({ trajectory: slug, number })).query(({ ctx, input }) => listLetters(ctx, input)),
  markPosted: procedure
    .input(z.object({ decisionId: z.uuid(), people: z.array(z.uuid()).max(2000) }))
    .mutation(({ ctx, input }) => markPosted(ctx, input)),
  ask: procedure.input(z.object({ trajectory: slug, title: line, body: text })).mutation(({ ctx, input }) => askExecutive(ctx, input)),
});
