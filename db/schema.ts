/** What each table holds. Columns ending in `_at` are instants (UTC), in `_on` plain dates `YYYY-MM-DD` in Europe/Amsterdam (never a `Date`). */
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

/** A jsonb column: read as parsed JSON, written as a JSON string (`JSON.stringify`). */
// biome-ignore lint/suspicious/noExplicitAny: JSON is checked where it is read
export type Json = any;

export type SiteTable = {
  /** Always true: there is one row. */
  id: Generated<boolean>;
  municipality: string;
  /** Whom residents may call, shown in the footer of every page. */
  contact_name: string;
  contact_email: string;
  contact_phone: string;
  /** The demo accounts and the demo mailbox exist. */
  demo: Generated<boolean>;
};

export type PersonTable = {
  id: Generated<string>;
  /** As typed; unique without regard to capitals. Null once erased. */
  email: string | null;
  /** The name others see. */
  display_name: string;
  /** argon2id with its parameters; null: cannot sign in with a password. */
  password_hash: string | null;
  /** The moment the link in the mail was followed. */
  email_confirmed_at: Date | null;
  /** How sure we are of who this is: nothing, the mailbox, the letter with a code, or the national sign-in. */
  verification_level: Generated<'none' | 'email' | 'address' | 'oidc'>;
  /** Chosen by the person, for figures per neighbourhood. */
  neighbourhood: string | null;
  /** Until then this person reads and does not write. */
  blocked_until: Date | null;
  blocked_reason: string | null;
  created_at: Date;
  /** The name and address are gone; what was contributed stays, without a name. */
  erased_at: Date | null;
  /** As they gave it; `display_name` follows from it and from the choice below. Null once erased, and for who has no account. */
  own_name: Generated<string | null>;
  /** A name of their choice; kept while another is shown. */
  pen_name: Generated<string | null>;
  /** Which of their names others see: the whole own name, its first word, or the pen name. */
  name_shown: Generated<'own' | 'first' | 'pen'>;
  /** The moment the code from the letter was filled in. */
  address_confirmed_at: Generated<Date | null>;
  /** An official who is named to residents beside the team; the team alone when they did not choose so. */
  named_in_answers: Generated<boolean>;
  /** The name a moderator hid; it holds while `display_name` is that of nobody. Null when none was, and once erased. */
  hidden_name: Generated<string | null>;
};

export type TeamTable = {
  id: Generated<string>;
  /** The department that answers, as residents read it. */
  name: string;
  /** Who is told when the team is late; null: who manages the trajectory. */
  lead_id: string | null;
};

export type TrajectoryTable = {
  id: Generated<string>;
  /** The name in the address: `de-amstel-verandert`. */
  slug: string;
  title: string;
  /** What residents are asked, as a question. */
  question: string;
  /** Two or three sentences under the title. */
  lead: string;
  /** The place it is about. */
  area_name: string;
  /** Who decides in the end, as a sentence part: "de gemeenteraad". */
  decision_maker: string;
  /** What residents can influence. */
  influence_subject: string;
  /** What is settled already and not open to change. */
  fixed_points: Generated<string[]>;
  /** The trajectory manager, by name. */
  contact_name: string;
  /** Supports from which an idea is put on the agenda; null: no threshold. */
  support_threshold: number | null;
  /** Null: a draft that only staff see. */
  published_at: Date | null;
  /** Ended before its time. */
  stopped_at: Date | null;
  /** Why it was stopped, for residents; set exactly when `stopped_at` is. */
  stop_account: string | null;
  /** The trajectory this one was set up from. */
  copied_from_id: string | null;
  /** The highest number given to an idea; numbers are never given twice. */
  last_idea_number: Generated<number>;
  created_at: Date;
  /** A phase that ends on or after this day has a gate; null: none has. */
  gates_from: Generated<string | null>;
};

export type RoleGrantTable = {
  id: Generated<string>;
  person_id: string;
  role: 'official' | 'moderator' | 'trajectory_manager' | 'council_member' | 'clerk' | 'administrator';
  /** Null: on the whole site. */
  trajectory_id: string | null;
  /** The team an official answers for. */
  team_id: string | null;
  /** Null: granted from the command line. */
  granted_by_id: string | null;
  granted_at: Date;
  /** The last day it holds; null: until it is revoked. */
  ends_on: string | null;
  /** It follows from what the municipality's own sign-in says, and goes when that no longer says so. */
  from_provider: Generated<boolean>;
};

export type SessionTable = {
  /** SHA-256 of the value in the cookie, which is stored nowhere. */
  id_hash: string;
  person_id: string;
  created_at: Date;
  /** The end when it is not used; the absolute end follows from `created_at`. */
  expires_at: Date;
  /** When the password was last given again, for acts that cannot be undone. */
  proved_at: Generated<Date | null>;
  /** How it began; null for one from before this was kept. */
  method: Generated<'password' | 'link' | 'passkey' | 'oidc' | null>;
  /** The kind of browser and of device, from short lists (`server/auth/device.ts`); never what the browser calls itself. */
  browser: Generated<string | null>;
  system: Generated<string | null>;
  /** To the minute for staff, to the hour for residents. */
  last_seen_at: Generated<Date | null>;
};

export type OneTimeTokenTable = {
  /** SHA-256 of the token in the mail, which is stored nowhere but there. */
  token_hash: string;
  person_id: string;
  purpose: 'confirm_email' | 'reset_password' | 'sign_in' | 'first_administrator' | 'prove' | 'change_email';
  /** The address it was sent to; it only holds for that one. */
  email: string;
  created_at: Date;
  expires_at: Date;
  /** A token works once. */
  used_at: Date | null;
};

/** A key on a device or in a password manager that signs in without a password. */
export type PasskeyTable = {
  id: Generated<string>;
  person_id: string;
  /** As the device calls it, base64url. */
  credential_id: string;
  /** COSE; with it the signature is checked. Worth nothing to whoever reads it. */
  public_key: Uint8Array;
  /** How often it signed, as it says itself; going down means a copy. */
  counter: number;
  /** How the browser can reach it: `internal`, `usb`, … */
  transports: Generated<string[]>;
  /** As its owner calls it. */
  name: string;
  created_at: Date;
  last_used_at: Date | null;
};

/** A question that one passkey may answer once. */
export type PasskeyChallengeTable = {
  /** SHA-256 of the question. */
  challenge_hash: string;
  purpose: 'register' | 'sign_in' | 'prove';
  /** Whom it was put to; null when anybody may answer (signing in). */
  person_id: string | null;
  expires_at: Date;
};

