import { agreementsRouter } from './agreements/router.ts';
import { identityRouter } from './auth/identity-router.ts';
import { authRouter } from './auth/router.ts';
import { challengesRouter } from './challenges/router.ts';
import { commentsRouter } from './comments/router.ts';
import { commitmentsRouter } from './commitments/router.ts';
import { councilRouter } from './council/router.ts';
import { dossiersRouter } from './dossiers/router.ts';
import { eventsRouter } from './events/router.ts';
import { feedsRouter, followingRouter } from './following/router.ts';
import { formalViewsRouter } from './formal-views/router.ts';
import { gatesRouter } from './gates/router.ts';
import { mergesRouter } from './ideas/merge-router.ts';
import { progressRouter } from './ideas/progress-router.ts';
import { ideasRouter } from './ideas/router.ts';
import { peersRouter } from './imports/router.ts';
import { integrityRouter } from './integrity/router.ts';
import { meetingsRouter } from './meetings/router.ts';
import { moderationRouter } from './moderation/router.ts';
import { onceRouter } from './once/router.ts';
import { openDataRouter } from './open-data/router.ts';
import { lettersRouter } from './people/letters-router.ts';
import { peopleRouter } from './people/router.ts';
import { photosRouter } from './photos/router.ts';
import { planExchangeRouter } from './plan-texts/import-router.ts';
import { changeProposalsRouter, planTextsRouter } from './plan-texts/router.ts';
import { portfolioRouter } from './portfolio/router.ts';
import { privacyRouter } from './privacy/router.ts';
import { replyNotesRouter } from './reply-notes/router.ts';
import { calendarRouter, clockStartsRouter, policiesRouter, teamsRouter } from './responses/policies-router.ts';
import { deskRouter } from './responses/response-desk-router.ts';
import { clocksRouter, figuresRouter, responsesRouter } from './responses/router.ts';
import { siteRouter } from './site/router.ts';
import { staffOnlyRouter } from './staff-only/router.ts';
import { storiesRouter } from './stories/router.ts';
import { templatesRouter } from './templates/router.ts';
import { phasesRouter, trajectoriesRouter } from './trajectories/router.ts';
import { createCallerFactory, router } from './trpc.ts';
import { votingsRouter } from './votings/router.ts';

/** The application API, served at `/api/trpc` and called in-process by the site. */
export const appRouter = router({
  site: siteRouter,
  auth: authRouter,
  identity: identityRouter,
  trajectories: trajectoriesRouter,
  phases: phasesRouter,
  templates: templatesRouter,
  agreements: agreementsRouter,
  gates: gatesRouter,
  council: councilRouter,
  dossiers: dossiersRouter,
  portfolio: portfolioRouter,
  planTexts: planTextsRouter,
  planExchange: planExchangeRouter,
  changeProposals: changeProposalsRouter,
  ideas: ideasRouter,
  merges: mergesRouter,
  progress: progressRouter,
  following: followingRouter,
  feeds: feedsRouter,
  stories: storiesRouter,
  staffOnly: staffOnlyRouter,
  challenges: challengesRouter,
  formalViews: formalViewsRouter,
  photos: photosRouter,
  peers: peersRouter,
  comments: commentsRouter,
  votings: votingsRouter,
  responses: responsesRouter,
  desk: deskRouter,
  commitments: commitmentsRouter,
  replyNotes: replyNotesRouter,
  clocks: clocksRouter,
  clockStarts: clockStartsRouter,
  policies: policiesRouter,
  calendar: calendarRouter,
  teams: teamsRouter,
  figures: figuresRouter,
  meetings: meetingsRouter,
  moderation: moderationRouter,
  integrity: integrityRouter,
  people: peopleRouter,
  letters: lettersRouter,
  once: onceRouter,
  events: eventsRouter,
  privacy: privacyRouter,
  openData: openDataRouter,
});

export type AppRouter = typeof appRouter;
export const createCaller = createCallerFactory(appRouter);
export type Caller = ReturnType<typeof createCaller>;
