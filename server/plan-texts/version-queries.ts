import type { JSONContent } from '@tiptap/core';
import type { Context, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { shownName } from '../people/shown-name.ts';
import { can } from '../permissions.ts';
import { cleanContent } from './content.ts';
import { findReadableSection } from './queries.ts';
import { sharesOf } from './rules.ts';
import type { VersionCause } from './write-version.ts';

type Viewer = Pick<Context, 'db' | 'actor' | 'now'>;

export type VersionAuthor = { name: string; share: number };
export type VersionEntry = {
  number: number;
  createdAt: string;
  note: string;
  title: string;
  cause: VersionCause;
  authors: VersionAuthor[];
  /** When a moderator took words out of it last; null when nobody did. */
  redactedAt: string | null;
};
export type VersionView = VersionEntry & { text: string; content: JSONContent };

/**
 * The saved versions of a section, the newest first. A share is that of the characters written since the version before; what was imported has no authors.
 * @throws DomainError `not_found`
 */
export async function listVersions(
  context: Viewer,
  sectionId: string,
): Promise<{ versions: VersionEntry[]; may: { restore: boolean; takeOut: boolean } }> {
  const { trajectoryId } = await findReadableSection(context, sectionId);
  const rows = await context.db
    .selectFrom('section_version')
    .where('section_id', '=', sectionId)
    .orderBy('number', 'desc')
    .select(['id', 'number', 'created_at', 'note', 'title', 'cause', 'redacted_at'])
    .execute();
  const authors = await listAuthors(
    context.db,
    rows.map((row) => row.id),
  );
  return {
    versions: rows.map((row) => entryOf(row, authors.get(row.id) ?? [])),
    may: {
      restore: can(context.actor, 'section.restore_version', { trajectoryId }, context),
      takeOut: can(context.actor, 'moderation.decide', { trajectoryId, ownerId: null }, context),
    },
  };
}

/** @throws DomainError `not_found` */
export async function getVersion(context: Viewer, { sectionId, number }: { sectionId: string; number: number }): Promise<VersionView> {
  await findReadableSection(context, sectionId);
  const row = await context.db
    .selectFrom('section_version')
    .where('section_id', '=', sectionId)
    .where('number', '=', number)
    .select(['id', 'number', 'created_at', 'note', 'title', 'cause', 'redacted_at', 'text', 'content'])
    .executeTakeFirst();
  if (!row) throw new DomainError('not_found');
  const authors = await listAuthors(context.db, [row.id]);
  return { ...entryOf(row, authors.get(row.id) ?? []), text: row.text, content: cleanContent(row.content as JSONContent) };
}

type Row = { number: number; created_at: Date; note: string; title: string; cause: VersionCause; redacted_at: Date | null };

function entryOf({ number, created_at, note, title, cause, redacted_at }: Row, authors: VersionAuthor[]): VersionEntry {
  return { number, createdAt: created_at.toISOString(), note, title, cause, authors, redactedAt: redacted_at?.toISOString() ?? null };
}

async function listAuthors(db: Db, versionIds: readonly string[]): Promise<Map<string, VersionAuthor[]>> {
  const byVersion = new Map<string, VersionAuthor[]>();
  if (versionIds.length === 0) return byVersion;
  const rows = await db
    .selectFrom('section_version_author')
    .innerJoin('person', 'person.id', 'section_version_author.person_id')
    .where('version_id', 'in', [...versionIds])
    .select(['version_id', 'person.display_name', 'person.erased_at', 'characters'])
    .execute();
  for (const id of versionIds) {
    const shares = sharesOf(rows.filter((row) => row.version_id === id));
    byVersion.set(
      id,
      shares.map(({ share, ...person }) => ({ name: shownName(person), share })),
    );
  }
  return byVersion;
}

export { getPlanVersion, listPlanVersions, type PlanVersion, type PlanVersionEntry } from './plan-states.ts';
