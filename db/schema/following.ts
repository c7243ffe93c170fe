/** News, who follows it, and mail. */
import type { Generated } from 'kysely';

/** The events that followers hear of, and that stand in the feeds; written with the event itself. */
export type NewsTable = {
  event_id: number;
  trajectory_id: string;
  /** The idea it is about, if it is about one. */
  idea_id: string | null;
  /** Of the event. */
  kind: string;
  at: Date;
  /** The followers of that moment have their notice. */
  told_at: Date | null;
};

export type FollowTable = {
  id: Generated<string>;
  person_id: string;
  trajectory_id: string;
  /** Null: the trajectory as a whole. */
  idea_id: string | null;
  created_at: Date;
};

/** How often somebody wants mail about what they follow. */
export type MailChoiceTable = {
  person_id: string;
  rhythm: Generated<'direct' | 'daily' | 'weekly' | 'never'>;
  /** In the link that stops the mails. In clear, because it goes in every mail; it can do nothing else. */
  token: string;
};

/** One piece of news for one follower: mailed once. */
export type NoticeTable = {
  person_id: string;
  event_id: number;
  /** Not before then: a digest waits for its morning. */
  due_at: Date;
  /** In the outbox since. */
  mailed_at: Date | null;
};

export type MailTable = {
  /** Also its Message-ID. */
  id: Generated<string>;
  to_email: string;
  subject: string;
  text: string;
  created_at: Date;
  /** Times it was handed to the mail server. */
  attempts: Generated<number>;
  /** Not before then; while it is being sent, the end of the claim. */
  next_attempt_at: Date;
  last_error: string | null;
  /** Where one press stops mails such as this; null: a mail nobody can do without. */
  unsubscribe_url: Generated<string | null>;
  /** Accepted by the mail server. */
  sent_at: Date | null;
  /** Removed as soon as it has been sent. */
  forget: Generated<boolean>;
};
