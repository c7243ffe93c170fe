/** What the municipality said it would do. */
import type { Generated } from 'kysely';

/** Something the municipality said it would do. */
export type CommitmentTable = {
  id: Generated<string>;
  trajectory_id: string;
  /** In the address, from 1 per trajectory. */
  number: number;
  title: string;
  description: Generated<string>;
  /** The answer it was promised in; else there is a decision. */
  response_id: string | null;
  decision_title: Generated<string>;
  decision_url: Generated<string>;
  /** The official who sees to it. */
  owner_id: string;
  /** The day as first promised; never changes. */
  first_promised_on: string;
  promised_on: string;
  /** Why the day was moved last. */
  moved_reason: string | null;
  /** Nesta's standards of evidence, 1 to 5; null: not said. */
  evidence_level: number | null;
  done_on: string | null;
  stopped_on: string | null;
  /** What came of it, or why it stopped; set exactly when it is over. */
  account: Generated<string>;
  /** 1, then one more for every change, so that two people do not overwrite each other. */
  revision: Generated<number>;
  created_by_id: string;
  created_at: Date;
};

export type CommitmentMilestoneTable = {
  id: Generated<string>;
  commitment_id: string;
  title: string;
  planned_on: string;
  done_on: string | null;
};

/** What was told about a commitment, in order. */
export type ProgressNoteTable = {
  id: Generated<string>;
  commitment_id: string;
  kind: 'progress' | 'moved' | 'done' | 'stopped';
  body: string;
  evidence_level: number | null;
  author_id: string;
  created_at: Date;
};

/** Reminders sent to the owner; the key keeps them from being sent twice. */
export type CommitmentReminderTable = {
  commitment_id: string;
  /** The day that was promised then: a moved day gives new reminders. */
  promised_on: string;
  kind: 'month' | 'week' | 'over';
  sent_at: Date;
};
