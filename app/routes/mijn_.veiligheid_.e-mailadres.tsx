import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ProveAgain } from '../accounts/prove-again.tsx';
import { provedAction } from '../accounts/proved.server.ts';
import { type ChangeEmailForm, changeEmailSchema } from '../accounts/schemas.ts';
import { api } from '../api.server.ts';
import { ErrorSummary, SubmitButton, TextField } from '../components/form.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

/** The address may hold a code: never in the pages that visitors share. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'no-store' });

/** With a code somebody comes from the mail to the new address, perhaps on another device; opening that changes nothing yet. */
export async function loader(args: LoaderFunctionArgs) {
  const code = new URL(args.request.url).searchParams.get('code');
  if (code === null) await api(args).identity.proofs();
  return { code, title: getT(args.context.locale, 'identity')(code === null ? 'email.title' : 'email.confirm') };
}

export async function action(args: ActionFunctionArgs) {
  return provedAction(args, (proved) =>
    submitForm(proved, changeEmailSchema, async (value, call) => {
      if (value.intent === 'ask') {
        await call.identity.askNewAddress({ email: value.email });
        return redirect(`${paths.security()}?gelukt=mail`);
      }
      await call.identity.changeAddress({ token: value.code });
      return redirect(`${paths.security()}?gelukt=adres`);
    }),
  );
}

export default function ChangeEmail() {
  const { t } = useTranslation('identity');
  const { code, title } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const prove = answer && 'prove' in answer ? answer.prove : null;
  const [form, fields] = useForm<ChangeEmailForm>({
    lastResult: answer && !('prove' in answer) ? answer : null,
    constraint: getZodConstraint(changeEmailSchema.options[0]),
  });
  if (prove) return <ProveAgain prove={prove} back={paths.security()} />;
  return (
    <div className="wrap account">
      <div>
        <h1>{title}</h1>
        <p className="lead">{code === null ? t('email.lead') : t('email.confirm_text')}</p>
        <form method="post" className="form" {...getFormProps(form)}>
          <ErrorSummary form={form} />
          <input type="hidden" name="intent" value={code === null ? 'ask' : 'use'} />
          {code === null ? (
            <TextField field={fields.email} label={t('email.label')} type="email" autoComplete="email" />
          ) : (
            <input type="hidden" name="code" value={code} />
          )}
          <SubmitButton>{code === null ? t('email.submit') : t('email.confirm_submit')}</SubmitButton>
        </form>
        <p className="account-aside">
          <Link to={paths.security()}>{t('email.back')}</Link>
        </p>
      </div>
    </div>
  );
}
