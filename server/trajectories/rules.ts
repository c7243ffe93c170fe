/** Trajectories and their phases, without database or wall clock. A phase is active by its dates; nothing is stored that could disagree. */
import type { PhaseFeature } from '../permissions.ts';

export type PhaseKind =
  | 'agreements'
  | 'problem'
  | 'ideas'
  | 'writing'
  | 'answering'
  | 'inspection'
  | 'voting'
  | 'decision'
  | 'carrying_out'
  | 'evaluation';
export type Turn = 'residents' | 'government' | 'council';
export type InfluenceLevel = 'inform' | 'consult' | 'advise' | 'coproduce' | 'codecide';
export type TrajectoryState = 'concept' | 'announced' | 'running' | 'deciding' | 'carrying_out' | 'evaluated' | 'stopped';

/** From most to least influence, as the ladder is drawn. */
export const INFLUENCE_LADDER: readonly InfluenceLevel[] = ['codecide', 'coproduce', 'advise', 'consult', 'inform'];

/**
 * What each kind of phase is for: whose turn it is, and what people may do unless the trajectory says otherwise. After the three phases of InfraLab
 * (Rijkswaterstaat, 1993): define the problem together, find directions, make the solution; then decide and carry out.
 */
export const PHASE_KINDS: Record<PhaseKind, { turn: Turn; features: readonly PhaseFeature[] }> = {
  agreements: { turn: 'government', features: ['read'] },
  problem: { turn: 'residents', features: ['read', 'comment', 'tell', 'propose', 'support'] },
  ideas: { turn: 'residents', features: ['read', 'comment', 'propose', 'support', 'challenge'] },
  writing: { turn: 'residents', features: ['read', 'comment', 'write', 'suggest', 'propose', 'support'] },
  answering: { turn: 'government', features: ['read'] },
  inspection: { turn: 'residents', features: ['read', 'comment', 'formal_view'] },
  voting: { turn: 'residents', features: ['read', 'vote'] },
  decision: { turn: 'council', features: ['read'] },
  carrying_out: { turn: 'government', features: ['read', 'comment'] },
  evaluation: { turn: 'residents', features: ['read', 'comment'] },
};

export type PhaseDates = { startsOn: string; endsOn: string };

/** A phase runs from its first day through its last, both whole (plain dates, Amsterdam). */
export function isActive({ startsOn, endsOn }: PhaseDates, today: string): boolean {
  return startsOn <= today && today <= endsOn;
}

export function activePhases<Phase extends PhaseDates>(phases: readonly Phase[], today: string): Phase[] {
  return phases.filter((phase) => isActive(phase, today));
}

/** Everything the phases active today allow, together. */
export function activeFeatures(phases: readonly (PhaseDates & { features: readonly string[] })[], today: string): Set<PhaseFeature> {
  return new Set(activePhases(phases, today).flatMap((phase) => phase.features as PhaseFeature[]));
}

/** Where a trajectory stands: from its publication, its stop and the dates of its phases. */
export function trajectoryState(
  trajectory: { publishedAt: Date | null; stoppedAt: Date | null; phases: readonly (PhaseDates & { kind: PhaseKind })[] },
  { now, today }: { now: Date; today: string },
): TrajectoryState {
  if (!trajectory.publishedAt || trajectory.publishedAt > now) return 'concept';
  if (trajectory.stoppedAt && trajectory.stoppedAt <= now) return 'stopped';
  const begun = trajectory.phases.filter((phase) => phase.startsOn <= today);
  const latest = begun.reduce<(typeof begun)[number] | null>(
    (last, phase) => (!last || phase.startsOn >= last.startsOn ? phase : last),
    null,
  );
  if (!latest) return 'announced';
  if (trajectory.phases.every((phase) => phase.endsOn < today)) return 'evaluated';
  if (latest.kind === 'decision') return 'deciding';
  return latest.kind === 'carrying_out' || latest.kind === 'evaluation' ? 'carrying_out' : 'running';
}

/** Why these phases cannot follow each other in this order, or null. Two phases never share a day: one answer to "what can I do now". */
export function phaseOrderFault(phases: readonly PhaseDates[]): 'ends_before_start' | 'overlap' | null {
  for (const [index, phase] of phases.entries()) {
    if (phase.endsOn < phase.startsOn) return 'ends_before_start';
    const next = phases[index + 1];
    if (next && next.startsOn <= phase.endsOn) return 'overlap';
  }
  return null;
}
