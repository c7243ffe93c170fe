import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { PaperPage } from '../dossiers/paper-page.tsx';
import { loadPaper } from '../dossiers/papers.server.ts';

export async function loader(args: LoaderFunctionArgs) {
  return loadPaper(args, 'motivation');
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.heading}, ${data?.trajectory.title} | Oever` }];

export default function Page() {
  return <PaperPage page={useLoaderData<typeof loader>()} />;
}
