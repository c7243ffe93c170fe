import { z } from 'zod';
import { DomainError } from '../../errors.ts';
import { rememberFor } from '../../remembered.ts';
import { listPublished } from '../../votings/export-pabulib.ts';
import { getVoting, isVotingId, type Voting } from '../../votings/queries.ts';
import { getResult, type VotingResult } from '../../votings/result.ts';
import { votingState } from '../../votings/rules.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { ballotSchema, votingResultSchema } from '../schemas/votings.ts';
import { findPublished, pageUrl, type Reader } from './reader.ts';
import type { ListInput } from './trajectories.ts';

type VotingInput = { slug: string; votingId: string };
/** Sealed ballots never change; reading a large voting page by page should not sort it every time. */
const KEEP_MS = 60_000;

/** @throws DomainError `not_found`, `result_secret` until it is closed */
export async function readResult(reader: Reader, input: VotingInput): Promise<z.output<typeof votingResultSchema>> {
  const { voting, result } = await closedVoting(reader, input);
  return {
    votingId: voting.id,
    title: voting.title,
    kind: voting.kind,
    method: result.method,
    completion: result.completion,
    closedAt: voting.closesAt.toISOString(),
    budget: voting.budget ?? null,
    spent: result.spent ?? null,
    ballotCount: result.ballotCount,
    winners: result.winners,
    tally: result.tally,
    options: voting.options.map(({ id, publicId, title, cost, ideaNumber }) => ({
      id,
      publicId,
      title,
      cost: cost ?? null,
      ideaNumber: ideaNumber ?? null,
    })),
    url: pageUrl(reader, input.slug, `/stemmingen/${voting.id}/uitslag`),
  };
}

/** The anonymous ballots, in an order that says nothing. @throws DomainError `not_found`, `result_secret` until it is closed */
export async function readBallots(
  reader: Reader,
  { limit, cursor, ...input }: ListInput & VotingInput,
): Promise<{ items: z.output<typeof ballotSchema>[]; nextCursor: string | null }> {
  const from = readCursor(cursor, z.strictObject({ from: z.int().min(1).max(100_000_000) }))?.from ?? 0;
  const { voting } = await closedVoting(reader, input);
  const publicId = new Map(voting.options.map((option) => [option.id, option.publicId]));
  const ballots = await rememberFor(reader.db, { key: `open ballots ${voting.id}`, now: reader.now, forMs: KEEP_MS }, () =>
    listPublished(reader.db, { votingId: voting.id, publicId }),
  );
  return {
    items: ballots.slice(from, from + limit).map(({ voterId, choices, points }) => ({ ballotId: voterId, choices, points })),
    nextCursor: ballots.length > from + limit ? writeCursor({ from: from + limit }) : null,
  };
}

/** Until a voting is closed nothing of its ballots is read: the refusal takes as long whatever is in the box. */
async function closedVoting(reader: Reader, { slug, votingId }: VotingInput): Promise<{ voting: Voting; result: VotingResult }> {
  const { id } = await findPublished(reader, slug);
  const moments = isVotingId(votingId)
    ? await reader.db
        .selectFrom('voting')
        .where('id', '=', votingId)
        .where('trajectory_id', '=', id)
        .select(['opens_at as opensAt', 'closes_at as closesAt', 'sealed_at as sealedAt'])
        .executeTakeFirst()
    : undefined;
  if (!moments) throw new DomainError('not_found');
  if (!moments.sealedAt && votingState(moments, reader.now) !== 'closed')
    throw new DomainError('result_secret', { closesAt: moments.closesAt.toISOString() });
  const result = await getResult({ ...reader, actor: null }, votingId);
  return { voting: await getVoting(reader.db, votingId, { actor: null, now: reader.now }), result };
}
