import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context } from '../context.ts';
import { requireActor } from '../permissions.ts';
import { getReadableTrajectory } from '../trajectories/queries.ts';
import { PEER_NAMES } from './peer-idea.ts';

/** Where an idea came from when it was read in from another system; null for one that was proposed here. What is kept of its row is not for the page. */
export async function findPeerSource(
  { db }: Pick<Context, 'db'>,
  { ideaId }: { ideaId: string },
): Promise<{ system: string; url: string | null; supports: number | null } | null> {
  const row = await db
    .selectFrom('peer_row')
    .innerJoin('peer_import', 'peer_import.id', 'peer_row.import_id')
    .where('idea_id', '=', ideaId)
    .select(['system', 'url', 'supports'])
    .executeTakeFirst();
  return row ? { ...row, system: PEER_NAMES[row.system] } : null;
}

/** What was read in for a trajectory so far, the newest first. @throws DomainError `not_found`, `sign_in_first`, `not_allowed` */
export async function listPeerImports(
  { db, actor, now }: Pick<Context, 'db' | 'actor' | 'now'>,
  { trajectory: slug }: { trajectory: string },
) {
  const { id, title } = await getReadableTrajectory(db, { slug, actor, now });
  requireActor(actor, 'peer.import', { trajectoryId: id }, { now });
  const rows = await db
    .selectFrom('peer_import')
    .where('trajectory_id', '=', id)
    .select(['id', 'system', 'file', 'imported_at'])
    .select((eb) =>
      eb
        .selectFrom('peer_row')
        .whereRef('peer_row.import_id', '=', 'peer_import.id')
        .where('idea_id', 'is not', null)
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .as('ideas'),
    )
    .orderBy('imported_at', 'desc')
    .execute();
  return {
    trajectory: { slug, title },
    imports: rows.map(({ system, imported_at, ideas, ...row }) => ({
      ...row,
      system: PEER_NAMES[system],
      on: amsterdamDay(imported_at),
      ideas: Number(ideas ?? 0),
    })),
  };
}
