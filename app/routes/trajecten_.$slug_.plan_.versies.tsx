import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { AdoptedForm } from '../plan/adopted-form.tsx';
import { CompareForm } from '../plan/compare-form.tsx';
import { FoldedRows, foldAutomatic, PlanStateRow } from '../plan/plan-state-row.tsx';
import { adoptedSchema } from '../plan/version-schemas.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const slug = args.params.slug ?? '';
  const call = api(args);
  const { trajectory } = await call.planTexts.get({ trajectory: slug });
  const { items, may } = await call.planTexts.versions({ trajectory: slug });
  return {
    trajectory: { slug, title: trajectory.title },
    items,
    may,
    done: new URL(args.request.url).searchParams.has('vastgelegd'),
    title: `${getT(args.context.locale, 'plan')('whole.versions')}, ${trajectory.title}`,
  };
}

export async function action(args: ActionFunctionArgs) {
  const slug = args.params.slug ?? '';
  return submitForm(args, adoptedSchema, async ({ number }, call) => {
    const { trajectory } = await call.planTexts.get({ trajectory: slug });
    await call.planTexts.markAdopted({ trajectoryId: trajectory.id, number });
    return redirect(`${paths.planVersions(slug)}?vastgelegd=1`, 303);
  });
}

export default function PlanVersions() {
  const { t } = useTranslation(['plan', 'versions']);
  const { trajectory, items, may, done } = useLoaderData<typeof loader>();
  const { slug } = trajectory;
  return (
    <div className="wrap">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(slug) },
          { label: t('title'), to: paths.plan(slug) },
          { label: t('whole.versions') },
        ]}
      />
      <div className="versions">
        <h1>{t('whole.versions')}</h1>
        {done && (
          <p className="done" role="status">
            {t('versions:adopt.done')}
          </p>
        )}
        <p className="lead">{t('whole.versions_lead')}</p>
        {items.length === 0 ? (
          <p className="muted">{t('history.none')}</p>
        ) : (
          <>
            <CompareForm
              path={paths.comparePlan(slug)}
              versions={items.map((item) => ({ ...item, note: item.notes.join(', ') }))}
              changedSince
              compared={null}
            />
            <p className="version-link">
              <Link className="more" to={paths.threeTexts(slug)}>
                {t('versions:three.link')}
              </Link>
            </p>
          </>
        )}
        {may.markAdopted && items.length > 0 && <AdoptedForm path={paths.planVersions(slug)} items={items} />}
        <ol className="rows version-rows">
          {foldAutomatic(items, (item) => item.automatic && !item.adopted && item.phaseEnds.length === 0).map((group) => (
            <FoldedRows key={group[0]?.number} count={group.length}>
              {group.map((item) => (
                <PlanStateRow key={item.number} slug={slug} item={item} />
              ))}
            </FoldedRows>
          ))}
        </ol>
      </div>
    </div>
  );
}
