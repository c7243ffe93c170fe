import type { LoaderFunctionArgs } from '@remix-run/node';

/** Trajectory and number in the address. @throws Response 404 when it is no number */
export function readNumberParams({ params }: Pick<LoaderFunctionArgs, 'params'>): { trajectory: string; number: number } {
  if (!/^[1-9]\d{0,8}$/.test(params.number ?? ''))
    throw new Response(JSON.stringify({ code: 'not_found' }), { status: 404, headers: { 'Content-Type': 'application/json' } });
  return { trajectory: params.slug ?? '', number: Number(params.number) };
}

/** The number of the last row of the page before, from the address; null on the first page. */
export function readAfter(request: Request): number | null {
  const after = new URL(request.url).searchParams.get('na') ?? '';
  return /^[1-9]\d{0,8}$/.test(after) ? Number(after) : null;
}
