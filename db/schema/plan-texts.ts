/** Plan texts: documents with their log, versions, proposals, and the words that comments are about. */
import type { ColumnType, Generated } from 'kysely';
import type { Json } from './json.ts';

export type DocumentTable = {
  id: Generated<string>;
  /** The number of its newest update; taken under a row lock, so the numbers have no gaps. */
  last_seq: Generated<number>;
  created_at: Date;
  /** How often words were taken out of its log; a snapshot begun before the last time is not kept. */
  redactions: Generated<number>;
};

/** Words that were taken out of a document, its log and its versions. Says which letters, never what they said. Never altered (a trigger). */
export type DocumentRedactionTable = {
  id: Generated<string>;
  /** The text of a section it is of, or the answer: one of both. */
  document_id: string | null;
  /** The answer as it was first published. */
  response_id: string | null;
  made_by_id: string;
  /** The house rule they broke. */
  rule: 'insult' | 'discrimination' | 'personal_data' | 'spam' | 'threat' | 'off_topic';
  at: Date;
  /** The update up to and including which the log was looked through. */
  seq: number;
  /** `[client, clock, length][]` */
  letters: ColumnType<Json, string, never>;
  /** The signs that came in their place: `{ client, clocks }`. */
  signs: ColumnType<Json, string, never>;
  /** Only within it the database lets rows of the log, versions and papers change. */
  transaction: Generated<number>;
};

/** Rows of the log that got other letters; written by `redact_document_update`. Never altered (a trigger). */
export type DocumentRedactionRowTable = {
  redaction_id: string;
  document_id: string;
  seq: number;
};

/** Of what may only change by taking words out: all four, or none. */
export type RedactedColumns = {
  redaction_id: string | null;
  redacted_at: Date | null;
  redacted_rule: DocumentRedactionTable['rule'] | null;
  /** The code of what it says now; `sha256` stays that of what it said. */
  redacted_sha256: string | null;
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
} & RedactedColumns;

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

/** Until where the text of a section was looked through for words that went all at once (`server/plan-texts/lost-text.ts`). */
export type TextLookTable = {
  section_id: string;
  /** What came after this update is compared with what stood there. */
  seq: number;
  /** When who manages the plan was last told of words that had gone. */
  warned_at: Date | null;
};

export type SectionVersionAuthorTable = {
  version_id: string;
  person_id: string;
  /** Characters of this person that stand in this version. */
  characters: number;
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
  /** As with the support of an idea. */
  address_range: Generated<Buffer | null>;
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
