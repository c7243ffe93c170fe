/** What each table holds. Columns ending in `_at` are instants (UTC), in `_on` plain dates `YYYY-MM-DD` in Europe/Amsterdam (never a `Date`). */
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

/** A jsonb column: read as parsed JSON, written as a JSON string (`JSON.stringify`). */
// biome-ignore lint/suspicious/noExplicitAny: JSON is checked where it is read
export type Json = any;

export type SiteTable = {
  id: Generated<boolean>;
  municipality: string;
  contact_name: string;
  contact_email: string;
  contact_phone: string;
  demo: Generated<boolean>;
};

export type PersonTable = {
  id: Generated<string>;
  email: string | null;
  display_name: string;
  password_hash: string | null;
  email_confirmed_at: Date | null;
  verification_level: Generated<'none' | 'email' | 'address' | 'oidc'>;
  neighbourhood: string | null;
  blocked_until: Date | null;
  blocked_reason: string | null;
  created_at: Date;
  erased_at: Date | null;
};

export type TeamTable = {
  id: Generated<string>;
  name: string;
};

export type TrajectoryTable = {
  id: Generated<string>;
  slug: string;
  title: string;
  question: string;
  lead: string;
  area_name: string;
  decision_maker: string;
  influence_subject: string;
  fixed_points: Generated<string[]>;
  contact_name: string;
  support_threshold: number | null;
  published_at: Date | null;
  stopped_at: Date | null;
  stop_account: string | null;
  copied_from_id: string | null;
  last_idea_number: Generated<number>;
  created_at: Date;
};

export type RoleGrantTable = {
  id: Generated<string>;
  person_id: string;
  role: 'official' | 'moderator' | 'trajectory_manager' | 'council_member' | 'clerk' | 'administrator';
  trajectory_id: string | null;
  team_id: string | null;
  granted_by_id: string | null;
  granted_at: Date;
  ends_on: string | null;
};

export type SessionTable = {
  id_hash: string;
  person_id: string;
  created_at: Date;
  expires_at: Date;
};

export type OneTimeTokenTable = {
  token_hash: string;
  person_id: string;
  purpose: 'confirm_email' | 'reset_password';
  email: string;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
};

export type RateLimitTable = {
  points: Generated<number>;
  expire: number | null;
};

export type PhaseTable = {
  id: Generated<string>;
  trajectory_id: string;
  position: number;
  kind: 'agreements' | 'problem' | 'ideas' | 'writing' | 'inspection' | 'voting' | 'decision' | 'carrying_out' | 'evaluation';
  title: string;
  summary: string;
  starts_on: string;
  ends_on: string;
  influence_level: 'inform' | 'consult' | 'advise' | 'coproduce' | 'codecide';
  promise: string;
  features: Generated<string[]>;
};

export type AreaTable = {
  id: Generated<string>;
  trajectory_id: string;
  name: string;
};

export type ThemeTable = {
  id: Generated<string>;
  trajectory_id: string;
  slug: string;
  name: string;
  position: number;
  team_id: string | null;
};

export type MeetingTable = {
  id: Generated<string>;
  trajectory_id: string;
  title: string;
  place: string;
  starts_at: Date;
  ends_at: Date;
  description: string;
  report: string | null;
};

export type DocumentTable = {
  id: Generated<string>;
  last_seq: Generated<number>;
  created_at: Date;
};

export type DocumentUpdateTable = {
  document_id: string;
  seq: number;
  author_id: string | null;
  connection_id: string | null;
  at: Date;
  payload: Buffer;
};

export type DocumentSnapshotTable = {
  document_id: string;
  seq: number;
  state: Buffer;
  state_vector: Buffer;
  text_sha256: string;
  created_at: Date;
};

export type DocumentClientTable = {
  document_id: string;
  client_id: number;
  person_id: string | null;
};

export type SectionTable = {
  id: Generated<string>;
  trajectory_id: string;
  document_id: string;
  position: number;
  level: number;
  number: string;
  title: string;
  policy: 'fixed' | 'open' | 'suggest' | 'closed';
  policy_reason: string | null;
  source_key: string | null;
  created_at: Date;
  removed_at: Date | null;
};

export type SectionVersionTable = {
  id: Generated<string>;
  section_id: string;
  number: number;
  seq: number;
  title: string;
  content: ColumnType<Json, string, string>;
  text: string;
  note: string;
  created_by_id: string | null;
  created_at: Date;
};