/** Another place where the same person signs in. */
export type IdentityLinkTable = {
  id: Generated<string>;
  person_id: string;
  /** Which of the two that can be set up: for staff or for residents. */
  provider: 'staff' | 'resident';
  issuer: string;
  /** What that place calls them: meaningless elsewhere, and never a citizen service number (`server/auth/oidc/claims.ts`). */
  subject: string;
  /** How sure it is of who they are, in our levels. */
  level: 'none' | 'email' | 'address' | 'oidc';
  linked_at: Date;
  last_used_at: Date;
};

/** A sign-in elsewhere that was started and has not come back. */
export type OidcRequestTable = {
  /** SHA-256 of the state, which the browser that started it holds in a cookie. */
  state_hash: string;
  provider: 'staff' | 'resident';
  purpose: 'sign_in' | 'link' | 'prove';
  nonce: string;
  code_verifier: string;
  /** For linking and proving: the session that asked. */
  session_id_hash: string | null;
  /** A path on this site. */
  redirect_to: string;
  expires_at: Date;
};

/** A letter with a code, to find out whether somebody lives where they say. */
export type AddressLetterTable = {
  id: Generated<string>;
  person_id: string;
  /** These four go when the code is used; the row goes when it expires. */
  addressee: string | null;
  street: string | null;
  postcode: string | null;
  town: string | null;
  /** argon2id of the code in the newest print; null until it is printed. The code itself is nowhere but on paper. */
  code_hash: string | null;
  /** Wrong codes, five at most. */
  tries: Generated<number>;
  asked_at: Date;
  printed_at: Date | null;
  sent_at: Date | null;
  sent_by_id: string | null;
  used_at: Date | null;
  /** Thirty days after it was asked. */
  expires_at: Date;
};

/** What somebody without an account wrote, until they press the button in the mail. */
export type OnceContributionTable = {
  id: Generated<string>;
  /** SHA-256 of the token in the mail. */
  token_hash: string;
  kind: 'idea' | 'comment';
  email: string;
  name: string;
  /** What it is called on the page with the button. */
  title: string;
  /** As the command takes it. */
  input: Record<string, unknown> | string;
  created_at: Date;
  expires_at: Date;
};

export type RateLimitTable = {
  /** What is counted for whom; no addresses in clear. */
  key: string;
  /** Attempts in the running period. */
  points: Generated<number>;
  /** When the period ends, in ms since 1970. */
  expire: number | null;
};

export type PhaseTable = {
  id: Generated<string>;
  trajectory_id: string;
  /** Order in the river, from 1. */
  position: number;
  kind: 'agreements' | 'problem' | 'ideas' | 'writing' | 'answering' | 'inspection' | 'voting' | 'decision' | 'carrying_out' | 'evaluation';
  title: string;
  summary: string;
  starts_on: string;
  /** The last day, inclusive. */
  ends_on: string;
  /** The step on the ladder of participation that is promised. */
  influence_level: 'inform' | 'consult' | 'advise' | 'coproduce' | 'codecide';
  /** What the municipality promises to do with what residents say. */
  promise: string;
  /** What may be done in this phase: see `PhaseFeature` in `server/permissions.ts`. */
  features: Generated<string[]>;
};

export type AreaTable = {
  id: Generated<string>;
  trajectory_id: string;
  name: string;
  /** Order along the river or the street, for the drawn map. */
  position: Generated<number>;
};

export type ThemeTable = {
  id: Generated<string>;
  trajectory_id: string;
  /** The name in a filter: `?thema=water`. */
  slug: string;
  name: string;
  position: number;
  /** The team that answers ideas on this theme. */
  team_id: string | null;
};

export type MeetingTable = {
  id: Generated<string>;
  trajectory_id: string;
  /** The number in the address, from 1 per trajectory. */
  number: number;
  title: string;
  place: string;
  starts_at: Date;
  ends_at: Date;
  /** What it is about. */
  description: string;
  /** Who was asked to come, in words: "alle adressen aan de Noordkade". */
  invited: Generated<string>;
  /** How many people came; null until it was counted. */
  attendance: number | null;
  /** What was said; null until it is written. */
  report: string | null;
  /** 1, then one more for every change, so that two people do not overwrite each other. */
  revision: Generated<number>;
};

/** Somebody without internet, for whom the municipality types. Their `person` has no name and no address. */
export type OfflinePersonTable = {
  person_id: string;
  trajectory_id: string;
  /** By which the municipality knows them again, such as the number on a card; for staff only, once per trajectory without regard to capitals. */
  reference: string;
  created_at: Date;
};

/** Where something came from that the municipality entered for somebody else. */
export type EntrySourceTable = {
  id: Generated<string>;
  trajectory_id: string;
  /** What was entered: one of the two, or both for a question. */
  contribution_id: string | null;
  comment_id: string | null;
  channel: 'paper' | 'counter' | 'phone' | 'meeting';
  /** Set exactly when the channel is `meeting`. */
  meeting_id: string | null;
  /** The day it came in, from which its clock runs. */
  received_on: string;
  /** The name, only when the person agreed that everybody reads it. */
  shown_name: string | null;
  entered_by_id: string;
  created_at: Date;
};

export type DocumentTable = {
  id: Generated<string>;
  /** The number of its newest update; taken under a row lock, so the numbers have no gaps. */
  last_seq: Generated<number>;
  created_at: Date;
};

export type DocumentUpdateTable = {
  document_id: string;
  /** 1, 2, 3 … per document; the order in which everybody gets them. */
  seq: number;
  /** Null: made by the server (an import, a restore). */
  author_id: string | null;
  /** The socket it came in by, to trace trouble; null when it came by the server. */
  connection_id: string | null;
  at: Date;
  /** A Yjs update (encoding 1), exactly as it was accepted. */
  payload: Buffer;
};

export type DocumentSnapshotTable = {
  document_id: string;
  /** The update up to and including which it holds everything. */
  seq: number;
  /** The whole document as one Yjs update (encoding 2). */
  state: Buffer;
  /** What it holds of each writer, to check that it reads back the same. */
  state_vector: Buffer;
  /** Of its plain text, for the same check. */
  text_sha256: string;
  created_at: Date;
};

export type DocumentClientTable = {
  document_id: string;
  /** The Yjs client number whose insertions are this person’s; bound at first use and to nobody else after. */
  client_id: number;
  /** Null: the server itself. */
  person_id: string | null;
};

export type SectionTable = {
  id: Generated<string>;
  trajectory_id: string;
  document_id: string;
  /** Order in the plan, from 1. */
  position: number;
  /** Depth of its heading: 1 chapter, 2 section, 3 article. */
  level: number;
  /** As readers see it: `2.1`. */
  number: string;
  title: string;
  /** What residents may do with the text while its phase allows it. */
  policy: 'fixed' | 'open' | 'suggest' | 'closed';
  /** Why it is fixed or closed, for residents. */
  policy_reason: string | null;
  /** What an import recognises it by; null when made by hand. */
  source_key: string | null;
  /** Of title, level and content as last imported: an edition that says the same changes nothing. */
  source_sha256: string | null;
  /** Its version as the last import left it: what differs from that was written by people. */
  source_version: number | null;
  created_at: Date;
  /** Left the plan; its history stays. */
  removed_at: Date | null;
};

