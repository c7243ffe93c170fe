import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { MailSent } from '../accounts/mail-sent.tsx';
import { type LinkForm, linkSchema } from '../accounts/schemas.ts';
import { refusalOf } from '../api.server.ts';
import { ErrorSummary, SubmitButton, TextField } from '../components/form.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { localPath } from '../local-path.ts';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

/** The address may hold a code: never in the pages that visitors share. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'no-store' });

/** Opening the link changes nothing: mail programs open links too. Pressing the button does. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const search = new URL(request.url).searchParams;
  const code = search.get('code') ?? '';
  const common = {
    code,
    redirectTo: localPath(search.get('naar'), paths.mine()),
    sent: search.has('verstuurd'),
    title: getT(context.locale, 'identity')('link.title'),
  };
  if (code === '') return { ...common, email: null };
  try {
    const { email } = await context.api.identity.peekSignInLink({ token: code.slice(0, 200) });
    return { ...common, email };
  } catch (error) {
    if (!refusalOf(error)) throw error;
    return { ...common, email: null };
  }
}

export async function action(args: ActionFunctionArgs) {
  return submitForm(args, linkSchema, async (value, call) => {
    const redirectTo = localPath(value.redirectTo, paths.mine());
    if (value.intent === 'ask') {
      await call.identity.requestSignInLink({ email: value.email, redirectTo });
      return redirect(`${paths.signInLink()}?verstuurd`);
    }
    await call.identity.signInWithLink({ token: value.code });
    return redirect(redirectTo);
  });
}

export default function SignInLink() {
  const { t } = useTranslation(['identity', 'accounts']);
  const { code, email, redirectTo, sent } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<LinkForm>({ lastResult, constraint: getZodConstraint(linkSchema.options[0]) });
  if (sent) return <MailSent title={t('link.sent.title')} text={t('link.sent.text')} hint={t('link.sent.hint')} />;
  const isOver = code !== '' && email === null;
  return (
    <div className="wrap account">
      <div>
        <h1>{isOver ? t('link.over') : email ? t('link.ready', { email }) : t('link.title')}</h1>
        <p className="lead">{isOver ? t('link.over_text') : email ? t('link.ready_text') : t('link.lead')}</p>
        <form method="post" action={paths.signInLink()} className="form" {...getFormProps(form)}>
          <ErrorSummary form={form} />
          <input type="hidden" name="redirectTo" value={redirectTo} />
          {email ? (
            <>
              <input type="hidden" name="intent" value="use" />
              <input type="hidden" name="code" value={code} />
              <SubmitButton>{t('link.go')}</SubmitButton>
            </>
          ) : (
            <>
              <input type="hidden" name="intent" value="ask" />
              <TextField field={fields.email} label={t('once.email')} type="email" autoComplete="username" />
              <SubmitButton>{isOver ? t('link.again') : t('link.submit')}</SubmitButton>
            </>
          )}
        </form>
        <p className="account-aside">
          <Link to={paths.signIn()}>{t('accounts:sign_in.title')}</Link>
        </p>
      </div>
    </div>
  );
}