export type SectionVersionAuthorTable = {
  version_id: string;
  person_id: string;
  characters: number;
};

export type ContributionTable = {
  id: Generated<string>;
  trajectory_id: string;
  kind: 'idea' | 'question' | 'change_proposal' | 'formal_view' | 'complaint' | 'challenge';
  title: string;
  author_id: string | null;
  created_at: Date;
};

export type IdeaTable = {
  id: string;
  trajectory_id: string;
  number: number;
  title: string;
  body: string;
  theme_id: string | null;
  area_id: string | null;
  place: string | null;
  map_x: number | null;
  map_y: number | null;
  author_id: string | null;
  show_name: Generated<boolean>;
  status: Generated<'visible' | 'hidden' | 'in_treatment' | 'answered' | 'carrying_out' | 'done' | 'withdrawn' | 'merged'>;
  merged_into_id: string | null;
  support_count: Generated<number>;
  comment_count: Generated<number>;
  random_key: Generated<number>;
  source_key: string | null;
  created_at: Date;
  search: GeneratedAlways<string | null>;
};

/** Kept by a trigger on `idea`. */
export type IdeaTallyTable = {
  trajectory_id: string;
  theme_id: string | null;
  status: IdeaTable['status'] extends Generated<infer Status> ? Status : never;
  ideas: number;
};

export type IdeaSupportTable = {
  idea_id: string;
  person_id: string;
  created_at: Date;
};

export type ChangeProposalTable = {
  id: string;
  trajectory_id: string;
  section_id: string;
  number: number;
  author_id: string | null;
  base_seq: number;
  quote: string;
  proposed: string;
  reason: string;
  status: Generated<'open' | 'accepted' | 'declined' | 'withdrawn' | 'hidden'>;
  decided_by_id: string | null;
  decided_at: Date | null;
  decision_reason: string | null;
  created_at: Date;
};

export type ChangeProposalSupportTable = {
  change_proposal_id: string;
  person_id: string;
  agrees: boolean;
  created_at: Date;
};

export type CommentTable = {
  id: Generated<string>;
  trajectory_id: string;
  idea_id: string | null;
  section_id: string | null;
  parent_id: string | null;
  author_id: string | null;
  author_role: Generated<string>;
  stance: Generated<'for' | 'against' | 'neutral'>;
  body: string;
  contribution_id: string | null;
  status: Generated<'visible' | 'hidden'>;
  created_at: Date;
};

export type ResponsePolicyTable = {
  id: Generated<string>;
  trajectory_id: string | null;
  kind: string;
  term_working_days: number | null;
  term_weeks: number | null;
  term_days: number | null;
  first_day: 'same' | 'next';
  terms_act: boolean;
  basis: 'promise' | 'statutory';
  basis_text: string;
  due_soon_days: Generated<number>;
  /** The share of contributions promised an answer on time, in percent. */
  target_percent: Generated<number>;
};

export type ClockTable = {
  contribution_id: string;
  trajectory_id: string;
  kind: string;
  team_id: string | null;
  handler_id: string | null;
  policy: ColumnType<Json, string, string>;
  started_on: string;
  first_due_on: string;
  due_on: string;
  reasons: string[];
  calendar_version: string;
  paused_on: string | null;
  extended: Generated<boolean>;
  answered_on: string | null;
  working_days_taken: number | null;
  stopped_on: string | null;
};

export type ClockEventTable = {
  id: GeneratedAlways<number>;
  contribution_id: string;
  kind: 'started' | 'acknowledged' | 'assigned' | 'paused' | 'resumed' | 'extended' | 'answered' | 'reopened' | 'rated' | 'stopped';
  at: Date;
  actor_id: string | null;
  data: ColumnType<Json, string | undefined, string>;
};

export type ResponseTable = {
  id: Generated<string>;
  trajectory_id: string;
  contribution_id: string;
  outcome: 'adopted' | 'partly' | 'not_adopted' | 'already_arranged' | 'outside_scope' | 'referred' | 'no_action_asked' | null;
  summary: Generated<string>;
  motivation: Generated<string>;
  next_step: Generated<string>;
  section_id: string | null;
  status: Generated<'draft' | 'in_review' | 'approved' | 'published'>;
  author_id: string;
  reviewer_id: string | null;
  review_remark: string | null;
  revision: Generated<number>;
  created_at: Date;
  updated_at: Date;
  approved_at: Date | null;
  published_at: Date | null;
};