/** An edition that was sent and is being looked at; it goes when it is read in, or an hour later. */
export type PlanImportTable = {
  id: Generated<string>;
  trajectory_id: string;
  /** Who sent it; nobody else sees it. */
  person_id: string;
  /** Of the file, for the notes on the versions. */
  name: string;
  /** The sections as they were read (`ParsedSection[]`). */
  sections: ColumnType<Json, string, string>;
  /** What the file has and a plan text cannot hold (`ImportNotice[]`). */
  notices: ColumnType<Json, string, string>;
  created_at: Date;
  expires_at: Date;
};

export type SectionVersionTable = {
  id: Generated<string>;
  section_id: string;
  /** 1, 2, 3 … per section. */
  number: number;
  /** The update of its document up to which this version goes. */
  seq: number;
  title: string;
  /** The text as ProseMirror JSON, checked by the schema. */
  content: ColumnType<Json, string, string>;
  /** The same as plain text, for comparing. */
  text: string;
  /** What changed and why, in one sentence. */
  note: string;
  /** What made it: somebody who kept it (or an act of theirs), quiet after writing, the end of a phase, or putting an older one back. */
  cause: Generated<'person' | 'automatic' | 'phase_end' | 'restore'>;
  /** The link of the chain: see `server/plan-texts/version-chain.ts`. The database refuses to change or remove a version. */
  sha256: string;
  created_by_id: string | null;
  created_at: Date;
};

/** Who inserted which letters of a document, so that the log of a long one is not read again for a page. Made by a job, from the log. */
export type DocumentAuthorIndexTable = {
  document_id: string;
  /** The update up to and including which it goes. */
  seq: number;
  /** See `server/plan-texts/author-index.ts`. */
  pieces: ColumnType<Json, string, string>;
};

/** What a state of the whole plan stands for. */
export type PlanMarkTable = {
  id: Generated<string>;
  trajectory_id: string;
  kind: 'phase_end' | 'adopted';
  /** The moment of that state (`created_at` of its versions); null for a phase at whose end there was no text. */
  state_at: Date | null;
  phase_id: string | null;
  /** The last day of the phase as it was then: moved dates give a new mark. */
  ends_on: string | null;
  /** Null: made by its date. */
  made_by_id: string | null;
  made_at: Date;
};

export type SectionVersionAuthorTable = {
  version_id: string;
  person_id: string;
  /** Characters of this person that stand in this version. */
  characters: number;
};

export type ContributionTable = {
  id: Generated<string>;
  trajectory_id: string;
  kind: 'idea' | 'question' | 'change_proposal' | 'formal_view' | 'complaint' | 'challenge' | 'council_question';
  /** As the clock and the queue show it. */
  title: string;
  /** Null: unknown (imported) or erased. */
  author_id: string | null;
  created_at: Date;
};

export type IdeaTable = {
  /** The same as its contribution. */
  id: string;
  /** As of its contribution; here for the indexes. */
  trajectory_id: string;
  /** The number in the address, from 1 per trajectory. */
  number: number;
  title: string;
  body: string;
  theme_id: string | null;
  area_id: string | null;
  /** In words: "bij de brug". */
  place: string | null;
  /** Where on the map of the area, as a share of its width from the left. */
  map_x: number | null;
  /** As a share of its height from the top. */
  map_y: number | null;
  author_id: string | null;
  /** The author may be named. */
  show_name: Generated<boolean>;
  status: Generated<'visible' | 'hidden' | 'in_treatment' | 'answered' | 'carrying_out' | 'done' | 'withdrawn' | 'merged'>;
  /** The idea that carries on this one; set exactly when the status is `merged`. */
  merged_into_id: string | null;
  /** Kept by a trigger on idea_support; never set by hand. */
  support_count: Generated<number>;
  /** Visible comments; kept by a trigger on comment. */
  comment_count: Generated<number>;
  /** Order of the random list: no idea is always last. */
  random_key: Generated<number>;
  /** What an import recognises it by. */
  source_key: string | null;
  created_at: Date;
  /** Dutch full-text index of title and body. */
  search: GeneratedAlways<string | null>;
  /** When somebody supported it for the first time, even if they took that back; kept by the trigger on idea_support. From then on changes have a history. */
  first_supported_at: Generated<Date | null>;
  /** How often its author changed it. */
  edits: Generated<number>;
};

/** What an idea said before its author changed it, from the first support on. */
export type IdeaRevisionTable = {
  idea_id: string;
  /** From 1 per idea. */
  number: number;
  title: string;
  body: string;
  /** Names, as they were: themes and areas may be renamed. */
  theme: string | null;
  area: string | null;
  place: string | null;
  map_changed: boolean;
  /** What was done to the photo with this change. Photos that are replaced or removed are not kept. */
  photo_change: 'added' | 'replaced' | 'removed' | 'described' | null;
  /** How many had supported these words. */
  support_count: number;
  replaced_at: Date;
};

/** Photos as they are shown, made anew from what was sent (server/photos/encode.ts). */
export type PhotoTable = {
  /** In its address. Until it has an idea, known to who sent it only. */
  id: Generated<string>;
  /** Null while the form with it is being filled in; what stays so is removed after a day. */
  idea_id: string | null;
  /** What is on it, for who does not see it; null only without an idea. */
  alt: string | null;
  /** In pixels. */
  width: number;
  height: number;
  /** WebP. */
  image: Buffer;
  /** WebP, 320 by 240. */
  thumbnail: Buffer;
  created_at: Date;
  /** Hidden by a moderator; its idea stays. */
  status: Generated<'visible' | 'hidden'>;
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
  /** The same as its contribution. */
  id: string;
  trajectory_id: string;
  section_id: string;
  /** 1, 2, 3 … per section. */
  number: number;
  author_id: string | null;
  /** Words of one paragraph, or the text of the section as a whole. */
  scope: Generated<'paragraph' | 'section'>;
  /** The update of the document the proposal was made on. */
  base_seq: number;
  /** The text to be replaced, as it stood. */
  quote: string;
  /** The whole section as it stood, as ProseMirror JSON; set when the scope is `section`. */
  base_content: ColumnType<Json | null, string | null | undefined, string | null>;
  /** What should stand there. */
  proposed: string;
  /** The same with its formatting, when it was made in the editor or for a whole section; null: plain words. */
  proposed_content: ColumnType<Json | null, string | null | undefined, string | null>;
  /** What was put in the text instead, when it was adopted in part. */
  adopted: string | null;
  reason: string;
  status: Generated<'open' | 'accepted' | 'partly' | 'declined' | 'withdrawn' | 'hidden'>;
  decided_by_id: string | null;
  decided_at: Date | null;
  decision_reason: string | null;
  created_at: Date;
};

