import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { MailSent } from '../accounts/mail-sent.tsx';
import { type RegisterForm, registerSchema } from '../accounts/schemas.ts';
import { ErrorSummary, SubmitButton, TextField } from '../components/form.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { submitForm } from '../forms.server.ts';
import { paths } from '../paths.ts';

export function loader({ request, context }: LoaderFunctionArgs) {
  if (context.actor) throw redirect(paths.mine());
  return { sent: new URL(request.url).searchParams.has('verstuurd') };
}

export async function action(args: ActionFunctionArgs) {
  return submitForm(args, registerSchema, async (value, call) => {
    await call.auth.register(value);
    return redirect(`${paths.register()}?verstuurd`);
  });
}

export default function Register() {
  const { t } = useTranslation('accounts');
  const { sent } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<RegisterForm>({ lastResult, constraint: getZodConstraint(registerSchema) });
  if (sent)
    return (
      <>
        <PageTitle of="register" />
        <MailSent title={t('register.sent.title')} text={t('register.sent.text')} hint={t('register.sent.hint')} />
      </>
    );
  return (
    <div className="wrap account">
      <PageTitle of="register" />
      <div>
        <h1>{t('register.title')}</h1>
        <p className="lead">{t('register.lead')}</p>
        <form method="post" className="form" {...getFormProps(form)}>
          <ErrorSummary form={form} />
          <TextField field={fields.name} label={t('field.name')} hint={t('register.name_hint')} autoComplete="nickname" />
          <TextField field={fields.email} label={t('field.email')} hint={t('register.email_hint')} type="email" autoComplete="username" />
          <TextField
            field={fields.password}
            label={t('field.password')}
            hint={t('field.password_hint')}
            type="password"
            autoComplete="new-password"
          />
          <SubmitButton>{t('register.submit')}</SubmitButton>
        </form>
        <p className="account-aside">
          {t('register.have_account')} <Link to={paths.signIn()}>{t('register.sign_in')}</Link>
        </p>
      </div>
    </div>
  );
}
