import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { keptOf, type ShowFactor as Show } from '../accounts/second-factor.server.ts';
import { ShowFactor } from '../accounts/show-factor.tsx';
import { api, refusalOf } from '../api.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { localPath } from '../local-path.ts';
import { paths } from '../paths.ts';
import { readForm } from '../read-form.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

/** Only needed when this session has not shown it: then one goes on at once. */
export async function loader(args: LoaderFunctionArgs) {
  const to = readTo(args.request);
  const factors = await api(args).identity.factors();
  if (!factors.isAsked) throw redirect(to);
  const show: Show = { factors, to, kept: null, error: null };
  return { show, title: getT(args.context.locale, 'secondFactor')('show.title') };
}

/**
 * A form comes here from where it was refused (307) or from this page itself. When the second factor is shown, it is sent back to where it belongs: by the browser, which
 * sends the same once more.
 */
export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const to = readTo(args.request);
  const isOwn = form.has('tweede-stap');
  const kept = isOwn && !form.has('tweede-post') ? null : keptOf(form);
  const { error, status } = await take(args, form);
  if (status === 200) return redirect(to, kept ? 307 : 303);
  const show: Show = { factors: await api(args).identity.factors(), to, kept, error };
  return data({ show }, { status });
}

async function take(args: ActionFunctionArgs, form: FormData): Promise<{ error: string | null; status: number }> {
  const code = form.get('tweede-code');
  if (typeof code !== 'string') {
    const { isAsked } = await api(args).identity.factors();
    return { error: form.has('tweede-stap') ? 'secondFactor:show.not_yet' : null, status: isAsked ? 403 : 200 };
  }
  try {
    await args.context.api.identity.showCode({ code: code.slice(0, 60) });
    return { error: null, status: 200 };
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    if (refusal.code === 'sign_in_first') throw redirect(paths.signIn(paths.security()));
    return { error: `errors:${refusal.code}.text`, status: refusal.status };
  }
}

function readTo(request: Request): string {
  return localPath(new URL(request.url).searchParams.get('naar'), paths.security());
}

export default function SecondFactorPage() {
  const { show } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <ShowFactor show={answer?.show ?? show} />;
}