export type VotingTable = {
  id: Generated<string>;
  trajectory_id: string;
  title: string;
  question: string;
  kind: 'approval' | 'budget' | 'ranked';
  budget: number | null;
  max_choices: number | null;
  minimum_level: Generated<'none' | 'email' | 'address' | 'oidc'>;
  method: 'approval' | 'greedy' | 'equal_shares' | 'instant_runoff';
  completion: 'none' | 'add1' | 'add1_utilitarian' | null;
  opens_at: Date;
  closes_at: Date;
  sealed_at: Date | null;
  source_key: string | null;
  created_at: Date;
};

export type VotingOptionTable = {
  id: Generated<string>;
  voting_id: string;
  position: number;
  title: string;
  description: Generated<string>;
  cost: number | null;
  idea_id: string | null;
  source_key: string | null;
};

export type VotingKeyTable = {
  voting_id: string;
  key: Buffer;
};

export type VotingParticipantTable = {
  voting_id: string;
  person_id: string;
};

export type BallotTable = {
  id: Generated<string>;
  voting_id: string;
  link: Buffer | null;
  choices: string[];
  source_key: string | null;
};

export type ReportTable = {
  id: Generated<string>;
  trajectory_id: string;
  subject_kind: 'idea' | 'comment' | 'change_proposal';
  subject_id: string;
  reporter_id: string;
  reason: 'insult' | 'discrimination' | 'personal_data' | 'spam' | 'threat' | 'off_topic';
  note: Generated<string>;
  created_at: Date;
  decision_id: string | null;
};

export type ModerationDecisionTable = {
  id: Generated<string>;
  trajectory_id: string;
  subject_kind: 'idea' | 'comment' | 'change_proposal';
  subject_id: string;
  action: 'hide' | 'restore' | 'keep';
  rule: 'insult' | 'discrimination' | 'personal_data' | 'spam' | 'threat' | 'off_topic' | null;
  reason: string;
  decided_by_id: string;
  decided_at: Date;
};

export type AppealTable = {
  id: Generated<string>;
  decision_id: string;
  author_id: string;
  statement: string;
  created_at: Date;
  due_on: string;
  decided_by_id: string | null;
  decided_at: Date | null;
  outcome: 'upheld' | 'overturned' | null;
  reason: string | null;
};

export type EventTable = {
  id: GeneratedAlways<number>;
  at: Date;
  kind: string;
  actor_id: string | null;
  trajectory_id: string | null;
  subject_kind: string;
  subject_id: string;
  data: ColumnType<Json, string | undefined, string>;
};

export type MailTable = {
  id: Generated<string>;
  to_email: string;
  subject: string;
  text: string;
  created_at: Date;
  attempts: Generated<number>;
  next_attempt_at: Date;
  last_error: string | null;
  sent_at: Date | null;
};

export type Database = {
  site: SiteTable;
  person: PersonTable;
  team: TeamTable;
  trajectory: TrajectoryTable;
  role_grant: RoleGrantTable;
  session: SessionTable;
  one_time_token: OneTimeTokenTable;
  rate_limit: RateLimitTable;
  phase: PhaseTable;
  area: AreaTable;
  theme: ThemeTable;
  meeting: MeetingTable;
  document: DocumentTable;
  document_update: DocumentUpdateTable;
  document_snapshot: DocumentSnapshotTable;
  document_client: DocumentClientTable;
  section: SectionTable;
  section_version: SectionVersionTable;
  section_version_author: SectionVersionAuthorTable;
  contribution: ContributionTable;
  idea: IdeaTable;
  idea_tally: IdeaTallyTable;
  idea_support: IdeaSupportTable;
  change_proposal: ChangeProposalTable;
  change_proposal_support: ChangeProposalSupportTable;
  comment: CommentTable;
  response_policy: ResponsePolicyTable;
  clock: ClockTable;
  clock_event: ClockEventTable;
  response: ResponseTable;
  voting: VotingTable;
  voting_option: VotingOptionTable;
  voting_key: VotingKeyTable;
  voting_participant: VotingParticipantTable;
  ballot: BallotTable;
  report: ReportTable;
  moderation_decision: ModerationDecisionTable;
  appeal: AppealTable;
  event: EventTable;
  mail: MailTable;
};