export type ChangeProposalSupportTable = {
  change_proposal_id: string;
  person_id: string;
  /** False: against. */
  agrees: boolean;
  /** When it was last said: before or after the proposal was made anew. */
  created_at: Date;
};

/** What a proposal said before somebody made it anew on a text that had changed. Never altered. */
export type ChangeProposalRevisionTable = {
  change_proposal_id: string;
  /** 1, 2, 3 … per proposal. */
  number: number;
  base_seq: number;
  quote: string;
  proposed: string;
  replaced_by_id: string | null;
  replaced_at: Date;
};

export type CommentTable = {
  id: Generated<string>;
  trajectory_id: string;
  /** Exactly one of `idea_id`, `section_id` and `change_proposal_id` is set. */
  idea_id: string | null;
  section_id: string | null;
  change_proposal_id: string | null;
  /** The comment it replies to. */
  parent_id: string | null;
  author_id: string | null;
  /** The author’s role when it was written, shown beside the name. */
  author_role: Generated<string>;
  stance: Generated<'for' | 'against' | 'neutral'>;
  body: string;
  /** Set when it is a question that gets an answer by the clock. */
  contribution_id: string | null;
  status: Generated<'visible' | 'hidden'>;
  created_at: Date;
  /** Dealt with; only of a comment on a section that is no reply. */
  resolved_at: Date | null;
  /** Set exactly when `resolved_at` is. */
  resolved_by_id: string | null;
  /** False: readers see "Een bewoner". */
  show_name: Generated<boolean>;
};

/** The words of the plan text that a comment on a section is about. */
export type PassageTable = {
  comment_id: string;
  /** The words as they stood; paragraphs are parted by a line end. */
  quote: string;
  /** What stood right before and after, to know the words again when their paragraph was written anew. */
  text_before: string;
  text_after: string;
  /** The Yjs item of the paragraph they began in: `client-clock`. */
  block: string;
  /** Yjs relative position of the first letter. */
  start_position: Buffer;
  /** Yjs relative position after the last letter. */
  end_position: Buffer;
  /** The update of the document they were quoted from. */
  seq: number;
};

export type ResponsePolicyTable = {
  id: Generated<string>;
  /** Null: for every trajectory without its own. */
  trajectory_id: string | null;
  /** The kind of contribution it is for. */
  kind: string;
  /** Null: for every team without its own. */
  team_id: string | null;
  /** What the term counts from. */
  start_event: Generated<'submitted' | 'support_reached' | 'phase_closed' | 'handed_over'>;
  /** Percent of the term after which who handles it is reminded. */
  remind_at: Generated<number[]>;
  /** Exactly one of the three terms is set. */
  term_working_days: number | null;
  term_weeks: number | null;
  term_days: number | null;
  /** Whether the term counts from the day it came in or the day after. */
  first_day: 'same' | 'next';
  /** The Algemene termijnenwet holds: no end on a weekend or holiday. */
  terms_act: boolean;
  /** A promise of the municipality, or the law. */
  basis: 'promise' | 'statutory';
  /** Which promise or which article, as residents read it. */
  basis_text: string;
  /** Working days before the end from which it shows as due soon. */
  due_soon_days: Generated<number>;
  /** The share of contributions promised an answer on time, in percent. */
  target_percent: Generated<number>;
};

export type ClockTable = {
  /** One clock per contribution. */
  contribution_id: string;
  trajectory_id: string;
  kind: string;
  /** The team that is to answer. */
  team_id: string | null;
  /** The official who is to answer; null: not taken up yet. */
  handler_id: string | null;
  /** The response policy as it was when the clock started: a later change does not move it. */
  policy: ColumnType<Json, string, string>;
  /** The day it came in. */
  started_on: string;
  /** The end as first promised; never changes. */
  first_due_on: string;
  /** The end as it stands, with pauses and the one extension. */
  due_on: string;
  /** Why the end is that day, one Dutch sentence each. */
  reasons: string[];
  /** Of the list of holidays it was computed with. */
  calendar_version: string;
  /** Paused since that day; null: running. */
  paused_on: string | null;
  /** The one extension has been used. */
  extended: Generated<boolean>;
  /** The day the answer was published. */
  answered_on: string | null;
  /** From start to answer, without the pauses; null until answered. */
  working_days_taken: number | null;
  /** Needs no answer any more: withdrawn, hidden or merged. */
  stopped_on: string | null;
  /** Working days it had stood still when it was answered. */
  paused_days: Generated<number>;
  /** From `policy`, for an index. */
  due_soon_days: GeneratedAlways<number | null>;
  /** The due date of which it is written that it passed. */
  overdue_noted_on: string | null;
  /** The day of the next reminder; null: no more, or not while it stands still. */
  remind_on: string | null;
  /** The last reminder that was sent, in percent of the term. */
  reminded_percent: Generated<number>;
};

/** A contribution whose clock starts later: with enough support, when its phase closes, or when a moderator hands it over. */
export type ClockWaitingTable = {
  contribution_id: string;
  trajectory_id: string;
  kind: string;
  team_id: string | null;
  /** The promise as it was when the contribution came in. */
  policy: ColumnType<Json, string, string>;
  waits_for: 'support_reached' | 'phase_closed' | 'handed_over';
  /** The phase it came in in. */
  phase_id: string | null;
  since: Date;
  /** Hidden, withdrawn or merged: it does not start for now. */
  held: Generated<boolean>;
};

/** A day a royal decree put on a par with a holiday, added after the program was made; and the proposal to lengthen running terms for it. */
export type EquatedDayTable = {
  /** 1, 2, 3: the calendar version is the built-in one with the first so many. */
  number: number;
  on_day: string;
  /** Where the decree can be read. */
  decree: string;
  added_by: string | null;
  added_at: Date;
  /** Of the proposal: open until a person confirms or declines it. */
  status: 'open' | 'confirmed' | 'declined';
  /** Why it was declined. */
  reason: string | null;
  decided_by: string | null;
  decided_at: Date | null;
};

/** One clock in such a proposal. */
export type LengtheningTable = {
  equated_day_number: number;
  contribution_id: string;
  due_on_before: string;
  due_on: string;
  /** The date was moved; false also when the clock had been answered or moved before the proposal was confirmed. */
  applied: Generated<boolean>;
};

/** Who had the list of a day. */
export type DailyListTable = { person_id: string; on_day: string };

