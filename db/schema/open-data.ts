/** Partners that write and webhooks that are told. */
import type { ColumnType, Generated } from 'kysely';
import type { Json } from './json.ts';

/** A website or app of somebody else that may send contributions with a key. */
export type PartnerTable = {
  id: Generated<string>;
  /** Who its contributions are by: a person without an account, called as the partner. */
  person_id: string;
  name: string;
  url: string | null;
  /** What the key may do. */
  scopes: ('ideas:write' | 'formal-views:write')[];
  /** Null: on every trajectory. */
  trajectory_id: string | null;
  /** SHA-256 of the key, which is stored nowhere. */
  token_hash: string;
  /** Its last four characters, to know it by. */
  token_end: string;
  /** The last day it works. */
  expires_on: string;
  made_by_id: string;
  made_at: Date;
  last_used_on: string | null;
  /** Stopped before its last day. */
  revoked_at: Date | null;
  revoked_by_id: string | null;
};

/** Through which partner a contribution came in. */
export type PartnerEntryTable = {
  contribution_id: string;
  partner_id: string;
  /** What the partner calls it. */
  reference: string | null;
  /** Where it stands on the site of the partner. */
  url: string | null;
  created_at: Date;
};

/** A request of a partner that was carried out, to answer the same when it comes again. Removed after a month. */
export type PartnerRequestTable = {
  partner_id: string;
  /** `Idempotency-Key` of the request. */
  key: string;
  /** Of what was asked, so that a key is not used for something else. */
  body_sha256: string;
  answer: ColumnType<Json, string, string>;
  created_at: Date;
};

/** An address that is told what happened. */
export type WebhookTable = {
  id: Generated<string>;
  name: string;
  url: string;
  /** Under which each message is signed; the receiver has it too, so it cannot be kept as a hash. */
  secret: string;
  /** Kinds of events; empty: all public ones. */
  kinds: Generated<string[]>;
  /** Null: every trajectory. */
  trajectory_id: string | null;
  made_by_id: string;
  made_at: Date;
  /** Attempts that failed since the last that succeeded. */
  failures: Generated<number>;
  /** Told nothing any more, until somebody turns it on again. */
  disabled_at: Date | null;
  disabled_because: 'person' | 'failures' | 'gone' | null;
  removed_at: Date | null;
};

/** One event for one webhook: written with the event itself, sent by a job. */
export type WebhookDeliveryTable = {
  id: Generated<string>;
  webhook_id: string;
  /** Null: a trial message. */
  event_id: number | null;
  kind: string;
  created_at: Date;
  attempts: Generated<number>;
  /** Not before then; while it is being sent, the end of the claim. Null: delivered, or given up. */
  next_attempt_at: Date | null;
  delivered_at: Date | null;
  /** HTTP status of the last answer; null without one. */
  last_status: number | null;
  last_error: string | null;
};
