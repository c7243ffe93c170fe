/** How a version gets into the database: the only place that adds a row, so that every one is a link of its chain. */
import type { JSONContent } from '@tiptap/core';
import type { SectionVersionTable } from '../../db/schema/plan-texts.ts';
import type { Context, Tx } from '../context.ts';
import { authorShares } from './author-shares.ts';
import { contentText } from './content.ts';
import { versionSha256 } from './version-chain.ts';

export type VersionCause = SectionVersionTable['cause']['__select__'];

/** The newest version of a section, as the next one needs it. */
export type LastVersion = { number: number; seq: number; title: string; cause: VersionCause; createdAt: Date; sha256: string };

export type NewVersion = {
  section: { id: string; documentId: string; title: string };
  last: LastVersion | null;
  /** The text, and the update of its document up to which it goes. */
  content: JSONContent;
  seq: number;
  note: string;
  cause: VersionCause;
};

/** The newest version; read it while the section's row is held. */
export async function findLastVersion(tx: Tx, sectionId: string): Promise<LastVersion | null> {
  const last = await tx
    .selectFrom('section_version')
    .where('section_id', '=', sectionId)
    .orderBy('number', 'desc')
    .limit(1)
    .select(['number', 'seq', 'title', 'cause', 'created_at as createdAt', 'sha256'])
    .executeTakeFirst();
  return last ?? null;
}

/** Adds the next version. The section's row must be held, so that numbers and hashes follow each other. */
export async function writeVersion(
  tx: Tx,
  { actor, now }: Pick<Context, 'actor' | 'now'>,
  { section, last, content, seq, note, cause }: NewVersion,
): Promise<{ number: number }> {
  const number = (last?.number ?? 0) + 1;
  const said = { section: section.id, number, title: section.title, note, createdAt: now.toISOString(), content };
  const { id } = await tx
    .insertInto('section_version')
    .values({
      section_id: section.id,
      number,
      seq,
      title: section.title,
      content: JSON.stringify(content),
      text: contentText(content),
      note,
      cause,
      sha256: versionSha256(said, last?.sha256 ?? null),
      created_by_id: actor?.id ?? null,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const fromSeq = cause === 'automatic' || last?.cause !== 'automatic' ? (last?.seq ?? 0) : await findNamedSeq(tx, section.id, number);
  // Words that come back were written before; who put them back stands with the version.
  const shares = cause === 'restore' ? [] : await authorShares(tx, section.documentId, fromSeq, seq);
  if (shares.length > 0) {
    await tx
      .insertInto('section_version_author')
      .values(shares.map(({ personId, characters }) => ({ version_id: id, person_id: personId, characters })))
      .execute();
  }
  return { number };
}

/** Up to where the newest version before this one goes that did not come by itself: a named version tells who wrote since the named one before it. */
async function findNamedSeq(tx: Tx, sectionId: string, number: number): Promise<number> {
  const named = await tx
    .selectFrom('section_version')
    .where('section_id', '=', sectionId)
    .where('number', '<', number)
    .where('cause', '<>', 'automatic')
    .orderBy('number', 'desc')
    .limit(1)
    .select('seq')
    .executeTakeFirst();
  return named?.seq ?? 0;
}
