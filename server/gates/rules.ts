/** The gate at the end of each phase: when it is due, how late it is, and what a verdict has to say. Pure. */
import { addDays, daysBetween, isDay } from '../calendar/amsterdam.ts';
import { DomainError, type FieldErrors } from '../errors.ts';
import { readField } from '../text/fields.ts';
import { type GatedPhase, heldBy, type Verdict } from '../trajectories/rules.ts';

export const VERDICTS = ['go_on', 'finish', 'stop'] as const satisfies readonly Verdict[];

/** From this many days before the end of a phase its gate can be decided: what came of the phase is known by then. */
export const EARLY_DAYS = 14;
const FURTHEST_DAYS = 1830;

/**
 * - `to_come`: the phase is not near its end.
 * - `open`: it can be decided; its day is not over.
 * - `late`: the phase is over and nothing was decided: the next one stays shut.
 * - `decided`, `decided_late`: there is a verdict.
 * - `skipped`: the phase itself never opened ("finish" before it, or the trajectory stopped).
 * - `none`: the phase was over before there were gates.
 */
export type GateState = 'to_come' | 'open' | 'late' | 'decided' | 'decided_late' | 'skipped' | 'none';

/** Where the gate at the end of `phase` stands. @param decidedOn the day of its verdict; null without one @param stoppedOn the day the trajectory ended */
export function gateState(
  phase: GatedPhase,
  {
    phases,
    today,
    decidedOn,
    stoppedOn,
  }: { phases: readonly GatedPhase[]; today: string; decidedOn: string | null; stoppedOn: string | null },
): GateState {
  if (!phase.gated) return 'none';
  if (decidedOn !== null) return decidedOn > phase.endsOn ? 'decided_late' : 'decided';
  const held = heldBy(phase, phases);
  if (stoppedOn !== null || (held && held.verdict !== null)) return 'skipped';
  // Behind a gate that waits: first that one.
  if (held) return 'to_come';
  if (today > phase.endsOn) return 'late';
  return today >= addDays(phase.endsOn, -EARLY_DAYS) && today >= phase.startsOn ? 'open' : 'to_come';
}

/** Whole days since the end of the phase; 0 on its last day and before. */
export function daysLate({ endsOn }: { endsOn: string }, on: string): number {
  return Math.max(0, daysBetween(endsOn, on));
}

export type GateWords = { verdict: string; reason: string; owner: string; nextOn: string };

/** @throws DomainError `invalid` with a sentence per field */
export function readGate(
  words: GateWords,
  { today }: { today: string },
): { verdict: Verdict; reason: string; owner: string; nextOn: string } {
  const fields: FieldErrors = {};
  const verdict = VERDICTS.find((known) => known === words.verdict);
  if (!verdict) fields.verdict = 'agreements:error.verdict';
  const reason = readField(words.reason, { name: 'reason', fields, min: 40, max: 4000, lines: true, sentences: SENTENCES.reason });
  const owner = readField(words.owner, { name: 'owner', fields, min: 2, max: 120, lines: false, sentences: SENTENCES.owner });
  if (!isDay(words.nextOn) || words.nextOn < today || daysBetween(today, words.nextOn) > FURTHEST_DAYS)
    fields.nextOn = 'agreements:error.next_on';
  if (!verdict || Object.keys(fields).length > 0) throw new DomainError('invalid', { fields });
  return { verdict, reason, owner, nextOn: words.nextOn };
}

const SENTENCES = {
  reason: {
    characters: 'agreements:error.characters',
    short: 'agreements:error.gate_reason_short',
    long: 'agreements:error.reason_long',
  },
  owner: { characters: 'agreements:error.characters', short: 'agreements:error.owner', long: 'agreements:error.owner' },
};
