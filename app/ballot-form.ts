/** What the form of a ballot posts, and what it shows again afterwards. */
import type { SubmissionResult } from '@conform-to/react';
import { z } from 'zod';
import { rankingFrom } from '../server/votings/rules.ts';

/** Checkboxes (`choice`), or for a ranked voting a place beside each option. `check` only works out, `cast` votes. */
export const ballotForm = z
  .object({
    intent: z.enum(['check', 'cast']),
    choice: z.array(z.string()).optional(),
    option: z.array(z.string()).optional(),
    place: z.array(z.string()).optional(),
  })
  .transform(({ intent, choice, option, place }, context) => {
    if (!option) return { intent, choices: choice ?? [] };
    const choices = rankingFrom(option.map((id, index) => ({ id, place: Number(place?.[index] ?? 0) })));
    if (choices) return { intent, choices };
    context.addIssue({ code: 'custom', path: ['choices'], message: 'votings:error.same_place' });
    return z.NEVER;
  });

export type BallotReply = { checked: string[] } | SubmissionResult<string[]> | undefined;

/** What was filled in last: worked out, or refused and kept; null when nothing has been posted. Places are as typed, also when two are the same. */
export function filledIn(reply: BallotReply): { choices: string[]; places: Map<string, number> } | null {
  if (!reply) return null;
  if ('checked' in reply) return { choices: reply.checked, places: new Map(reply.checked.map((id, index) => [id, index + 1])) };
  const { choice, option, place } = reply.initialValue ?? {};
  const options = strings(option);
  if (options.length === 0) return { choices: strings(choice), places: new Map() };
  const places = options.map((id, index) => ({ id, place: Number(strings(place)[index] ?? 0) }));
  const ranked = places.filter((one) => one.place > 0).sort((a, b) => a.place - b.place);
  return { choices: ranked.map(({ id }) => id), places: new Map(places.map((one) => [one.id, one.place])) };
}

/** Keys of what is wrong with the ballot. */
export function faultsOf(reply: BallotReply): string[] {
  if (!reply || 'checked' in reply) return [];
  return Object.values(reply.error ?? {}).flatMap((errors) => errors ?? []);
}

function strings(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string');
}
