/** A trajectory as its page and other programs see it. What everybody sees alike is read once and kept while nothing happens. */
import { listMetrics } from '../agreements/queries.ts';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { listGates } from '../gates/queries.ts';
import { listMeetings } from '../meetings/queries.ts';
import { can } from '../permissions.ts';
import { policyNow } from '../plan-texts/rules.ts';
import { listSectionRows } from '../plan-texts/section-rows.ts';
import { rememberUntilEvent } from '../remembered.ts';
import { listLatest } from '../responses/answers.ts';
import { responseTimes } from '../responses/figures.ts';
import { getRelatives } from '../templates/queries.ts';
import { isVotingHeld, votingState } from '../votings/rules.ts';
import { listPhaseMoves } from './phase-moves.ts';
import { countByWeek, countParticipants, getTrajectoryBySlug, listAreas, listPhases, listThemes } from './queries.ts';
import { activeFeatures, activePhases, PHASE_KINDS, trajectoryState } from './rules.ts';

type Viewer = Pick<Context, 'db' | 'actor' | 'now'>;
type View = Awaited<ReturnType<typeof readView>>;
const LATEST = 3;

/** @throws DomainError `not_found`, also for a concept that the viewer may not see */
export async function getTrajectory({ db, actor, now }: Viewer, slug: string) {
  const view = await rememberUntilEvent(db, { key: `trajectory ${slug}`, now }, () => readView(db, slug, now));
  return shown(view, { actor, now });
}

/** @throws DomainError `not_found`, also for a concept that the viewer may not see */
export async function getTrajectoryPage({ db, actor, now }: Viewer, slug: string) {
  const { view, ...rest } = await rememberUntilEvent(db, { key: `trajectory page ${slug}`, now }, async () => {
    const read = await readView(db, slug, now);
    const features = read.stop ? new Map<never, never>() : activeFeatures(read.phases, amsterdamDay(now));
    const rows = await listSectionRows(db, read.id);
    return {
      view: read,
      sections: rows.map(({ number, title, policy }) => ({ number, title, policy: policyNow(policy, features) })),
      figures: await responseTimes(db, { trajectoryId: read.id, now }),
      metrics: await listMetrics(db, { trajectoryIds: [read.id], now }),
      gates: (await listGates(db, { trajectoryIds: [read.id], now })).get(read.id) ?? [],
      latest: await listLatest(db, { trajectoryId: read.id, cursor: null, limit: LATEST, now }),
    };
  });
  return { trajectory: shown(view, { actor, now }), ...rest };
}

/** The part that depends on who looks. */
function shown({ published, ...view }: View, { actor, now }: Pick<Context, 'actor' | 'now'>) {
  const subject = { trajectoryId: view.id };
  if (!published && !can(actor, 'trajectory.read_concept', subject, { now })) throw new DomainError('not_found');
  return {
    ...view,
    may: {
      publish: can(actor, 'trajectory.publish', subject, { now }),
      createVoting: can(actor, 'voting.create', subject, { now }),
      updatePhases: can(actor, 'phase.update', subject, { now }),
    },
  };
}

async function readView(db: Db, slug: string, now: Date) {
  const row = await getTrajectoryBySlug(db, slug);
  const today = amsterdamDay(now);
  const phases = await listPhases(db, [row.id]);
  const meetings = await listMeetings(db, row.id, now);
  const votings = await db.selectFrom('voting').where('trajectory_id', '=', row.id).orderBy('opens_at').selectAll().execute();
  const participants = await countParticipants(db, { trajectoryIds: [row.id], now });
  const { origin, copies } = await getRelatives(db, { trajectoryId: row.id, now });
  const stopped = row.stopped_at !== null && row.stopped_at <= now;
  const active = stopped ? [] : activePhases(phases, today);
  return {
    id: row.id,
    published: row.published_at !== null && row.published_at <= now,
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
    phases: phases.map((phase) => {
      const { trajectoryId: _, ...own } = phase;
      return { ...own, turn: PHASE_KINDS[phase.kind].turn, active: active.includes(phase) };
    }),
    /** How their dates were moved since they could be read, newest first. */
    phaseMoves: await listPhaseMoves(db, row.id),
    votings: votings.map((voting) => ({
      id: voting.id,
      kind: voting.kind,
      title: voting.title,
      question: voting.question,
      opensAt: voting.opens_at.toISOString(),
      closesAt: voting.closes_at.toISOString(),
      state: votingState({ opensAt: voting.opens_at, closesAt: voting.closes_at, held: isVotingHeld(phases, today) }, now),
    })),
    themes: await listThemes(db, row.id),
    areas: await listAreas(db, row.id),
    meetings,
    weeks: await countByWeek(db, { trajectoryId: row.id, now }),
    /** Where its approach came from, here or elsewhere. */
    origin,
    copiedFrom: origin?.slug ? { slug: origin.slug, title: origin.title } : null,
    copies: copies.flatMap(({ slug, title }) => (slug === null ? [] : [{ slug, title }])),
    copiesElsewhere: copies.filter(({ slug }) => slug === null),
  };
}
