import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { PaperDesk } from '../dossiers/paper-desk-page.tsx';
import { loadPaperDesk, writeAtDesk } from '../dossiers/papers.server.ts';

export async function loader(args: LoaderFunctionArgs) {
  return loadPaperDesk(args, 'motivation');
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.heading}, ${data?.trajectory.title} | Oever` }];

export async function action(args: ActionFunctionArgs) {
  return writeAtDesk(args, 'motivation');
}

export default function Page() {
  return <PaperDesk page={useLoaderData<typeof loader>()} refused={useActionData<typeof action>()} />;
}
