import type { LoaderFunctionArgs } from '@remix-run/node';
import { api } from '../api.server.ts';
import { readPortfolioSearch } from '../portfolio/portfolio-search.ts';

/** The figures of the page as they are, for other programs. */
export async function loader(args: LoaderFunctionArgs) {
  const { on, summary, items } = await api(args).portfolio.get(readPortfolioSearch(args.request));
  return Response.json(
    { on, summary, items },
    { headers: { 'Content-Disposition': `attachment; filename="portfolio-${on}.json"`, 'Access-Control-Allow-Origin': '*' } },
  );
}
