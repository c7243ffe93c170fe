import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ProveAgain } from '../accounts/prove-again.tsx';
import { provedAction } from '../accounts/proved.server.ts';
import { type ChangePasswordForm, changePasswordSchema } from '../accounts/schemas.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ErrorSummary, SubmitButton, TextField } from '../components/form.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

/** Asks who it is first: what is typed here is not to be kept in a page. */
export async function loader(args: LoaderFunctionArgs) {
  const { isProved, password } = await api(args).identity.proofs();
  if (!isProved) throw redirect(paths.prove(paths.changePassword()));
  return { hasPassword: password, title: getT(args.context.locale, 'identity')(password ? 'password.title' : 'password.first') };
}

export async function action(args: ActionFunctionArgs) {
  return provedAction(args, (proved) =>
    submitForm(proved, changePasswordSchema, async ({ password }, call) => {
      await call.identity.changePassword({ password });
      return redirect(`${paths.security()}?gelukt=wachtwoord`);
    }),
  );
}

export default function ChangePassword() {
  const { t } = useTranslation(['identity', 'accounts']);
  const { title } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const prove = answer && 'prove' in answer ? answer.prove : null;
  const [form, fields] = useForm<ChangePasswordForm>({
    lastResult: answer && !('prove' in answer) ? answer : null,
    constraint: getZodConstraint(changePasswordSchema),
  });
  if (prove) return <ProveAgain prove={prove} back={paths.security()} />;
  return (
    <div className="wrap account">
      <div>
        <Breadcrumb items={[{ label: t('security.title'), to: paths.security() }, { label: title }]} />
        <h1>{title}</h1>
        <p className="lead">{t('password.lead')}</p>
        <form method="post" className="form" {...getFormProps(form)}>
          <ErrorSummary form={form} />
          <TextField
            field={fields.password}
            label={t('accounts:field.new_password')}
            hint={t('accounts:field.password_hint')}
            type="password"
            autoComplete="new-password"
          />
          <SubmitButton>{t('password.submit')}</SubmitButton>
        </form>
      </div>
    </div>
  );
}