/** Answers counted that `clock_histogram` does not have yet; who answers only adds rows, some negative. */
export type ClockTallyTable = {
  trajectory_id: string;
  team_id: string | null;
  kind: string;
  /** First day of the month of the answers. */
  month: string;
  working_days: number;
  on_time: boolean;
  answers: number;
  /** Answered by the date promised first. */
  first_on_time: number;
  /** Clocks that stood still, and how many working days in all. */
  paused: number;
  paused_days: number;
  extended: number;
};

/** Answers counted per month and folded: how many took so many working days. Level 1 by everything, 2 without the trajectory, 3 without team and kind. */
export type ClockHistogramTable = {
  level: number;
  trajectory_id: string | null;
  team_id: string | null;
  kind: string | null;
  month: string;
  /** `5:12:10,6:3:0`: five working days, twelve answers, ten of them on time; six working days, three, none. */
  days: string;
  first_on_time: number;
  paused: number;
  paused_days: number;
  extended: number;
};

export type ClockEventTable = {
  id: GeneratedAlways<number>;
  contribution_id: string;
  kind:
    | 'started'
    | 'acknowledged'
    | 'assigned'
    | 'paused'
    | 'resumed'
    | 'extended'
    | 'answered'
    | 'reopened'
    | 'rated'
    | 'stopped'
    | 'overdue'
    | 'reminded'
    | 'recalculated';
  at: Date;
  /** Null: by the clock itself. */
  actor_id: string | null;
  /** What belongs to the kind: a reason, the old and new end, a mark. */
  data: ColumnType<Json, string | undefined, string>;
};

export type ResponseTable = {
  id: Generated<string>;
  trajectory_id: string;
  contribution_id: string;
  /** Null while it is a draft. */
  outcome: 'adopted' | 'partly' | 'not_adopted' | 'already_arranged' | 'outside_scope' | 'referred' | 'no_action_asked' | null;
  summary: Generated<string>;
  /** Why; required unless the outcome is `adopted`. */
  motivation: Generated<string>;
  /** What happens now, and when. */
  next_step: Generated<string>;
  /** The section of the plan it changed. */
  section_id: string | null;
  /** Draft, with the second reader, approved, published; a published one never changes. */
  status: Generated<'draft' | 'in_review' | 'approved' | 'published'>;
  author_id: string;
  /** The second reader: never the author. */
  reviewer_id: string | null;
  /** What the second reader wants changed. */
  review_remark: string | null;
  /** 1, then one more for every answer published again. */
  revision: Generated<number>;
  created_at: Date;
  updated_at: Date;
  approved_at: Date | null;
  published_at: Date | null;
  /** The answers given together with this one; they keep one text and one status. */
  bundle_id: string | null;
  /** Approved, and to be published by itself at this moment; null: by hand. */
  publish_at: Date | null;
  /** Who chose that moment, and in whose name it is published. */
  scheduled_by_id: string | null;
  /** The exact change: between these two versions of the section. Both or neither. */
  version_from: number | null;
  version_to: number | null;
  /** The decision that settles it, such as a resolution of the council; '' when none. */
  decision_title: Generated<string>;
  decision_url: Generated<string>;
  /** Who it was sent on to; '' when nobody. */
  authority_name: Generated<string>;
  authority_url: Generated<string>;
};

/** Similar contributions that are answered together. */
export type ResponseBundleTable = {
  id: Generated<string>;
  trajectory_id: string;
  created_by_id: string;
  created_at: Date;
};

/** What stood in a draft before somebody else wrote over it, so that nobody's words are lost. For officials only. */
export type KeptDraftTable = {
  response_id: string;
  /** Its revision then. */
  revision: number;
  author_id: string;
  outcome: string | null;
  summary: string;
  motivation: string;
  next_step: string;
  written_at: Date;
};

/** What officials tell each other about a contribution: never public, in no export. */
export type InternalNoteTable = {
  id: Generated<string>;
  trajectory_id: string;
  contribution_id: string;
  body: string;
  author_id: string;
  created_at: Date;
};

/** Words officials start an answer with. */
export type AnswerTemplateTable = {
  id: Generated<string>;
  /** Null: for every trajectory. */
  trajectory_id: string | null;
  name: string;
  outcome: ResponseTable['outcome'];
  summary: Generated<string>;
  motivation: Generated<string>;
  next_step: Generated<string>;
  /** 1, then one more for every change, so that two people do not overwrite each other. */
  revision: Generated<number>;
  changed_by_id: string;
  changed_at: Date;
  removed_at: Date | null;
};

/** A nota van beantwoording: every contribution of a period with its answer. */
export type ReplyNoteTable = {
  id: Generated<string>;
  trajectory_id: string;
  /** In the address, from 1 per trajectory. */
  number: number;
  title: string;
  introduction: Generated<string>;
  /** What the municipality changes of its own accord (ambtshalve wijzigingen). */
  own_changes: Generated<string>;
  /** Kinds of contribution that are in it. */
  kinds: string[];
  period_from: string;
  /** Inclusive. */
  period_until: string;
  /** Being made, with the submitters, for everybody. A published one never changes (a trigger). */
  status: Generated<'concept' | 'sent' | 'published'>;
  /** 1, then one more for every change, so that two people do not overwrite each other. */
  revision: Generated<number>;
  created_by_id: string;
  created_at: Date;
  sent_at: Date | null;
  published_at: Date | null;
  /** The whole note as it was published (`NoteContent`). */
  content: ColumnType<Json | null, string | null | undefined, string | null>;
  /** Of that content, as shown under it. */
  sha256: string | null;
};

/** One contribution in a reply note. */
export type ReplyNoteItemTable = {
  note_id: string;
  /** By which its submitter finds it; never given twice. */
  number: number;
  contribution_id: string;
  /** What was asked, without who asked it. */
  summary: string;
  /** When its submitter was told the number. */
  told_at: Date | null;
};

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

/** A merge of two ideas, from the question to their authors until it is undone. */
export type IdeaMergeTable = {
  id: Generated<string>;
  trajectory_id: string;
  /** The idea that goes on in the other. */
  from_id: string;
  into_id: string;
  /** Why they are the same, as everybody reads it. */
  reason: string;
  /** `asked`: the authors have not both answered yet. */
  status: Generated<'asked' | 'declined' | 'cancelled' | 'merged' | 'undone'>;
  /** What the author of `from_id` said; `nobody`: there is no author to ask. */
  from_answer: 'nobody' | 'waiting' | 'yes' | 'no';
  /** What the author of `into_id` said. */
  into_answer: 'nobody' | 'waiting' | 'yes' | 'no';
  /** Of the idea, to go back to; set once merged. */
  status_before: string | null;
  proposed_by_id: string;
  proposed_at: Date;
  /** Who had not answered after a week was asked once more. */
  reminded_at: Generated<Date | null>;
  /** Declined or cancelled. */
  closed_at: Date | null;
  merged_at: Date | null;
  undone_by_id: string | null;
  undone_at: Date | null;
  undo_reason: string | null;
};

