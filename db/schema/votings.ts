/** Votings and their ballots. */
import type { Generated } from 'kysely';
import type { Json } from './json.ts';

export type VotingTable = {
  id: Generated<string>;
  trajectory_id: string;
  title: string;
  question: string;
  kind: 'approval' | 'budget' | 'ranked';
  /** Whole euros; set exactly when the kind is `budget`. */
  budget: number | null;
  /** Null: as many as wanted. */
  max_choices: number | null;
  /** How sure we must be of who votes. */
  minimum_level: Generated<'none' | 'email' | 'address' | 'oidc'>;
  /** How it is counted. */
  method: 'approval' | 'greedy' | 'equal_shares' | 'instant_runoff' | 'single_transferable_vote';
  /** How many can win; more than one only by single transferable vote. */
  seats: Generated<number>;
  /** What a ballot holds: choices, choices in order, points to divide, or a score per option. Here people fill in the first two; files bring all. */
  ballot_type: Generated<'approval' | 'ordinal' | 'cumulative' | 'scoring'>;
  /** Each voter gets a code that stands with the ballot in the published list. */
  receipts: Generated<boolean>;
  /** Only people who live in one of these; null for everybody. */
  neighbourhoods: Generated<string[] | null>;
  /** Of an imported file: META in its order, and the columns of the other parts. */
  source: Generated<Json>;
  /** How equal shares spends what is left over. */
  completion: 'none' | 'add1' | 'add1_utilitarian' | null;
  opens_at: Date;
  /** The first moment a ballot is refused. */
  closes_at: Date;
  /** The key was destroyed and the links cleared: nobody can tell any more who chose what. */
  sealed_at: Date | null;
  /** Of the last line in the chain over the published ballots; since sealing. */
  ballots_sha256: Generated<string | null>;
  /** How many accounts could have voted, when it was sealed. */
  electorate: Generated<number | null>;
  /** How many voted and could not any more when it was sealed: erased, moved, or no longer known well enough. Their ballots count. */
  changed_voters: Generated<number | null>;
  /** The version of the program that sealed it; null before this was kept. */
  sealed_by_version: Generated<string | null>;
  /** What an import recognises it by. */
  source_key: string | null;
  created_at: Date;
};

export type VotingOptionTable = {
  id: Generated<string>;
  voting_id: string;
  position: number;
  title: string;
  description: Generated<string>;
  /** Whole euros; null when the voting has no budget. */
  cost: number | null;
  /** The idea it came from. */
  idea_id: string | null;
  source_key: string | null;
  /** The row of the file it came from, by the columns in `voting.source`. */
  source_values: Generated<string[] | null>;
};

export type VotingKeyTable = {
  voting_id: string;
  /** Secret under which ballot.link is made; destroyed at closing. */
  key: Buffer;
};

export type VotingParticipantTable = {
  voting_id: string;
  /** That somebody voted; never what. */
  person_id: string;
};

export type BallotTable = {
  id: Generated<string>;
  voting_id: string;
  /** HMAC of the person under the key of the voting, so that a ballot can be changed; null once it is closed. */
  link: Buffer | null;
  /** Options, in order of preference when the ballots are ordinal. */
  choices: string[];
  /** Per choice, when the ballots are cumulative or scoring. */
  points: Generated<number[] | null>;
  /** The voter's own code, by which the ballot can be found in the published list. */
  receipt: Generated<string | null>;
  /** What an import recognises it by. */
  source_key: string | null;
  /** The row of the file it came from, by the columns in `voting.source`. */
  source_values: Generated<string[] | null>;
};
