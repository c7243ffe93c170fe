import type { LoaderFunctionArgs } from '@remix-run/node';

/** Trajectory and number of the meeting in the address. @throws Response 404 when it is no number */
export function readMeetingParams({ params }: Pick<LoaderFunctionArgs, 'params'>): { trajectory: string; number: number } {
  if (!/^[1-9]\d{0,8}$/.test(params.number ?? ''))
    throw new Response(JSON.stringify({ code: 'not_found' }), { status: 404, headers: { 'Content-Type': 'application/json' } });
  return { trajectory: params.slug ?? '', number: Number(params.number) };
}
