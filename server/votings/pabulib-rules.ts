/** By which rules a `.pb` file is counted: its `rule`, `vote_type`, `max_length` and, for single transferable vote, `seats`. Pure. */
import { ImportError } from '../cli/import-error.ts';
import type { CountingRules } from './count-voting.ts';
import { metaLine, type PabulibFile } from './pabulib.ts';
import type { VotingKind } from './rules.ts';

export type PabulibRules = CountingRules & { kind: VotingKind };

/**
 * How the file says that it is to be counted, as a voting here holds it.
 * @throws ImportError when a voting here cannot hold it
 */
export function readRules({ meta, budget, ballotType, projects, ballots }: PabulibFile, file: Uint8Array): PabulibRules {
  if (projects.length === 0) throw new ImportError({ line: 1, message: 'Er staan geen projecten in het bestand.' });
  const maxChoices = readMaxChoices({ meta, ballots }, file);
  const rule = (meta.rule ?? '').toLowerCase();
  if (budget > 0) {
    const method = /equal.?shares/.test(rule) ? 'equal_shares' : 'greedy';
    return { kind: 'budget', budget, maxChoices, seats: 1, method, completion: method === 'equal_shares' ? completionOf(rule) : null };
  }
  if (ballotType === 'cumulative' || ballotType === 'scoring') {
    throw new ImportError({ line: metaLine(file, 'budget'), message: 'Bij stembiljetten met punten moet het budget meer dan nul zijn.' });
  }
  const base = { budget: null, maxChoices, completion: null };
  if (ballotType === 'approval') return { ...base, kind: 'approval', method: 'approval', seats: 1 };
  const seats = rule === 'single-transferable-vote' ? Number(meta.seats ?? 1) : 1;
  if (!Number.isSafeInteger(seats) || seats < 1 || seats > 100)
    throw new ImportError({ line: metaLine(file, 'seats'), message: `Het aantal plaatsen klopt niet: "${meta.seats}".` });
  return { ...base, kind: 'ranked', method: seats > 1 ? 'single_transferable_vote' : 'instant_runoff', seats };
}

/** `equalshares` alone says nothing of what is left over; this is what equalshares.net recommends. */
function completionOf(rule: string): 'none' | 'add1' | 'add1_utilitarian' {
  if (/none$/.test(rule)) return 'none';
  return /add1$/.test(rule) ? 'add1' : 'add1_utilitarian';
}

function readMaxChoices({ meta, ballots }: Pick<PabulibFile, 'meta' | 'ballots'>, file: Uint8Array): number | null {
  const single = meta.vote_type === 'choose-1';
  const stated = single ? 1 : Number(meta.max_length ?? 0);
  if (!Number.isSafeInteger(stated) || stated < 1) return null;
  if (ballots.every(({ choices }) => choices.length <= stated)) return stated;
  throw new ImportError({
    line: metaLine(file, single ? 'vote_type' : 'max_length'),
    message: single
      ? 'vote_type is choose-1, maar er zijn stembiljetten met meer dan één keuze.'
      : `max_length is ${stated}, maar er zijn stembiljetten met meer keuzes.`,
  });
}
