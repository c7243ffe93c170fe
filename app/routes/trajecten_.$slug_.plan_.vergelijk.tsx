import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { CompareForm } from '../plan/compare-form.tsx';
import { ComparedSections } from '../plan/compared-sections.tsx';
import { readSide } from '../plan/version-schemas.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const slug = args.params.slug ?? '';
  const search = new URL(args.request.url).searchParams;
  const call = api(args);
  const { trajectory } = await call.planTexts.get({ trajectory: slug });
  const { items } = await call.planTexts.versions({ trajectory: slug });
  const [from, to] = [readSide(search.get('van')), readSide(search.get('naar'))];
  const exists = (side: typeof from) => side === 'now' || (side !== null && side <= items.length);
  const asked = from !== null && to !== null && exists(from) && exists(to) ? { from, to } : null;
  const compared = asked && (await call.planTexts.comparePlan({ trajectory: slug, ...asked }));
  return {
    trajectory: { slug, title: trajectory.title },
    versions: items.map(({ number, createdAt, notes }) => ({ number, createdAt, note: notes.join(', ') })),
    compared: compared && { from: compared.from.number, to: compared.to.number, sections: compared.sections },
    title: `${getT(args.context.locale, 'versions')('compare.title')}, ${trajectory.title}`,
  };
}

export default function ComparePlan() {
  const { t } = useTranslation(['versions', 'plan']);
  const { trajectory, versions, compared } = useLoaderData<typeof loader>();
  const name = (number: number | null) => (number === null ? t('now') : t('state', { number }));
  return (
    <div className="wrap">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(trajectory.slug) },
          { label: t('plan:title'), to: paths.plan(trajectory.slug) },
          { label: t('plan:whole.versions'), to: paths.planVersions(trajectory.slug) },
          { label: t('compare.title') },
        ]}
      />
      <div className="versions">
        <h1>{t('compare.title')}</h1>
        <p className="lead">{t('compare.lead')}</p>
        {versions.length === 0 ? (
          <p className="note">{t('compare.none')}</p>
        ) : (
          <CompareForm path={paths.comparePlan(trajectory.slug)} versions={versions} changedSince compared={compared} />
        )}
        {compared && (
          <ComparedSections
            slug={trajectory.slug}
            sections={compared.sections}
            title={t('compare.between', { from: name(compared.from), to: name(compared.to) })}
          />
        )}
        <p>
          <Link className="more" to={paths.threeTexts(trajectory.slug)}>
            {t('three.link')}
          </Link>
        </p>
      </div>
    </div>
  );
}
