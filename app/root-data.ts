import { useRouteLoaderData } from '@remix-run/react';
import type { loader } from './root.tsx';

type RootData = Awaited<ReturnType<typeof loader>>;

/** What every page may need: who reads, where, in which language, on which day. */
export function useRootData(): RootData {
  const found = useRouteLoaderData<typeof loader>('root');
  if (!found) throw new Error('the root loader has not run');
  return found as RootData;
}
