import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { writePabulib } from './pabulib.ts';
import { compareCodePoints } from './poll.ts';
import { isVotingId, listBallots } from './queries.ts';

const VOTE_TYPE = { approval: 'approval', budget: 'approval', ranked: 'ordinal' } as const;
const RULE = { approval: 'approval', greedy: 'greedy', equal_shares: 'equal-shares', instant_runoff: 'instant-runoff' } as const;

/**
 * The anonymous ballots of a sealed voting as a `.pb` file. Ballots that came from a file keep the number they had there; the others are numbered after
 * sorting by what is on them, so that numbers say nothing. The same voting always gives the same bytes.
 * @throws DomainError `not_found`, `result_secret` while the voting has not been sealed
 */
export async function exportPabulib(db: Db, votingId: string): Promise<string> {
  const voting = isVotingId(votingId) ? await db.selectFrom('voting').selectAll().where('id', '=', votingId).executeTakeFirst() : undefined;
  if (!voting) throw new DomainError('not_found');
  if (!voting.sealed_at) throw new DomainError('result_secret');
  const site = await db.selectFrom('site').select('municipality').executeTakeFirst();
  const options = await db.selectFrom('voting_option').selectAll().where('voting_id', '=', votingId).orderBy('position').execute();
  const publicId = new Map(options.map((option) => [option.id, option.source_key ?? String(option.position)]));
  const ballots = (await listBallots(db, votingId)).map(({ sourceKey, choices }) => ({
    sourceKey,
    choices: choices.map((id) => publicId.get(id) ?? ''),
  }));
  const sorted = ballots
    .map((ballot) => ({ ...ballot, line: ballot.choices.join(',') }))
    .sort((a, b) => compareNumbered(a.sourceKey ?? '', b.sourceKey ?? '') || compareCodePoints(a.line, b.line));
  return writePabulib({
    meta: {
      description: voting.title,
      ...originMeta(voting, site?.municipality ?? ''),
      budget: String(voting.budget ?? 0),
      vote_type: voting.max_choices === 1 && voting.kind !== 'ranked' ? 'choose-1' : VOTE_TYPE[voting.kind],
      rule: RULE[voting.method],
      date_begin: dotted(amsterdamDay(voting.opens_at)),
      date_end: dotted(lastDay(voting.closes_at)),
      language: 'nl',
      currency: 'EUR',
    },
    projects: options.map((option) => ({ id: option.source_key ?? String(option.position), cost: option.cost ?? 0, name: option.title })),
    ballots: sorted.map(({ sourceKey, choices }, index) => ({ voterId: sourceKey ?? String(index + 1), choices })),
  });
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
