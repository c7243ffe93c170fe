import { z } from 'zod';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import { can } from '../permissions.ts';
import { procedure, router } from '../trpc.ts';
import { votingState } from '../votings/rules.ts';
import { updatePhase } from './commands.ts';
import {
  countByWeek,
  countParticipants,
  getReadableTrajectory,
  listAreas,
  listMeetings,
  listPhases,
  listThemes,
  listTrajectories,
} from './queries.ts';
import { isActive, PHASE_KINDS, trajectoryState } from './rules.ts';

const slug = z.string().min(1).max(100);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const trajectoriesRouter = router({
  list: procedure.query(async ({ ctx }) => ({ items: await listTrajectories(ctx.db, ctx), nextCursor: null })),

  /** Everything its page shows, and what other programs need: phases with what they allow today, votings, themes, meetings, the weeks of the river. */
  get: procedure.input(z.object({ slug })).query(async ({ ctx, input }) => {
    const { db, actor, now } = ctx;
    const row = await getReadableTrajectory(db, { slug: input.slug, actor, now });
    const today = amsterdamDay(now);
    const [phases, themes, areas, meetings, weeks, participants, votings] = [
      await listPhases(db, [row.id]),
      await listThemes(db, row.id),
      await listAreas(db, row.id),
      await listMeetings(db, row.id, now),
      await countByWeek(db, { trajectoryId: row.id, now }),
      await countParticipants(db, { trajectoryIds: [row.id], now }),
      await db.selectFrom('voting').where('trajectory_id', '=', row.id).orderBy('opens_at').selectAll().execute(),
    ];
    const relatives = await db
      .selectFrom('trajectory')
      .where((where) => where.or([where('copied_from_id', '=', row.id), where('id', '=', row.copied_from_id)]))
      .where('published_at', '<=', now)
      .select(['id', 'slug', 'title', 'copied_from_id as copiedFromId'])
      .execute();
    const stopped = row.stopped_at !== null && row.stopped_at <= now;
    return {
      id: row.id,
      slug: row.slug,
      title: row.title,
      question: row.question,
      lead: row.lead,
      areaName: row.area_name,
      decisionMaker: row.decision_maker,
      influenceSubject: row.influence_subject,
      fixedPoints: row.fixed_points,
      contactName: row.contact_name,
      supportThreshold: row.support_threshold,
      state: trajectoryState({ publishedAt: row.published_at, stoppedAt: row.stopped_at, phases }, { now, today }),
      stop: stopped && row.stopped_at ? { on: amsterdamDay(row.stopped_at), account: row.stop_account ?? '' } : null,
      participants: participants.get(row.id) ?? 0,
      phases: phases.map(({ trajectoryId: _, ...phase }) => ({
        ...phase,
        turn: PHASE_KINDS[phase.kind].turn,
        active: !stopped && isActive(phase, today),
      })),
      votings: votings.map((voting) => ({
        id: voting.id,
        kind: voting.kind,
        title: voting.title,
        question: voting.question,
        opensAt: voting.opens_at.toISOString(),
        closesAt: voting.closes_at.toISOString(),
        state: votingState({ opensAt: voting.opens_at, closesAt: voting.closes_at }, now),
      })),
      themes,
      areas,
      meetings: {
        coming: meetings.coming.map((meeting) => ({
          ...meeting,
          startsAt: meeting.startsAt.toISOString(),
          endsAt: meeting.endsAt.toISOString(),
        })),
        past: meetings.past.map((meeting) => ({
          ...meeting,
          startsAt: meeting.startsAt.toISOString(),
          endsAt: meeting.endsAt.toISOString(),
        })),
      },
      weeks,
      copiedFrom: relatives.find((relative) => relative.id === row.copied_from_id) ?? null,
      copies: relatives.filter((relative) => relative.copiedFromId === row.id),
      may: { updatePhases: can(actor, 'phase.update', { trajectoryId: row.id }, { now }) },
    };
  }),
});

export const phasesRouter = router({
  update: procedure
    .input(z.object({ phaseId: z.uuid(), startsOn: day.optional(), endsOn: day.optional() }))
    .mutation(async ({ ctx, input: { phaseId, startsOn, endsOn } }) => {
      await updatePhase(ctx, { phaseId, ...(startsOn ? { startsOn } : {}), ...(endsOn ? { endsOn } : {}) });
      return { ok: true };
    }),
});
