/** Agreements, gates, the council and its papers. */
import type { ColumnType, Generated } from 'kysely';
import type { Json } from './json.ts';
import type { RedactedColumns } from './plan-texts.ts';

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

/** Who was told of a decision. */
export type CouncilToldTable = {
  decision_id: string;
  person_id: string;
  told_at: Date;
};

/** Where somebody without e-mail wants a letter about the decision, and nothing else. Goes some time after that letter. */
export type PostalAddressTable = {
  person_id: string;
  addressee: string;
  /** As on an envelope, one or more lines. */
  address: string;
  entered_by_id: string;
  given_at: Date;
};

/** A letter about a decision that somebody printed and took to the post. */
export type CouncilLetterTable = {
  decision_id: string;
  person_id: string;
  posted_at: Date;
  posted_by_id: string;
};

/** How many people took part when the last mail about a decision was queued, and how many of them had one. */
export type CouncilReachTable = {
  decision_id: string;
  participants: number;
  by_mail: number;
  counted_at: Date;
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
} & RedactedColumns;

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
} & RedactedColumns;

/** What a participant thinks of how it went, from 1 to 10. */
export type ProcessGradeTable = {
  trajectory_id: string;
  person_id: string;
  /** The phase that was over last when it was given. */
  phase_id: string;
  grade: number;
  given_at: Date;
};
