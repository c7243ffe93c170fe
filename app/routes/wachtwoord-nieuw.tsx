import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, type HeadersFunction, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { type NewPasswordForm, newPasswordSchema } from '../accounts/schemas.ts';
import { ErrorSummary, SubmitButton, TextField } from '../components/form.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { submitForm } from '../forms.server.ts';
import { paths } from '../paths.ts';

/** The address holds a code: never in the pages that visitors share. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'no-store' });

export function loader({ request }: LoaderFunctionArgs) {
  return { code: new URL(request.url).searchParams.get('code') ?? '' };
}

export async function action(args: ActionFunctionArgs) {
  return submitForm(args, newPasswordSchema, async ({ code, password }, call) => {
    await call.auth.resetPassword({ token: code, password });
    return redirect('/inloggen?nieuw-wachtwoord');
  });
}

export default function NewPassword() {
  const { t } = useTranslation('accounts');
  const { code } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<NewPasswordForm>({ lastResult, constraint: getZodConstraint(newPasswordSchema) });
  return (
    <div className="wrap account">
      <PageTitle of="new_password" />
      <div>
        <h1>{t('new_password.title')}</h1>
        <p className="lead">{t('new_password.lead')}</p>
        <form method="post" className="form" {...getFormProps(form)}>
          <ErrorSummary form={form} />
          <input type="hidden" name="code" value={code} />
          <TextField
            field={fields.password}
            label={t('field.new_password')}
            hint={t('field.password_hint')}
            type="password"
            autoComplete="new-password"
          />
          <SubmitButton>{t('new_password.submit')}</SubmitButton>
        </form>
        <p className="account-aside">
          {t('new_password.too_late')} <Link to={paths.forgotPassword()}>{t('new_password.ask_again')}</Link>
        </p>
      </div>
    </div>
  );
}
