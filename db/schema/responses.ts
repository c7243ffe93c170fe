/** Terms, clocks and answers. */
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Json } from './json.ts';
import type { RedactedColumns } from './plan-texts.ts';

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
  /** The published answer that this one corrects; null: no correction. */
  corrects_id: string | null;
  /** Of a correction: the answer as it was first published. */
  first_id: string | null;
  /** What was wrong with the version before, for everybody to read; '' when this is no correction. */
  correction_reason: Generated<string>;
  /** A moderator took words out of it: both or neither. */
  redaction_id: string | null;
  redacted_at: Date | null;
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
} & RedactedColumns;

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
