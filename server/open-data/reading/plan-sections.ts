import { z } from 'zod';
import { readContents } from '../../plan-texts/content-cache.ts';
import { policyNow } from '../../plan-texts/rules.ts';
import { listSectionRows } from '../../plan-texts/section-rows.ts';
import { loadActiveFeatures } from '../../trajectories/queries.ts';
import { pageAfter, readCursor } from '../cursor.ts';
import type { sectionSchema } from '../schemas/trajectories.ts';
import { findPublished, pageUrl, type Reader } from './reader.ts';
import type { ListInput } from './trajectories.ts';

type Item = z.output<typeof sectionSchema>;

/** The plan text as it is now, in order. @throws DomainError `not_found` */
export async function readPlanSections(
  reader: Reader,
  { slug, limit, cursor }: ListInput & { slug: string },
): Promise<{ items: Item[]; nextCursor: string | null }> {
  const place = readCursor(cursor, z.strictObject({ after: z.int().min(0) }));
  const { id } = await findPublished(reader, slug);
  const features = await loadActiveFeatures(reader.db, id, reader.now);
  const rows = await listSectionRows(reader.db, id);
  const { items, nextCursor } = pageAfter(rows, { limit, cursor: place?.after ?? null, key: ({ position }) => position });
  const contents = await readContents(reader.db, items);
  return {
    items: items.map((row) => ({
      id: row.id,
      number: row.number,
      title: row.title,
      level: row.level,
      policy: policyNow(row.policy, features),
      policyReason: row.policyReason,
      text: contents.get(row.documentId)?.text ?? '',
      version: row.version,
      versionAt: row.versionAt?.toISOString() ?? null,
      changedSinceVersion: row.seq > row.versionSeq,
      openProposals: row.openProposals,
      decidedProposals: row.decidedProposals,
      comments: row.comments,
      url: pageUrl(reader, slug, `/plan/${encodeURIComponent(row.number)}`),
    })),
    nextCursor,
  };
}
