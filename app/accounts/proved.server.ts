import { type ActionFunctionArgs, data, redirect } from '@remix-run/node';
import type { Caller } from '../../server/router.ts';
import { refusalOf } from '../api.server.ts';
import { paths } from '../paths.ts';
import { readForm } from '../read-form.server.ts';
import { isOfProof } from './second-factor.server.ts';

/** What the page needs to ask who it is: the ways there are, and what was asked, to go on with. */
export type Prove = {
  ways: Awaited<ReturnType<Caller['identity']['proofs']>>;
  kept: [name: string, value: string][];
  email: string | null;
  codeSent: boolean;
  /** Key of a sentence. */
  error: string | null;
};

/** Fields of the proof itself start with this; all others are what was asked. */
const OWN = 'bewijs';

/**
 * For forms with a dangerous act: when that takes a fresh proof of who asks, gives the page back asking for one with what was sent kept in it, and goes on when the proof
 * comes. A form with a password in it is not kept: that page asks first.
 */
export async function provedAction<Result>(
  args: ActionFunctionArgs,
  act: (args: ActionFunctionArgs) => Promise<Result>,
): Promise<Result | ReturnType<typeof data<{ prove: Prove }>> | Response> {
  const form = await readForm(args.request);
  const kept = [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string' && !isOfProof(entry[0]));
  const answer = await takeProof(args, form);
  if (answer) return ask(args, kept, answer);
  try {
    return await act({ ...args, request: withForm(args.request, kept) });
  } catch (error) {
    if (refusalOf(error)?.code !== 'prove_first') throw error;
    if (form.has('password')) return redirect(paths.prove(new URL(args.request.url).pathname));
    return ask(args, kept, { status: 403 });
  }
}

type Answer = { status: number; codeSent?: boolean; error?: string };

/** Looks at the proof in the form; null when it is good, or when there is none. */
export async function takeProof({ context }: Pick<ActionFunctionArgs, 'context'>, form: FormData): Promise<Answer | null> {
  const way = form.get(OWN);
  const { identity } = context.api;
  const codeSent = way === 'code' || way === 'stuur';
  try {
    if (way === 'wachtwoord') await identity.proveWithPassword({ password: String(form.get(`${OWN}-wachtwoord`) ?? '') });
    if (way === 'code') await identity.proveWithCode({ code: String(form.get(`${OWN}-code`) ?? '').slice(0, 20) });
    if (way === 'stuur') {
      await identity.sendProofCode();
      return { status: 200, codeSent };
    }
    return null;
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    if (refusal.code === 'sign_in_first') throw redirect(paths.signIn(paths.security()));
    return {
      status: refusal.status,
      codeSent,
      error: refusal.code === 'token_expired' ? 'identity:prove.wrong_code' : `errors:${refusal.code}.text`,
    };
  }
}

async function ask({ context }: ActionFunctionArgs, kept: Prove['kept'], { status, codeSent = false, error = '' }: Answer) {
  return data({ prove: await proveData(context, { kept, codeSent, error: error || null }) }, { status });
}

export async function proveData(
  { api, actor }: ActionFunctionArgs['context'],
  { kept = [], codeSent = false, error = null }: Partial<Pick<Prove, 'kept' | 'codeSent' | 'error'>> = {},
): Promise<Prove> {
  return { ways: await api.identity.proofs(), kept, email: actor?.email ?? null, codeSent, error };
}

function withForm(request: Request, fields: Prove['kept']): Request {
  const headers = new Headers(request.headers);
  headers.delete('content-length');
  headers.set('content-type', 'application/x-www-form-urlencoded;charset=UTF-8');
  return new Request(request.url, { method: 'POST', headers, body: new URLSearchParams(fields).toString() });
}
