import { sql } from 'kysely';
import type { Db } from '../context.ts';
import type { VersionCause } from './write-version.ts';

export type SectionRow = {
  id: string;
  documentId: string;
  number: string;
  title: string;
  level: number;
  position: number;
  policy: 'fixed' | 'open' | 'suggest' | 'closed';
  policyReason: string | null;
  /** Of the document now. */
  seq: number;
  version: number;
  versionSeq: number;
  versionAt: Date | null;
  /** What made that version; null when there is none. */
  versionCause: VersionCause | null;
  openProposals: number;
  decidedProposals: number;
  comments: number;
};

/** The sections of a plan in order, without their text: one query. */
export async function listSectionRows(db: Db, trajectoryId: string): Promise<SectionRow[]> {
  return db
    .selectFrom('section')
    .innerJoin('document', 'document.id', 'section.document_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('section_version')
          .whereRef('section_version.section_id', '=', 'section.id')
          .orderBy('section_version.number', 'desc')
          .limit(1)
          .select(['section_version.number', 'section_version.seq', 'section_version.created_at', 'section_version.cause'])
          .as('newest'),
      (join) => join.onTrue(),
    )
    .leftJoin(
      (eb) =>
        eb
          .selectFrom('change_proposal')
          .where('change_proposal.trajectory_id', '=', trajectoryId)
          .groupBy('change_proposal.section_id')
          .select('change_proposal.section_id')
          .select(sql<number>`count(*) filter (where change_proposal.status = 'open')`.as('open'))
          .select(sql<number>`count(*) filter (where change_proposal.status in ('accepted', 'partly', 'declined'))`.as('decided'))
          .as('proposals'),
      (join) => join.onRef('proposals.section_id', '=', 'section.id'),
    )
    .leftJoin(
      (eb) =>
        eb
          .selectFrom('comment')
          .where('comment.trajectory_id', '=', trajectoryId)
          .where('comment.section_id', 'is not', null)
          .where('comment.status', '=', 'visible')
          .groupBy('comment.section_id')
          .select(['comment.section_id', (count) => count.fn.countAll<number>().as('visible')])
          .as('remarks'),
      (join) => join.onRef('remarks.section_id', '=', 'section.id'),
    )
    .where('section.trajectory_id', '=', trajectoryId)
    .where('section.removed_at', 'is', null)
    .orderBy('section.position')
    .select([
      'section.id',
      'section.document_id as documentId',
      'section.number',
      'section.title',
      'section.level',
      'section.position',
      'section.policy',
      'section.policy_reason as policyReason',
      'document.last_seq as seq',
      'newest.created_at as versionAt',
      'newest.cause as versionCause',
    ])
    .select((eb) => [
      eb.fn.coalesce('newest.number', eb.lit(0)).as('version'),
      eb.fn.coalesce('newest.seq', eb.lit(0)).as('versionSeq'),
      eb.fn.coalesce('proposals.open', eb.lit(0)).as('openProposals'),
      eb.fn.coalesce('proposals.decided', eb.lit(0)).as('decidedProposals'),
      eb.fn.coalesce('remarks.visible', eb.lit(0)).as('comments'),
    ])
    .execute();
}
