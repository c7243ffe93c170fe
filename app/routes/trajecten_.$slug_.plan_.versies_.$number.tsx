import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { PlanContent } from '../components/plan-content.tsx';
import { StatusBadge } from '../components/status-badge.tsx';
import { formatMoment } from '../format.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const asked = args.params.number ?? '';
  const number = /^[1-9]\d{0,8}$/.test(asked) ? Number(asked) : null;
  if (number === null)
    throw new Response(JSON.stringify({ code: 'not_found' }), { status: 404, headers: { 'Content-Type': 'application/json' } });
  const plan = await api(args).planTexts.planVersion({ trajectory: args.params.slug ?? '', number });
  return { plan, title: `${getT(args.context.locale, 'plan')('whole.version', { number })}, ${plan.trajectory.title}` };
}

export default function PlanVersionPage() {
  const { t, i18n } = useTranslation(['plan', 'versions']);
  const { today } = useRootData();
  const { plan } = useLoaderData<typeof loader>();
  const { trajectory, version, versions, sections } = plan;
  return (
    <div className="wrap">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(trajectory.slug) },
          { label: t('title'), to: paths.plan(trajectory.slug) },
          { label: t('whole.versions'), to: paths.planVersions(trajectory.slug) },
          { label: t('version', { number: version.number }) },
        ]}
      />
      <div className="versions">
        <h1>{t('whole.version', { number: version.number })}</h1>
        <p className="lead">
          {version.notes.join(', ')}. {formatMoment(version.createdAt, i18n.language, today)}.
        </p>
        <p className="note">
          {t('whole.old')} <Link to={paths.plan(trajectory.slug)}>{t('whole.to_now')}</Link>{' '}
          <Link to={paths.comparePlan(trajectory.slug, { from: version.number, to: 'nu' })}>{t('versions:compare.with_now')}</Link>
        </p>
        {(version.adopted || version.phaseEnds.length > 0) && (
          <p className="stat">
            {version.adopted && (
              <StatusBadge tone="ok" boxed>
                {t('versions:list.adopted')}
              </StatusBadge>
            )}
            {version.phaseEnds.map((phase) => (
              <StatusBadge key={phase} tone="neutraal" icon="flag">
                {t('versions:list.phase_end', { phase })}
              </StatusBadge>
            ))}
          </p>
        )}
        {sections.map((section) => {
          const Heading = `h${Math.min(4, section.level + 1)}` as 'h2' | 'h3' | 'h4';
          return (
            <section className="old-section" key={section.number}>
              <Heading>{section.heading}</Heading>
              {section.changed && version.number > 1 && (
                <p className="stat">
                  <StatusBadge tone="neutraal" icon="file-pen-line">
                    {t('whole.changed_here')}
                  </StatusBadge>
                </p>
              )}
              <div className="prose">
                <PlanContent content={section.content} under={Math.min(4, section.level + 1)} />
              </div>
            </section>
          );
        })}
        <nav className="pt-nav no-print" aria-label={t('whole.versions')}>
          {version.number > 1 && (
            <Link to={paths.planVersion(trajectory.slug, version.number - 1)}>{t('version', { number: version.number - 1 })}</Link>
          )}
          {version.number < versions && (
            <Link className="next" to={paths.planVersion(trajectory.slug, version.number + 1)}>
              {t('version', { number: version.number + 1 })}
            </Link>
          )}
        </nav>
      </div>
    </div>
  );
}
