import { useForm } from '@conform-to/react';
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { signInOrRefuse } from '../agreements/may.server.ts';
import { METRIC_REQUIRED, type MetricFields, MetricForm } from '../agreements/metric-form.tsx';
import { changeMetricSchema } from '../agreements/schemas.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import type { Refused } from '../components/refused-form.ts';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { readMeetingParams } from '../meetings/params.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const page = await api(args).agreements.metric(readMeetingParams(args));
  if (!page.may.agree || page.metric.droppedOn) throw signInOrRefuse(args);
  return { ...page, heading: getT(args.context.locale, 'agreements')('change.title') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.heading}: ${data?.metric.name} | Oever` }];

export async function action(args: ActionFunctionArgs) {
  const where = readMeetingParams(args);
  return submitForm(args, changeMetricSchema, async (value, call) => {
    const { metric } = await call.agreements.metric(where);
    await call.agreements.change({ metricId: metric.id, ...value });
    return redirect(`${paths.metric(where.trajectory, where.number)}?klaar=changed`, 303);
  });
}

export default function ChangeMetric() {
  const { trajectory, metric, locked } = useLoaderData<typeof loader>();
  const { t, i18n } = useTranslation('agreements');
  const number = (value: number | null) => (value === null ? '' : String(value).replace('.', i18n.language === 'en' ? '.' : ','));
  const { name, unit, direction, source, measureOn, owner } = metric;
  const [form, fields] = useForm<Record<MetricFields, string>>({
    id: 'afspraak',
    lastResult: useActionData<typeof action>() as Refused,
    defaultValue: {
      name,
      unit,
      direction,
      source,
      measureOn,
      owner,
      derived: metric.derived ?? '',
      target: number(metric.target),
      baseline: number(metric.baseline),
    },
    constraint: METRIC_REQUIRED,
  });
  return (
    <div className="wrap foot-page">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(trajectory.slug) },
          { label: t('title'), to: paths.agreements(trajectory.slug) },
          { label: name, to: paths.metric(trajectory.slug, metric.number) },
          { label: t('change.title') },
        ]}
      />
      <h1>{t('change.title')}</h1>
      <MetricForm form={form} fields={fields} locked={locked} submit={t(locked ? 'change.submit' : 'change.submit_open')}>
        <input type="hidden" name="revision" value={metric.revision} />
      </MetricForm>
    </div>
  );
}
