import type { LoaderFunctionArgs } from '@remix-run/node';
import { api } from '../api.server.ts';
import { readTimesQuery } from '../components/times-query.server.ts';

/** The figures of the page as JSON, for anybody's program; the shape is that of `figures.responseTimes`. */
export async function loader(args: LoaderFunctionArgs) {
  const figures = await api(args).figures.responseTimes(readTimesQuery(args.request));
  return Response.json(figures, { headers: { 'Access-Control-Allow-Origin': '*' } });
}
