/** Trajectories and their phases, without database or wall clock. A phase is active by its dates; nothing is stored that could disagree. */
import { isDay } from '../calendar/amsterdam.ts';
import { LEVELS, type VerificationLevel } from '../people/levels.ts';
import type { ActiveFeatures, PhaseFeature } from '../permissions.ts';

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

/** What is decided at the end of a phase: go on, finish what was begun, or stop. */
export type Verdict = 'go_on' | 'finish' | 'stop';

/** A phase with the gate at its end. */
export type GatedPhase = PhaseDates & {
  kind: PhaseKind;
  /** There is a gate at its end; without one the next phase opens by its dates alone. */
  gated: boolean;
  /** What was decided there; null: nothing yet. */
  verdict: Verdict | null;
};

/** Kinds of phase in which something new is asked of residents: they never open after "finish". */
const BEGINS: readonly PhaseKind[] = ['problem', 'ideas', 'writing', 'voting'];

/** The dates of a phase say it runs: from its first day through its last, both whole (plain dates, Amsterdam). */
export function runsOn({ startsOn, endsOn }: PhaseDates, today: string): boolean {
  return startsOn <= today && today <= endsOn;
}

/**
 * The gate that keeps a phase shut whatever its dates say: the first one before it without a verdict, one that stopped, or, for a phase that would begin something
 * new, one that said to finish. Null: nothing does. The gate of a phase that was skipped itself keeps nothing shut.
 * @param phases all phases of the trajectory
 */
export function heldBy<Phase extends GatedPhase>(phase: GatedPhase, phases: readonly Phase[]): Phase | null {
  const before = phases.filter((other) => other.gated && other.endsOn < phase.startsOn).sort((a, b) => (a.endsOn < b.endsOn ? -1 : 1));
  let finished: Phase | null = null;
  for (const gate of before) {
    if (finished && BEGINS.includes(gate.kind)) continue;
    if (gate.verdict === null || gate.verdict === 'stop') return gate;
    if (gate.verdict === 'finish') finished ??= gate;
  }
  return BEGINS.includes(phase.kind) ? finished : null;
}

/** The phases that run today and whose gates have let them through. @param phases all phases of the trajectory, or those that were found active before */
export function activePhases<Phase extends GatedPhase>(phases: readonly Phase[], today: string): Phase[] {
  return phases.filter((phase) => runsOn(phase, today) && heldBy(phase, phases) === null);
}

/** Everything the phases active today allow, together. What two of them allow asks no more than the one that asks least. */
export function activeFeatures(
  phases: readonly (GatedPhase & { features: readonly string[]; minimumLevel: VerificationLevel })[],
  today: string,
): ActiveFeatures {
  const allowed = new Map<PhaseFeature, VerificationLevel>();
  for (const phase of activePhases(phases, today)) {
    for (const feature of phase.features as PhaseFeature[]) {
      const other = allowed.get(feature);
      allowed.set(feature, other === undefined || LEVELS.indexOf(phase.minimumLevel) < LEVELS.indexOf(other) ? phase.minimumLevel : other);
    }
  }
  return allowed;
}

/** Where a trajectory stands: from its publication, its stop, the dates of its phases and their gates. */
export function trajectoryState(
  trajectory: { publishedAt: Date | null; stoppedAt: Date | null; phases: readonly GatedPhase[] },
  { now, today }: { now: Date; today: string },
): TrajectoryState {
  if (!trajectory.publishedAt || trajectory.publishedAt > now) return 'concept';
  if (trajectory.stoppedAt && trajectory.stoppedAt <= now) return 'stopped';
  const opens = trajectory.phases.filter((phase) => heldBy(phase, trajectory.phases) === null);
  const begun = opens.filter((phase) => phase.startsOn <= today);
  const latest = begun.reduce<(typeof begun)[number] | null>(
    (last, phase) => (!last || phase.startsOn >= last.startsOn ? phase : last),
    null,
  );
  if (!latest) return 'announced';
  // Phases that "finish" skipped are no longer to come; those that wait for a verdict are.
  const waits = trajectory.phases.some((phase) => heldBy(phase, trajectory.phases)?.verdict === null);
  if (!waits && opens.every((phase) => phase.endsOn < today)) return 'evaluated';
  if (latest.kind === 'decision') return 'deciding';
  return latest.kind === 'carrying_out' || latest.kind === 'evaluation' ? 'carrying_out' : 'running';
}

/**
 * Whether the last day of a phase may come later: only before that day is over. Who cut a phase off after its new last day may put that back, as far as the day that
 * stood there before, as long as that one is not over.
 * @param shortened the move that gave it the last day it has, when there was one
 */
export function mayLengthen({
  endsOn,
  to,
  today,
  shortened,
}: {
  endsOn: string;
  to: string;
  today: string;
  shortened: { endsOnBefore: string; on: string } | null;
}): boolean {
  if (endsOn >= today) return true;
  return shortened !== null && shortened.on > endsOn && shortened.endsOnBefore >= today && to <= shortened.endsOnBefore;
}

/** A day that a plan of a municipality can name: one with days after it that can be counted. */
export function isPlanDay(text: string): boolean {
  return isDay(text) && text < '2200-01-01';
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
