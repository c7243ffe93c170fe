import type { LoaderFunctionArgs } from '@remix-run/node';
import { api } from '../api.server.ts';
import { embedLocale, embedResponse } from '../open-data/embed.server.tsx';
import { EmbeddedIdeas } from '../open-data/embedded-ideas.tsx';
import { paths } from '../paths.ts';

const SHOWN = 5;

/** The newest ideas, or those with the most support, for a frame elsewhere. */
export async function loader(args: LoaderFunctionArgs) {
  const { slug = '' } = args.params;
  const call = api(args);
  const sort = new URL(args.request.url).searchParams.get('volgorde') === 'steun' ? 'supported' : 'newest';
  const { title } = await call.trajectories.get({ slug });
  const { items, total } = await call.ideas.list({ trajectory: slug, sort, limit: SHOWN });
  const { publicUrl } = args.context;
  return embedResponse(embedLocale(args), {
    title,
    children: <EmbeddedIdeas ideas={items} total={total} sort={sort} base={publicUrl} listUrl={`${publicUrl}${paths.ideas(slug)}`} />,
  });
}
