import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { type OnceCommentForm, onceCommentSchema } from '../accounts/schemas.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ErrorSummary, SubmitButton, TextArea, TextField } from '../components/form.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { readIdeaParams } from '../ideas/idea-params.ts';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

/** For who has no account and wants none: a comment with nothing but an e-mail address. */
export async function loader(args: LoaderFunctionArgs) {
  const params = readIdeaParams(args);
  const idea = await api(args).ideas.get(params);
  if (args.context.actor) throw redirect(`${paths.idea(params.trajectory, params.number)}#uw-reactie`);
  return { idea: { id: idea.id, title: idea.title }, ...params, title: getT(args.context.locale, 'identity')('once.title') };
}

export async function action(args: ActionFunctionArgs) {
  const { id } = await api(args).ideas.get(readIdeaParams(args));
  return submitForm(args, onceCommentSchema, async ({ body, ...writer }, call) => {
    await call.once.keepComment({ ...writer, comment: { ideaId: id, body } });
    return redirect(`${paths.once()}?verstuurd`);
  });
}

export default function OnceComment() {
  const { t } = useTranslation(['identity', 'accounts']);
  const { idea, trajectory, number } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<OnceCommentForm>({ lastResult, constraint: getZodConstraint(onceCommentSchema) });
  const path = paths.idea(trajectory, number);
  return (
    <div className="wrap account">
      <div>
        <Breadcrumb items={[{ label: idea.title, to: path }, { label: t('once.title') }]} />
        <h1>{t('once.what_comment', { title: idea.title })}</h1>
        <p className="lead">{t('once.lead')}</p>
        <form method="post" className="form" {...getFormProps(form)}>
          <ErrorSummary form={form} />
          <TextArea field={fields.body} label={t('once.body')} rows={5} />
          <TextField field={fields.name} label={t('once.name')} hint={t('once.name_hint')} autoComplete="nickname" />
          <TextField field={fields.email} label={t('once.email')} hint={t('once.email_hint')} type="email" autoComplete="email" />
          <SubmitButton>{t('once.submit')}</SubmitButton>
        </form>
        <p className="account-aside">
          {t('accounts:register.have_account')} <Link to={paths.signIn(path)}>{t('accounts:register.sign_in')}</Link>
        </p>
      </div>
    </div>
  );
}
