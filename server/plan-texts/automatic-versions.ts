/** Versions that come by themselves after a burst of writing. A job asks for them; twice, or on two nodes at once, is safe. */
import type { Context, Db, Tx } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { readContents } from './content-cache.ts';
import { canonicalJson } from './version-chain.ts';
import { isVersionDue, type Writing } from './version-rules.ts';
import { keepVersion } from './versions.ts';

export const AUTOMATIC_NOTE = 'Automatisch bewaard na het schrijven';

/**
 * Keeps every section in which a burst of writing is over (`isVersionDue`). All that are kept in one round are one state of the plan.
 * @returns how many versions were made
 */
export async function keepAfterWriting({ db, now }: Pick<Context, 'db' | 'now'>): Promise<number> {
  let kept = 0;
  for (const section of await listWriting(db)) {
    if (!isVersionDue(section, now)) continue;
    // Typed and taken back: that is no new version.
    const read = (await readContents(db, [section])).get(section.documentId);
    if (read && section.keptContent !== null && canonicalJson(read.content) === canonicalJson(section.keptContent)) continue;
    if (await keepOne({ db, now }, section)) kept += 1;
  }
  return kept;
}

type WritingSection = Writing & { id: string; documentId: string; trajectoryId: string; seq: number };

async function keepOne({ db, now }: Pick<Context, 'db' | 'now'>, { id, trajectoryId }: WritingSection): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    // Another node, or a person, may have kept it a moment ago: looked at again while the section is held.
    await tx.selectFrom('section').where('id', '=', id).select('id').forNoKeyUpdate().executeTakeFirst();
    const [held] = await listWriting(tx, id);
    if (!held || !isVersionDue(held, now)) return false;
    const context = { actor: null, now };
    const { number, isNew } = await keepVersion(tx, context, { sectionId: id, note: AUTOMATIC_NOTE, cause: 'automatic' });
    if (isNew) {
      const event = { kind: 'section.version_kept', trajectoryId, subjectKind: 'section', subjectId: id, data: { number } };
      await recordEvent(tx, context, event);
    }
    return isNew;
  });
}

/** Sections with changes that no version has. */
async function listWriting(db: Db | Tx, sectionId?: string): Promise<(WritingSection & { keptContent: unknown })[]> {
  const rows = await db
    .selectFrom('section')
    .innerJoin('document', 'document.id', 'section.document_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('section_version')
          .whereRef('section_version.section_id', '=', 'section.id')
          .orderBy('section_version.number', 'desc')
          .limit(1)
          .select(['section_version.seq', 'section_version.created_at', 'section_version.content'])
          .as('newest'),
      (join) => join.onTrue(),
    )
    .innerJoin('document_update as first', (join) =>
      join.onRef('first.document_id', '=', 'document.id').on('first.seq', '=', (eb) => eb(eb.fn.coalesce('newest.seq', eb.lit(0)), '+', 1)),
    )
    .innerJoin('document_update as latest', (join) =>
      join.onRef('latest.document_id', '=', 'document.id').onRef('latest.seq', '=', 'document.last_seq'),
    )
    .where('section.removed_at', 'is', null)
    .$if(sectionId !== undefined, (query) => query.where('section.id', '=', sectionId ?? ''))
    .select(['section.id', 'section.document_id as documentId', 'section.trajectory_id as trajectoryId', 'document.last_seq as seq'])
    .select(['newest.created_at as lastVersionAt', 'newest.content as keptContent'])
    .select(['first.at as firstUnkeptAt', 'latest.at as lastUnkeptAt'])
    .execute();
  return rows;
}
