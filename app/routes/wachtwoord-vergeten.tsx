import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { MailSent } from '../accounts/mail-sent.tsx';
import { type ForgottenForm, forgottenSchema } from '../accounts/schemas.ts';
import { ErrorSummary, SubmitButton, TextField } from '../components/form.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { submitForm } from '../forms.server.ts';
import { paths } from '../paths.ts';

export function loader({ request }: LoaderFunctionArgs) {
  return { sent: new URL(request.url).searchParams.has('verstuurd') };
}

export async function action(args: ActionFunctionArgs) {
  return submitForm(args, forgottenSchema, async (value, call) => {
    await call.auth.requestPasswordReset(value);
    return redirect(`${paths.forgotPassword()}?verstuurd`);
  });
}

export default function ForgottenPassword() {
  const { t } = useTranslation('accounts');
  const { sent } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<ForgottenForm>({ lastResult, constraint: getZodConstraint(forgottenSchema) });
  if (sent)
    return (
      <>
        <PageTitle of="forgotten" />
        <MailSent title={t('forgotten.sent.title')} text={t('forgotten.sent.text')} hint={t('forgotten.sent.hint')} />
      </>
    );
  return (
    <div className="wrap account">
      <PageTitle of="forgotten" />
      <div>
        <h1>{t('forgotten.title')}</h1>
        <p className="lead">{t('forgotten.lead')}</p>
        <form method="post" className="form" {...getFormProps(form)}>
          <ErrorSummary form={form} />
          <TextField field={fields.email} label={t('field.email')} type="email" autoComplete="username" />
          <SubmitButton>{t('forgotten.submit')}</SubmitButton>
        </form>
      </div>
    </div>
  );
}
