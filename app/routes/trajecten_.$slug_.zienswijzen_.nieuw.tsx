import { getFormProps, useForm } from '@conform-to/react';
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ErrorSummary, SubmitButton, TextArea, TextField } from '../components/form.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { formatDay } from '../format.ts';
import { submitForm } from '../forms.server.ts';
import { formalViewSchema } from '../kinds/schemas.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const { trajectory, period, why } = await api(args).formalViews.list({ trajectory: args.params.slug ?? '', limit: 1 });
  return { trajectory, period, why };
}

export async function action(args: ActionFunctionArgs) {
  const slug = args.params.slug ?? '';
  return submitForm(args, formalViewSchema, async ({ viewName, ...view }, call) => {
    const { number } = await call.formalViews.submit({ trajectory: slug, ...view, name: viewName });
    return redirect(`${paths.formalView(slug, number)}?verstuurd`, 303);
  });
}

const REQUIRED = { body: { required: true }, viewName: { required: true } };

export default function NewFormalView() {
  const { t, i18n } = useTranslation(['kinds', 'errors']);
  const { trajectory, period, why } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<z.input<typeof formalViewSchema>>({ id: 'zienswijze', lastResult, constraint: REQUIRED });
  const { slug, title } = trajectory;
  const day = (on: string) => formatDay(on, i18n.language);
  return (
    <div className="wrap kind-wrap">
      <PageTitle of="new_view" />
      <Breadcrumb
        items={[
          { label: title, to: paths.trajectory(slug) },
          { label: t('view.crumb'), to: paths.formalViews(slug) },
          { label: t('view.page') },
        ]}
      />
      <h1>{t('view.page')}</h1>
      <p className="lead">{t('view.lead')}</p>
      {period ? (
        <p>
          {t(`view.period.${period.state}`, { from: day(period.from), until: day(period.until) })}{' '}
          {period.state !== 'open' && t('view.not_refused')}
        </p>
      ) : (
        <p className="note">{t('view.no_period')}</p>
      )}
      {period && why === 'sign_in_first' && (
        <p>
          <Link className="btn" to={paths.signIn(paths.newFormalView(slug))}>
            {t('sign_in')}
          </Link>
        </p>
      )}
      {period && why === null && (
        <form method="post" className="form" {...getFormProps(form)}>
          <ErrorSummary form={form} />
          <TextArea field={fields.body} label={t('view.field.body')} hint={t('view.hint.body')} rows={12} serif />
          <TextField field={fields.viewName} label={t('view.field.name')} hint={t('view.hint.name')} autoComplete="name" />
          <TextField field={fields.address} label={t('view.field.address')} hint={t('view.hint.address')} autoComplete="street-address" />
          <p className="small muted">{t('view.private')}</p>
          <SubmitButton>{t('view.submit')}</SubmitButton>
        </form>
      )}
      <p className="small muted">{t('view.other_ways')}</p>
    </div>
  );
}
