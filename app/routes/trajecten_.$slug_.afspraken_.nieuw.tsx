import { useForm } from '@conform-to/react';
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { signInOrRefuse } from '../agreements/may.server.ts';
import { METRIC_REQUIRED, type MetricFields, MetricForm } from '../agreements/metric-form.tsx';
import { metricSchema } from '../agreements/schemas.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import type { Refused } from '../components/refused-form.ts';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const { trajectory, locked, may } = await api(args).agreements.list({ trajectory: args.params.slug ?? '' });
  if (!may.agree) throw signInOrRefuse(args);
  return { trajectory, locked, heading: getT(args.context.locale, 'agreements')('new.title') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.heading}, ${data?.trajectory.title} | Oever` }];

export async function action(args: ActionFunctionArgs) {
  const slug = args.params.slug ?? '';
  return submitForm(args, metricSchema, async (value, call) => {
    const { trajectory } = await call.agreements.list({ trajectory: slug });
    await call.agreements.agree({ trajectoryId: trajectory.id, ...value });
    return redirect(`${paths.agreements(slug)}?klaar=agreed`, 303);
  });
}

export default function NewMetric() {
  const { trajectory, locked } = useLoaderData<typeof loader>();
  const { t } = useTranslation('agreements');
  const [form, fields] = useForm<Record<MetricFields, string>>({
    id: 'afspraak',
    lastResult: useActionData<typeof action>() as Refused,
    defaultValue: { direction: 'at_least' },
    constraint: METRIC_REQUIRED,
  });
  return (
    <div className="wrap foot-page">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(trajectory.slug) },
          { label: t('title'), to: paths.agreements(trajectory.slug) },
          { label: t('new.title') },
        ]}
      />
      <h1>{t('new.title')}</h1>
      <MetricForm form={form} fields={fields} locked={locked} submit={t('new.submit')} />
    </div>
  );
}
