import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { formatMoment } from '../format.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const slug = args.params.slug ?? '';
  const call = api(args);
  const { trajectory } = await call.planTexts.get({ trajectory: slug });
  const { items } = await call.planTexts.versions({ trajectory: slug });
  return {
    trajectory: { slug, title: trajectory.title },
    items,
    title: `${getT(args.context.locale, 'plan')('whole.versions')}, ${trajectory.title}`,
  };
}

export default function PlanVersions() {
  const { t, i18n } = useTranslation('plan');
  const { today } = useRootData();
  const { trajectory, items } = useLoaderData<typeof loader>();
  return (
    <div className="wrap">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(trajectory.slug) },
          { label: t('title'), to: paths.plan(trajectory.slug) },
          { label: t('whole.versions') },
        ]}
      />
      <div className="versions">
        <h1>{t('whole.versions')}</h1>
        <p className="lead">{t('whole.versions_lead')}</p>
        {items.length === 0 && <p className="muted">{t('history.none')}</p>}
        <ol className="rows version-rows">
          {items.map((item) => (
            <li key={item.number}>
              <div>
                <b>{t('history.named', { number: item.number, note: item.notes.join(', ') })}</b>
                <p className="small muted">
                  {formatMoment(item.createdAt, i18n.language, today)}. {t('whole.changed', { count: item.sections.length })}
                </p>
              </div>
              <p className="btns">
                <Link className="more" to={paths.planVersion(trajectory.slug, item.number)}>
                  {t('history.read')}
                  <span className="sr"> {t('version', { number: item.number })}</span>
                </Link>
              </p>
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}
