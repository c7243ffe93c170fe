import { getFormProps, useForm } from '@conform-to/react';
import { type ActionFunctionArgs, type HeadersFunction, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { confirmSchema } from '../accounts/schemas.ts';
import { ErrorSummary, SubmitButton } from '../components/form.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { submitForm } from '../forms.server.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

/** The address holds a code: never in the pages that visitors share. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'no-store' });

/** Opening the link changes nothing: mail programs open links too. Pressing the button does. */
export function loader({ request }: LoaderFunctionArgs) {
  const search = new URL(request.url).searchParams;
  return { code: search.get('code') ?? '', done: search.has('gelukt') };
}

export async function action(args: ActionFunctionArgs) {
  return submitForm(args, confirmSchema, async ({ code }, call) => {
    await call.auth.confirmEmail({ token: code });
    return redirect('/bevestigen?gelukt');
  });
}

export default function ConfirmEmail() {
  const { t } = useTranslation('accounts');
  const { code, done } = useLoaderData<typeof loader>();
  const { actor } = useRootData();
  const lastResult = useActionData<typeof action>();
  const [form] = useForm({ lastResult });
  return (
    <div className="wrap account">
      <PageTitle of="confirm" />
      <div>
        <h1>{done ? t('confirm.done.title') : t('confirm.title')}</h1>
        {done ? (
          <>
            <p className="lead">{t('confirm.done.text')}</p>
            <p className="btns">
              <Link className="btn" to={actor ? paths.trajectories() : paths.signIn()}>
                {actor ? t('confirm.done.go') : t('sign_in.title')}
              </Link>
            </p>
          </>
        ) : (
          <form method="post" className="form" {...getFormProps(form)}>
            <ErrorSummary form={form} />
            <p className="lead">{t('confirm.text')}</p>
            <input type="hidden" name="code" value={code} />
            <SubmitButton>{t('confirm.submit')}</SubmitButton>
          </form>
        )}
      </div>
    </div>
  );
}
