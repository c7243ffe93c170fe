/** The published ballots as a chain, so that whoever changes one line afterwards is found out by anybody with the file (`public/controleer-stemming.mjs`). */
import { createHash } from 'node:crypto';
import type { Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { listPublished } from './export-pabulib.ts';
import { isVotingId } from './queries.ts';

export type PublishedVoting = {
  id: string;
  title: string;
  question: string;
  method: string;
  completion: string | null;
  seats: number;
  ballotType: string;
  /** Whole euros. */
  budget: number | null;
  maxChoices: number | null;
  opensAt: string;
  closesAt: string;
  options: { id: string; title: string; cost: number | null }[];
};

export type BallotLine = { line: number; ballot: string; choices: string[]; points: number[] | null; sha256: string };

export type VotingFile = {
  voting: PublishedVoting;
  /** SHA-256 over the voting as it stands here: the chain begins with it. */
  start: string;
  lines: BallotLine[];
  /** Of the last line. */
  sha256: string;
  /** As it was written down at sealing; null for a voting from a file or of before this was kept. */
  sealedSha256: string | null;
  /** How many accounts could have voted, as written down at sealing; null for a voting from a file or of before this was kept. */
  electorate: number | null;
  /** The version of the program that sealed it; null as above. */
  program: string | null;
};

/**
 * A sealed voting with its ballots, each with the code over itself and the line before it.
 * @throws DomainError `not_found`, `result_secret` while it has not been sealed
 */
export async function readVotingFile(db: Db, votingId: string): Promise<VotingFile> {
  const row = isVotingId(votingId) ? await db.selectFrom('voting').selectAll().where('id', '=', votingId).executeTakeFirst() : undefined;
  if (!row) throw new DomainError('not_found');
  if (!row.sealed_at) throw new DomainError('result_secret');
  return {
    ...(await chainBallots(db, votingId)),
    sealedSha256: row.ballots_sha256,
    electorate: row.electorate,
    program: row.sealed_by_version,
  };
}

/** As `readVotingFile`, also for the transaction that seals it. */
export async function chainBallots(db: Db, votingId: string): Promise<Omit<VotingFile, 'sealedSha256' | 'electorate' | 'program'>> {
  const row = await db.selectFrom('voting').selectAll().where('id', '=', votingId).executeTakeFirstOrThrow();
  const options = await db.selectFrom('voting_option').selectAll().where('voting_id', '=', votingId).orderBy('position').execute();
  const publicId = new Map(options.map((option) => [option.id, option.source_key ?? String(option.position)]));
  const voting: PublishedVoting = {
    id: row.id,
    title: row.title,
    question: row.question,
    method: row.method,
    completion: row.completion,
    seats: row.seats,
    ballotType: row.ballot_type,
    budget: row.budget,
    maxChoices: row.max_choices,
    opensAt: row.opens_at.toISOString(),
    closesAt: row.closes_at.toISOString(),
    options: options.map((option) => ({ id: publicId.get(option.id) ?? '', title: option.title, cost: option.cost })),
  };
  const start = sha256(voting);
  let code = start;
  const lines = (await listPublished(db, { votingId, publicId })).map(({ voterId, choices, points }, index) => {
    const said = { line: index + 1, ballot: voterId, choices: choices.map((id) => publicId.get(id) ?? ''), points };
    code = sha256([code, said.line, said.ballot, said.choices, said.points]);
    return { ...said, sha256: code };
  });
  return { voting, start, lines, sha256: code };
}

/** One ballot per line, for who reads it in an editor. */
export function votingFileText(file: VotingFile, outcome: { winners: string[]; tally: { id: string; votes: number }[] }): string {
  const { voting, start, lines, sha256: last, sealedSha256, electorate, program } = file;
  const field = (name: string, value: unknown) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`;
  const ballots = lines.map((line) => `    ${JSON.stringify(line)}`).join(',\n');
  return `{\n${[
    field('voting', voting),
    field('start', start),
    `  "lines": [\n${ballots}\n  ]`,
    field('sha256', last),
    field('sealedSha256', sealedSha256),
    field('electorate', electorate),
    field('program', program),
    field('tally', outcome.tally),
    field('winners', outcome.winners),
  ].join(',\n')}\n}\n`;
}

function sha256(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
