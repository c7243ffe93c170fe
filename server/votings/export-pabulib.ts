import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { writePabulib } from './pabulib.ts';
import { compareCodePoints } from './poll.ts';
import { isVotingId, listBallots } from './queries.ts';

const RULE = {
  approval: 'approval',
  greedy: 'greedy',
  equal_shares: 'equalshares',
  instant_runoff: 'instant-runoff',
  single_transferable_vote: 'single-transferable-vote',
} as const;
const COMPLETION = { none: '/none', add1: '/add1', add1_utilitarian: '/add1-utilitarian' } as const;

/**
 * The anonymous ballots of a sealed voting as a `.pb` file. What came from a file goes out as it came in. Other ballots go by the code of their voter, or without codes by
 * a number after sorting by what is on them, so that numbers say nothing. The same voting always gives the same bytes.
 * @throws DomainError `not_found`, `result_secret` while the voting has not been sealed
 */
export async function exportPabulib(db: Db, votingId: string): Promise<string> {
  const voting = isVotingId(votingId) ? await db.selectFrom('voting').selectAll().where('id', '=', votingId).executeTakeFirst() : undefined;
  if (!voting) throw new DomainError('not_found');
  if (!voting.sealed_at) throw new DomainError('result_secret');
  const site = await db.selectFrom('site').select('municipality').executeTakeFirst();
  const options = await db.selectFrom('voting_option').selectAll().where('voting_id', '=', votingId).orderBy('position').execute();
  const publicId = new Map(options.map((option) => [option.id, option.source_key ?? String(option.position)]));
  const ballots = await listPublished(db, { votingId, publicId });
  return writePabulib({
    meta: {
      description: voting.title,
      ...originMeta(voting, site?.municipality ?? ''),
      budget: String(voting.budget ?? 0),
      vote_type: voting.max_choices === 1 && voting.ballot_type === 'approval' ? 'choose-1' : voting.ballot_type,
      rule: `${RULE[voting.method]}${voting.completion ? COMPLETION[voting.completion] : ''}`,
      ...(voting.seats > 1 ? { seats: String(voting.seats) } : {}),
      ...(voting.max_choices === null ? {} : { max_length: String(voting.max_choices) }),
      date_begin: dotted(amsterdamDay(voting.opens_at)),
      date_end: dotted(lastDay(voting.closes_at)),
      language: 'nl',
      currency: 'EUR',
    },
    source: voting.source,
    projects: options.map((option) => ({
      id: option.source_key ?? String(option.position),
      cost: option.cost ?? 0,
      name: option.title,
      values: option.source_values,
    })),
    ballots: ballots.map(({ choices, ...ballot }) => ({ ...ballot, choices: choices.map((id) => publicId.get(id) ?? '') })),
  });
}

export type PublishedBallot = { voterId: string; choices: string[]; points: number[] | null; values: string[] | null };

/** The ballots by the name they are published under, in an order that says nothing. Choices by option id. */
export async function listPublished(
  db: Db,
  { votingId, publicId }: { votingId: string; publicId: ReadonlyMap<string, string> },
): Promise<PublishedBallot[]> {
  const ballots = (await listBallots(db, votingId)).map(({ sourceKey, receipt, choices, points, sourceValues }) => ({
    name: sourceKey ?? receipt,
    line: choices.map((id) => publicId.get(id)).join(','),
    ballot: { choices, points, values: sourceValues },
  }));
  return ballots
    .sort((a, b) => compareNumbered(a.name ?? '', b.name ?? '') || compareCodePoints(a.line, b.line))
    .map(({ name, ballot }, index) => ({ voterId: name ?? String(index + 1), ...ballot }));
}

/** Numbers first and as numbers (`9` before `10`), then other names by code point. */
function compareNumbered(a: string, b: string): number {
  const [left, right] = [isNumber(a), isNumber(b)];
  if (left !== right) return left ? -1 : 1;
  return (left ? a.length - b.length : 0) || compareCodePoints(a, b);
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}

/** Where an imported voting came from (`pabulib:country/unit/district/instance#hash`, see `importPabulib`); its own id when it was held here. */
function originMeta({ id, source_key }: { id: string; source_key: string | null }, municipality: string): Record<string, string> {
  const parts = source_key
    ?.replace(/^pabulib:/, '')
    .replace(/#.*$/, '')
    .split('/') ?? ['Netherlands', municipality, id];
  const [country, unit, district] = parts.slice(0, -1);
  return {
    ...(country ? { country } : {}),
    ...(unit ? { unit } : {}),
    ...(district ? { district } : {}),
    instance: parts.at(-1) ?? id,
  };
}

/** The last day on which one could vote: closing at midnight means the day before. */
function lastDay(closesAt: Date): string {
  return amsterdamDay(new Date(closesAt.getTime() - 1));
}

function dotted(day: string): string {
  const [year, month, date] = day.split('-');
  return `${date}.${month}.${year}`;
}
