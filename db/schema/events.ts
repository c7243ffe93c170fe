/** The event log and its chain. */
import type { ColumnType, GeneratedAlways } from 'kysely';
import type { Json } from './json.ts';

export type EventTable = {
  id: GeneratedAlways<number>;
  at: Date;
  /** Noun and past tense: `idea.proposed`. */
  kind: string;
  /** Null: the system, or somebody without an account. */
  actor_id: string | null;
  trajectory_id: string | null;
  subject_kind: string;
  subject_id: string;
  /** Never an e-mail address or a ballot. */
  data: ColumnType<Json, string | undefined, string>;
};

/** The place of an event in the chain. The row is there from the event's own transaction; the job fills it in once. */
export type EventSealTable = {
  event_id: number;
  /** Goes in the code over who, what and about whom; null once that was erased. */
  salt: string | null;
  /** SHA-256 over the actor, the subject, the data and the salt. */
  personal: string | null;
  /** SHA-256 over what is never erased, and over `personal`. */
  digest: string | null;
  /** From 1 without gaps, in the order of sealing. */
  seq: number | null;
  /** SHA-256 over `digest`, `seq` and the one before it. */
  sha256: string | null;
};

/** The last seal of a day: who wrote it down can tell later whether anything before it was changed. */
export type EventAnchorTable = {
  /** In Amsterdam. */
  day: string;
  seq: number;
  sha256: string;
  made_at: Date;
};
