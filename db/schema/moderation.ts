/** Reports, decisions and appeals. */
import type { ColumnType, Generated } from 'kysely';

export type ReportTable = {
  id: Generated<string>;
  /** Null exactly for a name: that stands on the whole site. */
  trajectory_id: string | null;
  subject_kind: 'idea' | 'comment' | 'change_proposal' | 'story' | 'challenge' | 'section' | 'photo' | 'name' | 'meeting' | 'response';
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
  subject_kind: 'idea' | 'comment' | 'change_proposal' | 'story' | 'challenge' | 'section' | 'photo' | 'name' | 'meeting' | 'response';
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
  /** Of a section from which words were taken out. */
  redaction_id: string | null;
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
