import type { Db } from '../../context.ts';
import { getReadableTrajectory } from '../../trajectories/queries.ts';

/** Who reads through the open API: nobody in particular. What others may not see is not there. */
export type Reader = {
  db: Db;
  now: Date;
  /** The origin people see, without a slash at the end. */
  publicUrl: string;
};

/** A published trajectory. @throws DomainError `not_found` */
export function findPublished({ db, now }: Reader, slug: string) {
  return getReadableTrajectory(db, { slug, actor: null, now });
}

/** The page of a trajectory, or one under it. */
export function pageUrl({ publicUrl }: Pick<Reader, 'publicUrl'>, slug: string, below = ''): string {
  return `${publicUrl}/trajecten/${slug}${below}`;
}
