import { authRouter } from './auth/router.ts';
import { commentsRouter } from './comments/router.ts';
import { mergesRouter } from './ideas/merge-router.ts';
import { ideasRouter } from './ideas/router.ts';
import { meetingsRouter } from './meetings/router.ts';
import { moderationRouter } from './moderation/router.ts';
import { peopleRouter } from './people/router.ts';
import { photosRouter } from './photos/router.ts';
import { planExchangeRouter } from './plan-texts/import-router.ts';
import { changeProposalsRouter, planTextsRouter } from './plan-texts/router.ts';
import { clocksRouter, figuresRouter, responsesRouter } from './responses/router.ts';
import { siteRouter } from './site/router.ts';
import { phasesRouter, trajectoriesRouter } from './trajectories/router.ts';
import { createCallerFactory, router } from './trpc.ts';
import { votingsRouter } from './votings/router.ts';

/** The application API, served at `/api/trpc` and called in-process by the site. */
export const appRouter = router({
  site: siteRouter,
  auth: authRouter,
  trajectories: trajectoriesRouter,
  phases: phasesRouter,
  planTexts: planTextsRouter,
  planExchange: planExchangeRouter,
  changeProposals: changeProposalsRouter,
  ideas: ideasRouter,
  merges: mergesRouter,
  photos: photosRouter,
  comments: commentsRouter,
  votings: votingsRouter,
  responses: responsesRouter,
  clocks: clocksRouter,
  figures: figuresRouter,
  meetings: meetingsRouter,
  moderation: moderationRouter,
  people: peopleRouter,
});

export type AppRouter = typeof appRouter;
export const createCaller = createCallerFactory(appRouter);
export type Caller = ReturnType<typeof createCaller>;
