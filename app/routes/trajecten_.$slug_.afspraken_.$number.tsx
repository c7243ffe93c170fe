import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AmendmentList } from '../agreements/amendment-list.tsx';
import { MetricActs } from '../agreements/metric-acts.tsx';
import { MetricGauge } from '../agreements/metric-gauge.tsx';
import { MetricBadge, MetricFigures, MetricSource } from '../agreements/metric-rows.tsx';
import { agreementsDone, dropSchema, measureSchema } from '../agreements/schemas.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { formatDay, formatNumber } from '../format.ts';
import { submitForm } from '../forms.server.ts';
import { readMeetingParams } from '../meetings/params.server.ts';
import { paths } from '../paths.ts';
import { readForm } from '../read-form.server.ts';

export async function loader(args: LoaderFunctionArgs) {
  return { page: await api(args).agreements.metric(readMeetingParams(args)), done: agreementsDone(args.request) };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.page.metric.name}, ${data?.page.trajectory.title} | Oever` },
];

export async function action(args: ActionFunctionArgs) {
  const where = readMeetingParams(args);
  const back = (done: string) => redirect(`${paths.metric(where.trajectory, where.number)}?klaar=${done}`, 303);
  if ((await readForm(args.request.clone())).get('intent') === 'drop')
    return submitForm(args, dropSchema, async (value, call) => {
      const { metric, locked } = await call.agreements.metric(where);
      await call.agreements.drop({ metricId: metric.id, ...value });
      return locked ? back('dropped') : redirect(`${paths.agreements(where.trajectory)}?klaar=dropped`, 303);
    });
  return submitForm(args, measureSchema, async (value, call) => {
    const { metric } = await call.agreements.metric(where);
    await call.agreements.measure({ metricId: metric.id, ...value });
    return back('measured');
  });
}

export default function MetricPage() {
  const { page, done } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { t, i18n } = useTranslation('agreements');
  const { trajectory, metric, amendments } = page;
  return (
    <div className="wrap foot-page council">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(trajectory.slug) },
          { label: t('title'), to: paths.agreements(trajectory.slug) },
          { label: metric.name },
        ]}
      />
      <h1>{metric.name}</h1>
      <MetricBadge state={metric.state} />
      {done && !refused && (
        <p className="done" role="status">
          {t(`done.${done}`)}
        </p>
      )}
      <div className="pledge">
        <div>
          <section className="mt-big">
            <MetricGauge metric={metric} />
            <MetricFigures metric={metric} />
          </section>
          <section aria-labelledby="metingen">
            <h2 id="metingen">{t('values.title')}</h2>
            {metric.values.length === 0 ? (
              <p className="muted">{t('values.none')}</p>
            ) : (
              <table className="tbl fold">
                <caption className="sr">{t('values.caption')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('values.day')}</th>
                    <th scope="col">{t('values.value')}</th>
                    <th scope="col">{t('values.note')}</th>
                  </tr>
                </thead>
                <tbody>
                  {metric.values.map(({ measuredOn, value, note, counted, by, enteredAt }) => (
                    <tr key={enteredAt}>
                      <td>{formatDay(measuredOn, i18n.language)}</td>
                      <td data-l={t('values.value')}>{t('value', { value: formatNumber(value, i18n.language), unit: metric.unit })}</td>
                      <td data-l={t('values.note')}>
                        <span>
                          {note}
                          <span className="line muted">{counted ? t('values.by_system') : by}</span>
                        </span>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </section>
          <section aria-labelledby="veranderd">
            <h2 id="veranderd">{t('amendments.title')}</h2>
            <AmendmentList amendments={amendments} slug={trajectory.slug} />
          </section>
        </div>
        <div>
          <MetricSource metric={metric} slug={trajectory.slug} />
          {!metric.droppedOn && <MetricActs page={page} refused={refused} />}
          <p className="ways">
            <Link className="more" to={paths.agreements(trajectory.slug)}>
              {t('all')}
            </Link>
          </p>
        </div>
      </div>
    </div>
  );
}
