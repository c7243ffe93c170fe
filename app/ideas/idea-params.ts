import type { LoaderFunctionArgs } from '@remix-run/node';

/** Which idea the address is of. What is no number is not there. */
export function readIdeaParams({ params }: Pick<LoaderFunctionArgs, 'params'>): { trajectory: string; number: number } {
  const number = /^[1-9]\d{0,8}$/.test(params.number ?? '') ? Number(params.number) : null;
  if (number === null)
    throw new Response(JSON.stringify({ code: 'not_found' }), { status: 404, headers: { 'Content-Type': 'application/json' } });
  return { trajectory: params.slug ?? '', number };
}
