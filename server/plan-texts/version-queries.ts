import type { JSONContent } from '@tiptap/core';
import { sql } from 'kysely';
import type { Context, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { getReadableTrajectory } from '../trajectories/queries.ts';
import { cleanContent } from './content.ts';
import { findReadableSection } from './queries.ts';
import { sectionHeading, sharesOf } from './rules.ts';

type Viewer = Pick<Context, 'db' | 'actor' | 'now'>;

export type VersionAuthor = { name: string; share: number };
export type VersionEntry = { number: number; createdAt: string; note: string; title: string; authors: VersionAuthor[] };
export type VersionView = VersionEntry & { text: string; content: JSONContent };

/**
 * The saved versions of a section, the newest first. A share is that of the characters written since the version before; what was imported has no authors.
 * @throws DomainError `not_found`
 */
export async function listVersions(context: Viewer, sectionId: string): Promise<{ versions: VersionEntry[] }> {
  await findReadableSection(context, sectionId);
  const rows = await context.db
    .selectFrom('section_version')
    .where('section_id', '=', sectionId)
    .orderBy('number', 'desc')
    .select(['id', 'number', 'created_at', 'note', 'title'])
    .execute();
  const authors = await listAuthors(
    context.db,
    rows.map((row) => row.id),
  );
  return { versions: rows.map((row) => entryOf(row, authors.get(row.id) ?? [])) };
}

/** @throws DomainError `not_found` */
export async function getVersion(context: Viewer, { sectionId, number }: { sectionId: string; number: number }): Promise<VersionView> {
  await findReadableSection(context, sectionId);
  const row = await context.db
    .selectFrom('section_version')
    .where('section_id', '=', sectionId)
    .where('number', '=', number)
    .select(['id', 'number', 'created_at', 'note', 'title', 'text', 'content'])
    .executeTakeFirst();
  if (!row) throw new DomainError('not_found');
  const authors = await listAuthors(context.db, [row.id]);
  return { ...entryOf(row, authors.get(row.id) ?? []), text: row.text, content: cleanContent(row.content as JSONContent) };
}

function entryOf(row: { number: number; created_at: Date; note: string; title: string }, authors: VersionAuthor[]): VersionEntry {
  return { number: row.number, createdAt: row.created_at.toISOString(), note: row.note, title: row.title, authors };
}

async function listAuthors(db: Db, versionIds: readonly string[]): Promise<Map<string, VersionAuthor[]>> {
  const byVersion = new Map<string, VersionAuthor[]>();
  if (versionIds.length === 0) return byVersion;
  const rows = await db
    .selectFrom('section_version_author')
    .innerJoin('person', 'person.id', 'section_version_author.person_id')
    .where('version_id', 'in', [...versionIds])
    .select(['version_id', 'person.display_name as name', 'characters'])
    .execute();
  for (const id of versionIds) {
    const shares = sharesOf(rows.filter((row) => row.version_id === id));
    byVersion.set(
      id,
      shares.map(({ name, share }) => ({ name, share })),
    );
  }
  return byVersion;
}

/** A state of the whole plan: every moment at which a version of one or more sections was kept is one, numbered from the first. */
export type PlanVersionEntry = { number: number; createdAt: string; notes: string[]; sections: string[] };

export type PlanVersion = {
  trajectory: { slug: string; title: string };
  version: PlanVersionEntry;
  versions: number;
  sections: { number: string; heading: string; level: number; title: string; content: JSONContent; version: number; changed: boolean }[];
};

/** The numbered states of a plan, the newest first. @throws DomainError `not_found` */
export async function listPlanVersions(
  context: Viewer,
  { trajectory: slug }: { trajectory: string },
): Promise<{ items: PlanVersionEntry[]; nextCursor: null }> {
  const { id } = await getReadableTrajectory(context.db, { slug, actor: context.actor, now: context.now });
  return { items: (await readPlanVersions(context.db, id)).reverse(), nextCursor: null };
}

/** The plan as it stood at one of its numbered states. @throws DomainError `not_found` */
export async function getPlanVersion(
  context: Viewer,
  { trajectory: slug, number }: { trajectory: string; number: number },
): Promise<PlanVersion> {
  const { id, title } = await getReadableTrajectory(context.db, { slug, actor: context.actor, now: context.now });
  const versions = await readPlanVersions(context.db, id);
  const version = versions[number - 1];
  if (!version) throw new DomainError('not_found');
  const moment = new Date(version.createdAt);
  const rows = await context.db
    .selectFrom('section')
    .innerJoin('section_version', 'section_version.section_id', 'section.id')
    .where('section.trajectory_id', '=', id)
    .where('section_version.created_at', '<=', moment)
    .where((eb) => eb.or([eb('section.removed_at', 'is', null), eb('section.removed_at', '>', moment)]))
    .distinctOn('section.id')
    .orderBy('section.id')
    .orderBy('section_version.number', 'desc')
    .select(['section.number', 'section.level', 'section.position', 'section_version.title', 'section_version.content'])
    .select(['section_version.number as version', 'section_version.created_at as versionAt'])
    .execute();
  return {
    trajectory: { slug, title },
    version,
    versions: versions.length,
    sections: rows
      .sort((one, other) => one.position - other.position)
      .map((row) => ({
        number: row.number,
        heading: sectionHeading(row),
        level: row.level,
        title: row.title,
        content: cleanContent(row.content as JSONContent),
        version: row.version,
        changed: row.versionAt.getTime() === moment.getTime(),
      })),
  };
}

async function readPlanVersions(db: Db, trajectoryId: string): Promise<PlanVersionEntry[]> {
  const rows = await db
    .selectFrom('section_version')
    .innerJoin('section', 'section.id', 'section_version.section_id')
    .where('section.trajectory_id', '=', trajectoryId)
    .groupBy('section_version.created_at')
    .orderBy('section_version.created_at')
    .select('section_version.created_at')
    .select(sql<string[]>`array_agg(distinct section_version.note)`.as('notes'))
    .select(sql<string[]>`array_agg(section.number order by section.position)`.as('sections'))
    .execute();
  return rows.map((row, index) => ({
    number: index + 1,
    createdAt: row.created_at.toISOString(),
    notes: row.notes,
    sections: row.sections,
  }));
}
