import { z } from 'zod';
import { procedure, router } from '../trpc.ts';
import { LOCALE_NAMES } from '../web/locale.ts';
import { chooseRhythm, follow, stopMails, unfollow } from './commands.ts';
import { ideaFeed, ideasFeed, trajectoryFeed } from './feeds.ts';
import { RHYTHMS } from './news-rules.ts';
import { checkMailToken, getFollowState, listFollowed } from './queries.ts';

const slug = z.string().min(1).max(100);
const trajectory = z.object({ trajectory: slug });
const followed = z.union([z.object({ ideaId: z.uuid() }), trajectory]);
const locale = z.enum(LOCALE_NAMES).default('nl');
const token = z.object({ token: z.string().min(20).max(100) });

export const followingRouter = router({
  state: procedure.input(followed).query(({ ctx, input }) => getFollowState(ctx, input)),
  mine: procedure.query(({ ctx }) => listFollowed(ctx)),
  follow: procedure.input(followed).mutation(({ ctx, input }) => follow(ctx, input)),
  unfollow: procedure.input(followed).mutation(({ ctx, input }) => unfollow(ctx, input)),
  chooseRhythm: procedure.input(z.object({ rhythm: z.enum(RHYTHMS) })).mutation(({ ctx, input }) => chooseRhythm(ctx, input)),
  /** By the link in a mail, without signing in. */
  checkToken: procedure.input(token).query(({ ctx, input }) => checkMailToken(ctx, input)),
  stopMails: procedure.input(token).mutation(({ ctx, input }) => stopMails(ctx, input)),
});

/** Atom, as XML. */
export const feedsRouter = router({
  ideas: procedure.input(trajectory.extend({ locale })).query(({ ctx, input }) => ideasFeed(ctx, input)),
  idea: procedure
    .input(trajectory.extend({ number: z.int().min(1).max(2_000_000_000), locale }))
    .query(({ ctx, input }) => ideaFeed(ctx, input)),
  trajectory: procedure.input(trajectory.extend({ locale })).query(({ ctx, input }) => trajectoryFeed(ctx, input)),
});
