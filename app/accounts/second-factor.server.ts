import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import type { Caller } from '../../server/router.ts';
import { paths } from '../paths.ts';

/** What the page needs to ask for a second factor, and to go on with after that. */
export type ShowFactor = {
  factors: Awaited<ReturnType<Caller['identity']['factors']>>;
  /** Where it was asked: a path with its search. */
  to: string;
  /** What was sent there; null where somebody only looked. */
  kept: [name: string, value: string][] | null;
  /** Key of a sentence. */
  error: string | null;
};

/** Names of what the page adds itself. */
const OWN = 'tweede-';

/** Of a form that was sent: everything but files and what proofs added to it. */
export function keptOf(form: FormData): [string, string][] {
  return [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string' && !isOfProof(entry[0]));
}

/** Fields that show who somebody is; all others are what was asked. */
export function isOfProof(name: string): boolean {
  return name.startsWith('bewijs') || name.startsWith(OWN);
}

/**
 * The answer to a form with a grave act by who has not shown a second factor: the browser sends the same form to the page that asks for one (307), which keeps what was
 * typed and sends it back here after that (`routes/mijn_.veiligheid_.tweede-stap.tsx`).
 */
export function askSecondFactor({ request }: Pick<ActionFunctionArgs, 'request'>): Response {
  const { pathname, search } = new URL(request.url);
  return redirect(paths.secondFactor(pathname + search), 307);
}
