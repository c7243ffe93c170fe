import { type ActionFunctionArgs, type HeadersFunction, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { SubmitButton } from '../components/form.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { paths } from '../paths.ts';
import { readForm } from '../read-form.server.ts';

/** The address holds a code: never in the pages that visitors share. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });

/** Opening the link changes nothing: mail programs open links too. Pressing the button does, and so does the mail program's own (RFC 8058). */
export async function loader(args: LoaderFunctionArgs) {
  const { rhythm } = await api(args).following.checkToken({ token: args.params.token ?? '' });
  return { done: rhythm === 'never' };
}

export async function action(args: ActionFunctionArgs) {
  const token = args.params.token ?? '';
  await api(args).following.stopMails({ token });
  const form = await readForm(args.request);
  // A mail program only wants to know that it worked.
  if (form.get('List-Unsubscribe') === 'One-Click') return new Response(null, { status: 200 });
  return redirect(`/afmelden/${token}`, 303);
}

export default function StopMails() {
  const { t } = useTranslation('following');
  const { done } = useLoaderData<typeof loader>();
  return (
    <div className="wrap account">
      <PageTitle of="no_mails" />
      <div>
        <h1>{t('stop.title')}</h1>
        {done ? (
          <>
            <p className="done" role="status">
              {t('stop.done')}
            </p>
            <p>{t('stop.back')}</p>
            <p className="btns">
              <Link className="btn sec-b" to={paths.following()}>
                {t('stop.choose')}
              </Link>
            </p>
          </>
        ) : (
          <form method="post" className="form">
            <p className="lead">{t('stop.text')}</p>
            <SubmitButton>{t('stop.submit')}</SubmitButton>
          </form>
        )}
      </div>
    </div>
  );
}
