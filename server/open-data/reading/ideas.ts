import type { z } from 'zod';
import { listIdeas } from '../../ideas/queries.ts';
import { listPartnerSources } from '../partners/sources.ts';
import type { IDEA_STATUSES, ideaSchema } from '../schemas/contributions.ts';
import { openClock } from './clock.ts';
import { pageUrl, type Reader } from './reader.ts';
import type { ListInput } from './trajectories.ts';

type Item = z.output<typeof ideaSchema>;
export type IdeasInput = ListInput & {
  slug: string;
  sort: 'newest' | 'supported';
  status?: (typeof IDEA_STATUSES)[number] | undefined;
  theme?: string | undefined;
  query?: string | undefined;
};

/** What anybody finds in the list of ideas. @throws DomainError `not_found`, `invalid` */
export async function readIdeas(
  reader: Reader,
  { slug, sort, status, theme, query, limit, cursor }: IdeasInput,
): Promise<{ items: Item[]; nextCursor: string | null }> {
  const { items, nextCursor } = await listIdeas(
    { ...reader, actor: null },
    {
      trajectory: slug,
      sort,
      themes: theme === undefined ? [] : [theme],
      statuses: status === undefined ? [] : [status],
      answers: [],
      query: query ?? null,
      cursor: cursor ?? null,
      limit,
    },
  );
  const sources = await listPartnerSources(
    reader.db,
    items.map(({ id }) => id),
  );
  return {
    items: items.map((idea) => ({
      id: idea.id,
      number: idea.number,
      title: idea.title,
      body: idea.body,
      theme: idea.theme,
      themeName: idea.themeName,
      area: idea.area,
      place: idea.place,
      status: publicStatus(idea.status),
      supportCount: idea.supportCount,
      commentCount: idea.commentCount,
      author: { name: idea.author.name, anonymous: idea.author.anonymous },
      source: sources.get(idea.id) ?? null,
      photo: idea.photo && { url: `${reader.publicUrl}/fotos/${idea.photo.id}`, alt: idea.photo.alt },
      clock: openClock(idea.clock),
      createdAt: idea.createdAt,
      url: pageUrl(reader, slug, `/ideeen/${idea.number}`),
    })),
    nextCursor,
  };
}

function publicStatus(status: string): Item['status'] {
  if (status === 'hidden') throw new Error('a hidden idea reached the open API');
  return status as Item['status'];
}
