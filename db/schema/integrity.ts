/** What stands out in support and votes, and what became of backups. */
import type { Generated, GeneratedAlways } from 'kysely';

/** Under which ranges of addresses are hashed that day; destroyed two days later, and never in a backup. */
export type AddressSaltTable = {
  /** In Amsterdam. */
  day: string;
  salt: Buffer;
};

/** How many began to vote from one range of addresses in ten minutes: no person, no ballot. */
export type VotingRangeTable = {
  voting_id: string;
  slot: Date;
  address_range: Buffer;
  participants: number;
};

/** Something a rule noticed, for a person to look at. By itself it changes nothing. */
export type IntegrityFlagTable = {
  id: Generated<string>;
  trajectory_id: string;
  subject_kind: 'idea' | 'change_proposal' | 'voting';
  subject_id: string;
  rule: 'address_range' | 'new_accounts' | 'mail_domain';
  /** How many it is about. */
  count: number;
  /** From the first to the last of them. */
  minutes: number;
  raised_at: Date;
  /** `excluded` only of support: a ballot is nobody's any more. `passed_on`: to who decides on the outcome. */
  outcome: 'nothing' | 'excluded' | 'passed_on' | null;
  reason: string | null;
  decided_by_id: string | null;
  decided_at: Date | null;
  tally_before: number | null;
  tally_after: number | null;
  /** The excluded support counts again since. */
  put_back_at: Date | null;
  put_back_by_id: string | null;
  put_back_reason: string | null;
};

/** Whose support a flag is about; of a voting nobody is kept. */
export type IntegrityFlagSupportTable = {
  flag_id: string;
  person_id: string;
};

/** Support that a moderator took out of the count. Kept, so that it can be put back. */
export type ExcludedSupportTable = {
  flag_id: string;
  subject_kind: 'idea' | 'change_proposal';
  subject_id: string;
  person_id: string;
  agrees: boolean | null;
  created_at: Date;
};

/** What somebody says against their support being taken out: once per flag. */
export type SupportObjectionTable = {
  id: Generated<string>;
  flag_id: string;
  person_id: string;
  /** For moderators only. */
  statement: string;
  created_at: Date;
  /** The day by which it is decided. */
  due_on: string;
  /** `overturned`: the support counts again. Null: open. */
  outcome: 'upheld' | 'overturned' | null;
  /** For who objected. */
  reason: string | null;
  /** Never who took it out, unless they put everything back; the database holds that too. */
  decided_by_id: string | null;
  decided_at: Date | null;
};

/** A backup that was made, one that was put back to try it, or an alarm that there was none. */
export type BackupRunTable = {
  id: GeneratedAlways<number>;
  kind: 'made' | 'tested' | 'alarm';
  at: Date;
  file: string | null;
  rows: number | null;
  /** Null: it went well. */
  problem: string | null;
};
