/** Trajectories, their phases, meetings and who spoke there; where an approach came from and went. */
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Json } from './json.ts';

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
  /** How sure we must be of who takes part in it; `none`: an account will do. */
  minimum_level: Generated<'none' | 'email' | 'address' | 'oidc'>;
};

/** How the dates of a phase were moved after everybody could read them; never changed, never removed. */
export type PhaseMoveTable = {
  id: GeneratedAlways<number>;
  phase_id: string;
  starts_on_before: string;
  ends_on_before: string;
  starts_on: string;
  ends_on: string;
  /** Why, for everybody; '' when another program gave none. */
  reason: string;
  moved_by_id: string | null;
  moved_at: Date;
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
  /** Hidden by a moderator: when, where and its title stay, what is told about it is not shown. */
  status: Generated<'visible' | 'hidden'>;
};

/** A voting or a meeting that a template says there will be, until somebody makes it. */
export type PlannedStepTable = {
  id: Generated<string>;
  trajectory_id: string;
  kind: 'voting' | 'meeting';
  /** In the template, from 1 per kind. */
  position: number;
  starts_on: string;
  /** Of a meeting the same day. */
  ends_on: string;
  /** As the template has it (`TemplateVoting` or `TemplateMeeting`). */
  words: ColumnType<Json, string, string>;
  /** It was made, from this or otherwise. */
  made_at: Date | null;
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