/** Who took their support along to the idea theirs was merged into. The support itself stands in `idea_support`. */
export type CarriedSupportTable = {
  merge_id: string;
  person_id: string;
  created_at: Date;
};

/** A step on the way from an answer to an idea that is carried out. */
export type MilestoneTable = {
  id: Generated<string>;
  trajectory_id: string;
  idea_id: string;
  title: string;
  /** The day as first promised; never changes. */
  first_planned_on: string;
  planned_on: string;
  /** Why the day was moved last; null: it stands as first promised. */
  moved_reason: string | null;
  /** The day it was reached. */
  done_on: string | null;
  /** Will not happen any more. */
  removed_at: Date | null;
  /** 1, then one more for every change, so that two people do not overwrite each other. */
  revision: Generated<number>;
  created_by_id: string;
  created_at: Date;
};

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

/** "Mijn ervaring": what somebody lived through, without a solution. */
export type StoryTable = {
  id: Generated<string>;
  trajectory_id: string;
  /** The number in the address, from 1 per trajectory. */
  number: number;
  title: string;
  body: string;
  /** As whom it is told. */
  told_as: 'resident' | 'user' | 'organisation';
  author_id: string | null;
  /** The author may be named. */
  show_name: Generated<boolean>;
  status: Generated<'visible' | 'hidden' | 'withdrawn'>;
  created_at: Date;
};

/** Residents who ask to take over a task of the municipality (art. 150 Gemeentewet). */
export type ChallengeTable = {
  /** The same as its contribution. */
  id: string;
  trajectory_id: string;
  number: number;
  title: string;
  /** Who will do it, as everybody reads it. */
  group_name: string;
  /** The task they take over. */
  task: string;
  /** How they will do it. */
  plan: string;
  /** Whole euros a year they need; 0: none. */
  budget: number;
  budget_text: string;
  author_id: string | null;
  status: Generated<'visible' | 'hidden' | 'withdrawn'>;
  created_at: Date;
};

/** A formal view on a draft (zienswijze, Awb 3:15). Read by its author and by officials only. */
export type FormalViewTable = {
  /** The same as its contribution. */
  id: string;
  trajectory_id: string;
  number: number;
  body: string;
  /** Of `body`, so that nobody can say later that it read otherwise. */
  sha256: string;
  name: string;
  address: string;
  author_id: string | null;
  /** The moment it came in; of what came on paper, noon of that day. */
  received_at: Date;
  received_on: string;
  /** The postmark, when it came by post (Awb 6:9). */
  posted_on: string | null;
  /** Of the period as it was when it came in. Never a reason to refuse it. */
  timing: 'early' | 'in_time' | 'late';
  period_from: string;
  period_until: string;
  withdrawn_at: Date | null;
  created_at: Date;
};

export type ReportTable = {
  id: Generated<string>;
  /** Null exactly for a name: that stands on the whole site. */
  trajectory_id: string | null;
  subject_kind: 'idea' | 'comment' | 'change_proposal' | 'story' | 'challenge' | 'section' | 'photo' | 'name';
  /** Of what is reported; of the person for a name. */
  subject_id: string;
  reporter_id: string;
  /** The house rule it is said to break. */
  reason: 'insult' | 'discrimination' | 'personal_data' | 'spam' | 'threat' | 'off_topic';
  note: Generated<string>;
  created_at: Date;
  /** Null: not decided yet. */
  decision_id: string | null;
};

export type ModerationDecisionTable = {
  id: Generated<string>;
  /** Null exactly for a name. */
  trajectory_id: string | null;
  subject_kind: 'idea' | 'comment' | 'change_proposal' | 'story' | 'challenge' | 'section' | 'photo' | 'name';
  subject_id: string;
  /** `hold`: by a plain rule, until a moderator looks; `ask`: to change it; `redact`: personal data taken out; `put_back`: an older version of a section. */
  action: 'hold' | 'hide' | 'restore' | 'keep' | 'ask' | 'redact' | 'put_back';
  /** The house rule broken; null when it was kept or restored. */
  rule: 'insult' | 'discrimination' | 'personal_data' | 'spam' | 'threat' | 'off_topic' | null;
  /** For the author and for the public log, so without personal data. */
  reason: string;
  /** Null exactly when a plain rule holds the text. */
  decided_by_id: string | null;
  decided_at: Date;
  /** Since when a moderator has to look at the text again: it is held, or its author changed it. Null when nothing waits. */
  waits_since: Date | null;
  /** Of a section: the version that holds what stood there, and the one with the text that was put back. */
  version_before: number | null;
  version_after: number | null;
};

/** What a text said before words were taken out, or before its author changed it on request. Staff see it with a reason; the retention job removes it. */
export type ModerationOriginalTable = {
  decision_id: string;
  /** Per field of the text what it said. */
  words: ColumnType<Record<string, string>, string, string>;
  created_at: Date;
};

/** Who wrote the words of a section that were put back: each is told, and may object. */
export type ModerationToldTable = {
  decision_id: string;
  person_id: string;
};

/** Words that hold a text until a moderator looked. */
export type ListedWordTable = {
  /** In small letters. */
  word: string;
  /** The house rule such a text may break. */
  rule: 'insult' | 'discrimination' | 'personal_data' | 'spam' | 'threat' | 'off_topic';
  added_by_id: string;
  added_at: Date;
};

export type AppealTable = {
  id: Generated<string>;
  decision_id: string;
  author_id: string;
  /** The author’s objection. */
  statement: string;
  created_at: Date;
  /** The day by which it is decided. */
  due_on: string;
  /** Never who took the decision objected to. */
  decided_by_id: string | null;
  decided_at: Date | null;
  outcome: 'upheld' | 'overturned' | null;
  reason: string | null;
};

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

/** What is measured to know whether the trajectory succeeds. Locked from the first day of the first phase (a trigger): then only with an amendment. */
export type MetricTable = {
  id: Generated<string>;
  trajectory_id: string;
  /** In the address, from 1 per trajectory. */
  number: number;
  name: string;
  /** "mensen", "procent", "cijfer". */
  unit: string;
  /** Whether more or less than the target is good. */
  direction: 'at_least' | 'at_most';
  /** Where the figure comes from, in words. */
  source: string;
  /** How it was before; null: not known. */
  baseline: number | null;
  target: number;
  /** The day it is judged by. */
  measure_on: string;
  /** Who sees to it: a team or a function, no name. */
  owner: string;
  /** Counted by the system itself; null: values are entered. */
  derived: 'participants' | 'contributions' | 'on_time_percent' | 'copies' | null;
  /** The last amendment that touched it; null while it stands as agreed beforehand. */
  amendment_id: string | null;
  /** The day it was written last; the lock goes by it. */
  changed_on: string;
  /** No longer agreed, since that day. */
  dropped_on: string | null;
  /** 1, then one more for every change, so that two people do not overwrite each other. */
  revision: Generated<number>;
  created_at: Date;
};

