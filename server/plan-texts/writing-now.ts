/** How many people write in a text now. Read from the log itself: right on every node, also after one fell, and nobody has to keep a list. */
import { sql } from 'kysely';
import type { Db } from '../context.ts';
import { rememberFor } from '../remembered.ts';

/** Somebody who wrote this short ago is writing now: long enough to think about a sentence. */
const WRITING_SECONDS = 90;
/** The last so many updates are looked at; in a minute and a half more than that come only from many people, who are in the last of them too. */
const LOOK_BACK = 500;
const REMEMBERED_MS = 5_000;

/** People who wrote in each document of a trajectory in the last minute and a half, by document; documents where nobody did are left out. */
export function listWritersNow(db: Db, trajectoryId: string, now: Date): Promise<Map<string, ReadonlySet<string>>> {
  return rememberFor(db, { key: `writers ${trajectoryId}`, now, forMs: REMEMBERED_MS }, () => readWriters(db, trajectoryId, now));
}

async function readWriters(db: Db, trajectoryId: string, now: Date): Promise<Map<string, ReadonlySet<string>>> {
  const since = new Date(now.getTime() - WRITING_SECONDS * 1000);
  const { rows } = await sql<{ documentId: string; authorId: string }>`
    select distinct document.id as "documentId", recent.author_id as "authorId"
    from section
      join document on document.id = section.document_id
      join document_update as newest on newest.document_id = document.id and newest.seq = document.last_seq and newest.at > ${since}
      join document_update as recent on recent.document_id = document.id and recent.seq > document.last_seq - ${LOOK_BACK}
    where section.trajectory_id = ${trajectoryId} and section.removed_at is null
      and recent.at > ${since} and recent.at <= ${now} and recent.author_id is not null and recent.connection_id is not null`.execute(db);
  const writers = new Map<string, Set<string>>();
  for (const { documentId, authorId } of rows) writers.set(documentId, (writers.get(documentId) ?? new Set()).add(authorId));
  return writers;
}
