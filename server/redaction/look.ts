/** Where words stand of a section: in its text, its versions, its log, and what is kept around it. Changes nothing. */
import type { JSONContent } from '@tiptap/core';
import { sql } from 'kysely';
import type { Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { contentText } from '../plan-texts/content.ts';
import { type LogRow, readLog } from '../plan-texts/document-log.ts';
import { loadDocument } from '../plan-texts/documents.ts';
import { type Elsewhere, findElsewhere } from './elsewhere.ts';
import { type FoundInHistory, findInHistory } from './find.ts';
import { readHistory } from './history.ts';
import { countInText } from './live-text.ts';
import { findPapers } from './papers.ts';
import { findWords, MOST_PLACES, takeOutOf, takeOutOfContent } from './words.ts';

export type Section = { id: string; trajectoryId: string; documentId: string; title: string; seq: number };

export type ChangedVersion = { id: string; number: number; title: string; note: string; content: JSONContent; text: string };

export type Looked = {
  section: Section;
  rows: LogRow[];
  found: FoundInHistory;
  versions: ChangedVersion[];
  elsewhere: Elsewhere;
  papers: Awaited<ReturnType<typeof findPapers>>;
  /** Events of the log of which the data say the words. */
  events: number[];
  counts: RedactionCounts;
};

/** How often, or in how many. */
export type RedactionCounts = {
  /** Times in the text as it stands, its title and its links. */
  text: number;
  versions: number;
  /** Times in what was written and taken away again. */
  log: number;
  proposals: number;
  comments: number;
  /** Words that comments are about. */
  quotes: number;
  /** Dossiers, papers and reply notes. */
  papers: number;
};

export async function findSection(db: Db, sectionId: string): Promise<Section> {
  const section = await db
    .selectFrom('section')
    .innerJoin('document', 'document.id', 'section.document_id')
    .where('section.id', '=', sectionId)
    .where('section.removed_at', 'is', null)
    .select(['section.id', 'trajectory_id as trajectoryId', 'document_id as documentId', 'title', 'document.last_seq as seq'])
    .executeTakeFirst();
  if (!section) throw new DomainError('not_found');
  return section;
}

/** @throws DomainError `not_found`; `invalid` with a sentence for `words` when they stand nowhere, or in more places than is one act */
export async function lookFor(db: Db, { sectionId, words }: { sectionId: string; words: readonly string[] }): Promise<Looked> {
  const section = await findSection(db, sectionId);
  const { id, documentId, trajectoryId } = section;
  const { doc, seq } = await loadDocument(db, documentId);
  const text = countInText(doc, words) + findWords(section.title, words).length;
  doc.destroy();
  if (text > MOST_PLACES) throw new DomainError('invalid', { fields: { words: 'redaction:error.too_many' } });
  const rows: LogRow[] = [];
  for await (const row of readLog(db, documentId, { fromSeq: 0, toSeq: seq })) rows.push(row);
  if (rows.length !== seq) throw new Error(`document ${documentId}: the log has a gap`);
  const kept = await readVersions(db, id);
  const found = await findInHistory(
    await readHistory(rows),
    words,
    kept.map((version) => version.seq),
  );
  const versions = kept.flatMap((version) => changedVersion(version, words));
  const elsewhere = await findElsewhere(db, id, words);
  const papers = await findPapers(db, trajectoryId, words);
  const counts: RedactionCounts = {
    text,
    versions: versions.length,
    log: found.before,
    proposals: new Set([...elsewhere.proposals, ...elsewhere.revisions].map((one) => one.id)).size,
    comments: elsewhere.comments.length,
    quotes: elsewhere.passages.length,
    papers: papers.papers.length + papers.drafts.length,
  };
  if (Object.values(counts).every((count) => count === 0) && found.links.size === 0)
    throw new DomainError('invalid', { fields: { words: 'redaction:error.words_nowhere' } });
  return {
    section: { ...section, seq },
    rows,
    found,
    versions,
    elsewhere,
    papers,
    events: await findEvents(db, trajectoryId, words),
    counts,
  };
}

type Version = { id: string; number: number; seq: number; title: string; note: string; content: unknown };

function readVersions(db: Db, sectionId: string): Promise<Version[]> {
  return db
    .selectFrom('section_version')
    .where('section_id', '=', sectionId)
    .orderBy('number')
    .select(['id', 'number', 'seq', 'title', 'note', 'content'])
    .execute();
}

function changedVersion({ id, number, content: before, ...said }: Version, words: readonly string[]): ChangedVersion[] {
  const content = takeOutOfContent(before as JSONContent, words);
  const [title, note] = [takeOutOf(said.title, words), takeOutOf(said.note, words)];
  const isSame = JSON.stringify(content) === JSON.stringify(takeOutOfContent(before as JSONContent, []));
  if (isSame && title === said.title && note === said.note) return [];
  return [{ id, number, title, note, content: isSame ? (before as JSONContent) : content, text: contentText(content) }];
}

/** Such as the note of a version, or the reason why one was put back. */
async function findEvents(db: Db, trajectoryId: string, words: readonly string[]): Promise<number[]> {
  const { rows } = await sql<{ id: number; data: string }>`
    select id, data::text as data from event where trajectory_id = ${trajectoryId}::uuid and data <> '{}'::jsonb
      and (${sql.join(
        words.map((word) => sql`strpos(lower(data::text), lower(${word.split(' ')[0] ?? word}::text)) > 0`),
        sql` or `,
      )})`.execute(db);
  return rows.filter(({ data }) => findWords(data, words).length > 0).map(({ id }) => Number(id));
}