/** A public change of what was agreed, after the lock. Never altered. */
export type MetricAmendmentTable = {
  id: Generated<string>;
  trajectory_id: string;
  metric_id: string;
  kind: 'added' | 'changed' | 'dropped';
  /** Per field what it said and what it says (`MetricChanges`). */
  changes: ColumnType<Json, string, string>;
  reason: string;
  made_by_id: string;
  made_at: Date;
};

/** A measured value; a better one is entered again, never written over. */
export type MetricValueTable = {
  id: Generated<string>;
  metric_id: string;
  measured_on: string;
  value: number;
  /** What is to be known about it. */
  note: string;
  /** Null: counted by the system itself. */
  entered_by_id: string | null;
  entered_at: Date;
};

/** "Wat viel op": what staff noticed and no metric holds. */
export type ObservationTable = {
  id: Generated<string>;
  trajectory_id: string;
  observed_on: string;
  body: string;
  author_id: string;
  created_at: Date;
  /** Taken back: its words are no longer shown. */
  withdrawn_at: Date | null;
};

/** The verdict at the end of a phase. One per phase, never altered. */
export type GateTable = {
  id: Generated<string>;
  trajectory_id: string;
  phase_id: string;
  /** Of the phase, when it was decided. */
  phase_ends_on: string;
  /** Go on: the next phase opens. Finish: what was begun is finished, nothing new is asked. Stop: the trajectory ends. */
  verdict: 'go_on' | 'finish' | 'stop';
  /** How the metrics stood then (`GateMetric[]`). */
  metrics: ColumnType<Json, string, string>;
  reason: string;
  /** Who sees to what follows: a team or a function. */
  owner: string;
  /** When residents hear of it again. */
  next_on: string;
  decided_by_id: string;
  decided_at: Date;
};

/** What lies before the council. */
export type CouncilDossierTable = {
  id: Generated<string>;
  trajectory_id: string;
  /** In the address, from 1 per trajectory. */
  number: number;
  title: string;
  /** What the council is asked. */
  summary: string;
  /** The proposal in the council's own system; '' when not there. */
  url: string;
  /** 1, then one more for every change, so that two people do not overwrite each other. */
  revision: Generated<number>;
  created_at: Date;
};

/** When the council forms a picture, judges and decides (beeldvorming, oordeelsvorming, besluitvorming). The stage of a dossier follows from these days. */
export type CouncilMeetingTable = {
  dossier_id: string;
  stage: 'forming' | 'judging' | 'deciding';
  meets_on: string;
  /** Which committee, or the council. */
  body: string;
  /** The agenda in the council's own system; '' when not there. */
  url: string;
};

/** What the council decided, as the clerk recorded it. Never altered (a trigger): a mistake is corrected by the next. */
export type CouncilDecisionTable = {
  id: Generated<string>;
  dossier_id: string;
  /** From 1 per dossier; the last one holds. */
  number: number;
  outcome: 'adopted' | 'amended' | 'held' | 'rejected' | 'noted';
  decided_on: string;
  summary: string;
  votes_for: number | null;
  votes_against: number | null;
  url: string;
  /** The council did otherwise than residents asked: then there are rows in `council_deviation`. */
  deviates: boolean;
  /** What was wrong in the one before; '' when it is no correction. */
  correction: Generated<string>;
  recorded_by_id: string;
  recorded_at: Date;
  /** Every participant has been told; null: not yet. */
  told_at: Date | null;
};

export type CouncilMotionTable = {
  id: Generated<string>;
  decision_id: string;
  position: number;
  kind: 'amendment' | 'motion';
  title: string;
  outcome: 'adopted' | 'rejected' | 'withdrawn' | 'held';
  votes_for: number | null;
  votes_against: number | null;
  url: string;
};

/** Where the council did otherwise than residents asked, and why. */
export type CouncilDeviationTable = {
  id: Generated<string>;
  decision_id: string;
  position: number;
  subject: string;
  motivation: string;
};

/** A council member asks the executive; the answer and the clock are those of its contribution. */
export type CouncilQuestionTable = {
  /** The same as its contribution. */
  id: string;
  trajectory_id: string;
  /** In the address, from 1 per trajectory. */
  number: number;
  title: string;
  body: string;
  created_at: Date;
};

/** What the manager of a trajectory would tell the next one. */
export type TrajectoryLessonsTable = {
  trajectory_id: string;
  body: string;
  /** Goes up each time they are written anew; a file that was taken along says which it had. */
  edition: number;
  written_by_id: string;
  written_at: Date;
};

/** The template a trajectory was set up from; the reference to one of this installation is `trajectory.copied_from_id`. */
export type TrajectoryOriginTable = {
  trajectory_id: string;
  /** The name of the template. */
  template: string;
  /** Municipality, title and address of the trajectory it was taken from; null for what was made as a template. */
  installation: string | null;
  title: string | null;
  url: string | null;
  exported_on: string | null;
  edition: number | null;
  /** What was learned there, and what was measured (`Template['lessons']['figures']`). */
  lessons: Generated<string>;
  figures: ColumnType<Json, string | undefined, string>;
};

/** A trajectory of another installation that took this approach over, as its manager told. */
export type CopyElsewhereTable = {
  id: Generated<string>;
  trajectory_id: string;
  installation: string;
  title: string;
  url: string;
  noted_by_id: string;
  noted_at: Date;
};

/** A template somebody chose for a new trajectory and has not used yet; it goes when it is used, or a day later. */
export type TemplateDraftTable = {
  id: Generated<string>;
  person_id: string;
  name: string;
  /** The trajectory of this installation it was taken from. */
  trajectory_id: string | null;
  template: ColumnType<Json, string, string>;
  created_at: Date;
  expires_at: Date;
};

/** A file from another participation system that was read in. */
export type PeerImportTable = {
  id: Generated<string>;
  trajectory_id: string;
  system: 'decidim' | 'polis' | 'openstad';
  file: string;
  /** Of the file, or of both together. */
  sha256: string;
  imported_at: Date;
};

