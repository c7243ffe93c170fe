import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AmendmentList } from '../agreements/amendment-list.tsx';
import { MetricRows } from '../agreements/metric-rows.tsx';
import { ObservationList } from '../agreements/observation-list.tsx';
import { agreementsDone, observeSchema, withdrawSchema } from '../agreements/schemas.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { Icon } from '../components/icon.tsx';
import { formatDay } from '../format.ts';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { readForm } from '../read-form.server.ts';

export async function loader(args: LoaderFunctionArgs) {
  const page = await api(args).agreements.list({ trajectory: args.params.slug ?? '' });
  return { ...page, done: agreementsDone(args.request), heading: getT(args.context.locale, 'agreements')('title') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.heading}, ${data?.trajectory.title} | Oever` }];

export async function action(args: ActionFunctionArgs) {
  const slug = args.params.slug ?? '';
  const intent = (await readForm(args.request.clone())).get('intent');
  if (intent === 'withdraw')
    return submitForm(args, withdrawSchema, async (value, call) => {
      await call.agreements.withdrawObservation(value);
      return redirect(`${paths.agreements(slug)}?klaar=withdrawn#opviel`, 303);
    });
  return submitForm(args, observeSchema, async (value, call) => {
    const { trajectory } = await call.agreements.list({ trajectory: slug });
    await call.agreements.observe({ trajectoryId: trajectory.id, ...value });
    return redirect(`${paths.agreements(slug)}?klaar=observed#opviel`, 303);
  });
}

export default function AgreementsPage() {
  const { trajectory, metrics, amendments, observations, locked, lockedFrom, may, done } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { t, i18n } = useTranslation('agreements');
  const { slug } = trajectory;
  const standing = metrics.filter(({ state }) => state !== 'dropped');
  const met = standing.filter(({ state }) => state === 'met').length;
  const day = lockedFrom ? formatDay(lockedFrom, i18n.language) : '';
  const headline =
    standing.length === 0
      ? t('headline.none')
      : locked
        ? t('headline.met', { met, count: standing.length })
        : t('headline.before', { count: standing.length });
  return (
    <div className="wrap foot-page council">
      <Breadcrumb items={[{ label: trajectory.title, to: paths.trajectory(slug) }, { label: t('title') }]} />
      <h1 className="find">{headline}</h1>
      <p className="lead">{t('lead')}</p>
      {done && !refused && (
        <p className="done" role="status">
          {t(`done.${done}`)}
        </p>
      )}
      {metrics.length === 0 ? (
        <p className="empty">{lockedFrom === null ? t('none_dates') : t(locked ? 'none_locked' : 'none_open', { day })}</p>
      ) : (
        <>
          {lockedFrom && (
            <p className="small muted lock">
              <Icon name={locked ? 'lock' : 'pencil-line'} /> {t(locked ? 'locked' : 'not_locked', { day })}
            </p>
          )}
          <MetricRows metrics={metrics} slug={slug} />
        </>
      )}
      {may.agree && (
        <p className="btns no-print">
          <Link className="btn sec-b" to={paths.newMetric(slug)}>
            {t('new.link')}
          </Link>
        </p>
      )}
      <div className="two-even">
        <section aria-labelledby="veranderd">
          <h2 id="veranderd">{t('amendments.title')}</h2>
          <AmendmentList amendments={amendments} slug={slug} />
        </section>
        <section aria-labelledby="opviel-titel">
          <h2 id="opviel-titel">{t('observations.title')}</h2>
          <ObservationList observations={observations} mayAdd={may.observe} refused={refused} />
        </section>
      </div>
      <p className="ways">
        <Link className="more" to={paths.gates(slug)}>
          {t('gates.see')} <Icon name="arrow-right" />
        </Link>
      </p>
    </div>
  );
}
