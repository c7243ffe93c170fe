import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { ProveAgain } from '../accounts/prove-again.tsx';
import { proveData, takeProof } from '../accounts/proved.server.ts';
import { api } from '../api.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { localPath } from '../local-path.ts';
import { paths } from '../paths.ts';
import { readForm } from '../read-form.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

/** Only needed when it was not shown lately: then one goes on at once. */
export async function loader(args: LoaderFunctionArgs) {
  const to = localPath(new URL(args.request.url).searchParams.get('naar'), paths.security());
  const { isProved } = await api(args).identity.proofs();
  // Erasing an account takes a proof for that alone; having signed in is not enough there.
  if (isProved && to !== paths.eraseAccount()) throw redirect(to);
  return { to, prove: await proveData(args.context), title: getT(args.context.locale, 'identity')('prove.title') };
}

export async function action(args: ActionFunctionArgs) {
  const to = localPath(new URL(args.request.url).searchParams.get('naar'), paths.security());
  const answer = await takeProof(args, await readForm(args.request));
  if (!answer) return redirect(to);
  const { status, error = null, codeSent = false } = answer;
  return data({ prove: await proveData(args.context, { error, codeSent }) }, { status });
}

export default function Prove() {
  const { to, prove } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <ProveAgain prove={answer?.prove ?? prove} back={to === paths.eraseAccount() ? paths.ownData() : paths.security()} />;
}
