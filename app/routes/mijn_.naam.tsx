import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { type NameForm, nameSchema } from '../accounts/schemas.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ErrorSummary, RadioGroup, SubmitButton, TextField } from '../components/form.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const search = new URL(args.request.url).searchParams;
  return {
    names: await api(args).identity.names(),
    isNew: search.has('nieuw'),
    done: search.has('gelukt'),
    title: getT(args.context.locale, 'identity')('name.title'),
  };
}

export async function action(args: ActionFunctionArgs) {
  return submitForm(args, nameSchema, async ({ own, shown, pen = null }, call) => {
    await call.identity.chooseName({ own, shown, pen });
    return redirect(`${paths.ownName()}?gelukt`);
  });
}

export default function OwnName() {
  const { t } = useTranslation(['identity', 'accounts']);
  const { actor } = useRootData();
  const { names, isNew, done } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<NameForm>({
    lastResult,
    constraint: getZodConstraint(nameSchema),
    defaultValue: { own: names.own, shown: names.shown, pen: names.pen ?? '' },
  });
  return (
    <div className="wrap account">
      <div>
        <Breadcrumb items={[{ label: t('accounts:mine.account'), to: paths.mine() }, { label: t('name.title') }]} />
        <h1>{t('name.title')}</h1>
        {done ? (
          <p className="done" role="status">
            {t('name.done', { name: actor?.name })}
          </p>
        ) : (
          <p className="lead">{isNew ? t('name.welcome') : t('name.lead')}</p>
        )}
        <form method="post" className="form" {...getFormProps(form)}>
          <ErrorSummary form={form} />
          <TextField field={fields.own} label={t('name.own')} hint={t('name.own_hint')} autoComplete="name" />
          <RadioGroup
            field={fields.shown}
            legend={t('name.shown')}
            options={[
              { value: 'own', label: t('name.shown_own') },
              { value: 'first', label: t('name.shown_first') },
              { value: 'pen', label: t('name.shown_pen'), hint: t('name.shown_pen_hint') },
            ]}
          />
          <TextField field={fields.pen} label={t('name.pen')} autoComplete="nickname" />
          <SubmitButton>{t('name.submit')}</SubmitButton>
        </form>
      </div>
    </div>
  );
}
