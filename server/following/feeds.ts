/** What stands in each feed. Everybody may read it, so nothing in it is for one person. */
import type { Context, Db } from '../context.ts';
import { env } from '../env.ts';
import { wordsIn } from '../i18n/words.ts';
import { getIdea, listIdeas } from '../ideas/queries.ts';
import { getReadableTrajectory } from '../trajectories/queries.ts';
import { LOCALES, type Locale } from '../web/locale.ts';
import { type AtomEntry, atomXml } from './atom.ts';
import { listNewsItems, type NewsItem } from './news-items.ts';
import { IDEA_NEWS, TRAJECTORY_NEWS } from './news-rules.ts';
import { newsExcerpt, newsPath, newsSentence, newsSubject } from './news-words.ts';

type Reader = Pick<Context, 'db' | 'now'>;
/** What somebody wrote stays in the language they wrote in; the sentences around it are in this one. */
type In = { locale?: Locale };

const MOST_ENTRIES = 50;

/** The newest ideas of a trajectory. @throws DomainError `not_found` */
export async function ideasFeed({ db, now }: Reader, { trajectory: slug, locale = 'nl' }: { trajectory: string } & In): Promise<string> {
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
    title: wordsIn(locale).t('news:feed.ideas', { trajectory: trajectory.title }),
    ...addresses(page, locale),
    author: await municipality(db, locale),
    since: trajectory.created_at,
    entries: items.map((idea) => ({
      id: `urn:uuid:${idea.id}`,
      title: idea.title,
      url: `${env.publicUrl}${page}/${idea.number}`,
      updated: new Date(idea.createdAt),
      author: idea.author.name,
      summary: idea.body,
      ownTitle: true,
    })),
  });
}

/** What happened to one idea. @throws DomainError `not_found`, also when it is hidden */
export async function ideaFeed(
  { db, now }: Reader,
  { trajectory: slug, number, locale = 'nl' }: { trajectory: string; number: number } & In,
): Promise<string> {
  const idea = await getIdea({ db, now, actor: null }, { trajectory: slug, number });
  const items = await listNewsItems(db, { ideaId: idea.id, kinds: IDEA_NEWS }, MOST_ENTRIES);
  const page = `/trajecten/${slug}/ideeen/${number}`;
  return atomXml({
    title: idea.title,
    ...addresses(page, locale),
    author: await municipality(db, locale),
    since: new Date(idea.createdAt),
    entries: items.map((item) => entry(item, newsSentence(wordsIn(locale), item), locale)),
  });
}

/** The news of a trajectory: answers, ideas, meetings, votings. @throws DomainError `not_found` */
export async function trajectoryFeed(
  { db, now }: Reader,
  { trajectory: slug, locale = 'nl' }: { trajectory: string } & In,
): Promise<string> {
  const trajectory = await getReadableTrajectory(db, { slug, actor: null, now });
  const items = await listNewsItems(db, { trajectoryId: trajectory.id, kinds: TRAJECTORY_NEWS }, MOST_ENTRIES);
  const page = `/trajecten/${slug}`;
  return atomXml({
    title: wordsIn(locale).t('news:feed.trajectory', { trajectory: trajectory.title }),
    ...addresses(page, locale),
    author: await municipality(db, locale),
    since: trajectory.created_at,
    entries: items.map((item) => entry(item, `${newsSentence(wordsIn(locale), item)}: ${newsSubject(item)}`, locale)),
  });
}

function entry(item: NewsItem, title: string, locale: Locale): AtomEntry {
  const url = `${env.publicUrl}${newsPath(item)}`;
  const id = `${url}#nieuws-${item.eventId}${locale === 'nl' ? '' : `-${locale}`}`;
  return { id, title, url, updated: item.at, author: null, summary: newsExcerpt(item), ownTitle: false };
}

/** Each language has an address of its own, whatever the cookie of who reads it says: a reader program has none. */
function addresses(page: string, locale: Locale) {
  const feedIn = (other: Locale) => `${env.publicUrl}${page}/feed.atom${other === 'nl' ? '' : `?taal=${other}`}`;
  const others = (Object.keys(LOCALES) as Locale[]).filter((other) => other !== locale);
  return {
    locale,
    selfUrl: feedIn(locale),
    pageUrl: `${env.publicUrl}${page}`,
    others: others.map((other) => ({ locale: other, url: feedIn(other) })),
  };
}

async function municipality(db: Db, locale: Locale): Promise<string> {
  return wordsIn(locale).t('news:feed.author', await db.selectFrom('site').select('municipality').executeTakeFirstOrThrow());
}
