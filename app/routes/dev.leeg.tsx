import type { LoaderFunctionArgs } from '@remix-run/node';

/** An empty page, the measure for `npm run bench`; there in demo mode only. */
export function loader({ context }: LoaderFunctionArgs) {
  if (!context.demo) throw new Response(null, { status: 404 });
  return null;
}

export const meta = () => [{ title: 'Leeg | Oever' }];

export default function Empty() {
  return <h1>Leeg</h1>;
}
