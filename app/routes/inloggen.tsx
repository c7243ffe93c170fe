import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '../../server/demo/accounts.ts';
import { DemoAccounts } from '../accounts/demo-accounts.tsx';
import { readFault } from '../accounts/elsewhere.server.ts';
import { OtherWays } from '../accounts/other-ways.tsx';
import { type SignInForm, signInSchema } from '../accounts/schemas.ts';
import { api } from '../api.server.ts';
import { ErrorSummary, SubmitButton, TextField } from '../components/form.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { submitForm } from '../forms.server.ts';
import { localPath } from '../local-path.ts';
import { paths } from '../paths.ts';
import { readForm } from '../read-form.server.ts';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const search = new URL(request.url).searchParams;
  const redirectTo = localPath(search.get('redirectTo'), paths.mine());
  if (context.actor) throw redirect(redirectTo);
  const offered = await context.api.identity.offered();
  return { redirectTo, demo: context.demo, newPassword: search.has('nieuw-wachtwoord'), offered, fault: readFault(request) };
}

export async function action(args: ActionFunctionArgs) {
  const posted = await readForm(args.request.clone());
  const account = args.context.demo && DEMO_ACCOUNTS.find(({ key }) => key === posted.get('account'));
  if (account) {
    await api(args).auth.signIn({ email: account.email, password: DEMO_PASSWORD });
    return redirect(localPath(posted.get('redirectTo'), paths.mine()));
  }
  return submitForm(args, signInSchema, async ({ email, password, redirectTo }, call) => {
    await call.auth.signIn({ email, password });
    return redirect(localPath(redirectTo, paths.mine()));
  });
}

export default function SignIn() {
  const { t } = useTranslation(['accounts', 'errors']);
  const { redirectTo, demo, newPassword, offered, fault } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<SignInForm>({ lastResult, constraint: getZodConstraint(signInSchema) });
  return (
    <div className="wrap account">
      <PageTitle of="sign_in" />
      <div>
        <h1>{t('sign_in.title')}</h1>
        {newPassword && (
          <p className="done" role="status">
            {t('sign_in.new_password')}
          </p>
        )}
        {fault && (
          <p className="err-sum" role="alert">
            {t(`errors:${fault}.text`)}
          </p>
        )}
        <form method="post" className="form" {...getFormProps(form)}>
          <ErrorSummary form={form} />
          <input type="hidden" name="redirectTo" value={redirectTo} />
          <TextField field={fields.email} label={t('field.email')} type="email" autoComplete="username" />
          <TextField field={fields.password} label={t('field.password')} type="password" autoComplete="current-password" />
          <p className="btns">
            <SubmitButton>{t('sign_in.submit')}</SubmitButton>
            <Link className="btn ghost" to={paths.forgotPassword()}>
              {t('sign_in.forgotten')}
            </Link>
          </p>
        </form>
        <OtherWays redirectTo={redirectTo} offered={offered} />
        <p className="account-aside">
          {t('sign_in.no_account')} <Link to={paths.register()}>{t('sign_in.register')}</Link>
        </p>
      </div>
      {demo && <DemoAccounts redirectTo={redirectTo} />}
    </div>
  );
}
