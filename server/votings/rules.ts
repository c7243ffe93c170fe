import type { VotingTable } from '../../db/schema/votings.ts';
import type { Actor } from '../context.ts';
import { DomainError } from '../errors.ts';
import { type GatedPhase, heldBy, runsOn } from '../trajectories/rules.ts';

export type VotingKind = VotingTable['kind'];
export type VotingState = 'planned' | 'open' | 'closed';
export type VerificationLevel = Actor['verificationLevel'];

/** What the rules of a ballot need to know of a voting. Amounts in whole euros. */
export type BallotRules = {
  kind: VotingKind;
  budget: number | null;
  maxChoices: number | null;
  options: { id: string; cost: number | null }[];
};

/** Planned, open or closed: follows from the moments, and from the gates of its trajectory. The closing moment itself is already too late. */
export function votingState(
  { opensAt, closesAt, held = false }: { opensAt: Date; closesAt: Date; held?: boolean },
  now: Date,
): VotingState {
  if (now >= closesAt) return 'closed';
  return now >= opensAt && !held ? 'open' : 'planned';
}

/** Whether the phase in which people vote today waits behind a gate: then no voting in it is open. @param phases all phases of the trajectory */
export function isVotingHeld(phases: readonly (GatedPhase & { features: readonly string[] })[], today: string): boolean {
  const here = phases.filter((phase) => phase.features.includes('vote') && runsOn(phase, today));
  return here.length > 0 && here.every((phase) => heldBy(phase, phases) !== null);
}

const LEVELS: readonly VerificationLevel[] = ['none', 'email', 'address', 'oidc'];

/** Whether we know well enough who this is. */
export function meetsLevel(level: VerificationLevel, minimum: VerificationLevel): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(minimum);
}

/**
 * Checks a ballot and gives it as it will be kept: in order of preference for a ranked voting, else in the order of the options, so that the order of
 * clicking tells nothing.
 * @throws DomainError `invalid` (nothing chosen, an unknown option, the same one twice), `vote_limit_reached` `{ max }`, `budget_exceeded` `{ budget, spent, short }`
 */
export function readChoices({ kind, budget, maxChoices, options }: BallotRules, choices: readonly string[]): string[] {
  const chosen = new Set(choices);
  if (chosen.size === 0) throw new DomainError('invalid', { fields: { choices: 'votings:error.nothing_chosen' } });
  if (chosen.size !== choices.length) throw new DomainError('invalid', { fields: { choices: 'votings:error.chosen_twice' } });
  const known = new Set(options.map(({ id }) => id));
  if (choices.some((id) => !known.has(id))) throw new DomainError('invalid', { fields: { choices: 'votings:error.unknown_option' } });
  if (maxChoices !== null && chosen.size > maxChoices) throw new DomainError('vote_limit_reached', { max: maxChoices });
  if (budget !== null) {
    const spent = sumCosts(options, chosen);
    if (spent > budget) throw new DomainError('budget_exceeded', { budget, spent, short: spent - budget });
  }
  return kind === 'ranked' ? [...choices] : options.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
}

/** What the chosen options cost together. */
export function sumCosts(options: readonly { id: string; cost?: number | null }[], chosen: ReadonlySet<string>): number {
  return options.reduce((sum, { id, cost }) => sum + (chosen.has(id) ? (cost ?? 0) : 0), 0);
}

/**
 * The options in an order of their own for every visitor, the same each time: nobody always stands on top.
 * @param seed something that stays the same for this visitor
 */
export function shuffleFor<Option extends { id: string }>(options: readonly Option[], seed: string): Option[] {
  return options
    .map((option) => ({ option, place: fnv1a(`${seed}:${option.id}`) }))
    .sort((a, b) => a.place - b.place || (a.option.id < b.option.id ? -1 : 1))
    .map(({ option }) => option);
}

/** A ranked ballot as typed (a place per option, 0 or empty for none) as a list in order of preference; null when two share a place. */
export function rankingFrom(places: readonly { id: string; place: number }[]): string[] | null {
  const ranked = places.filter(({ place }) => place > 0).sort((a, b) => a.place - b.place);
  if (new Set(ranked.map(({ place }) => place)).size !== ranked.length) return null;
  return ranked.map(({ id }) => id);
}

/** FNV-1a, 32 bits: not secret, only evenly spread. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  // The last characters alone would hardly move the high bits.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  return (hash ^ (hash >>> 12)) >>> 0;
}
