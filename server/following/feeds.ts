/** What stands in each feed. Everybody may read it, so nothing in it is for one person. */
import type { Context, Db } from '../context.ts';
import { env } from '../env.ts';
import { getIdea, listIdeas } from '../ideas/queries.ts';
import { getReadableTrajectory } from '../trajectories/queries.ts';
import { type AtomEntry, atomXml } from './atom.ts';
import { listNewsItems, type NewsItem } from './news-items.ts';
import { IDEA_NEWS, TRAJECTORY_NEWS } from './news-rules.ts';
import { newsExcerpt, newsPath, newsSentence, newsSubject } from './news-words.ts';

type Reader = Pick<Context, 'db' | 'now'>;

const MOST_ENTRIES = 50;

/** The newest ideas of a trajectory. @throws DomainError `not_found` */
export async function ideasFeed({ db, now }: Reader, { trajectory: slug }: { trajectory: string }): Promise<string> {
  const viewer = { db, now, actor: null };
  const trajectory = await getReadableTrajectory(db, { slug, actor: null, now });
  const { items } = await listIdeas(viewer, {
    trajectory: slug,
    sort: 'newest',
    themes: [],
    statuses: [],
    answers: [],
    query: null,
    cursor: null,
    limit: MOST_ENTRIES,
  });
  const page = `/trajecten/${slug}/ideeen`;
  return atomXml({
    title: `Ideeën voor ${trajectory.title}`,
    selfUrl: `${env.publicUrl}${page}/feed.atom`,
    pageUrl: `${env.publicUrl}${page}`,
    author: await municipality(db),
    since: trajectory.created_at,
    entries: items.map((idea) => ({
      id: `urn:uuid:${idea.id}`,
      title: idea.title,
      url: `${env.publicUrl}${page}/${idea.number}`,
      updated: new Date(idea.createdAt),
      author: idea.author.name,
      summary: idea.body,
    })),
  });
}

/** What happened to one idea. @throws DomainError `not_found`, also when it is hidden */
export async function ideaFeed({ db, now }: Reader, { trajectory: slug, number }: { trajectory: string; number: number }): Promise<string> {
  const idea = await getIdea({ db, now, actor: null }, { trajectory: slug, number });
  const items = await listNewsItems(db, { ideaId: idea.id, kinds: IDEA_NEWS }, MOST_ENTRIES);
  const page = `/trajecten/${slug}/ideeen/${number}`;
  return atomXml({
    title: idea.title,
    selfUrl: `${env.publicUrl}${page}/feed.atom`,
    pageUrl: `${env.publicUrl}${page}`,
    author: await municipality(db),
    since: new Date(idea.createdAt),
    entries: items.map((item) => entry(item, newsSentence(item))),
  });
}

/** The news of a trajectory: answers, ideas, meetings, votings. @throws DomainError `not_found` */
export async function trajectoryFeed({ db, now }: Reader, { trajectory: slug }: { trajectory: string }): Promise<string> {
  const trajectory = await getReadableTrajectory(db, { slug, actor: null, now });
  const items = await listNewsItems(db, { trajectoryId: trajectory.id, kinds: TRAJECTORY_NEWS }, MOST_ENTRIES);
  const page = `/trajecten/${slug}`;
  return atomXml({
    title: `Nieuws over ${trajectory.title}`,
    selfUrl: `${env.publicUrl}${page}/feed.atom`,
    pageUrl: `${env.publicUrl}${page}`,
    author: await municipality(db),
    since: trajectory.created_at,
    entries: items.map((item) => entry(item, `${newsSentence(item)}: ${newsSubject(item)}`)),
  });
}

function entry(item: NewsItem, title: string): AtomEntry {
  const url = `${env.publicUrl}${newsPath(item)}`;
  return { id: `${url}#nieuws-${item.eventId}`, title, url, updated: item.at, author: null, summary: newsExcerpt(item) };
}

async function municipality(db: Db): Promise<string> {
  const site = await db.selectFrom('site').select('municipality').executeTakeFirstOrThrow();
  return `Gemeente ${site.municipality}`;
}