/** A row of such a file as it was, but for what names or reaches somebody. Not published. */
export type PeerRowTable = {
  id: Generated<string>;
  import_id: string;
  trajectory_id: string;
  /** What it is called there: `decidim:41`. */
  source_key: string;
  raw: ColumnType<Json, string, string>;
  /** Its page there. */
  url: string | null;
  /** How many people supported it there. */
  supports: number | null;
  /** What it became here; null for what only was kept. */
  idea_id: string | null;
};

/** Who was told of a decision. */
export type CouncilToldTable = {
  decision_id: string;
  person_id: string;
  told_at: Date;
};

/** The dossier of a trajectory as it was at one moment. Never altered (a trigger). */
export type DossierVersionTable = {
  id: Generated<string>;
  trajectory_id: string;
  /** In the address, from 1 per trajectory. */
  number: number;
  /** The item on the list of the council it was made for; null: for none in particular. */
  council_dossier_id: string | null;
  /** Why it was frozen now, for readers; '' when that was not said. */
  note: string;
  /** `DossierContent` as JSON, letter by letter what is downloaded. */
  content: string;
  /** Of exactly those bytes. */
  sha256: string;
  frozen_by_id: string;
  frozen_at: Date;
};

/** A motivering or an eindverslag: a draft until it is frozen, then never altered (a trigger). One draft of a kind per trajectory. */
export type ProcessPaperTable = {
  id: Generated<string>;
  trajectory_id: string;
  kind: 'motivation' | 'final_report';
  /** In the address, from 1 per trajectory and kind. */
  number: number;
  /** Of a motivation: omgevingsvisie or omgevingsplan. */
  instrument: 'vision' | 'plan' | null;
  /** Words of its makers by chapter (`ChapterKey`); a chapter that is not there has the words the system makes of the figures. */
  texts: ColumnType<Record<string, string>, string | undefined, string>;
  /** 1, then one more for every change, so that two people do not overwrite each other. */
  revision: Generated<number>;
  changed_by_id: string;
  changed_at: Date;
  frozen_by_id: string | null;
  frozen_at: Date | null;
  /** `ProcessPaperContent` as JSON, letter by letter what is downloaded; set exactly when it is frozen. */
  content: string | null;
  sha256: string | null;
};

/** What a participant thinks of how it went, from 1 to 10. */
export type ProcessGradeTable = {
  trajectory_id: string;
  person_id: string;
  /** The phase that was over last when it was given. */
  phase_id: string;
  grade: number;
  given_at: Date;
};

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

export type Database = {
  site: SiteTable;
  person: PersonTable;
  team: TeamTable;
  trajectory: TrajectoryTable;
  role_grant: RoleGrantTable;
  session: SessionTable;
  one_time_token: OneTimeTokenTable;
  rate_limit: RateLimitTable;
  passkey: PasskeyTable;
  passkey_challenge: PasskeyChallengeTable;
  identity_link: IdentityLinkTable;
  oidc_request: OidcRequestTable;
  address_letter: AddressLetterTable;
  once_contribution: OnceContributionTable;
  phase: PhaseTable;
  area: AreaTable;
  theme: ThemeTable;
  meeting: MeetingTable;
  offline_person: OfflinePersonTable;
  entry_source: EntrySourceTable;
  document: DocumentTable;
  document_update: DocumentUpdateTable;
  document_snapshot: DocumentSnapshotTable;
  document_client: DocumentClientTable;
  section: SectionTable;
  plan_import: PlanImportTable;
  section_version: SectionVersionTable;
  section_version_author: SectionVersionAuthorTable;
  plan_mark: PlanMarkTable;
  document_author_index: DocumentAuthorIndexTable;
  contribution: ContributionTable;
  idea: IdeaTable;
  idea_revision: IdeaRevisionTable;
  photo: PhotoTable;
  idea_tally: IdeaTallyTable;
  idea_support: IdeaSupportTable;
  change_proposal: ChangeProposalTable;
  change_proposal_support: ChangeProposalSupportTable;
  change_proposal_revision: ChangeProposalRevisionTable;
  comment: CommentTable;
  passage: PassageTable;
  response_policy: ResponsePolicyTable;
  clock: ClockTable;
  clock_event: ClockEventTable;
  clock_waiting: ClockWaitingTable;
  clock_tally: ClockTallyTable;
  clock_histogram: ClockHistogramTable;
  equated_day: EquatedDayTable;
  lengthening: LengtheningTable;
  daily_list: DailyListTable;
  response: ResponseTable;
  response_bundle: ResponseBundleTable;
  kept_draft: KeptDraftTable;
  internal_note: InternalNoteTable;
  answer_template: AnswerTemplateTable;
  reply_note: ReplyNoteTable;
  reply_note_item: ReplyNoteItemTable;
  commitment: CommitmentTable;
  commitment_milestone: CommitmentMilestoneTable;
  progress_note: ProgressNoteTable;
  commitment_reminder: CommitmentReminderTable;
  voting: VotingTable;
  voting_option: VotingOptionTable;
  voting_key: VotingKeyTable;
  voting_participant: VotingParticipantTable;
  ballot: BallotTable;
  idea_merge: IdeaMergeTable;
  carried_support: CarriedSupportTable;
  milestone: MilestoneTable;
  news: NewsTable;
  follow: FollowTable;
  mail_choice: MailChoiceTable;
  notice: NoticeTable;
  story: StoryTable;
  challenge: ChallengeTable;
  formal_view: FormalViewTable;
  report: ReportTable;
  moderation_decision: ModerationDecisionTable;
  moderation_original: ModerationOriginalTable;
  moderation_told: ModerationToldTable;
  listed_word: ListedWordTable;
  appeal: AppealTable;
  event: EventTable;
  event_seal: EventSealTable;
  event_anchor: EventAnchorTable;
  mail: MailTable;
  partner: PartnerTable;
  partner_entry: PartnerEntryTable;
  partner_request: PartnerRequestTable;
  webhook: WebhookTable;
  webhook_delivery: WebhookDeliveryTable;
  metric: MetricTable;
  metric_amendment: MetricAmendmentTable;
  metric_value: MetricValueTable;
  observation: ObservationTable;
  gate: GateTable;
  council_dossier: CouncilDossierTable;
  council_meeting: CouncilMeetingTable;
  council_decision: CouncilDecisionTable;
  council_motion: CouncilMotionTable;
  council_deviation: CouncilDeviationTable;
  council_question: CouncilQuestionTable;
  council_told: CouncilToldTable;
  trajectory_lessons: TrajectoryLessonsTable;
  trajectory_origin: TrajectoryOriginTable;
  copy_elsewhere: CopyElsewhereTable;
  template_draft: TemplateDraftTable;
  peer_import: PeerImportTable;
  peer_row: PeerRowTable;
  dossier_version: DossierVersionTable;
  process_paper: ProcessPaperTable;
  process_grade: ProcessGradeTable;
};
