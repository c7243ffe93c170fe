import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context, Db } from '../context.ts';
import { can } from '../permissions.ts';
import { listPlannedSteps } from '../trajectories/planned-steps.ts';
import { getReadableTrajectory } from '../trajectories/queries.ts';
import type { Template } from './format.ts';

type Viewer = Pick<Context, 'db' | 'actor' | 'now'>;

/** Another trajectory in this one's line: here with its slug, elsewhere with its address. */
export type Relative = { title: string; slug: string | null; installation: string | null; url: string | null };

export type Origin = Relative & { template: string; exportedOn: string | null; edition: number | null };

/** Everything about carrying this approach on: its lessons, where it came from with what was learned there, and where it went. @throws DomainError `not_found` */
export async function getCarrying({ db, actor, now }: Viewer, { trajectory: slug }: { trajectory: string }) {
  const row = await getReadableTrajectory(db, { slug, actor, now });
  const lessons = await db
    .selectFrom('trajectory_lessons')
    .where('trajectory_id', '=', row.id)
    .select(['body', 'edition', 'written_at'])
    .executeTakeFirst();
  const before = await db.selectFrom('trajectory_origin').where('trajectory_id', '=', row.id).selectAll().executeTakeFirst();
  const subject = { trajectoryId: row.id };
  return {
    trajectory: { slug, title: row.title, published: row.published_at !== null && row.published_at <= now },
    lessons: lessons ? { body: lessons.body, edition: lessons.edition, writtenOn: amsterdamDay(lessons.written_at) } : null,
    ...(await getRelatives(db, { trajectoryId: row.id, now })),
    /** What the place before learned. */
    inherited: before
      ? { lessons: before.lessons, figures: before.figures as Template['lessons']['figures'] }
      : { lessons: '', figures: [] as Template['lessons']['figures'] },
    /** What the template says there will be, for who makes it. */
    steps: can(actor, 'meeting.add', subject, { now }) ? await listPlannedSteps(db, row.id) : [],
    may: {
      prepare: can(actor, 'template.prepare', subject, { now }),
      import: can(actor, 'peer.import', subject, { now }),
      publish: can(actor, 'trajectory.publish', subject, { now }),
      create: can(actor, 'trajectory.create', {}, { now }),
    },
  };
}

/** Where a trajectory came from, and where it went: here by reference, elsewhere by address. What is not public here is left out. */
export async function getRelatives(
  db: Db,
  { trajectoryId, now }: { trajectoryId: string; now: Date },
): Promise<{ origin: Origin | null; copies: Relative[] }> {
  const own = await db
    .selectFrom('trajectory')
    .leftJoin('trajectory as parent', (join) =>
      join.onRef('parent.id', '=', 'trajectory.copied_from_id').on('parent.published_at', '<=', now),
    )
    .leftJoin('trajectory_origin as origin', 'origin.trajectory_id', 'trajectory.id')
    .where('trajectory.id', '=', trajectoryId)
    .select([
      'parent.slug',
      'parent.title as parentTitle',
      'origin.template',
      'origin.installation',
      'origin.title',
      'origin.url',
      'origin.exported_on as exportedOn',
      'origin.edition',
    ])
    .executeTakeFirstOrThrow();
  const here = await db
    .selectFrom('trajectory')
    .where('copied_from_id', '=', trajectoryId)
    .where('published_at', '<=', now)
    .orderBy('created_at')
    .select(['slug', 'title'])
    .execute();
  const elsewhere = await db
    .selectFrom('copy_elsewhere')
    .where('trajectory_id', '=', trajectoryId)
    .orderBy('noted_at')
    .select(['installation', 'title', 'url'])
    .execute();
  const { slug, parentTitle, template, installation, title, url, exportedOn, edition } = own;
  const name = parentTitle ?? title ?? template;
  return {
    origin:
      name === null
        ? null
        : {
            title: name,
            template: template ?? name,
            slug,
            installation: slug === null ? installation : null,
            url: slug === null ? url : null,
            exportedOn,
            edition,
          },
    copies: [...here.map((copy) => ({ ...copy, installation: null, url: null })), ...elsewhere.map((copy) => ({ ...copy, slug: null }))],
  };
}
