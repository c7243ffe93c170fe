/** What people contribute: ideas, comments, stories, challenges and formal views. */
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

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
  /** Hash of the range of addresses it came from, by which only what came from one range that day can be told; gone after 30 days. */
  address_range: Generated<Buffer | null>;
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

/**
 * What is for the municipality only: its words stand here and in no table that is shown to others. Its title, author and day are those of its contribution. The
 * row goes when its author makes it public as an idea or a comment.
 */
export type StaffOnlyTable = {
  contribution_id: string;
  /** As what it was written, and what it becomes when it is made public. */
  form: 'idea' | 'comment' | 'story';
  body: string;
  /** What its form asked besides (`server/staff-only/details.ts`). */
  details: ColumnType<unknown, string, string>;
  /** Its author took it back. */
  withdrawn_at: Date | null;
  /** Told to everybody as a story since; the contribution, with its answer, stays between author and municipality. */
  made_public_at: Date | null;
};
