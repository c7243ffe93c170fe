import { z } from 'zod';
import { procedure, router } from '../trpc.ts';
import { addMeeting, updateMeeting } from './commands.ts';
import { enterContribution } from './enter.ts';
import { getMeeting, getMeetings } from './queries.ts';
import { CHANNELS } from './rules.ts';

const slug = z.string().min(1).max(100);
/** Long enough that the rules can say what is too long, short enough to be read without harm. */
const text = z.string().max(20_000);
const line = z.string().max(1000);
const number = z.int().min(1).max(2_000_000_000);

/** A day and two times on the clock in Amsterdam. */
const meeting = z.object({
  title: line,
  place: line,
  day: line,
  from: line,
  until: line,
  description: text.default(''),
  invited: text.default(''),
  attendance: z.union([z.int().transform(String), line]).default(''),
  report: text.default(''),
});

const entry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idea'), title: text, body: text, theme: line.nullish(), place: line.nullish() }),
  z.object({ kind: z.enum(['comment', 'question']), section: line, body: text }),
  z.object({ kind: z.literal('change_proposal'), section: line, quote: text, proposed: text, reason: text }),
  z.object({ kind: z.literal('support'), idea: number }),
  z.object({
    kind: z.literal('formal_view'),
    body: z.string().max(80_000),
    name: line,
    address: line.default(''),
    postedOn: line.default(''),
  }),
]);

const onBehalf = z.object({
  channel: z.enum(CHANNELS),
  receivedOn: line.default(''),
  meetingId: z.uuid().nullish(),
  reference: line,
  name: line.default(''),
  agreed: z.boolean().default(false),
  postName: line.default(''),
  postAddress: line.default(''),
});

export const meetingsRouter = router({
  list: procedure.input(z.object({ trajectory: slug })).query(({ ctx, input }) => getMeetings(ctx, input)),
  get: procedure.input(z.object({ trajectory: slug, number })).query(({ ctx, input }) => getMeeting(ctx, input)),
  add: procedure
    .input(meeting.extend({ trajectoryId: z.uuid(), plannedStepId: z.uuid().nullish() }))
    .mutation(({ ctx, input }) => addMeeting(ctx, input)),
  update: procedure
    .input(meeting.extend({ meetingId: z.uuid(), revision: number }))
    .mutation(({ ctx, input }) => updateMeeting(ctx, input)),
  /** What somebody without internet brought in. */
  enter: procedure
    .input(z.object({ trajectory: slug, onBehalf, entry }))
    .mutation(({ ctx, input: { onBehalf: behalf, ...input } }) =>
      enterContribution(ctx, { ...input, onBehalf: { ...behalf, meetingId: behalf.meetingId ?? null } }),
    ),
});
